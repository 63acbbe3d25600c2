/** The association's own answers and examples, over those that ship with Wasl: each version stays, for history and undo. */
export const MIGRATION_5 = `
create table answer_versions (
  id text not null primary key, intent text not null, kind text not null check (kind in ('answer', 'example')),
  state text not null check (state in ('draft', 'published', 'undone', 'discarded')), content text not null,
  written_by text not null, written_at integer not null, settled_by text, settled_at integer,
  check ((state = 'draft') = (settled_by is null))
) strict;
create index answer_versions_intent on answer_versions(intent, written_at);
create index answer_versions_state on answer_versions(state, settled_at);
`
