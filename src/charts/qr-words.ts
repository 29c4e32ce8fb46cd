/**
 * What stands in a QR code (ISO/IEC 18004), as the words that are laid out in it: the bytes of the text, and the words by
 * which a reader mends what it could not see. Level M: some fifteen percent may be hidden.
 */
export type QrWords = { readonly version: number; readonly words: Uint8Array }

/** For each version from 1: words for mending in a block, and the number of blocks. Tables of the standard, level M. */
const mending = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28,
] as const
const blocks = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21] as const

/** @returns undefined when the text is longer than what a telephone reads from a screen (997 bytes) */
export function qrWords(text: string): QrWords | undefined {
  const bytes = new TextEncoder().encode(text)
  const version = 1 + blocks.findIndex((_, at) => bytes.length + headBytes(at + 1) <= dataWords(at + 1))
  if (version === 0) return undefined
  return { version, words: interleaved(version, dataOf(version, bytes)) }
}

/** Kind (four bits), length, and an end of four bits: together whole bytes. */
const headBytes = (version: number) => (version < 10 ? 2 : 3)

function dataWords(version: number): number {
  return allWords(version) - (mending[version - 1] ?? 0) * (blocks[version - 1] ?? 0)
}

/** The places that are left when all that is fixed has been laid out, in words of eight. */
function allWords(version: number): number {
  const size = qrSize(version)
  const aligned = alignments(version).length
  const finders = 3 * 64
  const timing = 2 * (size - 16)
  // Three of the places for alignment lie under finders; those on the timing lines share five places with them.
  const alignment = aligned === 0 ? 0 : (aligned ** 2 - 3) * 25 - 2 * (aligned - 2) * 5
  const told = 31 + (version < 7 ? 0 : 36)
  return Math.floor((size ** 2 - finders - timing - alignment - told) / 8)
}

export function qrSize(version: number): number {
  return 17 + 4 * version
}

/** Where the middles of the alignment squares are, along one side: even steps from the far end, the rest at the near. */
export function alignments(version: number): number[] {
  if (version === 1) return []
  const steps = Math.floor(version / 7) + 1
  const last = qrSize(version) - 7
  const step = 2 * Math.ceil((last - 6) / steps / 2)
  return [6, ...Array.from({ length: steps }, (_, at) => last - (steps - 1 - at) * step)]
}

/** 4 says that bytes follow, 0 that they end. What is left over is filled with the two words of the standard in turn. */
function dataOf(version: number, bytes: Uint8Array): Uint8Array {
  const digits = version < 10 ? [4, 0] : [12, 8, 4, 0]
  const halves = [
    4,
    ...digits.map((shift) => (bytes.length >> shift) & 15),
    ...[...bytes].flatMap((byte) => [byte >> 4, byte & 15]),
    0,
  ]
  const used = halves.length / 2
  const word = (at: number) => (halves[2 * at] ?? 0) * 16 + (halves[2 * at + 1] ?? 0)
  const fill = (at: number) => ((at - used) % 2 === 0 ? 0xec : 0x11)
  return Uint8Array.from({ length: dataWords(version) }, (_, at) => (at < used ? word(at) : fill(at)))
}

/** A word from each block in turn, so that a stain takes a little of each; then the words for mending likewise. */
function interleaved(version: number, data: Uint8Array): Uint8Array {
  const count = blocks[version - 1] ?? 1
  const short = Math.floor(data.length / count)
  const longFrom = count - (data.length % count)
  const parts = Array.from({ length: count }, (_, at) => {
    const from = at * short + Math.max(0, at - longFrom)
    return data.subarray(from, from + short + (at < longFrom ? 0 : 1))
  })
  const mended = parts.map((part) => remainder(part, mending[version - 1] ?? 0))
  return Uint8Array.from([...byColumn(parts), ...byColumn(mended)])
}

function byColumn(parts: readonly Uint8Array[]): number[] {
  const longest = Math.max(...parts.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => parts.flatMap((part) => part[at] ?? [])).flat()
}

/** Powers of 2 in the field of 256 that the standard names (x⁸ + x⁴ + x³ + x² + 1), and which power a word is. */
const powers = new Uint8Array(255)
const logs = new Uint8Array(256)
for (let at = 0, word = 1; at < 255; at += 1) {
  powers[at] = word
  logs[word] = at
  word = word < 128 ? word * 2 : (word * 2) ^ 0x11d
}

export function times(one: number, other: number): number {
  if (one === 0 || other === 0) return 0
  return powers[((logs[one] ?? 0) + (logs[other] ?? 0)) % 255] ?? 0
}

/** Reed–Solomon: what is left when the block is divided by (x − 2⁰)(x − 2¹)…, so that all of it divides evenly. */
function remainder(part: Uint8Array, count: number): Uint8Array {
  const divisor = divisorOf(count)
  const left = new Uint8Array(count)
  for (const word of part) {
    const factor = word ^ (left[0] ?? 0)
    left.copyWithin(0, 1)
    left[count - 1] = 0
    divisor.forEach((part, at) => (left[at] = (left[at] ?? 0) ^ times(part, factor)))
  }
  return left
}

/** The coefficients after the first, which is 1; the highest power first. */
function divisorOf(count: number): number[] {
  let product = [1]
  for (let at = 0; at < count; at += 1) {
    const root = powers[at] ?? 1
    const next = [...product, 0]
    product.forEach((part, place) => (next[place + 1] = (next[place + 1] ?? 0) ^ times(part, root)))
    product = next
  }
  return product.slice(1)
}
