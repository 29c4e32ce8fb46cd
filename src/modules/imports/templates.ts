import type { ColumnType } from '#platform/tabular/table.ts'
import { toCsv } from '#platform/tabular/csv.ts'
import { safeFileName, type ExportedFile } from '#platform/tabular/export.ts'
import { toXlsxSheets, type PlainSheet } from '#platform/tabular/xlsx.ts'
import { fieldWords, type FieldWords } from '#texts/sv/import-fields.ts'
import { importTexts as t, kindTexts } from '#texts/sv/imports.ts'
import { fieldsOf, type FieldType } from './fields.ts'
import type { ImportKind } from './rules.ts'
import { exampleMark } from './sheets.ts'

/** A file to fill in: a sheet for each kind with its headings and an example, and one that says what they mean. */
export async function templateFile(
  kinds: readonly ImportKind[],
  format: 'xlsx' | 'csv',
): Promise<ExportedFile> {
  const only = kinds.length === 1 ? kinds[0] : undefined
  const title = only ? `${t.templateName} ${kindTexts[only].title}` : t.templateName
  if (format === 'csv' && only)
    return { body: csvOf(only), contentType: 'text/csv; charset=utf-8', fileName: safeFileName(title, 'csv') }
  return {
    body: await toXlsxSheets([...kinds.map(sheetOf), aboutSheet(kinds)]),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: safeFileName(title, 'xlsx'),
  }
}

const columnTypes: Partial<Record<FieldType, ColumnType>> = { date: 'date', integer: 'integer' }

function sheetOf(kind: ImportKind): PlainSheet {
  const words = wordsOf(kind)
  return {
    name: kindTexts[kind].title,
    columns: words.map(([key, { title }]) => ({
      title,
      type: columnTypes[fieldsOf(kind)[key]?.type ?? 'text'] ?? 'text',
    })),
    rows: [words.map(([, { example }], at) => (at === 0 ? `${exampleMark} ${example}` : example))],
  }
}

function aboutSheet(kinds: readonly ImportKind[]): PlainSheet {
  const { sheet, column, needed, meaning, example } = t.aboutColumns
  return {
    name: 'Om',
    columns: [sheet, column, needed, meaning, example].map((title) => ({ title, type: 'text' })),
    rows: kinds.flatMap((kind) =>
      wordsOf(kind).map(([key, words]) => [
        kindTexts[kind].title,
        words.title,
        fieldsOf(kind)[key]?.isNeeded ? t.yes : t.no,
        words.meaning,
        words.example,
      ]),
    ),
  }
}

function csvOf(kind: ImportKind): Uint8Array {
  const words = wordsOf(kind)
  const columns = words.map(([key, { title, example }], at) => ({
    ...{ key, title, type: 'text' as const },
    value: () => (at === 0 ? `${exampleMark} ${example}` : example),
  }))
  return toCsv(columns, [{}])
}

function wordsOf(kind: ImportKind): [string, FieldWords][] {
  return Object.entries<FieldWords>(fieldWords[kind])
}
