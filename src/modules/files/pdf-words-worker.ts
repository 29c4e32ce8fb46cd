import { parentPort, workerData } from 'node:worker_threads'
import type { WordsRead } from './pdf-reading.ts'

/** Before the library is read: nothing in a PDF is to be fetched. */
Reflect.deleteProperty(globalThis, 'fetch')
const { readPdfWords } = await import('./pdf-reading.ts')

const { bytes } = workerData as { bytes: Uint8Array } // what `readWords` in pdf-words.ts hands over

parentPort?.on('message', async () => {
  parentPort?.postMessage(await readPdfWords(bytes).catch((): WordsRead => ({ isWhole: false })))
})
