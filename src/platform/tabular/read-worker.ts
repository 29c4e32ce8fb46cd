import { parentPort, workerData } from 'node:worker_threads'
import { isProblem, type FieldFault } from '#kernel/problem.ts'
import { readParts, type TableFile } from './read-file.ts'
import type { Part } from './read-parts.ts'

/** One piece at a time and only when asked for, so that neither side has more than one in hand. */
export type ReadAnswer =
  { part: Part } | { done: true } | { fault: FieldFault['code'] | undefined; detail: string }

const parts = readParts(workerData as TableFile) // what `tableReader` in read.ts hands over

parentPort?.on('message', async () => {
  parentPort?.postMessage(await nextAnswer())
})

async function nextAnswer(): Promise<ReadAnswer> {
  try {
    const { done, value } = await parts.next()
    return done ? { done: true } : { part: value }
  } catch (error) {
    if (isProblem(error)) return { fault: error.fields[0]?.code, detail: error.detail }
    return {
      fault: undefined,
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  }
}
