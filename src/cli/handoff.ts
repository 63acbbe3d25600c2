import type { Runner } from '#runner/runner.ts'
import type { Store } from '#store/store.ts'
import { askControl } from './control.ts'
import type { ControlCommands } from './control.ts'

const MOST = 100

/** What a running service does for `wasl handoff`: ids and reasons only, no person's words. */
export function handoffCommands(store: Store, runner: Runner): ControlCommands {
  return {
    'handoff-list': async () => {
      const waiting = await store.handoffs.queue(MOST)
      if (waiting.length === 0) return ['nobody waits']
      return waiting.map((item) =>
        [new Date(item.openedAt).toISOString(), item.id, item.contactId, item.target, item.reason].join('  '),
      )
    },
    'handoff-release': async (id) => {
      const found = (await store.handoffs.queue(MOST)).find((item) => item.id === id || item.contactId === id)
      if (!found) return [`there is no open handoff ${id}`]
      const at = Date.now()
      await store.commit([
        store.handoffs.close(found.id, at),
        store.audit.append({ at, actor: 'operator', action: 'handoff_released', subject: found.id }),
      ])
      await runner.release(found.contactId)
      return [`released ${found.id}: the bot speaks again`]
    },
  }
}

/** `wasl handoff list` and `wasl handoff release ID`, asked of the service that runs. The exit code. */
export async function handoff(
  args: readonly string[],
  folder: string,
  print: (line: string) => void,
): Promise<number> {
  const [action = 'list', id = ''] = args
  if (action !== 'list' && !(action === 'release' && id !== '')) {
    print('wasl handoff list | release ID')
    return 2
  }
  print(await askControl(folder, action === 'list' ? 'handoff-list' : `handoff-release ${id}`))
  return 0
}
