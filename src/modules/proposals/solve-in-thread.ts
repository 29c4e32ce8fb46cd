import { Worker } from 'node:worker_threads'
import { sourceFile } from '#platform/source-file.ts'
import type { SolveNews, SolveTask } from './solve-thread.ts'

export type Solving = {
  /** The last word: a plan, that there is none, or neither within the time. */
  readonly done: Promise<SolveNews>
  /** Asks for the best so far. */
  readonly stop: () => void
  /** Ends the thread at once; whoever does has no use for an answer. */
  readonly end: () => Promise<unknown>
}

/** Looking for why there is no plan may take as long again; what takes longer still does not come to an end. */
const patience = (seconds: number) => (seconds * 3 + 120) * 1000

/** Computes in a thread of its own, so that progress, questions to the database and an orderly stop go on meanwhile. */
export function solveInThread(task: Omit<SolveTask, 'stop'>, heard: (news: SolveNews) => void): Solving {
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(sourceFile('src/modules/proposals/solve-thread.ts'), {
    ...{ execArgv: [], name: 'planner', env: {}, stdout: true, stderr: true },
    resourceLimits: { maxYoungGenerationSizeMb: 24 }, // some 100 MB less, in the same time
    workerData: { ...task, stop: flag.buffer } satisfies SolveTask,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  const done = new Promise<SolveNews>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('the planner did not come to an end')),
      patience(task.seconds),
    )
    worker.on('message', (news: SolveNews) => {
      heard(news)
      if (isLast(news)) resolve(news)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      clearTimeout(timer)
      reject(new Error('the planner ended before its work was done'))
    })
  })
  done.catch(() => undefined) // whoever waits for it hears of it; nobody may have begun to
  return {
    done: done.finally(() => void worker.terminate()),
    stop: () => void Atomics.store(flag, 0, 1),
    end: () => worker.terminate(),
  }
}

function isLast({ kind }: SolveNews): boolean {
  return kind === 'plan' || kind === 'impossible' || kind === 'unknown'
}
