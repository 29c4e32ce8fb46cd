import path from 'node:path'
import { isProblem } from '#kernel/problem.ts'
import { readArchive, type Entry } from '#platform/archive.ts'
import { tableLimits, tableProblem } from './read-limits.ts'
import type { PackedRow, Part } from './read-parts.ts'
import { cleanText, createSheetReader, createTextCollector, type Surroundings } from './read-sheet.ts'
import { shownByCode, shownByNumber, type Shown } from './read-styles.ts'
import { isTrue, prefixed, readWholeXml, readXml } from './read-xml.ts'

type Entries = ReadonlyMap<string, Entry>
type Relation = { type: string; target: string }

/**
 * A workbook of Excel or LibreOffice. Relations that lead out of the file (links to other books, pictures on the web)
 * are never followed: a formula gives the value that was stored with it.
 */
export async function* readXlsx(bytes: Buffer): AsyncGenerator<Part> {
  try {
    yield* parts(entriesOf(bytes))
  } catch (error) {
    if (isProblem(error) || isOurs(error)) throw error
    throw tableProblem('tableDamaged', error instanceof Error ? error.message : String(error))
  }
}

/** A slip of the program; what the file is to blame for comes from zlib, the decoder or the XML parser. */
function isOurs(error: unknown): boolean {
  return error instanceof TypeError && !('code' in error)
}

function entriesOf(bytes: Buffer): Entries {
  const listed = readArchive(bytes, tableLimits.archive)
  if (!listed) throw tableProblem('tableDamaged', 'the archive is broken or too large')
  const entries = new Map(listed.map((entry) => [entry.name.replace(/^\//, ''), entry]))
  if (listed.some(({ name }) => /vbaProject|macrosheets/i.test(name))) throw tableProblem('tableMacros')
  if (entries.has('mimetype') || entries.has('xl/workbook.bin') || entries.has('Index/Document.iwa'))
    throw tableProblem('tableOtherSpreadsheet')
  return entries
}

async function* parts(entries: Entries): AsyncGenerator<Part> {
  const [main] = await relations(entries, '').then((found) =>
    [...found.values()].filter(({ type }) => type === 'officeDocument'),
  )
  const book = main && entries.get(main.target)
  if (!book || !/workbook/i.test(book.name)) throw tableProblem('tableNotOne')
  const { sheets, is1904 } = await readBook(book)
  const related = await relations(entries, book.name)
  const byType = (type: string) =>
    entries.get([...related.values()].find((one) => one.type === type)?.target ?? '')
  const around: Surroundings = {
    is1904,
    styles: await readStyles(byType('styles')),
    texts: await readTexts(byType('sharedStrings')),
  }
  yield { kind: 'workbook', format: 'xlsx', reading: null }
  for (const { name, isHidden, id } of sheets) {
    const relation = related.get(id)
    const entry = relation?.type === 'worksheet' ? entries.get(relation.target) : undefined
    if (!entry) continue
    yield { kind: 'sheet', name, isHidden }
    yield* readSheet(entry, around)
  }
}

const batchCells = 4_000

async function* readSheet(entry: Entry, around: Surroundings): AsyncGenerator<Part> {
  const reader = createSheetReader(around)
  for await (const _ of readXml(entry.stream(), reader.handlers)) {
    yield* batches(reader.takeRows())
  }
  yield* batches(reader.takeRows())
  if (reader.merges.length > 0) yield { kind: 'merges', merges: reader.merges }
}

function* batches(rows: readonly PackedRow[]): Generator<Part> {
  let batch: PackedRow[] = []
  let cells = 0
  for (const row of rows) {
    batch.push(row)
    cells += row.length
    if (cells < batchCells) continue
    yield { kind: 'rows', rows: batch }
    batch = []
    cells = 0
  }
  if (batch.length > 0) yield { kind: 'rows', rows: batch }
}

type Listed = { name: string; isHidden: boolean; id: string }

async function readBook(entry: Entry): Promise<{ sheets: Listed[]; is1904: boolean }> {
  const sheets: Listed[] = []
  let is1904 = false
  await readWholeXml(entry.stream(), {
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = isTrue(attributes['date1904'])
      if (name !== 'sheet') return
      const isHidden = (attributes['state'] ?? 'visible') !== 'visible'
      sheets.push({ name: attributes['name'] ?? '', isHidden, id: prefixed(attributes, 'id') ?? '' })
    },
  })
  if (sheets.length > tableLimits.sheets) throw tableProblem('tableTooMuch')
  return { sheets, is1904 }
}

/** What a part refers to within the file, by id. */
async function relations(entries: Entries, of: string): Promise<Map<string, Relation>> {
  const found = new Map<string, Relation>()
  const entry = entries.get(
    path.posix.join(path.posix.dirname(of), '_rels', `${path.posix.basename(of)}.rels`),
  )
  if (!entry) return found
  await readWholeXml(entry.stream(), {
    open: (name, { Id: id, Type: type, Target: target, TargetMode: mode }) => {
      if (name !== 'Relationship' || id === undefined || !target || mode === 'External') return
      found.set(id, { type: path.posix.basename(type ?? ''), target: placeOf(target, of) })
    },
  })
  return found
}

function placeOf(target: string, of: string): string {
  return target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(of), target)
}

/** How each style shows a number, in the order that cells refer to. */
async function readStyles(entry: Entry | undefined): Promise<Shown[]> {
  if (!entry) return []
  const own = new Map<number, Shown>()
  const styles: Shown[] = []
  let isCells = false
  await readWholeXml(entry.stream(), {
    open: (name, attributes) => {
      if (name === 'cellXfs') isCells = true
      const id = Number(attributes['numFmtId'] ?? 0)
      if (name === 'numFmt') own.set(id, shownByCode(attributes['formatCode'] ?? ''))
      if (name === 'xf' && isCells) styles.push(own.get(id) ?? shownByNumber(id))
      if (styles.length > tableLimits.formats) throw tableProblem('tableTooMuch')
    },
    close: (name) => {
      if (name === 'cellXfs') isCells = false
    },
  })
  return styles
}

async function readTexts(entry: Entry | undefined): Promise<string[]> {
  if (!entry) return []
  const texts: string[] = []
  const text = createTextCollector()
  let length = 0
  await readWholeXml(entry.stream(), {
    open: (name) => text.open(name, true),
    text: text.add,
    close: (name) => {
      text.close(name)
      if (name !== 'si') return
      const whole = cleanText(text.take())
      length += whole.length
      if (texts.push(whole) > tableLimits.texts || length > tableLimits.textLength)
        throw tableProblem('tableTooMuch')
    },
  })
  return texts
}
