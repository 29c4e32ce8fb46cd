import { commonPhrases, commonWords, folded, tracks } from './common-words.ts'

/**
 * What is left to guess of a password. With fifteen signs at least, the published lists of common passwords hardly
 * reach; people then put common things together, and so a rule is stronger than a list. Every common word, name,
 * year, date, run along the keyboard and repetition counts as one sign, whichever they are and in whatever order.
 */
const leastLeft = 10
const leastDifferent = 6

/** True for what is made up of what everybody tries first, or of what is known of the person. */
export function isGuessable(password: string, about: readonly string[] = []): boolean {
  const text = folded(password)
  const known = wordsOf(about)
  const compact = text.replace(/[^\p{L}\p{N}]/gu, '')
  // "l.ö.s.e.n.o.r.d" is the same word; a password of signs alone has no words to find.
  const readings = compact.length < leastLeft ? [text] : [text, compact]
  return readings.some((reading) => isTooLittle(shortened(reading, known)))
}

function isTooLittle(left: string): boolean {
  return left.length < leastLeft || new Set(left).size < leastDifferent
}

/** Stands for one thing that was found. Nobody can type it. */
const found = '\u0000'

function shortened(text: string, known: readonly string[]): string {
  const words = [...commonPhrases, ...known, ...commonWords]
  const steps: readonly ((text: string) => string)[] = [
    (now) => without(now, words),
    withoutDates,
    withoutRuns,
    (now) => without(asLetters(now), words),
    withoutRepeats,
  ]
  return steps.reduce((now, step) => step(now), text)
}

function without(text: string, words: readonly string[]): string {
  return words.reduce((now, word) => now.replaceAll(word, found), text)
}

function withoutDates(text: string): string {
  return text
    .replace(/(?:19|20)?\d\d[-./ ]?(?:0[1-9]|1[0-2])[-./ ]?(?:0[1-9]|[12]\d|3[01])/g, found)
    .replace(/(?:19|20)\d\d/g, found)
}

const shortestRun = { letters: 4, digits: 3 }

/** Runs along the alphabet, the digits and the keyboard, forwards and backwards. */
function withoutRuns(text: string): string {
  let left = ''
  for (let at = 0; at < text.length;) {
    const run = runAt(text, at)
    left += run > 0 ? found : (text[at] ?? '')
    at += Math.max(run, 1)
  }
  return left
}

function runAt(text: string, at: number): number {
  let length = 0
  while (at + length < text.length && tracks.includes(text.slice(at, at + length + 1))) length += 1
  const isDigits = /^\d+$/.test(text.slice(at, at + length))
  return length >= (isDigits ? shortestRun.digits : shortestRun.letters) ? length : 0
}

const lookalikes: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
}

/** P@ssw0rd is password. */
function asLetters(text: string): string {
  return text.replace(/[01!34@5$7]/g, (sign) => lookalikes[sign] ?? sign)
}

/** One sign or a group of up to twenty, once again and again: once, and one sign for the rest. */
function withoutRepeats(text: string): string {
  return text.replace(
    /([^]{1,20}?)\1{2,}|([^]{3,20}?)\2/g,
    (_all, one?: string, two?: string) => (one ?? two ?? '') + found,
  )
}

/** The names and addresses a person and a municipality are known by, in the pieces they are used in. */
function wordsOf(about: readonly string[]): readonly string[] {
  const pieces = about.flatMap((text) => folded(text).split(/[^\p{L}\p{N}]+/u))
  const short = pieces.map((piece) => piece.replace(/s?kommun$/, ''))
  return [...new Set([...pieces, ...short])]
    .filter((piece) => piece.length >= 3)
    .sort((one, other) => other.length - one.length)
}
