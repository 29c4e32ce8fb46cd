import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { CleanCell, CleanColumn, CleanTable } from './clean-paper.ts'
import { runs } from './docx-text.ts'
import { color, line, page, quiet, wash } from './docx-page.ts'
import { marks } from './status.ts'

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
export const noBorders = {
  top: none,
  bottom: none,
  left: none,
  right: none,
  insideHorizontal: none,
  insideVertical: none,
}
const hair = { style: BorderStyle.SINGLE, size: 4, color: 'C3C9CF' }
const firm = { style: BorderStyle.SINGLE, size: 8, color: color(line) }
/** A table this short is easier to read whole than to fill a page with. */
const keptWhole = 8
/** So is a middling one of short rows. */
const keptIfShort = 16
const shortText = 1400
const margins = { top: 70, bottom: 70, left: 90, right: 90 }

/** Caption above and kept with the table, header repeated on every page, rows never split unless they fill a page. */
export function tableDocx({ caption, columns, rows, note }: CleanTable): (Paragraph | Table)[] {
  const widths = columns.map(({ share }) => Math.round((share / 100) * page.textWidth))
  const keepNext = isKeptWhole(rows)
  const body = rows.length
    ? rows.map((row, i) => bodyRow(row, columns, { widths, keepNext: keepNext && i < rows.length - 1 }))
    : [emptyRow(columns.length)]
  return [
    new Paragraph({ style: 'Caption', children: [new TextRun(caption)] }),
    new Table({
      width: { size: page.textWidth, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      borders: { ...noBorders, insideHorizontal: hair, bottom: hair },
      rows: [headRow(columns, widths), ...body],
    }),
    // Two tables in a row would melt into one without a paragraph between them.
    new Paragraph({ style: 'Remark', children: note ? [new TextRun(note)] : [] }),
  ]
}

function isKeptWhole(rows: CleanTable['rows']): boolean {
  if (rows.length <= keptWhole) return true
  const letters = rows.flat().reduce((sum, { text }) => sum + text.length, 0)
  return rows.length <= keptIfShort && letters < shortText
}

function headRow(columns: readonly CleanColumn[], widths: readonly number[]): TableRow {
  const children = columns.map(
    ({ title, align }, i) =>
      new TableCell({
        width: { size: widths[i] ?? 0, type: WidthType.DXA },
        shading: { type: ShadingType.CLEAR, fill: color(wash), color: 'auto' },
        borders: { top: firm, bottom: firm },
        margins,
        children: [
          new Paragraph({ style: 'TableHead', alignment: sideOf(align), children: [new TextRun(title)] }),
        ],
      }),
  )
  return new TableRow({ tableHeader: true, cantSplit: true, children })
}

type RowLook = { widths: readonly number[]; keepNext: boolean }

function bodyRow(row: readonly CleanCell[], columns: readonly CleanColumn[], look: RowLook): TableRow {
  const { widths, keepNext } = look
  const long = row.reduce((sum, { text }) => sum + text.length, 0) > 1500
  const children = row.map(
    (cell, i) =>
      new TableCell({
        width: { size: widths[i] ?? 0, type: WidthType.DXA },
        margins,
        children: [
          new Paragraph({
            style: 'TableText',
            keepNext,
            alignment: sideOf(columns[i]?.align),
            children: cellRuns(cell),
          }),
        ],
      }),
  )
  return new TableRow({ cantSplit: !long, children })
}

function emptyRow(columnSpan: number): TableRow {
  const text = new TextRun({ text: 'Inga uppgifter', color: color(quiet) })
  const paragraph = new Paragraph({ style: 'TableText', children: [text] })
  return new TableRow({ children: [new TableCell({ columnSpan, margins, children: [paragraph] })] })
}

/** Colour lies behind the words of the status only; the shape is a sign of a symbol font that Word always has. */
function cellRuns({ text, status, strong }: CleanCell): TextRun[] {
  if (!status) return runs(text, { bold: strong })
  const { glyph, ink, ground } = marks[status]
  const look = {
    bold: true,
    color: color(ink),
    shading: { type: ShadingType.CLEAR, fill: color(ground), color: 'auto' },
  }
  const shape = new TextRun({ ...look, bold: false, font: 'Segoe UI Symbol', text: `\u00a0${glyph}\u00a0` })
  return [shape, ...runs(text, look), new TextRun({ ...look, text: '\u00a0' })]
}

function sideOf(align: 'left' | 'right' | undefined): 'left' | 'right' {
  return align === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT
}
