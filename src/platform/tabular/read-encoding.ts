import { isUtf8 } from 'node:buffer'
import type { Workbook } from './read-shapes.ts'

type Encoding = NonNullable<Workbook['reading']>['encoding']

/** `decoder` is what the platform calls it; `encoding` what is told to the person, to whom both orders are UTF-16. */
export type TextReading = { encoding: Encoding; decoder: string; start: number }

const marks = [
  { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8', decoder: 'utf-8' },
  { mark: [0xff, 0xfe], encoding: 'utf-16le', decoder: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16le', decoder: 'utf-16be' },
] as const

/** The mark decides; else strict UTF-8; else what Windows in Sweden has always written. */
export function encodingOf(bytes: Uint8Array): TextReading {
  const marked = marks.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  if (marked) return { encoding: marked.encoding, decoder: marked.decoder, start: marked.mark.length }
  const unmarked = unmarkedUtf16(bytes)
  if (unmarked) return { encoding: 'utf-16le', decoder: unmarked, start: 0 }
  const encoding = isUtf8(bytes) ? 'utf-8' : 'windows-1252'
  return { encoding, decoder: encoding, start: 0 }
}

/** LibreOffice leaves the mark out: then every second byte of the first letters is zero. */
function unmarkedUtf16(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 400)
  const zeros = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2]! += 1
  })
  const [even = 0, odd = 0] = zeros
  if (even + odd < sample.length / 4) return undefined
  if (even > odd * 10) return 'utf-16be'
  return odd > even * 10 ? 'utf-16le' : undefined
}

const pieceLength = 64 * 1024

/** The text in pieces. An impossible sequence becomes U+FFFD: only UTF-16 can have one here. */
export function* textPieces(bytes: Uint8Array, reading: TextReading): Generator<string> {
  const decoder = new TextDecoder(reading.decoder, { ignoreBOM: true })
  for (let at = reading.start; at < bytes.length; at += pieceLength) {
    yield decoder.decode(bytes.subarray(at, at + pieceLength), { stream: true })
  }
  yield decoder.decode()
}

const delimiters = [';', '\t', ',', '|'] as const
export type Delimiter = (typeof delimiters)[number]

const sampledLines = 40

/** How many lines agree on how many there are decides; where two agree as often, the one that is rarer in prose. */
export function delimiterOf(text: string): Delimiter {
  const scores = delimiters.map((delimiter) => ({ delimiter, lines: agreeing(countsOf(text, delimiter)) }))
  const [best] = scores.toSorted((one, other) => other.lines - one.lines)
  return best?.delimiter ?? ';'
}

/** Per line, outside quotes; the last line of the sample may be cut and is left out when there are others. */
function countsOf(text: string, delimiter: string): number[] {
  const plain = text.replace(/"(?:[^"]|"")*"/g, 'x')
  const lines = plain.split(/\r\n|\n|\r/).slice(0, sampledLines)
  const whole = lines.length > 2 && lines.length < sampledLines ? lines.slice(0, -1) : lines
  return whole.filter((line) => line.trim() !== '').map((line) => line.split(delimiter).length - 1)
}

function agreeing(counts: readonly number[]): number {
  const tally = new Map<number, number>()
  for (const count of counts) if (count > 0) tally.set(count, (tally.get(count) ?? 0) + 1)
  return Math.max(0, ...tally.values())
}
