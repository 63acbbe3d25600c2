/** Staff on Telegram: who is who there, and how far each topic of their group has come. */
export const MIGRATION_6 = `
create table staff_telegram (
  staff_id text not null primary key references staff(id), user_id text unique, linked_at integer,
  code_hash blob, code_until integer
) strict, without rowid;
create unique index staff_telegram_code on staff_telegram(code_hash) where code_hash is not null;

alter table staff_topics add column told text not null default '';
alter table staff_topics add column said_to integer not null default 0;
alter table staff_topics add column noted_at integer not null default 0;
`
