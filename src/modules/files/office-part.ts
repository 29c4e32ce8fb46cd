import { hasPersonalNumber } from '#kernel/personal-number.ts'
import { localName, type Attributes, type XmlHandlers } from '#platform/tabular/read-xml.ts'
import { personalNumber, refused, type Door, type Place } from './door.ts'
import { isStrings, placeOf } from './office-names.ts'
import { faultOfElement, isFieldThatFetches } from './office-reach.ts'

type Part = {
  door: Door
  name: string
  /** The numbers of the texts of a workbook (its cells refer to them) that hold a personal number. */
  strings: Set<number>
  /** Gathered until a paragraph, a cell or, outside of these, an element ends. */
  text: string
  /** How many paragraphs the place is within. */
  within: number
  string: number
  cell: { address: string; type: string } | undefined
  field: string
  isField: boolean
}

/**
 * Reads a part as a person would: the words of a paragraph or a cell together, though formatting cuts them in pieces,
 * and the attributes that hold words.
 */
export function createPartReader(name: string, door: Door, strings: Set<number>): XmlHandlers {
  const start = { text: '', within: 0, string: -1, cell: undefined, field: '', isField: false }
  const part: Part = { door, name, strings, ...start }
  return {
    open: (element, attributes) => open(part, element, attributes),
    text: (text) => add(part, text),
    close: (element) => close(part, element),
  }
}

const blocks = new Set(['p', 'h', 'si', 'c', 'v', 'f'])
const paragraphs = new Set(['p', 'h', 'si'])
/** Elements that are seen as a sign. */
const signs: Readonly<Record<string, string>> = {
  tab: ' ',
  s: ' ',
  br: '\n',
  cr: '\n',
  'line-break': '\n',
  noBreakHyphen: '-',
}

function open(part: Part, element: string, attributes: Attributes): void {
  const fault = faultOfElement(element, attributes)
  if (fault) throw refused(part.door, fault)
  for (const text of wordsOf(attributes)) judge(part, text)
  if (blocks.has(element)) take(part, judge)
  if (paragraphs.has(element)) part.within += 1
  if (element === 'si') part.string += 1
  if (element === 'c') part.cell = { address: attributes['r'] ?? '', type: attributes['t'] ?? 'n' }
  part.isField = element === 'instrText'
  part.text += signs[element] ?? ''
}

const longest = 200_000
/** Longer than any number with what may stand between its digits. */
const tail = 64

function add(part: Part, text: string): void {
  if (part.isField) part.field += text
  part.text += text
  if (part.text.length < longest) return
  judge(part, part.text)
  part.text = part.text.slice(-tail)
}

function close(part: Part, element: string): void {
  part.isField = false
  if (blocks.has(element) || part.within === 0) take(part, element === 'v' ? judgeValue : judge)
  if (element === 'c') part.cell = undefined
  if (!paragraphs.has(element)) return
  part.within -= 1
  if (isFieldThatFetches(part.field)) throw refused(part.door, 'fileReachesOut')
  part.field = ''
}

function take(part: Part, judgement: (part: Part, text: string) => void): void {
  const text = part.text
  part.text = ''
  judgement(part, text)
}

function judgeValue(part: Part, text: string): void {
  if (part.cell?.type === 's' && part.strings.has(Number(text))) refuse(part)
  // The decimals of a measure are no number of a person.
  else if (part.cell?.type !== 'n' || Number.isInteger(Number(text))) judge(part, text)
}

/** Ten digits are the fewest. */
const shortest = 10

function judge(part: Part, text: string): void {
  if (part.door.mayHoldNumbers || text.length < shortest || !hasPersonalNumber(text)) return
  if (isStrings(part.name)) part.strings.add(part.string)
  else refuse(part)
}

function refuse({ door, name, cell }: Part): never {
  const place: Place = cell ? { code: 'personalNumberInCell', cell: cell.address } : placeOf(name)
  throw personalNumber(door, place)
}

/** Words that stand in an attribute: of a picture, an author, a heading, a link, a sheet. */
const wordy = new Set(
  'descr title name author initials lastModifiedBy userName displayName instr prompt error string-value value tooltip alt Target'.split(
    ' ',
  ),
)

function wordsOf(attributes: Attributes): string[] {
  return Object.entries(attributes).flatMap(([name, value]) =>
    value.length >= shortest && wordy.has(localName(name)) ? [value] : [],
  )
}
