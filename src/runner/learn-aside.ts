import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import type { Matcher } from '#core/inquiry.ts'
import type { InquirySource } from '#language/matcher/source.ts'
import { learntMatcher } from './learnt-matcher.ts'

interface Task {
  readonly sources: readonly InquirySource[]
  readonly path: string
}

/**
 * The matcher of some examples, learnt in a thread of its own: learning takes a second, in which nobody would be
 * answered. The thread leaves what it learnt in the file at `path`; where it cannot, it is learnt here after all.
 */
export async function learnAside(sources: readonly InquirySource[], path: string): Promise<Matcher> {
  await new Promise<void>((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { sources, path } satisfies Task })
    worker.once('error', () => resolve())
    worker.once('exit', () => resolve())
  })
  return learntMatcher(sources, path)
}

if (!isMainThread && parentPort && isTask(workerData)) learntMatcher(workerData.sources, workerData.path)

/** This file is also loaded by threads that others started, for tests. */
function isTask(data: unknown): data is Task {
  return typeof data === 'object' && data !== null && 'sources' in data && 'path' in data
}
