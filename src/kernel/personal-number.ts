/**
 * The guard that keeps service users' identities out of the system: every text from outside passes here.
 *
 * It answers with positions and never with the number, so that a caller cannot log or echo it by mistake.
 * Interim and reserve numbers (a letter among the digits, or a made-up date) are not found: no rule tells
 * them from other codes. The search takes time in proportion to the length of the text.
 */

/** Where a number stands in the text that was given: code units, `end` not included. */
export type TextSpan = { start: number; end: number }

/** What a masked copy shows instead of a number. */
export const personalNumberMask = 'XXXXXX-XXXX'

/** Positions of personal and coordination numbers in `text`, in order and not overlapping. */
export function findPersonalNumbers(text: string): readonly TextSpan[] {
  const groups = digitGroups(text)
  const found: TextSpan[] = []
  for (let first = 0; first < groups.length; first += 1) {
    for (const span of spansFrom(groups, first)) addMerged(found, span)
  }
  return found
}

export function hasPersonalNumber(text: string): boolean {
  return findPersonalNumbers(text).length > 0
}

/** A copy with every number replaced by `mask`: offered to the author in place of the refused text. */
export function maskPersonalNumbers(text: string, mask: string = personalNumberMask): string {
  let masked = ''
  let copied = 0
  for (const { start, end } of findPersonalNumbers(text)) {
    masked += text.slice(copied, start) + mask
    copied = end
  }
  return masked + text.slice(copied)
}

/**
 * Do the digits of the text, taken together, make one personal number? For fields where a number of another kind is asked for, such as an
 * organisation number: there, ten digits that begin with 07 are no telephone number.
 */
export function isPersonalNumber(text: string): boolean {
  const groups = digitGroups(text.trim())
  if (groups.some((group, index) => index > 0 && group.link === 'none')) return false
  return isPossibleNumber(groups.map((group) => group.digits).join(''))
}

/** The check digit of personal and organisation numbers: doubled from the left, digits summed, modulo ten. */
export function passesLuhn(tenDigits: string): boolean {
  let sum = 0
  for (let index = 0; index < tenDigits.length; index += 1) {
    const weighted = Number(tenDigits[index]) * (index % 2 === 0 ? 2 : 1)
    sum += weighted > 9 ? weighted - 9 : weighted
  }
  return tenDigits.length === 10 && sum % 10 === 0
}

/** How a group of digits hangs together with the one before it. */
type Link = 'none' | 'space' | 'dash'

/** Digits without anything between them. A group longer than any number keeps its first 13 digits only. */
type DigitGroup = TextSpan & { digits: string; link: Link }

const longestNumber = 12
/** "850709 - 9805" has three signs between the groups; more than that is another column or sentence. */
const longestGap = 3

/**
 * The ways to break a number into groups, as the lengths of the groups. Not every break between year, month and
 * day is here: 4-6 is how telephone numbers are written. A form with one box for each digit gives single ones.
 */
const usualShapes: ReadonlySet<string> = new Set([
  ...['10', '6 4', '2 4 4', '2 2 6', '2 2 2 4'],
  ...['12', '8 4', '4 4 4', '4 2 6', '4 2 2 4', '2 10', '2 6 4', '2 2 2 6', '2 2 2 2 4'],
  ...[10, 12].map((length) => Array<number>(length).fill(1).join(' ')),
])

/** The numbers that may begin with the group at `first`: one of ten digits, one of twelve, or both. */
function spansFrom(groups: readonly DigitGroup[], first: number): readonly TextSpan[] {
  const spans: TextSpan[] = []
  const start = groups[first]?.start ?? 0
  let digits = ''
  let shape = ''
  let lastFour: Link = 'none'
  for (let index = first; digits.length < longestNumber; index += 1) {
    const group = groups[index]
    if (!group || (index > first && group.link === 'none')) break
    if (digits.length === 6) lastFour = group.link
    digits += group.digits
    shape += shape === '' ? group.digits.length : ` ${group.digits.length}`
    if (isWrittenNumber(digits, shape, lastFour)) spans.push({ start, end: group.end })
  }
  return spans
}

/** A mobile number looks like somebody born in 2007; only a - or + before the last four tells them apart. */
function isWrittenNumber(digits: string, shape: string, lastFour: Link): boolean {
  const isTelephone = digits.length === 10 && digits.startsWith('07') && lastFour !== 'dash'
  return !isTelephone && isPossibleNumber(digits) && usualShapes.has(shape)
}

function isPossibleNumber(digits: string): boolean {
  if (digits.length === 12) return isFullDate(digits.slice(0, 8)) && passesLuhn(digits.slice(2))
  return digits.length === 10 && isShortDate(digits.slice(0, 6)) && passesLuhn(digits)
}

function isFullDate(digits: string): boolean {
  const year = Number(digits.slice(0, 4))
  return year >= 1800 && year < 2100 && isDayOf(year, digits.slice(4))
}

/** The century is not written, so a leap day counts when any century could have it (2000 had). */
function isShortDate(digits: string): boolean {
  return isDayOf(2000 + Number(digits.slice(0, 2)), digits.slice(2))
}

/** A coordination number is a date with 60 added to the day. */
function isDayOf(year: number, monthAndDay: string): boolean {
  const month = Number(monthAndDay.slice(0, 2))
  const written = Number(monthAndDay.slice(2))
  const day = written > 60 ? written - 60 : written
  const isMonth = month >= 1 && month <= 12
  return isMonth && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function addMerged(found: TextSpan[], span: TextSpan): void {
  const last = found.at(-1)
  if (last && span.start < last.end) last.end = Math.max(last.end, span.end)
  else found.push(span)
}

function digitGroups(text: string): readonly DigitGroup[] {
  const groups: DigitGroup[] = []
  const known = new Map<string, string>()
  let gap: string | undefined
  let index = 0
  while (index < text.length) {
    const char = String.fromCodePoint(text.codePointAt(index) ?? 0)
    const end = index + char.length
    for (const symbol of plainSymbols(char, known)) {
      if (isDigit(symbol)) {
        addDigit(groups, { start: index, end, digits: symbol, link: linkOf(gap) }, gap === '')
        gap = ''
      } else if (gap !== undefined) gap = gap.length > longestGap ? undefined : gap + symbol
    }
    index = end
  }
  return groups
}

function addDigit(groups: DigitGroup[], digit: DigitGroup, continues: boolean): void {
  const last = groups.at(-1)
  if (!last || !continues) {
    groups.push(digit)
    return
  }
  last.end = digit.end
  if (last.digits.length <= longestNumber) last.digits += digit.digits
}

/** A line break joins two groups only after a dash, as where a number was broken at the end of a line. */
function linkOf(gap: string | undefined): Link {
  if (gap === undefined || gap.length > longestGap) return 'none'
  if (/^[ \n]*-[ \n]*$/.test(gap)) return 'dash'
  return /^ +$/.test(gap) ? 'space' : 'none'
}

function isDigit(symbol: string): boolean {
  return symbol >= '0' && symbol <= '9'
}

/** A character as the scanner reads it: digits 0-9, "-", " ", "\n", "x" for anything else, "" for invisible. */
function plainSymbols(char: string, known: Map<string, string>): string {
  const seen = known.get(char)
  if (seen !== undefined) return seen
  const symbols = [...char.normalize('NFKC')].map(plainSymbol).join('')
  known.set(char, symbols)
  return symbols
}

/** Marks go with the invisible ones: a digit in a keycap or with a line under it is still that digit. */
const symbolClasses: readonly (readonly [RegExp, string])[] = [
  [/^[\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]$/u, ''],
  // In names of files and fields the dash is often written low.
  [/^[\p{Pd}\p{Pc}+\u2212\u02d7\u2043]$/u, '-'],
  [/^[\n\r\u2028\u2029]$/u, '\n'],
  [/^[\p{Zs}\t]$/u, ' '],
]

function plainSymbol(char: string): string {
  if (/^\p{Nd}$/u.test(char)) return String(digitValue(char))
  return symbolClasses.find(([pattern]) => pattern.test(char))?.[1] ?? 'x'
}

/** Unicode keeps the decimal digits of each script in one row from zero to nine, so the place tells the value. */
function digitValue(char: string): number {
  const code = char.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1
  return value
}
