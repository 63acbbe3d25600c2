import { parentPort, workerData } from 'node:worker_threads'
import { inspectPdf } from './pdf.ts'

// A thread for one PDF: begun by `clean-pdf.ts`, which ends it when it takes too long.
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage(await inspectPdf(workerData as Uint8Array))
