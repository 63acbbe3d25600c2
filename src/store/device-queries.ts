import { query } from './query.ts'

type Id = { readonly device: string; readonly id: Uint8Array }

export const addDevice = query('devices.add', (db, p: { name: string }) =>
  db
    .insertInto('devices')
    .values({ name: p.name, key_id: null, credentials: null, leased_by: null, leased_until: 0 })
    .onConflict((on) => on.column('name').doNothing()),
)

export const findDevice = query('devices.find', (db, p: { name: string }) =>
  db.selectFrom('devices').select(['key_id', 'credentials']).where('name', '=', p.name),
)

export const giveKey = query('devices.key', (db, p: { name: string; key_id: string }) =>
  db.updateTable('devices').set({ key_id: p.key_id }).where('name', '=', p.name).where('key_id', 'is', null),
)

export const saveCredentials = query('devices.credentials', (db, p: { name: string; value: Uint8Array }) =>
  db.updateTable('devices').set({ credentials: p.value }).where('name', '=', p.name),
)

export const clearDevice = query('devices.clear', (db, p: { name: string }) =>
  db.updateTable('devices').set({ key_id: null, credentials: null }).where('name', '=', p.name),
)

export const lease = query(
  'devices.lease',
  (db, p: { name: string; holder: string; until: number; now: number }) =>
    db
      .updateTable('devices')
      .set({ leased_by: p.holder, leased_until: p.until })
      .where('name', '=', p.name)
      .where((eb) =>
        eb.or([eb('leased_by', 'is', null), eb('leased_by', '=', p.holder), eb('leased_until', '<=', p.now)]),
      ),
)

export const release = query('devices.release', (db, p: { name: string; holder: string }) =>
  db
    .updateTable('devices')
    .set({ leased_by: null, leased_until: 0 })
    .where('name', '=', p.name)
    .where('leased_by', '=', p.holder),
)

export const findKey = query('device_keys.find', (db, p: Id) =>
  db.selectFrom('device_keys').select('value').where('device', '=', p.device).where('id', '=', p.id),
)

export const putKey = query('device_keys.put', (db, p: Id & { value: Uint8Array }) =>
  db
    .insertInto('device_keys')
    .values({ device: p.device, id: p.id, value: p.value })
    .onConflict((on) => on.columns(['device', 'id']).doUpdateSet({ value: p.value })),
)

export const dropKey = query('device_keys.drop', (db, p: Id) =>
  db.deleteFrom('device_keys').where('device', '=', p.device).where('id', '=', p.id),
)

export const clearKeys = query('device_keys.clear', (db, p: { device: string }) =>
  db.deleteFrom('device_keys').where('device', '=', p.device),
)

export const addReceived = query('device_inbox.add', (db, p: Id & { content: Uint8Array }) =>
  db
    .insertInto('device_inbox')
    .values({ device: p.device, id: p.id, attempts: 0, content: p.content })
    .onConflict((on) => on.columns(['device', 'id']).doNothing()),
)

export const received = query('device_inbox.open', (db, p: { device: string; most: number; limit: number }) =>
  db
    .selectFrom('device_inbox')
    .select(['seq', 'id', 'attempts', 'content'])
    .where('device', '=', p.device)
    .where('attempts', '<', p.most)
    .orderBy('seq')
    .limit(p.limit),
)

export const handled = query('device_inbox.handled', (db, p: { seq: number }) =>
  db.deleteFrom('device_inbox').where('seq', '=', p.seq),
)

export const failed = query('device_inbox.failed', (db, p: { seq: number }) =>
  db
    .updateTable('device_inbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('seq', '=', p.seq),
)

export const clearInbox = query('device_inbox.clear', (db, p: { device: string }) =>
  db.deleteFrom('device_inbox').where('device', '=', p.device),
)

export const putSent = query('device_sent.put', (db, p: Id & { at: number; content: Uint8Array }) =>
  db
    .insertInto('device_sent')
    .values({ device: p.device, id: p.id, at: p.at, content: p.content })
    .onConflict((on) => on.columns(['device', 'id']).doUpdateSet({ at: p.at, content: p.content })),
)

export const findSent = query('device_sent.find', (db, p: Id) =>
  db.selectFrom('device_sent').select('content').where('device', '=', p.device).where('id', '=', p.id),
)

export const expireSent = query('device_sent.expire', (db, p: { device: string; before: number }) =>
  db.deleteFrom('device_sent').where('device', '=', p.device).where('at', '<', p.before),
)

export const clearSent = query('device_sent.clear', (db, p: { device: string }) =>
  db.deleteFrom('device_sent').where('device', '=', p.device),
)
