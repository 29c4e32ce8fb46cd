import { readCsv } from './read-csv.ts'
import { tableLimits, tableProblem, type TableFault } from './read-limits.ts'
import type { Part } from './read-parts.ts'
import { readXlsx } from './read-xlsx.ts'

export type TableFile = { readonly name: string; readonly bytes: Uint8Array }

/** What the content is decides how it is read, never the ending; only the ending of a book with macros refuses it. */
export async function* readParts(file: TableFile): AsyncGenerator<Part> {
  refuseUnread(file)
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
  const counted = createTally()
  for await (const part of startsWith(bytes, [0x50, 0x4b]) ? readXlsx(bytes) : readCsv(bytes)) {
    counted(part)
    yield part
  }
}

/** What can be said of a file without reading it: also asked before a thread is started. */
export function refuseUnread({ name, bytes }: TableFile): void {
  const fault = reasons.find(({ is }) => is(bytes, name))?.code
  if (fault) throw tableProblem(fault)
}

const oldOffice = [0xd0, 0xcf, 0x11, 0xe0]

const reasons: readonly { code: TableFault; is: (bytes: Uint8Array, name: string) => boolean }[] = [
  { code: 'tableEmpty', is: (bytes) => bytes.length === 0 },
  { code: 'tableTooLarge', is: (bytes) => bytes.length > tableLimits.file },
  { code: 'tableMacros', is: (_, name) => /\.(?:xlsm|xltm|xlam)$/i.test(name.trim()) },
  // Excel puts a book with a password in the box of the old format.
  { code: 'tableLocked', is: (bytes) => startsWith(bytes, oldOffice) && holds(bytes, 'EncryptedPackage') },
  { code: 'tableOldExcel', is: (bytes) => startsWith(bytes, oldOffice) && holds(bytes, 'Workbook') },
  { code: 'tableOldExcel', is: (bytes) => startsWith(bytes, oldOffice) && holds(bytes, 'Book') },
  { code: 'tableNotOne', is: (bytes) => startsWith(bytes, oldOffice) },
  { code: 'tableNotOne', is: (bytes) => startsWith(bytes, [0x25, 0x50, 0x44, 0x46]) },
]

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

/** Names in the old box are written in UTF-16. */
function holds(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name, 0, 'utf16le')
}

function createTally(): (part: Part) => void {
  let rows = 0
  let cells = 0
  return (part) => {
    if (part.kind !== 'rows') return
    rows += part.rows.length
    for (const row of part.rows) {
      cells += row.length
      if (row.length > tableLimits.columns + 1) throw tableProblem('tableTooManyColumns')
    }
    if (rows > tableLimits.rows) throw tableProblem('tableTooManyRows')
    if (cells > tableLimits.cells) throw tableProblem('tableTooMuch')
  }
}
