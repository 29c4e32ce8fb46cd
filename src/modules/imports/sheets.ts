import { createHash } from 'node:crypto'
import { findHeader, repeatsHeader, type Header } from '#platform/tabular/read-header.ts'
import type { Cell, Sheet, SheetRow, Workbook } from '#platform/tabular/read-shapes.ts'
import { fieldWords, type FieldWords } from '#texts/sv/import-fields.ts'
import { kindTexts } from '#texts/sv/imports.ts'
import { neededFields } from './fields.ts'
import { folded, makeNearest } from './nearest.ts'
import { importKinds, type ImportKind, type SheetPlan } from './rules.ts'
import { textOf } from './values.ts'

export type ReadSheet = { readonly plan: SheetPlan; readonly rows: readonly SheetRow[] }

/** What each sheet of a file seems to be, and which of its columns means what. The person sees it and may change it. */
export function understand(workbook: Workbook, fileName: string): ReadSheet[] {
  return workbook.sheets.map((sheet, index) => understandSheet(sheet, index, fileName))
}

function understandSheet(sheet: Sheet, index: number, fileName: string): ReadSheet {
  const header = findHeader(sheet)
  const headers = headingsOf(header)
  const below = header ? sheet.rows.filter((row) => row.number > header.last) : []
  const rows = below.filter((row) => isData(row) && !(header && repeatsHeader(row, header)))
  const kind = header ? kindOf(sheet.name, headers, fileName) : null
  const skipped = skippedFor(sheet, rows.length)
  const isRead = skipped === null
  return {
    rows: isRead ? rows : [],
    plan: {
      ...{ index, name: sheet.name, kind: isRead ? kind : null, skipped, headers, isRemembered: false },
      columns: kind ? guessColumns(kind, headers) : {},
      signature: signatureOf(headers),
      rows: isRead ? rows.length : 0,
      passedOver: below.length - rows.length,
    },
  }
}

/** By the place of the column; a column without a heading has an empty one. */
function headingsOf(header: Header | undefined): string[] {
  const headings: string[] = []
  for (const { index, title } of header?.columns ?? []) headings[index] = title
  return Array.from(headings, (heading: string | undefined) => heading ?? '')
}

function skippedFor(sheet: Sheet, rows: number): SheetPlan['skipped'] {
  if (sheet.isHidden) return 'hidden'
  if (folded(sheet.name) === 'om') return 'about'
  return rows === 0 ? 'empty' : null
}

function filled(row: SheetRow): Cell[] {
  return row.cells.filter((cell) => textOf(cell) !== '')
}

/** Totals under the table and the example of the template are no data. */
function isData(row: SheetRow): boolean {
  const first = textOf(filled(row)[0])
  return first !== '' && !first.startsWith(exampleMark) && !totals.test(folded(first))
}

/** What the templates' example row begins with. */
export const exampleMark = 'Exempel:'
const totals = /^(summa|totalt?|delsumma|slutsumma|antalrader)(antal|rader|enheter)?\d*$/

/** By the sheet's or the file's name, else by which kind most headings fit. */
function kindOf(sheetName: string, headers: readonly string[], fileName: string): ImportKind | null {
  const named = importKinds.find((kind) =>
    kindTexts[kind].sheetNames.some((name) => isNamed(sheetName, name)),
  )
  if (named) return named
  const scores = importKinds.map((kind) => ({ kind, score: scoreOf(kind, headers) }))
  const best = scores.sort((one, other) => other.score - one.score)[0]
  const byFile = importKinds.find((kind) =>
    kindTexts[kind].sheetNames.some((name) => hasWord(fileName, name)),
  )
  const matches = (kind: ImportKind) => Object.keys(guessColumns(kind, headers, exactly)).length
  if (byFile && matches(byFile) > 0) return byFile
  return best && matches(best.kind) >= 2 ? best.kind : null
}

function isNamed(sheetName: string, name: string): boolean {
  return folded(sheetName) === folded(name)
}

function hasWord(fileName: string, name: string): boolean {
  return folded(fileName).includes(folded(name))
}

/** A file that lacks a column the kind needs is hardly of that kind. */
function scoreOf(kind: ImportKind, headers: readonly string[]): number {
  const columns = guessColumns(kind, headers, exactly)
  const missing = neededFields(kind).filter((key) => columns[key] === undefined).length
  return Object.keys(columns).length - 2 * missing
}

type Match = (kind: ImportKind) => (heading: string) => string | undefined
const exactly: Match = () => () => undefined

const nearestHeading: Match = (kind) => {
  const words: Record<string, FieldWords> = fieldWords[kind]
  const keyOf = new Map(
    Object.entries(words).flatMap(([key, { title, also }]) => [title, ...also].map((name) => [name, key])),
  )
  const nearest = makeNearest([...keyOf.keys()].filter((name) => name.length > 4))
  return (heading) => keyOf.get(nearest(heading) ?? '')
}

/** The fields of a kind and the column of each. First the very names, then other names, then what is nearly so. */
export function guessColumns(
  kind: ImportKind,
  headers: readonly string[],
  match: Match = nearestHeading,
): Record<string, number> {
  const columns: Record<string, number> = {}
  const taken = new Set<number>()
  const take = (key: string, at: number) => {
    if (at < 0 || taken.has(at) || columns[key] !== undefined) return
    columns[key] = at
    taken.add(at)
  }
  const words = Object.entries<FieldWords>(fieldWords[kind])
  const plain = headers.map(folded)
  const last = headers.map((heading) => folded(heading.split(' – ').at(-1) ?? ''))
  for (const [key, { title }] of words) take(key, plain.indexOf(folded(title)))
  for (const [key, { also }] of words) for (const name of also) take(key, plain.indexOf(folded(name)))
  for (const [key, named] of words)
    for (const name of [named.title, ...named.also]) take(key, last.indexOf(folded(name)))
  const nearly = match(kind)
  headers.forEach((heading, at) => {
    const key = taken.has(at) || heading.length < 4 ? undefined : nearly(heading)
    if (key) take(key, at)
  })
  return columns
}

/** Two files have the same columns when their headings are the same. */
export function signatureOf(headers: readonly string[]): string {
  return createHash('sha256').update(headers.map(folded).join('|')).digest('hex').slice(0, 32)
}
