import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { sourceFile } from '#platform/source-file.ts'
import { personalNumber, type Door } from './door.ts'
import type { WordsRead } from './pdf-reading.ts'

/** `togetherMs`: for all files of one command, so that whoever hands in twenty holds nobody else up for long. */
export const pdfLimits = { memoryMb: 256, timeMs: 10_000, togetherMs: 20_000 }

export type ReadingTask = { bytes: Uint8Array; memoryMb: number; timeMs: number }

let last: Promise<unknown> = Promise.resolve()

/**
 * Refuses a PDF whose words hold a personal number. Answers whether all its words could be read: pages that are pictures
 * have none, and a PDF that takes too long or breaks the reader is let in as one that was not read. One at a time.
 */
export async function refuseNumbersInWords(bytes: Buffer, door: Door, limits = pdfLimits): Promise<boolean> {
  const turn = last.then(() => {
    const timeMs = Math.min(limits.timeMs, door.readUntil - performance.now())
    return timeMs > 0 ? readWords({ bytes, memoryMb: limits.memoryMb, timeMs }) : unread
  })
  last = turn
  const { number, isWhole } = await turn
  if (number) throw personalNumber(door, number)
  return isWhole
}

const unread: WordsRead = { isWhole: false }

/** It may start threads; it may write to no file and start no program. */
const execArgv = ['--permission', '--allow-fs-read=*', '--allow-worker']

/**
 * A process of its own round the thread: where a thread wants far too much memory in one step, its limit is not asked,
 * and the whole process it runs in is ended.
 */
async function readWords(task: ReadingTask): Promise<WordsRead> {
  const child = fork(sourceFile('src/modules/files/pdf-words-process.ts'), {
    ...{ execArgv, env: {}, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  })
  child.on('error', () => undefined)
  try {
    child.send(task)
    return await answerOf(child, task.timeMs)
  } catch {
    return unread
  } finally {
    child.kill('SIGKILL')
  }
}

async function answerOf(child: ChildProcess, timeMs: number): Promise<WordsRead> {
  const signal = AbortSignal.timeout(timeMs)
  const gone = once(child, 'exit', { signal }).then(() => [unread])
  // The only message that the process sends.
  const [answer] = (await Promise.race([once(child, 'message', { signal }), gone])) as [WordsRead]
  return answer
}
