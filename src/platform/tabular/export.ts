import { toCsv } from './csv.ts'
import type { AboutTable, Column } from './table.ts'
import { toXlsx } from './xlsx.ts'

/** Every list a user sees can be taken along, in the three formats people and programs ask for. */

export type ExportFormat = 'csv' | 'xlsx' | 'json'

export type ExportedFile = { body: Uint8Array; contentType: string; fileName: string }

export const exportFormats = ['csv', 'xlsx', 'json'] as const satisfies readonly ExportFormat[]

export async function exportTable<Row>(
  format: ExportFormat,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  about: AboutTable,
): Promise<ExportedFile> {
  const { contentType } = writers[format]
  const body = await writers[format].write(columns, rows, about)
  return { body, contentType, fileName: safeFileName(`${about.title} ${about.date}`, format) }
}

/** The same table for programs: values as they are, dates as text, percent as a share. No byte order mark. */
export function toJson<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  about: AboutTable,
): Uint8Array {
  const content = {
    ...about,
    columns: columns.map(({ key, title, type }) => ({ key, title, type })),
    rows: rows.map((row) => Object.fromEntries(columns.map(({ key, value }) => [key, value(row)]))),
  }
  return new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`)
}

/**
 * The Content-Disposition header for a download (RFC 6266): a plain ASCII name for old clients, and the real one
 * with å, ä and ö beside it where they differ.
 */
export function attachment(fileName: string): string {
  const name = withoutTraps(fileName)
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]|["%\\]/gu, '_')
  const real = plain === name ? '' : `; filename*=UTF-8''${percentEncoded(name)}`
  return `attachment; filename="${plain}"${real}`
}

/** A file name that every system takes: words joined by hyphens, "enheter-i-söder-2027-03-12.csv". */
export function safeFileName(title: string, extension: string): string {
  const words =
    title
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const name = [...words.join('-')].slice(0, longestName).join('').replace(/-$/, '')
  return `${name === '' || deviceName.test(name) ? 'uppgifter' : name}.${extension}`
}

type Writer = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  about: AboutTable,
) => Uint8Array | Promise<Uint8Array>

const writers: Readonly<Record<ExportFormat, { contentType: string; write: Writer }>> = {
  csv: { contentType: 'text/csv; charset=utf-8; header=present', write: toCsv },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: toXlsx,
  },
  json: { contentType: 'application/json', write: toJson },
}

const longestName = 80
/** Windows opens a device when a file has one of these names. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)$/

/** No folders, no line breaks that would end the header, no signs that turn the reading direction of a name. */
function withoutTraps(fileName: string): string {
  const name = fileName
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
  return name.replace(/[/\\:*?<>|]/g, '_').replace(/^[. ]+|[. ]+$/g, '') || 'fil'
}

/** `encodeURIComponent` leaves four signs that RFC 8187 does not allow. */
function percentEncoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
