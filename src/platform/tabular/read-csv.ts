import { CsvError, parse, type Options } from 'csv-parse'
import { Readable } from 'node:stream'
import { delimiterOf, encodingOf, textPieces, type TextReading } from './read-encoding.ts'
import { tableLimits, tableProblem } from './read-limits.ts'
import { isErrorText, type PackedCell, type PackedRow, type Part } from './read-parts.ts'

const sampleLength = 64 * 1024
const batchCells = 4_000

/** A text file with columns, as Excel, LibreOffice and case systems write them. */
export async function* readCsv(bytes: Uint8Array): AsyncGenerator<Part> {
  const encoding = encodingOf(bytes)
  const sample = sampleOf(bytes, encoding)
  if (sample.trim() === '') throw tableProblem('tableEmpty')
  if (!isText(sample)) throw tableProblem('tableNotOne')
  const told = toldDelimiter(sample)
  const delimiter = told?.delimiter ?? delimiterOf(sample)
  yield { kind: 'workbook', format: 'csv', reading: { encoding: encoding.encoding, delimiter } }
  yield { kind: 'sheet', name: '', isHidden: false }
  try {
    yield* batches(records(bytes, encoding, { delimiter, skipped: told?.length ?? 0 }))
  } catch (error) {
    throw error instanceof CsvError ? readable(error) : error
  }
}

function sampleOf(bytes: Uint8Array, encoding: TextReading): string {
  const [first = ''] = textPieces(bytes.subarray(0, encoding.start + sampleLength), encoding)
  return first
}

/** Binary files give themselves away by signs that no text holds. */
function isText(sample: string): boolean {
  return (
    !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(sample) &&
    !/^\s*(?:<!doctype|<html|<\?xml|<table|%PDF-|\{\\rtf)/i.test(sample)
  )
}

/** Excel's own first line "sep=;": it tells the delimiter and is no row. */
function toldDelimiter(sample: string): { delimiter: string; length: number } | undefined {
  const match = /^"?sep=([;,|\t])"?(?:\r\n|\n|\r|$)/i.exec(sample)
  return match ? { delimiter: match[1]!, length: match[0].length } : undefined
}

type Layout = { delimiter: string; skipped: number }

async function* records(bytes: Uint8Array, encoding: TextReading, layout: Layout): AsyncGenerator<string[]> {
  const parser = parse({ ...options, delimiter: layout.delimiter })
  const source = Readable.from(withoutStart(textPieces(bytes, encoding), layout.skipped))
  source.on('error', (error) => parser.destroy(error)).pipe(parser)
  // Without columns or casts a record is a list of texts; the stream's type does not say so.
  for await (const record of parser) yield record as string[]
}

const options: Options = {
  relax_column_count: true,
  relax_quotes: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: tableLimits.columns * 4_000,
}

function* withoutStart(pieces: Iterable<string>, length: number): Generator<string> {
  let left = length
  for (const text of pieces) {
    if (text.length > left) yield text.slice(left)
    left = Math.max(0, left - text.length)
  }
}

async function* batches(found: AsyncIterable<string[]>): AsyncGenerator<Part> {
  let rows: PackedRow[] = []
  let cells = 0
  let number = 0
  for await (const record of found) {
    number += 1
    const row = packedRow(number, record)
    if (row.length === 1) continue
    rows.push(row)
    cells += row.length
    if (cells < batchCells) continue
    yield { kind: 'rows', rows }
    rows = []
    cells = 0
  }
  yield { kind: 'rows', rows }
}

function packedRow(number: number, record: readonly string[]): PackedRow {
  let width = record.length
  while (width > 0 && record[width - 1]!.trim() === '') width -= 1
  return [number, ...record.slice(0, width).map(packedCell)]
}

/** A guard against formulas, as our own export writes it: the apostrophe is not part of the text. */
const guarded = /^'(?:[\t\r]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/
const wrapped = /^="([^"]*)"$/

function packedCell(text: string): PackedCell {
  if (text.trim() === '') return undefined
  if (text.length > tableLimits.cellLength) throw tableProblem('tableQuoteOpen')
  if (isErrorText(text)) return { kind: 'error', text }
  if (guarded.test(text)) return text.slice(1)
  // Some systems write ="0042" to make Excel keep the zeros.
  const inner = wrapped.exec(text)?.[1]
  return (inner ?? text).replace(/\r\n?/g, '\n')
}

function readable(error: CsvError): Error {
  const isQuote = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE'
  return tableProblem(isQuote ? 'tableQuoteOpen' : 'tableDamaged', error.message)
}
