/**
 * The linked WhatsApp device: its credentials and Signal keys, sealed; what was decrypted and not yet taken into the
 * inbox; what was sent, for phones that ask again. Ids hold people's numbers, so they stand there as blind indexes.
 */
export const MIGRATION_3 = `
create table devices (
  name text not null primary key, key_id text references data_keys(id), credentials blob,
  leased_by text, leased_until integer not null
) strict, without rowid;

create table device_keys (
  device text not null references devices(name), id blob not null, value blob not null,
  primary key (device, id)
) strict, without rowid;

create table device_inbox (
  seq integer primary key, device text not null references devices(name), id blob not null,
  attempts integer not null, content blob not null, unique (device, id)
) strict;

create table device_sent (
  device text not null references devices(name), id blob not null, at integer not null, content blob not null,
  primary key (device, id)
) strict, without rowid;
create index device_sent_at on device_sent(at);
`
