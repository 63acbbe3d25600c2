/** The staff console: how people sign in, what they write to each other, and what the pages are told live. */
export const MIGRATION_4 = `
create table staff_access (
  staff_id text not null primary key references staff(id), password text, totp blob, totp_step integer,
  recovery text not null default '[]', failed integer not null default 0, locked_until integer,
  changed_at integer not null
) strict, without rowid;

create table staff_sessions (
  id_hash blob not null primary key, staff_id text not null references staff(id), created_at integer not null,
  seen_at integer not null, device text not null, confirmed integer not null check (confirmed in (0, 1))
) strict, without rowid;
create index staff_sessions_staff on staff_sessions(staff_id, seen_at);

create table staff_links (
  token_hash blob not null primary key, staff_id text references staff(id),
  expires_at integer not null, used_at integer
) strict, without rowid;

alter table staff add column scope text not null default 'all' check (scope in ('own', 'team', 'all'));
alter table staff add column language text not null default 'ar';

create table notes (
  id text not null primary key, contact_id text not null references contacts(id), staff_id text not null,
  at integer not null, text blob not null
) strict;
create index notes_contact on notes(contact_id, at);

create table drafts (
  staff_id text not null, contact_id text not null references contacts(id), client_key text not null,
  text blob not null, changed_at integer not null, primary key (staff_id, contact_id)
) strict, without rowid;

create table canned_replies (
  id text not null primary key, title text not null, text text not null, changed_at integer not null,
  changed_by text not null
) strict;

create table console_events (
  seq integer primary key autoincrement, at integer not null, kind text not null, subject text not null
) strict;

create table staff_topics (
  contact_id text not null primary key references contacts(id), chat text not null, thread text not null,
  created_at integer not null
) strict, without rowid;
create unique index staff_topics_thread on staff_topics(chat, thread);

alter table handoffs add column offered_to text;
alter table handoffs add column awaiting_since integer;
alter table handoffs add column escalated_at integer;
alter table handoffs add column away_told_at integer;
alter table handoffs add column rev integer not null default 1;
create index handoffs_claimed on handoffs(claimed_by) where state = 'claimed';
`
