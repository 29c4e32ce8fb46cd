import { setImmediate as nextTurn } from 'node:timers/promises'
import { startReader } from '#platform/reader.ts'
import type { Thread } from '#platform/thread.ts'
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
 * reason at the field "file". Runs in a process of its own with a limit on memory and time, one file at a time, and
 * hands over piece by piece, so that no page waits while a large file is read.
 */
export async function readWorkbook(file: TableFile, told?: Told): Promise<Workbook> {
  refuseUnread(file)
  const turn = last.then(() => collectWorkbook(partsFromThread(file, told)))
  last = turn.catch(() => undefined)
  return turn
}

async function* partsFromThread(file: TableFile, told?: Told): AsyncGenerator<Part> {
  const reader = tableReader(file)
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

function tableReader(file: TableFile): Thread<ReadAnswer> {
  return startReader({
    file: 'src/platform/tabular/read-worker.ts',
    name: 'table',
    data: { name: file.name, bytes: file.bytes } satisfies TableFile,
    memoryMb: memoryLimitMb,
    timeMs: timeLimitMs,
    faultOf: (end, detail) => tableProblem(end === 'slow' ? 'tableTooSlow' : 'tableTooMuch', detail),
  })
}

function faultOf({ fault, detail }: { fault: string | undefined; detail: string }): Error {
  // The thread only sends codes of tableProblem; anything else is a fault of ours and has none.
  return fault ? tableProblem(fault as TableFault, detail) : new Error(detail)
}
