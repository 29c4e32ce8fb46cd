import { existsSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { collectWorkbook } from './read-collect.ts'
import { refuseUnread, type TableFile } from './read-file.ts'
import { tableProblem, type TableFault } from './read-limits.ts'
import type { Part } from './read-parts.ts'
import type { Workbook } from './read-shapes.ts'
import type { ReadAnswer } from './read-worker.ts'

const memoryLimitMb = 700
const timeLimitMs = 180_000

let last: Promise<unknown> = Promise.resolve()

/** Told after every piece: how many rows have been read of all sheets together. */
type Told = (rows: number) => void

/**
 * Reads a table of Excel, LibreOffice or any program that writes text with columns. Throws `tableUnreadable` with the
 * reason at the field "file". Runs in a thread of its own with a limit on memory and time, one file at a time, and
 * hands over piece by piece, so that no page waits while a large file is read.
 */
export async function readWorkbook(file: TableFile, told?: Told): Promise<Workbook> {
  refuseUnread(file)
  const turn = last.then(() => collectWorkbook(partsFromThread(file, told)))
  last = turn.catch(() => undefined)
  return turn
}

async function* partsFromThread(file: TableFile, told?: Told): AsyncGenerator<Part> {
  const reader = startReader(file)
  let rows = 0
  try {
    for (;;) {
      const answer = await reader.next()
      if ('fault' in answer) throw faultOf(answer)
      if ('done' in answer) return
      yield answer.part
      if (answer.part.kind === 'rows') told?.((rows += answer.part.rows.length))
      await nextTurn()
    }
  } finally {
    await reader.stop()
  }
}

type Reader = { next: () => Promise<ReadAnswer>; stop: () => Promise<unknown> }

function startReader({ name, bytes }: TableFile): Reader {
  const worker = new Worker(workerFile(), {
    execArgv: [],
    name: 'table',
    workerData: { name, bytes } satisfies TableFile,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
  })
  const asked = createQuestion()
  const timer = setTimeout(() => asked.refuse(tableProblem('tableTooSlow')), timeLimitMs)
  worker.on('message', asked.answer)
  worker.on('error', (error) => asked.refuse(threadFault(error)))
  worker.on('exit', () => asked.refuse(new Error('The reading thread ended before the table was read')))
  return {
    next: () => {
      const waiting = asked.ask()
      worker.postMessage('next')
      return waiting
    },
    stop: () => {
      clearTimeout(timer)
      return worker.terminate()
    },
  }
}

type Question = {
  ask: () => Promise<ReadAnswer>
  answer: (answer: ReadAnswer) => void
  refuse: (error: unknown) => void
}

/** One question is open at a time; a thread that ends meanwhile refuses it, and every one after it. */
function createQuestion(): Question {
  let open: PromiseWithResolvers<ReadAnswer> | undefined
  let fault: { error: unknown } | undefined
  return {
    ask: () => {
      if (fault) return Promise.reject(fault.error)
      open = Promise.withResolvers()
      return open.promise
    },
    answer: (answer) => open?.resolve(answer),
    refuse: (error) => {
      fault ??= { error }
      open?.reject(error)
    },
  }
}

function threadFault(error: unknown): unknown {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  return isFull ? tableProblem('tableTooMuch', error.message) : error
}

function faultOf({ fault, detail }: { fault: string | undefined; detail: string }): Error {
  // The thread only sends codes of tableProblem; anything else is a fault of ours and has none.
  return fault ? tableProblem(fault as TableFault, detail) : new Error(detail)
}

/** The thread starts from the source tree, as the one that sets papers does: a bundler moves code, not this. */
function workerFile(): string {
  const roots = [process.env['UPPSIKT_ROOT'], process.cwd()].flatMap((root) => (root ? [root] : []))
  const folders = [...roots.map((root) => path.join(root, 'src/platform/tabular')), import.meta.dirname]
  const found = folders.map((folder) => path.join(folder, 'read-worker.ts')).find((file) => existsSync(file))
  if (!found) throw new Error('read-worker.ts not found; set UPPSIKT_ROOT to the folder that holds src/')
  return found
}
