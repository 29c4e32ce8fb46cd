import { fork, type ChildProcess } from 'node:child_process'
import { createQuestion } from './question.ts'
import { sourceFile } from './source-file.ts'
import type { Thread, ThreadEnd, ThreadTask } from './thread.ts'

/** What the process is asked, once, before the first `next`. */
export type ReaderTask = Omit<ThreadTask, 'faultOf'>
export type ReaderNews = { answer: unknown } | { end: ThreadEnd; detail: string } | { fault: string }

/** It may start threads; it may write to no file and start no program. */
const execArgv = ['--permission', '--allow-fs-read=*', '--allow-worker']

/** The thread tells of its time itself; a process that cannot even say so is given this long more. */
const graceMs = 2_000

/**
 * Reads what somebody else has made: a thread with a limit on memory and time, inside a process of its own. Where a thread
 * wants far too much memory in one step its limit is not asked, and the whole process it runs in is ended: this one, and
 * never the server. Whoever starts it stops it.
 */
export function startReader<Answer>({ faultOf, ...task }: ThreadTask): Thread<Answer> {
  const child = fork(sourceFile('src/platform/reader-process.ts'), {
    ...{ execArgv, env: {}, serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  })
  const asked = createQuestion<Answer>()
  const timer = setTimeout(() => asked.refuse(faultOf('slow', '')), task.timeMs + graceMs)
  child.on('message', (news: ReaderNews) => {
    if ('answer' in news)
      asked.answer(news.answer as Answer) // what the thread of this task answers
    else asked.refuse('end' in news ? faultOf(news.end, news.detail) : new Error(news.fault))
  })
  child.on('error', asked.refuse)
  child.on('exit', (code, signal) => asked.refuse(faultOf('full', `the process ended: ${code ?? signal}`)))
  tell(child, task satisfies ReaderTask)
  return {
    next: () => {
      const waiting = asked.ask()
      tell(child, 'next')
      return waiting
    },
    stop: () => {
      clearTimeout(timer)
      return Promise.resolve(child.kill('SIGKILL'))
    },
  }
}

/** One that has ended is told nothing; that it has is told by its end. */
function tell(child: ChildProcess, what: ReaderTask | 'next'): void {
  if (child.connected) child.send(what, () => undefined)
}
