/** The life of a case: what staff, applicant and time do to it after it was submitted. */
export const MIGRATION_2 = `
alter table cases add column kind text not null default 'support';
alter table cases add column assigned_to text;
alter table cases add column pin text;
alter table cases add column due_at integer;
alter table cases add column identity_index blob;
create index cases_assigned on cases(assigned_to, state) where assigned_to is not null;
create index cases_due on cases(due_at) where due_at is not null;
create index cases_identity on cases(identity_index, service) where identity_index is not null;
alter table case_events add column detail blob;

alter table contacts add column proven integer not null default 1 check (proven in (0, 1));

-- A reference that does not exist counts under an empty case, so that it is answered like a wrong PIN.
create table pin_tries (
  case_id text not null, contact_id text not null references contacts(id), day text not null,
  wrong integer not null, primary key (case_id, contact_id, day)
) strict, without rowid;

create table slots (
  id text not null primary key, at integer not null, minutes integer not null, staff text not null, place text not null,
  state text not null check (state in ('free', 'held', 'booked', 'removed')),
  case_id text references cases(id), held_until integer, rev integer not null,
  unique (staff, at), check ((state in ('held', 'booked')) = (case_id is not null))
) strict;
create index slots_free on slots(at) where state = 'free';
create index slots_case on slots(case_id) where case_id is not null;

create table tasks (
  id text not null primary key, kind text not null, case_id text references cases(id),
  contact_id text references contacts(id), created_at integer not null, due_at integer not null,
  done_at integer, done_by text, result blob, unique_key text unique
) strict;
create index tasks_open on tasks(due_at) where done_at is null;
create index tasks_case on tasks(case_id) where case_id is not null;

create table notices (
  id text not null primary key, contact_id text not null references contacts(id),
  case_id text references cases(id), kind text not null, priority integer not null,
  params text not null, not_before integer not null, created_at integer not null, changed_at integer not null,
  state text not null check (state in ('waiting', 'given', 'told', 'failed', 'dropped')), reason text,
  unique_key text unique
) strict;
create index notices_due on notices(priority, not_before) where state = 'waiting';
create index notices_given on notices(changed_at) where state = 'given';
create index notices_contact on notices(contact_id, created_at);

create table poll_offers (
  contact_id text not null references contacts(id), poll_key text not null, at integer not null,
  reminded integer not null default 0, primary key (contact_id, poll_key)
) strict, without rowid;

-- Two records that turned out to be one person; 'moved' names what went over, so that it can go back.
create table person_merges (
  id text not null primary key, kept text not null references people(id), merged text not null references people(id),
  moved text not null, at integer not null, by text not null, undone_at integer
) strict;
create index person_merges_merged on person_merges(merged) where undone_at is null;

-- One-time links to the upload page: the token is kept as a blind index only.
create table upload_links (
  token blob not null primary key, id text not null unique, contact_id text not null references contacts(id),
  form text not null, revision text not null, field text not null, place text not null,
  files integer not null check (files between 1 and 5), language text not null, created_at integer not null,
  expires_at integer not null, used_at integer
) strict, without rowid;
create index upload_links_contact on upload_links(contact_id, place) where used_at is null;
create index upload_links_expires on upload_links(expires_at);
`
