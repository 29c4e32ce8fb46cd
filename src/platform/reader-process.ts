import type { ReaderNews, ReaderTask } from './reader.ts'
import { startThread, type Thread, type ThreadEnd } from './thread.ts'

let thread: Thread<unknown> | undefined

process.on('message', (asked: ReaderTask | 'next') => {
  if (asked === 'next') void next()
  else thread = startThread({ ...asked, faultOf })
})
/** Whoever asked is gone. */
process.on('disconnect', () => process.exit())

/** How the thread ended goes over as it is, and is worded by whoever asked. */
function faultOf(end: ThreadEnd, detail: string): Error {
  return new Error(detail, { cause: end })
}

async function next(): Promise<void> {
  process.send?.(await answer())
}

async function answer(): Promise<ReaderNews> {
  try {
    return { answer: await thread?.next() }
  } catch (fault) {
    if (!(fault instanceof Error)) return { fault: String(fault) }
    const { cause, message, stack } = fault
    return cause === 'full' || cause === 'slow'
      ? { end: cause, detail: message }
      : { fault: stack ?? message }
  }
}
