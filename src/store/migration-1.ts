/**
 * The first schema. Blobs are sealed values or blind indexes (vault.ts); plain columns hold nothing that names a
 * person. `without rowid` where rows are small and are found by their key alone.
 */
export const MIGRATION_1 = `
create table data_keys (
  id text not null primary key, wrapped blob, version integer not null, master_version integer not null,
  created_at integer not null, destroyed_at integer,
  check ((wrapped is null) = (destroyed_at is not null))
) strict, without rowid;

create table contacts (
  id text not null primary key, urn_index blob not null, account text not null, channel text not null,
  urn blob not null, key_id text not null references data_keys(id), language text, owner text not null,
  reachability text not null check (reachability in ('active', 'stopped', 'unreachable')),
  consent_version text, created_at integer not null, seen_at integer not null, rev integer not null,
  unique (urn_index, account)
) strict, without rowid;
create index contacts_owner on contacts(owner, seen_at) where owner <> 'bot';

create table sessions (
  contact_id text not null primary key references contacts(id), id text not null, rev integer not null,
  status text, flow text, step text, waiting text, state blob not null,
  updated_at integer not null, expires_at integer not null
) strict;
create index sessions_expiry on sessions(expires_at);

create table inbox (
  id integer primary key, external blob not null unique, channel text not null, account text not null,
  position integer, contact_id text not null references contacts(id), received_at integer not null,
  sent_at integer not null, status text not null check (status in ('pending', 'done', 'dead')),
  attempts integer not null default 0, reason text, content blob
) strict;
create index inbox_pending on inbox(contact_id, id) where status = 'pending';
create index inbox_dead on inbox(received_at) where status = 'dead';
create index inbox_position on inbox(channel, account, position) where position is not null;

create table messages (
  seq integer primary key, id text not null, contact_id text not null references contacts(id),
  person_id text, at integer not null, entries blob not null
) strict;
create index messages_contact on messages(contact_id, seq);

create table outbox (
  id text not null primary key, contact_id text not null references contacts(id), account text not null,
  priority integer not null, seq integer not null,
  status text not null check (status in ('pending', 'sending', 'sent', 'delivered', 'read', 'failed')),
  attempts integer not null default 0, not_before integer not null, created_at integer not null,
  changed_at integer not null, message blob, external blob, failure text, unique_key text
) strict;
create unique index outbox_unique on outbox(unique_key) where unique_key is not null;
create index outbox_due on outbox(priority, not_before, seq) where status = 'pending';
create index outbox_order on outbox(contact_id, priority, seq) where status = 'pending';
create index outbox_sending on outbox(contact_id) where status = 'sending';
create index outbox_failed on outbox(changed_at) where status = 'failed';
create index outbox_external on outbox(external) where external is not null;

create table timers (
  id text not null primary key, kind text not null, contact_id text references contacts(id), case_id text,
  due_at integer not null, unique_key text unique, payload text not null,
  status text not null check (status in ('waiting', 'done', 'cancelled'))
) strict;
create index timers_due on timers(due_at) where status = 'waiting';

create table revisions (
  kind text not null check (kind in ('flow', 'form')), id text not null, hash text not null,
  source text not null, at integer not null, primary key (kind, id, hash)
) strict;

create table people (
  id text not null primary key, key_id text not null references data_keys(id), name blob,
  national_id blob, national_id_index blob, phone blob, phone_index blob,
  created_at integer not null, rev integer not null
) strict;
create index people_national_id on people(national_id_index) where national_id_index is not null;
create index people_phone on people(phone_index) where phone_index is not null;

create table people_contacts (
  person_id text not null references people(id), contact_id text not null references contacts(id),
  role text not null check (role in ('self', 'guardian', 'representative')),
  proof text not null check (proof in ('none', 'pin', 'staff')), at integer not null,
  primary key (person_id, contact_id)
) strict, without rowid;
create index people_contacts_contact on people_contacts(contact_id);

create table cases (
  id text not null primary key, reference text not null unique, service text not null,
  contact_id text not null references contacts(id), person_id text references people(id),
  key_id text not null references data_keys(id), state text not null, answers blob not null,
  summary blob not null, declaration blob, form_revision text not null, submitted_at integer not null,
  complete_at integer, changed_at integer not null, rev integer not null
) strict;
create index cases_contact on cases(contact_id, submitted_at);
create index cases_person on cases(person_id, service) where person_id is not null;
create index cases_state on cases(state, submitted_at);

create table case_events (
  seq integer primary key, id text not null unique, case_id text not null references cases(id),
  at integer not null, by text not null, kind text not null, why blob
) strict;
create index case_events_case on case_events(case_id, seq);
create trigger case_events_no_update before update on case_events
  begin select raise(abort, 'case events are append-only'); end;

create table files (
  id text not null primary key, contact_id text not null references contacts(id),
  case_id text references cases(id), key_id text not null references data_keys(id), name blob not null,
  mime text not null, bytes integer not null, digest blob not null, created_at integer not null,
  status text not null check (status in ('kept', 'removed'))
) strict;
create index files_contact on files(contact_id, created_at);
create index files_case on files(case_id) where case_id is not null;

create table handoffs (
  id text not null primary key, contact_id text not null references contacts(id),
  case_id text references cases(id), state text not null check (state in ('open', 'claimed', 'closed')),
  target text not null, reason text not null, opened_at integer not null, claimed_by text,
  claimed_at integer, closed_at integer, explanation blob
) strict;
create unique index handoffs_live on handoffs(contact_id) where state <> 'closed';
create index handoffs_queue on handoffs(state, opened_at) where state <> 'closed';

create table consents (
  id text not null primary key, contact_id text not null references contacts(id), purpose text not null,
  given integer not null check (given in (0, 1)), version text not null, text_hash text not null,
  language text not null, at integer not null, channel text not null, message_id text
) strict;
create index consents_contact on consents(contact_id, purpose, at);

create table ratings (
  id text not null primary key, service text not null, month text not null, poll text not null,
  question text not null, score integer, comment blob
) strict, without rowid;
create index ratings_month on ratings(month, service);

create table rating_marks (
  contact_id text not null references contacts(id), poll_key text not null, at integer not null,
  primary key (contact_id, poll_key)
) strict, without rowid;

create table inquiries (
  id text not null primary key, at integer not null, contact_id text references contacts(id),
  outcome text not null, intent text, text blob, normalised blob, lang text not null,
  answered integer not null check (answered in (0, 1))
) strict;
create index inquiries_at on inquiries(at);
create index inquiries_open on inquiries(at) where answered = 0;

create table staff (
  id text not null primary key, name text not null, role text not null,
  status text not null check (status in ('active', 'disabled')), created_at integer not null
) strict;

create table audit (
  seq integer primary key, at integer not null, actor text not null, action text not null,
  subject text not null, hash blob not null
) strict;
create trigger audit_no_update before update on audit
  begin select raise(abort, 'the audit log is append-only'); end;
create trigger audit_no_delete before delete on audit
  begin select raise(abort, 'the audit log is append-only'); end;

create table settings (key text not null primary key, value text not null) strict, without rowid;
`
