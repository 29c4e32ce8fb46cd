import { inflateSync } from 'node:zlib'
import { readArchive } from '#platform/archive.ts'
import { readWorkbook } from '#platform/tabular/read.ts'
import type { Cell } from '#platform/tabular/read-shapes.ts'

/** The files of a paper read back with no program beside, as the one reads who opens them. Cells without their spaces. */
export type Rows = readonly (readonly string[])[]

/** Spaces and places to hyphenate are the printer's: they differ between the forms, and say nothing. */
export const packed = (text: string) => text.replace(/[\s\u00AD\u2060]/g, '')

/** Every table of a Word file. */
export function wordTables(docx: Buffer): Rows[] {
  return all(wordXml(docx), /<w:tbl>[^]*?<\/w:tbl>/g).map((table) =>
    all(table, /<w:tr[ >][^]*?<\/w:tr>/g).map((row) =>
      all(row, /<w:tc>[^]*?<\/w:tc>/g).map((cell) => packed(wordsOf(cell))),
    ),
  )
}

/** Every word of a Word file, a line for each paragraph. */
export function wordText(docx: Buffer): string {
  return all(wordXml(docx), /<w:p[ >][^]*?<\/w:p>/g)
    .map(wordsOf)
    .join('\n')
}

function wordXml(docx: Buffer): string {
  const entry = readArchive(docx)?.find(({ name }) => name === 'word/document.xml')
  return entry?.read().toString('utf8') ?? ''
}

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function wordsOf(xml: string): string {
  const runs = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text ?? '')
  return runs.join('').replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => signs[name] ?? '')
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([found]) => found)
}

/** Every sheet of an Excel file; figures as a person writes them. */
export async function excelSheets(bytes: Buffer): Promise<{ name: string; rows: Rows }[]> {
  const { sheets } = await readWorkbook({ name: 'rapport.xlsx', bytes })
  return sheets.map(({ name, rows }) => ({ name, rows: rows.map(({ cells }) => cells.map(asWritten)) }))
}

function asWritten(cell: Cell): string {
  if (cell.kind === 'empty') return ''
  if (cell.kind !== 'number') return packed(cell.text)
  return cell.text.endsWith('%') ? `${Math.round(cell.number * 100)}%` : String(cell.number)
}

/** Every piece of text of a PDF in the order it is written, a line for each piece. Knows what our own PDFs are made of. */
export function pdfText(bytes: Buffer): string {
  const pdf = openPdf(bytes)
  return pagesOf(pdf, /\/Root (\d+) 0 R/.exec(pdf.trailer)?.[1])
    .map((page) => pageText(pdf, page))
    .join('\n')
}

type Pdf = { bytes: Buffer; trailer: string; offsets: readonly number[] }

function openPdf(bytes: Buffer): Pdf {
  const text = bytes.toString('latin1')
  const table = text.slice(text.lastIndexOf('\nxref') + 1)
  const offsets = [...table.matchAll(/(\d{10}) \d{5} [nf]/g)].map(([, offset]) => Number(offset))
  return { bytes, trailer: table.slice(table.indexOf('trailer')), offsets }
}

/** An object as it is written, and what it unpacks to when it is a stream. */
function objectOf({ bytes, offsets }: Pdf, number: string | undefined): { dict: string; data: Buffer } {
  const from = offsets[Number(number)] ?? 0
  const [stream, end] = [bytes.indexOf('stream', from), bytes.indexOf('endobj', from)]
  const isStream = stream > 0 && stream < end
  const dict = bytes.toString('latin1', from, isStream ? stream : end)
  if (!isStream) return { dict, data: Buffer.alloc(0) }
  const start = bytes.indexOf('\n', stream) + 1
  const data = bytes.subarray(start, start + Number(/\/Length (\d+)/.exec(dict)?.[1]))
  return { dict, data: dict.includes('/FlateDecode') ? inflateSync(data) : data }
}

function pagesOf(pdf: Pdf, number: string | undefined): string[] {
  const { dict } = objectOf(pdf, number)
  const root = /\/Type \/Catalog[^]*\/Pages (\d+) 0 R|\/Pages (\d+) 0 R[^]*\/Type \/Catalog/.exec(dict)
  if (root) return pagesOf(pdf, root[1] ?? root[2])
  const kids = /\/Kids \[([^\]]*)\]/.exec(dict)?.[1]
  if (kids === undefined) return [dict]
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => pagesOf(pdf, kid))
}

function pageText(pdf: Pdf, page: string): string {
  const fonts = new Map(
    [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name, number]) => [name, signsOf(pdf, number)]),
  )
  const content = objectOf(pdf, /\/Contents (\d+) 0 R/.exec(page)?.[1]).data.toString('latin1')
  let font: Glyphs = new Map()
  return all(content, /\bBT\b[^]*?\bET\b/g)
    .map((piece) => {
      const parts = [...piece.matchAll(/\/(f\d+) [\d.]+ Tf|\(((?:\\[^]|\((?:\\[^]|[^\\()])*\)|[^\\()])*)\)/g)]
      return parts
        .map(([, name, written]) => {
          if (name) font = fonts.get(name) ?? font
          return name ? '' : spelled(written ?? '', font)
        })
        .join('')
    })
    .join('\n')
}

type Glyphs = ReadonlyMap<number, string>

/** What each glyph of a font means: without it, nobody could copy or hear the text. */
function signsOf(pdf: Pdf, font: string | undefined): Glyphs {
  const map = objectOf(pdf, /\/ToUnicode (\d+) 0 R/.exec(objectOf(pdf, font).dict)?.[1]).data.toString(
    'latin1',
  )
  const hex = (digits: string | undefined) => Number.parseInt(digits ?? '', 16)
  return new Map(
    [...map.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>\n/g)].map(([, glyph, text]) => [
      hex(glyph),
      String.fromCharCode(...all(text ?? '', /.{4}/g).map(hex)),
    ]),
  )
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function spelled(written: string, font: Glyphs): string {
  const codes = written.replace(/\\([0-7]{1,3}|[^])/g, (_, sign: string) =>
    /^[0-7]/.test(sign) ? String.fromCharCode(Number.parseInt(sign, 8)) : (escapes[sign] ?? sign),
  )
  return all(codes, /[^]{2}/g)
    .map((pair) => font.get(pair.charCodeAt(0) * 256 + pair.charCodeAt(1)) ?? '')
    .join('')
}
