import type { TellingState } from '#core/case-event.ts'
import type { StoredNotice } from '#store/notices.ts'
import type { Write } from '#store/write.ts'
import { caseWrites } from '../cases/case-writes.ts'
import { loadCase } from '../cases/load-case.ts'
import type { Running } from '../running.ts'

/** What became of the notice of a decision, on the record of its case (R12). */
export async function tellingWrites(
  running: Running,
  notice: StoredNotice,
  telling: TellingState,
): Promise<readonly Write[]> {
  if (notice.kind !== 'decision' || notice.caseId === undefined) return []
  const loaded = await loadCase(running, { id: notice.caseId })
  if (!loaded || loaded.file.telling === 'read' || loaded.file.telling === telling) return []
  const change = caseWrites(running, loaded, { do: 'tell', telling }, { by: 'bot', at: running.clock.now() })
  return 'refused' in change ? [] : change.writes
}
