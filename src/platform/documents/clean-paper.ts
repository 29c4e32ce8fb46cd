import { cleanLine, cleanText, dateParts, longDate, paragraphsOf, slug } from './clean-text.ts'
import type { Block, Cell, Letterhead, Paper, StatusKind, Tone } from './paper.ts'
import { cleanLogo, type CleanLogo } from './logo.ts'
import { safeSvg, svgProportion } from './safe-svg.ts'
import { marks } from './status.ts'

export type CleanCell = { text: string; status?: StatusKind; strong: boolean }
export type CleanColumn = { title: string; align: 'left' | 'right'; share: number }
export type CleanTable = {
  kind: 'table'
  caption: string
  columns: CleanColumn[]
  rows: CleanCell[][]
  note: string
  /** For each row the name it is found under, "table/row"; '' where there is none. */
  origins: string[]
}
export type CleanHeading = { kind: 'heading'; level: 1 | 2 | 3; text: string; id: string }

export type CleanBlock =
  | CleanHeading
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[]; ordered: boolean }
  | { kind: 'facts'; rows: { label: string; value: string }[] }
  | { kind: 'figures'; items: { value: string; label: string; change: string; rows: string }[] }
  | CleanTable
  | { kind: 'note'; tone: Tone; title: string; paragraphs: string[] }
  | { kind: 'quote'; title: string; paragraphs: string[]; by: string }
  | { kind: 'svg'; svg: string | undefined; ratio: number; title: string; description: string }

export type CleanPaper = {
  kind: string
  title: string
  subtitle: string
  municipality: string
  board: string
  caseNumber: string
  date: string
  dateParts: [year: number, month: number, day: number]
  longDate: string
  author: string
  accent: string
  invented: string
  logo: CleanLogo | null
  senderLines: string[]
  /** An own file for the PDF; empty is the product's. */
  typst: string
  contents: CleanHeading[]
  blocks: CleanBlock[]
}

/** More headings than this and a reader needs a list of them. */
const headingsWithoutContents = 6

/** The one place where a paper is made fit to print, so that the three forms cannot differ in content. */
export function cleanPaper(paper: Paper): CleanPaper {
  const blocks = numberTables(orderHeadings(paper.blocks.flatMap(cleanBlock)))
  const headings = blocks.filter((block) => block.kind === 'heading')
  return {
    kind: cleanLine(paper.kind),
    title: cleanLine(paper.title) || cleanLine(paper.kind) || 'Handling',
    subtitle: cleanLine(paper.subtitle ?? ''),
    municipality: cleanLine(paper.municipality),
    board: cleanLine(paper.board),
    caseNumber: cleanLine(paper.caseNumber ?? ''),
    date: paper.date,
    dateParts: dateParts(paper.date),
    longDate: longDate(paper.date),
    author: cleanLine(paper.author),
    accent: readableAccent(paper.accent),
    invented: cleanLine(paper.invented ?? ''),
    ...cleanLetterhead(paper.letterhead),
    contents: headings.length > headingsWithoutContents ? headings.filter(({ level }) => level < 3) : [],
    blocks,
  }
}

function cleanLetterhead({ logo, lines, typst = '' }: Letterhead = { lines: [] }) {
  return { logo: cleanLogo(logo), senderLines: lines.map(cleanLine).filter(Boolean), typst }
}

type Cleaners = { [K in Block['kind']]: (block: Extract<Block, { kind: K }>) => CleanBlock[] }

/** Empty blocks vanish: an empty heading or list is a fault for those who listen to the paper. */
const cleaners: Cleaners = {
  heading: ({ level, text, id }) =>
    some(cleanLine(text), (line) => ({ kind: 'heading', level, text: line, id: slug(id ?? line) })),
  paragraph: ({ text }) => paragraphsOf(text).map((part) => ({ kind: 'paragraph', text: part })),
  list: ({ items, ordered }) => {
    const full = items.map((item) => cleanText(item).trim()).filter(Boolean)
    return full.length ? [{ kind: 'list', items: full, ordered: ordered ?? false }] : []
  },
  facts: ({ rows }) => {
    const full = rows
      .map(({ label, value }) => ({ label: cleanLine(label), value: cleanText(value).trim() }))
      .filter(({ label, value }) => label || value)
    return full.length ? [{ kind: 'facts', rows: full }] : []
  },
  figures: ({ items }) => {
    const full = items
      .map(({ value, label, change, rows = '' }) => ({
        value: cleanLine(value),
        label: cleanLine(label),
        change: cleanLine(change ?? ''),
        rows: isOrigin(rows) ? rows : '',
      }))
      .filter(({ value, label }) => value || label)
    return full.length ? [{ kind: 'figures', items: full }] : []
  },
  table: (block) => (block.columns.length ? [cleanTable(block)] : []),
  note: ({ tone, title, text }) =>
    some(cleanLine(title + text), () => ({
      kind: 'note',
      tone,
      title: cleanLine(title),
      paragraphs: paragraphsOf(text),
    })),
  quote: ({ title, text, by }) =>
    some(cleanLine(title + text), () => ({
      kind: 'quote',
      title: cleanLine(title),
      paragraphs: paragraphsOf(text),
      by: cleanLine(by),
    })),
  svg: (block) => [cleanPicture(block)],
}

function cleanPicture({ svg, title, description }: Extract<Block, { kind: 'svg' }>): CleanBlock {
  const safe = safeSvg(svg)
  return {
    kind: 'svg',
    svg: safe,
    ratio: (safe && svgProportion(safe)) || 0.5,
    title: cleanLine(title),
    description: cleanLine(description) || cleanLine(title) || 'Bild utan beskrivning',
  }
}

function cleanBlock(block: Block): CleanBlock[] {
  // The table pairs each kind with its own cleaner; TypeScript cannot see that pairing through an index.
  const clean = cleaners[block.kind] as (block: Block) => CleanBlock[]
  return clean(block)
}

function some<T>(text: string, make: (text: string) => T): T[] {
  return text ? [make(text)] : []
}

/** PDF/UA refuses a paper whose first heading is not of level 1 or that skips a level; ids are made unique. */
function orderHeadings(blocks: CleanBlock[]): CleanBlock[] {
  let above = 0
  const taken = new Set<string>()
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block
    // Never more than one step below the heading before, so still 1, 2 or 3.
    above = Math.min(block.level, above + 1)
    return { ...block, level: above as 1 | 2 | 3, id: uniqueId(block.id || 'rubrik', taken) }
  })
}

function uniqueId(wanted: string, taken: Set<string>): string {
  let id = wanted
  for (let n = 2; taken.has(id); n += 1) id = `${wanted}-${n}`
  taken.add(id)
  return id
}

function numberTables(blocks: CleanBlock[]): CleanBlock[] {
  let number = 0
  return blocks.map((block) => {
    if (block.kind !== 'table') return block
    number += 1
    return { ...block, caption: `Tabell ${number}. ${block.caption}`.trim() }
  })
}

function cleanTable(whole: Extract<Block, { kind: 'table' }>): CleanTable {
  const block = printedPart(whole)
  const titles = block.columns.map(({ title }) => cleanLine(title))
  const rows = block.rows.map((row) => titles.map((_, i) => cleanCell(row[i] ?? '')))
  const weights = block.columns.map(({ width }, i) =>
    width !== undefined && width > 0
      ? width
      : roomFor(
          titles[i] ?? '',
          rows.flatMap((row) => row[i] ?? []),
        ),
  )
  const sum = weights.reduce((a, b) => a + b, 0)
  const columns = block.columns.map(({ align }, i) => ({
    title: titles[i] ?? '',
    align: align ?? 'left',
    share: Math.round(((weights[i] ?? 0) / sum) * 10_000) / 100,
  }))
  return {
    kind: 'table',
    caption: cleanLine(block.caption),
    columns,
    rows,
    note: cleanLine(block.note ?? ''),
    origins: rows.map((_, i) => originOf(block, i)),
  }
}

function printedPart(block: Extract<Block, { kind: 'table' }>): Extract<Block, { kind: 'table' }> {
  const { rows, printed = rows.length } = block
  if (rows.length <= printed) return block
  const told = `Här visas ${printed} av ${rows.length} rader. Alla finns i Excel-filen.`
  return { ...block, rows: rows.slice(0, printed), note: [told, block.note].filter(Boolean).join(' ') }
}

function originOf({ key, rowKeys }: Extract<Block, { kind: 'table' }>, row: number): string {
  const name = rowKeys?.[row] ?? ''
  return key && name && isOrigin(`${key}/${name}`) ? `${key}/${name}` : ''
}

function isOrigin(name: string): boolean {
  return /^[\w/-]+$/u.test(name)
}

function cleanCell(cell: Cell): CleanCell {
  if (typeof cell === 'string') return { text: cleanText(cell).trim(), strong: false }
  const text = cleanText(cell.text).trim() || (cell.status ? marks[cell.status].word : '')
  return { text, strong: cell.strong ?? false, ...(cell.status ? { status: cell.status } : {}) }
}

/** Room in letters: the longest word must fit, a status stands on one line, long texts share what is left. */
function roomFor(title: string, cells: readonly CleanCell[]): number {
  const longest = Math.max(title.length, 1, ...cells.map(({ text }) => text.length))
  const words = [title, ...cells.map(({ text }) => text)].flatMap((text) => text.split(/\s+/u))
  const word = Math.max(...words.map(({ length }) => Math.min(length, 16)))
  const status = Math.max(...cells.map(({ status, text }) => (status ? Math.min(text.length, 26) + 7 : 0)), 0)
  return Math.max(word + 3, Math.min(title.length, 14) + 3, Math.min(longest, 46), status)
}

const ownAccent = '#0a5a78'

/** Text in the accent must reach 4.5:1 on white (WCAG 1.4.3), whatever the municipality's profile says. */
function readableAccent(accent: string): string {
  if (!/^#[0-9a-f]{6}$/iu.test(accent)) return ownAccent
  const [red, green, blue] = [1, 3, 5].map((at) => linear(parseInt(accent.slice(at, at + 2), 16) / 255))
  const light = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
  return 1.05 / (light + 0.05) >= 4.5 ? accent.toLowerCase() : ownAccent
}

function linear(part: number): number {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}
