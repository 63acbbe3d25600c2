/** Accounts that may have changed hands: since when that is in doubt, so that what came before stays closed. */
export const MIGRATION_7 = `
alter table contacts add column doubted_since integer;
alter table contacts add column doubted_at integer;
update contacts set doubted_since = seen_at, doubted_at = seen_at where proven = 0;
`
