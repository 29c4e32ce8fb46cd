import {
  BorderStyle,
  HeadingLevel,
  InternalHyperlink,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { CleanPaper } from './clean-paper.ts'
import { logoDocx } from './docx-picture.ts'
import { noBorders } from './docx-table.ts'
import { bookmarkName } from './docx-text.ts'
import { color, line, page, quiet } from './docx-page.ts'

/** Sender to the left, the record's date and number to the right, as on the paper of any municipality. */
export function headDocx(paper: CleanPaper): (Paragraph | Table)[] {
  const dashed = { style: BorderStyle.DASHED, size: 6, color: color(line), space: 5 }
  return [
    letterhead(paper),
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(paper.title)] }),
    ...(paper.subtitle
      ? [new Paragraph({ style: 'Subtitle', children: [new TextRun(paper.subtitle)] })]
      : []),
    ...(paper.invented
      ? [
          new Paragraph({
            border: { top: dashed, bottom: dashed, left: dashed, right: dashed },
            indent: { left: 120, right: 120 },
            children: [new TextRun(paper.invented)],
          }),
        ]
      : []),
  ]
}

function letterhead(paper: CleanPaper): Table {
  const left = Math.round(page.textWidth * 0.56)
  const widths = [left, page.textWidth - left]
  const rule = { bottom: { style: BorderStyle.SINGLE, size: 14, color: color(paper.accent) } }
  const cell = (width: number, children: Paragraph[]): TableCell =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      borders: rule,
      margins: { left: 0, right: 0, bottom: 160 },
      children,
    })
  return new Table({
    width: { size: page.textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: [
      new TableRow({
        children: [cell(left, senderOf(paper)), cell(page.textWidth - left, recordOf(paper))],
      }),
    ],
  })
}

function senderOf({ municipality, board, logo, senderLines }: CleanPaper): Paragraph[] {
  return [
    ...(logo ? [logoDocx(logo)] : []),
    new Paragraph({ style: 'Sender', children: [new TextRun(municipality)] }),
    new Paragraph({ style: 'Record', children: [new TextRun({ text: board, size: 22 })] }),
    ...senderLines.map(
      (words) =>
        new Paragraph({ style: 'Record', children: [new TextRun({ text: words, color: color(quiet) })] }),
    ),
  ]
}

function recordOf({ kind, longDate, caseNumber, author }: CleanPaper): Paragraph[] {
  const rows = [
    ['Datum', longDate],
    ['Diarienummer', caseNumber],
    ['Handläggare', author],
  ].filter(([, value]) => value)
  return [
    new Paragraph({ style: 'Record', children: [new TextRun({ text: kind, bold: true, size: 22 })] }),
    ...rows.map(
      ([label = '', value = '']) =>
        new Paragraph({
          style: 'Record',
          children: [new TextRun({ text: `${label}  `, color: color(quiet) }), new TextRun(value)],
        }),
    ),
  ]
}

/** Links without page numbers: a field would ask the reader to update it each time the file is opened. */
export function contentsDocx({ contents, accent }: CleanPaper): Paragraph[] {
  if (contents.length === 0) return []
  const entries = contents.map(
    ({ level, id, text }) =>
      new Paragraph({
        style: `Contents${level}`,
        children: [
          new InternalHyperlink({
            anchor: bookmarkName(id),
            children: [new TextRun({ text, color: color(accent) })],
          }),
        ],
      }),
  )
  return [new Paragraph({ style: 'ContentsHead', children: [new TextRun('Innehåll')] }), ...entries]
}
