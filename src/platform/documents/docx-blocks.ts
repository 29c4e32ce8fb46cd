import {
  BookmarkEnd,
  BookmarkStart,
  BorderStyle,
  HeadingLevel,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type ParagraphChild,
} from 'docx'
import type { CleanBlock, CleanPaper } from './clean-paper.ts'
import { pictureDocx } from './docx-picture.ts'
import { noBorders, tableDocx } from './docx-table.ts'
import { bookmarkName, runs } from './docx-text.ts'
import { color, page, quiet } from './docx-page.ts'
import { tones } from './status.ts'

type Part = Paragraph | Table
/** Ids are counted within the paper: the library's own counters run on from paper to paper. */
type Place = { number: number; accent: string }
type Writers = {
  [K in CleanBlock['kind']]: (block: Extract<CleanBlock, { kind: K }>, place: Place) => Part[]
}

export function blocksDocx({ blocks, accent }: CleanPaper): Part[] {
  return blocks.flatMap((block, i) => {
    // The table pairs each kind with its own writer; TypeScript cannot see that pairing through an index.
    const write = writers[block.kind] as (block: CleanBlock, place: Place) => Part[]
    return write(block, { number: i + 1, accent })
  })
}

const levels = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const

const writers: Writers = {
  heading: ({ level, id, text }, { number }) => [
    new Paragraph({
      heading: levels[level],
      children: bookmarked(text, bookmarkName(id), number),
    }),
  ],
  paragraph: ({ text }) => [new Paragraph({ children: runs(text) })],
  list: ({ items, ordered }, { number }) =>
    items.map(
      (item) =>
        new Paragraph({
          numbering: { reference: ordered ? 'numbers' : 'bullets', level: 0, instance: number },
          children: runs(item),
        }),
    ),
  facts: ({ rows }) => [
    plainTable(
      rows.map(({ label, value }) => [factCell(label, true), factCell(value, false)]),
      [28, 72],
    ),
    gap(),
  ],
  figures: ({ items }, { accent }) => [
    ...rowsOfFour(items).map((row) =>
      plainTable(
        [row.map((item) => figureCell(item, accent))],
        row.map(() => 100 / row.length),
      ),
    ),
    gap(),
  ],
  table: tableDocx,
  note: noteDocx,
  quote: ({ title, paragraphs, by }, { accent }) => {
    const look = edge(accent, 12)
    return [
      ...(title ? [new Paragraph({ ...look, keepNext: true, children: runs(title, { bold: true }) })] : []),
      ...paragraphs.map((text) => new Paragraph({ ...look, children: runs(text) })),
      ...(by ? [new Paragraph({ ...look, children: runs(by, { color: color(quiet), size: 20 }) })] : []),
    ]
  },
  svg: (block, { number }) => pictureDocx(block, number),
}

/** By hand, because the library's `Bookmark` numbers on from paper to paper and the bytes would differ. */
function bookmarked(text: string, name: string, number: number): ParagraphChild[] {
  const parts = [new BookmarkStart(name, number), new TextRun(text), new BookmarkEnd(number)]
  // The types know only the pair as one `Bookmark`, which the library itself writes as these three.
  return parts as unknown as ParagraphChild[]
}

function noteDocx({ tone, title, paragraphs }: Extract<CleanBlock, { kind: 'note' }>): Part[] {
  const { glyph, ink, ground, edge: edgeColor } = tones[tone]
  const padding = { style: BorderStyle.SINGLE, size: 4, space: 5, color: color(ground) }
  const { border, indent } = edge(edgeColor, 24)
  const look = {
    indent,
    border: { ...border, top: padding, bottom: padding },
    shading: { type: ShadingType.CLEAR, fill: color(ground), color: 'auto' },
  }
  const shape = new TextRun({ text: `${glyph}  `, font: 'Segoe UI Symbol', color: color(ink) })
  const head = [shape, ...runs(title, { bold: true, color: color(ink) })]
  return [
    ...(title ? [new Paragraph({ ...look, keepNext: true, spacing: { after: 0 }, children: head })] : []),
    ...paragraphs.map((text) => new Paragraph({ ...look, children: runs(text) })),
  ]
}

function edge(hex: string, size: number): { border: object; indent: { left: number } } {
  return {
    border: { left: { style: BorderStyle.SINGLE, size, color: color(hex), space: 9 } },
    indent: { left: 220 },
  }
}

function plainTable(cells: TableCell[][], shares: readonly number[]): Table {
  return new Table({
    width: { size: page.textWidth, type: WidthType.DXA },
    columnWidths: shares.map((share) => Math.round((share / 100) * page.textWidth)),
    layout: TableLayoutType.FIXED,
    borders: noBorders,
    rows: cells.map(
      (children, i) =>
        new TableRow({ cantSplit: true, keepNext: cells.length <= 10 && i < cells.length - 1, children }),
    ),
  })
}

function factCell(text: string, label: boolean): TableCell {
  const hair = { style: BorderStyle.SINGLE, size: 4, color: 'C3C9CF' }
  return new TableCell({
    borders: { bottom: hair },
    margins: { top: 60, bottom: 60, left: 0, right: 100 },
    children: [
      new Paragraph({ style: 'TableText', children: runs(text, label ? { color: color(quiet) } : {}) }),
    ],
  })
}

type Figure = { value: string; label: string; change: string }

function figureCell({ value, label, change }: Figure, accent: string): TableCell {
  const small = change
    ? [new Paragraph({ style: 'Record', children: runs(change, { color: color(quiet) }) })]
    : []
  return new TableCell({
    borders: { top: { style: BorderStyle.SINGLE, size: 14, color: color(accent) } },
    margins: { top: 80, bottom: 80, left: 0, right: 160 },
    children: [
      new Paragraph({ style: 'Figure', children: runs(value) }),
      new Paragraph({ style: 'Record', children: runs(label) }),
      ...small,
    ],
  })
}

function rowsOfFour(items: readonly Figure[]): Figure[][] {
  return Array.from({ length: Math.ceil(items.length / 4) }, (_, i) => items.slice(i * 4, i * 4 + 4))
}

/** A table needs a paragraph after it, or it grows together with the next. */
function gap(): Paragraph {
  return new Paragraph({ spacing: { after: 60 }, children: [] })
}
