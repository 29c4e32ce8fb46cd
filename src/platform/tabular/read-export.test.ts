import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportTable, type ExportFormat } from './export.ts'
import { firstSheet } from './fixtures/make.ts'
import { collectWorkbook } from './read-collect.ts'
import { readParts } from './read-file.ts'
import type { Cell } from './read-shapes.ts'
import { asCode, asDate, asNumber, asText, type Read } from './read-values.ts'
import type { AboutTable, Column } from './table.ts'

type Row = {
  code: string
  text: string
  amount: number | null
  count: number | null
  share: number | null
  day: string | null
}

const columns: readonly Column<Row>[] = [
  { key: 'code', title: 'Kod', type: 'text', value: ({ code }) => code },
  { key: 'text', title: 'Text', type: 'text', value: ({ text }) => text },
  { key: 'amount', title: 'Belopp', type: 'number', value: ({ amount }) => amount },
  { key: 'count', title: 'Antal', type: 'integer', value: ({ count }) => count },
  { key: 'share', title: 'Andel', type: 'percent', value: ({ share }) => share },
  { key: 'day', title: 'Dag', type: 'date', value: ({ day }) => day },
]
const about: AboutTable = { title: 'Prov', source: 'Uppsikt', date: '2026-11-22' }

const decimals = (digits: number, most: number) =>
  fc.option(fc.integer({ min: -most, max: most }).map((number) => number / 10 ** digits))
const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
/** Signs that trip programs up: delimiters, quotes, formulas, line breaks, escapes of Excel. Edges are trimmed. */
const words = fc
  .array(
    fc.constantFrom(
      'å',
      'Ö',
      '"',
      ';',
      ',',
      '\t',
      '\n',
      '=',
      '+',
      '-',
      "'",
      ' ',
      'x',
      '0',
      '_x0041_',
      '<&>',
      '€',
      '|',
      '😀',
    ),
    { maxLength: 12 },
  )
  .map((signs) =>
    signs
      .join('')
      .replace(/^['\s]+/, '')
      .trim(),
  )
const rows = fc.array(
  fc.record({
    code: fc.integer({ min: 0, max: 99_999 }).map((code) => String(code).padStart(5, '0')),
    text: words.filter((text) => !text.startsWith('#')),
    amount: decimals(4, 1e10),
    count: fc.option(fc.integer({ min: -1e9, max: 1e9 })),
    share: decimals(5, 2e5),
    day: fc.option(days),
  }),
  { minLength: 1, maxLength: 20 },
)

const value = <T>(read: Read<T>): T | null => {
  if ('fault' in read) throw new Error(read.fault)
  return read.value
}

function rowOf(cells: readonly Cell[]): Row {
  const at = (index: number): Cell => cells[index] ?? { kind: 'empty' }
  return {
    code: value(asCode(at(0))) ?? '',
    text: value(asText(at(1))) ?? '',
    amount: value(asNumber(at(2))),
    count: value(asNumber(at(3))),
    share: value(asNumber(at(4))),
    day: value(asDate(at(5))),
  }
}

test.each<ExportFormat>(['xlsx', 'csv'])(
  'what a person takes out as %s is read in as it was',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const { body, fileName } = await exportTable(format, columns, written, about)
        const book = await collectWorkbook(readParts({ name: fileName, bytes: body }))
        const [header, ...found] = firstSheet(book).rows
        expect(header?.cells).toHaveLength(columns.length)
        expect(found.map(({ cells }) => rowOf(cells))).toEqual(written)
        expect(found.map(({ number }) => number)).toEqual(written.map((_, index) => index + 2))
      }),
      { numRuns: 150 },
    )
  },
)
