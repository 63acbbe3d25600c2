import { afterEach, expect, it } from 'vitest'
import type { Store } from '#store/store.ts'
import { StaleWrite } from '#store/write.ts'
import { NOW, freshStore } from './fresh.ts'

let store: Store

afterEach(() => store.close())

const version = (id: string, at: number) => ({
  id,
  intent: 'decision_time',
  kind: 'answer' as const,
  content: { answer: { text: id } },
  writtenBy: 'mona',
  writtenAt: at,
})

it('keeps every version of an answer, and settles each once', async () => {
  store = await freshStore()
  const { answerVersions } = store
  await store.commit([answerVersions.draft(version('a', NOW)), answerVersions.draft(version('b', NOW + 1))])
  expect((await answerVersions.drafts()).map(({ id }) => id)).toEqual(['a', 'b'])
  await store.commit([answerVersions.publish('b', 'nora', NOW + 2)])
  await store.commit([answerVersions.publish('a', 'nora', NOW + 3)])
  // In the order of publishing, not of writing.
  expect((await answerVersions.published()).map(({ id }) => id)).toEqual(['b', 'a'])
  await expect(store.commit([answerVersions.publish('a', 'sara', NOW + 4)])).rejects.toThrow(StaleWrite)
  await expect(store.commit([answerVersions.discard('a', 'sara', NOW + 4)])).rejects.toThrow(StaleWrite)
  await store.commit([answerVersions.undo('a', 'sara', NOW + 5)])
  expect((await answerVersions.published()).map(({ id }) => id)).toEqual(['b'])
  expect(await answerVersions.get('a')).toEqual({
    ...version('a', NOW),
    state: 'undone',
    settledBy: 'sara',
    settledAt: NOW + 5,
  })
  expect((await answerVersions.ofIntent('decision_time')).map(({ id }) => id)).toEqual(['b', 'a'])
  expect(await answerVersions.get('c')).toBeUndefined()
})

it('keeps replies that staff have ready', async () => {
  store = await freshStore()
  const reply = { id: 'r', title: 'ترحيب', text: 'أهلًا {name}', changedAt: NOW, changedBy: 'mona' }
  await store.commit([store.cannedReplies.put(reply)])
  await store.commit([store.cannedReplies.put({ ...reply, text: 'أهلًا' })])
  expect(await store.cannedReplies.all()).toEqual([{ ...reply, text: 'أهلًا' }])
  await store.commit([store.cannedReplies.remove('r')])
  expect(await store.cannedReplies.get('r')).toBeUndefined()
})
