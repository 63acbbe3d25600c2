import { Worker } from 'node:worker_threads'
import { refuse } from './cleaned.ts'
import type { Cleaned, Refused } from './cleaned.ts'
import type { PdfFinding } from './pdf.ts'
import { createQueue } from './queue.ts'

/** The largest PDF, 10 MiB: what the reader of documents takes. */
const LARGEST_PDF = 10 * 1024 * 1024
/** A PDF that takes longer to look through was made to; the slowest honest ones need a fraction of it. */
const PATIENCE = 10_000
const MEGABYTES = 512

/** Each has a thread and a copy of its own, so that only few are looked at at once. */
const queue = createQueue(2)

/**
 * A PDF as it is kept: the file up to its end, if nothing in it runs, reaches out or hides. It is looked through
 * in a thread of its own, so that no conversation waits for it, whatever it was made to do to us.
 */
export async function cleanPdf(bytes: Uint8Array, patience = PATIENCE): Promise<Cleaned | Refused> {
  if (bytes.length > LARGEST_PDF) return refuse('document_too_large')
  const found = await queue.run(() => inspectApart(bytes, patience))
  if ('problem' in found) return refuse(found.problem)
  return { kept: true, bytes: bytes.subarray(0, found.end), mime: 'application/pdf' }
}

function inspectApart(bytes: Uint8Array, patience: number): Promise<PdfFinding> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('pdf-worker.ts', import.meta.url), {
      workerData: bytes,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
    })
    const timer = setTimeout(() => void worker.terminate(), patience)
    worker.once('message', (found: PdfFinding) => resolve(found))
    // Out of memory, out of time or out of order: it cannot be opened, which is all that its sender needs to know.
    worker.once('error', () => resolve({ problem: 'document_damaged' }))
    worker.once('exit', () => {
      clearTimeout(timer)
      resolve({ problem: 'document_damaged' })
    })
  })
}
