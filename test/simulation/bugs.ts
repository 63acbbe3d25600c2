import type { Store } from '#store/store.ts'
import type { Write } from '#store/write.ts'
import { mulberry32 } from '../fakes/bot-api/faults.ts'
import type { Bug } from './process.ts'

/** A write that changes nothing anybody looks at, where a broken part leaves one out. */
const nothing = (store: Store): Write => store.settings.set('simulation', 'nothing')

/** Tells the platform that all is well, and remembers the offset instead of reading it from the disk. */
const CONFIRM_FIRST: Bug = {
  name: 'messages are confirmed before they are stored',
  receive: (receive) => (messages) => {
    void receive(messages)
    return Promise.resolve()
  },
  position: () => Promise.resolve(Number.MAX_SAFE_INTEGER),
}

/** What the platform sends again is new again. */
const NO_UNIQUE_KEY: Bug = {
  name: 'the inbox has no unique key',
  store(store) {
    let count = 0
    const insert: Store['inbox']['insert'] = (row, key) =>
      store.inbox.insert({ ...row, externalId: `${row.externalId}/${row.id}/${(count += 1)}` }, key)
    return { ...store, inbox: { ...store.inbox, insert } }
  },
}

/** A message counts as sent from the moment in which it is taken out. */
const MARK_FIRST: Bug = {
  name: 'messages are marked as sent before they are sent',
  store(store) {
    const { outbox } = store
    const claimed = outbox.claim
    return {
      ...store,
      outbox: {
        ...outbox,
        sent: () => nothing(store),
        retry: () => nothing(store),
        failed: () => nothing(store),
      },
      commit(writes) {
        const claims = claimed('').query
        const marked = writes.flatMap((write) =>
          write.query === claims ? [write, outbox.sent(idOf(write), undefined, 0)] : [write],
        )
        return store.commit(marked)
      },
    }
  },
}

/** The parameter of a claim that names its message. */
function idOf(claim: Write): string {
  return String(claim.params.find((param) => typeof param === 'string' && !STATES.has(param)))
}

const STATES: ReadonlySet<unknown> = new Set(['pending', 'sending'])

/** Requests go to the disk on their own, before the turn that made them. */
const EFFECT_OUTSIDE: Bug = {
  name: 'a request is recorded outside of the commit of its turn',
  store: (store) => ({
    ...store,
    async commit(writes) {
      const effects = writes.filter(({ query }) => query.name.startsWith('cases'))
      if (effects.length > 0) await store.commit(effects)
      const rest = writes.filter((write) => !effects.includes(write))
      return store.commit(rest)
    },
  }),
}

/** Whichever message of a chat comes to hand is sent. */
const UNORDERED_CLAIM: Bug = {
  name: 'messages are claimed in any order',
  store(store) {
    const random = mulberry32(1)
    const insert: Store['outbox']['insert'] = (row, key) =>
      store.outbox.insert({ ...row, seq: Math.floor(random() * 1e9) }, key)
    return { ...store, outbox: { ...store.outbox, insert } }
  },
}

/** Five ways to break the road of a message; the simulation must find each. */
export const BUGS: readonly Bug[] = [
  CONFIRM_FIRST,
  NO_UNIQUE_KEY,
  MARK_FIRST,
  EFFECT_OUTSIDE,
  UNORDERED_CLAIM,
]
