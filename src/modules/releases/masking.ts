import type { Block, Cell, Paper } from '#platform/documents/document.ts'
import type { Masks } from './rules.ts'

/** A bar says nothing of what it hides, not even how long it was. The template prints it solid. */
export const bar = '■■■■■■■■'

/** A place that can be masked whole: its address in the paper, and its words so that a person knows it. */
export type Place = { address: string; kind: 'head' | Block['kind']; text: string }

/** Every place of a paper, in reading order. Headings are places too: a name may stand in one. */
export function placesOf(paper: Paper): Place[] {
  const head = headKeys.flatMap((key) => {
    const text = paper[key] ?? ''
    return text === '' ? [] : [{ address: key, kind: 'head' as const, text }]
  })
  return [...head, ...paper.blocks.flatMap((block, at) => blockPlaces(block, `${at}`))]
}

/**
 * The paper with the masked words gone from its data. It is set anew from what this gives: nothing is laid over
 * anything, and what is hidden is in no part of the new file.
 */
export function maskPaper(paper: Paper, masks: Masks): Paper {
  const hidden = new Set(masks.places)
  const hide = hiderOf(masks.phrases)
  const head = (key: (typeof headKeys)[number]) => (hidden.has(key) ? bar : hide(paper[key] ?? ''))
  const masked: Paper = {
    ...paper,
    title: head('title'),
    author: head('author'),
    ...framed(paper, hide),
    kind: hide(paper.kind),
    ...(paper.subtitle === undefined ? {} : { subtitle: head('subtitle') }),
    blocks: paper.blocks.map((block, at) => maskBlock(block, { at: `${at}`, hidden, hide })),
  }
  assertGone(masked, hide)
  return masked
}

/** The frame of the paper: who it is from and its number hide a phrase too, if it stands there. */
function framed({ municipality, board, caseNumber, letterhead }: Paper, hide: Hide) {
  return {
    municipality: hide(municipality),
    board: hide(board),
    ...(caseNumber === undefined ? {} : { caseNumber: hide(caseNumber) }),
    ...(letterhead && { letterhead: { ...letterhead, lines: letterhead.lines.map(hide) } }),
  }
}

const headKeys = ['title', 'subtitle', 'author'] as const

function blockPlaces(block: Block, at: string): Place[] {
  const place = (text: string, part?: number): Place => ({
    address: part === undefined ? at : `${at}.${part}`,
    kind: block.kind,
    text,
  })
  switch (block.kind) {
    case 'list':
      return block.items.map((item, part) => place(item, part))
    case 'facts':
      return block.rows.map((row, part) => place(`${row.label}: ${row.value}`, part))
    case 'figures':
      return block.items.map((item, part) => place(`${item.label}: ${item.value}`, part))
    case 'table':
      return block.rows.map((row, part) => place(row.map(cellText).filter(Boolean).join(' | '), part))
    default:
      return [place(wordsOf(block))]
  }
}

function wordsOf(block: Exclude<Block, { kind: 'list' | 'facts' | 'figures' | 'table' }>): string {
  if (block.kind === 'svg') return `${block.title}. ${block.description}`
  if (block.kind === 'note') return `${block.title}. ${block.text}`
  return block.kind === 'quote' ? `${block.title}: ${block.text} (${block.by})` : block.text
}

function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text || (cell.status ?? '')
}

type Hide = (text: string) => string
type Masking = { at: string; hidden: ReadonlySet<string>; hide: Hide }
type Maskers = {
  [K in Block['kind']]: (block: Extract<Block, { kind: K }>, masking: Masking) => Block
}

const isHidden = ({ at, hidden }: Masking, part?: number) =>
  hidden.has(at) || (part !== undefined && hidden.has(`${at}.${part}`))

/** A heading's own id may be made of its words, and so is left for the renderer to make anew. */
const maskers: Maskers = {
  heading: ({ id: _id, ...block }, masking) => ({ ...block, text: whole(block.text, masking) }),
  paragraph: (block, masking) => ({ ...block, text: whole(block.text, masking) }),
  note: (block, masking) => ({
    ...block,
    title: whole(block.title, masking),
    text: whole(block.text, masking),
  }),
  quote: (block, masking) => ({
    ...block,
    title: whole(block.title, masking),
    text: whole(block.text, masking),
    by: whole(block.by, masking),
  }),
  list: (block, masking) => ({
    ...block,
    items: block.items.map((item, part) => (isHidden(masking, part) ? bar : masking.hide(item))),
  }),
  facts: (block, masking) => ({
    ...block,
    rows: block.rows.map((row, part) => ({
      label: masking.hide(row.label),
      value: isHidden(masking, part) ? bar : masking.hide(row.value),
    })),
  }),
  figures: (block, masking) => ({
    ...block,
    items: block.items.map((item, part) =>
      isHidden(masking, part)
        ? { value: bar, label: masking.hide(item.label) }
        : {
            value: masking.hide(item.value),
            label: masking.hide(item.label),
            ...(item.change === undefined ? {} : { change: masking.hide(item.change) }),
          },
    ),
  }),
  table: maskTable,
  svg: (block, masking) => maskPicture(block, masking),
}

function maskBlock(block: Block, masking: Masking): Block {
  // The table has one masker for each kind, for blocks of that kind.
  const masker = maskers[block.kind] as (block: Block, masking: Masking) => Block
  return masker(block, masking)
}

function whole(text: string, masking: Masking): string {
  if (text === '') return text
  return isHidden(masking) ? bar : masking.hide(text)
}

/** Names of rows lead into the system and may be made of words: the copy has none. */
function maskTable(
  { key: _key, rowKeys: _rowKeys, ...block }: Extract<Block, { kind: 'table' }>,
  masking: Masking,
): Block {
  const { hide } = masking
  return {
    ...block,
    caption: hide(block.caption),
    columns: block.columns.map((column) => ({ ...column, title: hide(column.title) })),
    ...(block.note === undefined ? {} : { note: hide(block.note) }),
    rows: block.rows.map((row, part) => row.map((cell) => maskCell(cell, isHidden(masking, part), hide))),
  }
}

/** A cell with a masked word loses its figure too: the figure may be the word. */
function maskCell(cell: Cell, isGone: boolean, hide: Hide): Cell {
  if (isGone) return bar
  if (typeof cell === 'string') return hide(cell)
  const text = hide(cell.text)
  return text === cell.text ? cell : { text, ...(cell.strong ? { strong: true } : {}) }
}

/** Words in a picture cannot be taken out one by one: a picture that holds one goes whole. */
function maskPicture(block: Extract<Block, { kind: 'svg' }>, masking: Masking): Block {
  const inside = plain(block.svg.replace(/<[^<>]*>/gu, ' '))
  const attributes = plain(block.svg)
  const isGone =
    isHidden(masking) || masking.hide(inside) !== inside || masking.hide(attributes) !== attributes
  if (isGone) return { kind: 'paragraph', text: bar }
  return { ...block, title: masking.hide(block.title), description: masking.hide(block.description) }
}

/** Hides every phrase wherever it stands: in any case, over line breaks, and through signs that are not seen. */
function hiderOf(phrases: readonly string[]): Hide {
  const patterns = [...phrases]
    .map(plain)
    .filter((phrase) => phrase.trim() !== '')
    .sort((one, other) => other.length - one.length)
    .map(patternOf)
  return (text) => patterns.reduce((left, pattern) => left.replace(pattern, bar), plain(text))
}

function patternOf(phrase: string): RegExp {
  const words = phrase
    .trim()
    .split(/\s+/u)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/-]/gu, '\\$&'))
  return new RegExp(words.join('\\s+'), 'giu')
}

/** One spelling of each letter, and none of the invisible signs that could cut a name in two. */
function plain(text: string): string {
  return text.normalize('NFC').replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/gu, '')
}

/** The last look: hiding once more must find nothing to hide, in any of the words. */
function assertGone(masked: Paper, hide: Hide): void {
  for (const text of textsIn(masked))
    if (hide(text) !== plain(text)) throw new Error('a masked phrase is left in the paper')
}

/** Names of kinds and settings are no words of the paper. */
const settings = [
  'id',
  'invented',
  'kind',
  'language',
  'accent',
  'date',
  'align',
  'tone',
  'status',
  'letterhead',
]

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) if (!settings.includes(key)) yield* textsIn(inner)
}
