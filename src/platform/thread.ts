import { Worker } from 'node:worker_threads'
import { createQuestion } from './question.ts'
import { sourceFile } from './source-file.ts'

/** `full`: it took more memory than it was given. `slow`: it took more time. */
export type ThreadEnd = 'full' | 'slow'

export type ThreadTask = {
  /** Its entry, from the root of the source tree. */
  file: string
  name: string
  data: object
  memoryMb: number
  timeMs: number
  faultOf: (end: ThreadEnd, detail: string) => Error
}

/** A thread that is asked, and answers once for each time. Whoever starts it stops it. */
export type Thread<Answer> = { next: () => Promise<Answer>; stop: () => Promise<unknown> }

/**
 * Starts a thread for what somebody else has made, with a limit on memory and time. Only reader-process.ts starts it, in a
 * process of its own: a limit is not asked in the middle of a step. The thread knows none of the server's settings, and
 * what it would print is thrown away, since it might be words of the file.
 */
export function startThread<Answer>(task: ThreadTask): Thread<Answer> {
  const worker = new Worker(sourceFile(task.file), {
    ...{ execArgv: [], name: task.name, workerData: task.data, env: {}, stdout: true, stderr: true },
    resourceLimits: { maxOldGenerationSizeMb: task.memoryMb },
  })
  const asked = createQuestion<Answer>()
  const refuse = (end: ThreadEnd, detail = '') => asked.refuse(task.faultOf(end, detail))
  const timer = setTimeout(() => refuse('slow'), task.timeMs)
  const watch = setInterval(() => void watchMemory(worker, task.memoryMb, refuse), watchMs)
  worker.stdout.resume()
  worker.stderr.resume()
  worker.on('message', asked.answer)
  worker.on('error', (error) => (isFull(error) ? refuse('full', error.message) : asked.refuse(error)))
  worker.on('exit', () => asked.refuse(new Error(`The thread "${task.name}" ended before its work was done`)))
  return {
    next: () => {
      const waiting = asked.ask()
      worker.postMessage('next')
      return waiting
    },
    stop: () => {
      clearTimeout(timer)
      clearInterval(watch)
      return worker.terminate()
    },
  }
}

const watchMs = 50

/** What is unpacked lies outside of what `resourceLimits` count; a thread that is busy tells of it all the same. */
async function watchMemory(
  worker: Worker,
  memoryMb: number,
  refuse: (end: ThreadEnd, detail: string) => void,
): Promise<void> {
  const held = await worker.getHeapStatistics().catch(() => undefined)
  const heldMb = (held?.external_memory ?? 0) / 1024 ** 2
  if (heldMb > memoryMb) refuse('full', `${Math.round(heldMb)} MB`)
}

function isFull(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
