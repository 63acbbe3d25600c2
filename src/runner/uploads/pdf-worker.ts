import { parentPort, workerData } from 'node:worker_threads'
import { inspectPdf } from './pdf.ts'

// A thread for one PDF: begun by `clean-pdf.ts`, which ends it when it takes too long.
parentPort?.postMessage(await inspectPdf(workerData as Uint8Array))
