import { Worker } from 'node:worker_threads'
import { cleanPaper, type CleanPaper } from './clean-paper.ts'
import type { Paper, PdfStandard } from './paper.ts'
import type { PdfAnswer, PdfJob } from './pdf-worker.ts'
import { documentFile } from './place.ts'

const timeLimitMs = 30_000

let worker: Worker | undefined
let last: Promise<unknown> = Promise.resolve()
let jobs = 0

/**
 * `ua-1` for what is published (accessible to all), `a-3a` for the archive. The setting runs in one thread that is
 * kept, one paper at a time, so that a long report never holds up a page. Rejects after 30 seconds of work.
 */
export async function renderPdf(paper: Paper, standard: PdfStandard): Promise<Uint8Array> {
  const clean = cleanPaper(paper)
  const turn = last.then(() => run(clean, standard))
  last = turn.catch(() => undefined)
  return turn
}

/** Ends the kept thread: for the orderly stop of a server. The next paper starts a new one. */
export async function stopPdfWorker(): Promise<void> {
  await last
  const ending = worker
  worker = undefined
  await ending?.terminate()
}

function run(paper: CleanPaper, standard: PdfStandard): Promise<Uint8Array> {
  const current = (worker ??= start())
  const job = ++jobs
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(timer)
      current.off('message', onMessage).off('error', onFault).off('exit', onExit)
      current.unref()
      finish()
    }
    const giveUp = (fault: Error): void => {
      settle(() => reject(fault))
      drop(current)
    }
    const onMessage = (answer: PdfAnswer): void => {
      if (answer.job !== job) return
      settle(() => ('bytes' in answer ? resolve(answer.bytes) : reject(new Error(answer.fault))))
    }
    const onFault = (fault: unknown): void =>
      giveUp(fault instanceof Error ? fault : new Error(String(fault)))
    const onExit = (): void => giveUp(new Error('The PDF thread ended before the paper was set'))
    const timer = setTimeout(
      () => giveUp(new Error('The paper took more than 30 seconds to set')),
      timeLimitMs,
    )
    current.on('message', onMessage).on('error', onFault).on('exit', onExit)
    current.ref()
    current.postMessage({ job, paper, standard } satisfies PdfJob)
  })
}

/** The thread must not keep a finished program alive; it is held only while a paper is being set. */
function start(): Worker {
  const started = new Worker(documentFile('pdf-worker.ts'), { execArgv: [], name: 'pdf' })
  started.on('error', () => drop(started)).on('exit', () => drop(started))
  started.unref()
  return started
}

/** Not awaited: native code ends when it ends, and the next paper must not wait for it. */
function drop(ended: Worker): void {
  if (worker === ended) worker = undefined
  void ended.terminate()
}
