import type { Point } from './canvas.ts'

/** A font that is drawn by its outlines (TrueType `glyf`); lengths are parts of the size of the letters. */
export type Font = {
  glyphOf(code: number): number
  widthOf(glyph: number): number
  outlineOf(glyph: number): Point[][]
}

export function readFont(bytes: Buffer): Font {
  const tables = tablesOf(bytes)
  const at = (name: string) => tables.get(name) ?? 0
  const unit = bytes.readUInt16BE(at('head') + 18)
  const isLong = bytes.readInt16BE(at('head') + 50) === 1
  const widths = bytes.readUInt16BE(at('hhea') + 34)
  const map = characterMap(bytes, at('cmap'))
  const placeOf = (glyph: number) =>
    isLong ? bytes.readUInt32BE(at('loca') + glyph * 4) : bytes.readUInt16BE(at('loca') + glyph * 2) * 2
  const outline = (glyph: number): Point[][] => {
    const [start, end] = [placeOf(glyph), placeOf(glyph + 1)]
    if (start === end) return []
    const from = at('glyf') + start
    return bytes.readInt16BE(from) >= 0 ? simple(bytes, from) : composed(bytes, from, outline)
  }
  return {
    glyphOf: (code) => map(code),
    widthOf: (glyph) => bytes.readUInt16BE(at('hmtx') + Math.min(glyph, widths - 1) * 4) / unit,
    outlineOf: (glyph) => outline(glyph).map((contour) => contour.map(([x, y]) => [x / unit, -y / unit])),
  }
}

function tablesOf(bytes: Buffer): Map<string, number> {
  return new Map(
    Array.from({ length: bytes.readUInt16BE(4) }, (_, i) => 12 + i * 16).map((record) => [
      bytes.toString('latin1', record, record + 4),
      bytes.readUInt32BE(record + 8),
    ]),
  )
}

/** Format 4 of the character map, which every font for everyday text has. */
function characterMap(bytes: Buffer, table: number): (code: number) => number {
  const subtables = Array.from(
    { length: bytes.readUInt16BE(table + 2) },
    (_, i) => table + bytes.readUInt32BE(table + 8 + i * 8),
  )
  const basic = subtables.find((at) => bytes.readUInt16BE(at) === 4)
  if (basic === undefined) throw new Error('The font has no character map of format 4')
  const size = bytes.readUInt16BE(basic + 6)
  return (code) => {
    for (let end = basic + 14; end < basic + 14 + size; end += 2)
      if (code <= bytes.readUInt16BE(end)) return glyphIn(bytes, { end, size, code })
    return 0
  }
}

function glyphIn(bytes: Buffer, { end, size, code }: { end: number; size: number; code: number }): number {
  const start = bytes.readUInt16BE(end + size + 2)
  if (code < start) return 0
  const delta = bytes.readUInt16BE(end + size * 2 + 2)
  const rangeAt = end + size * 3 + 2
  const range = bytes.readUInt16BE(rangeAt)
  if (range === 0) return (code + delta) & 0xffff
  const glyph = bytes.readUInt16BE(rangeAt + range + (code - start) * 2)
  return glyph === 0 ? 0 : (glyph + delta) & 0xffff
}

type Mark = { x: number; y: number; on: boolean }

function simple(bytes: Buffer, from: number): Point[][] {
  const contours = bytes.readInt16BE(from)
  const ends = Array.from({ length: contours }, (_, i) => bytes.readUInt16BE(from + 10 + i * 2))
  const count = (ends.at(-1) ?? -1) + 1
  const hints = from + 10 + contours * 2
  const { flags, next } = flagsOf(bytes, hints + 2 + bytes.readUInt16BE(hints), count)
  const xs = steps(bytes, next, { flags, short: 2, same: 16 })
  const ys = steps(bytes, xs.next, { flags, short: 4, same: 32 })
  const marks = flags.map((flag, i): Mark => ({ x: xs.at[i] ?? 0, y: ys.at[i] ?? 0, on: (flag & 1) === 1 }))
  return ends.map((end, i) => rounded(marks.slice((ends[i - 1] ?? -1) + 1, end + 1)))
}

function flagsOf(bytes: Buffer, from: number, count: number): { flags: number[]; next: number } {
  const flags: number[] = []
  let next = from
  while (flags.length < count) {
    const flag = bytes.readUInt8(next)
    next += 1
    const times = flag & 8 ? bytes.readUInt8(next) + 1 : 1
    if (flag & 8) next += 1
    for (let time = 0; time < times; time += 1) flags.push(flag)
  }
  return { flags, next }
}

type Steps = { flags: readonly number[]; short: number; same: number }

/** Coordinates are kept as steps from the one before: one byte with a sign of its own, two bytes, or none at all. */
function steps(bytes: Buffer, from: number, { flags, short, same }: Steps): { at: number[]; next: number } {
  let [next, value] = [from, 0]
  const at = flags.map((flag) => {
    if (flag & short) {
      value += flag & same ? bytes.readUInt8(next) : -bytes.readUInt8(next)
      next += 1
    } else if (!(flag & same)) {
      value += bytes.readInt16BE(next)
      next += 2
    }
    return value
  })
  return { at, next }
}

const bends = [0.25, 0.5, 0.75, 1]

/** Curves as short lines: at the size of a chart's letters nobody sees the difference. */
function rounded(marks: readonly Mark[]): Point[] {
  const whole = marks.flatMap((mark, i): Mark[] => {
    const next = marks[(i + 1) % marks.length] ?? mark
    if (mark.on || next.on) return [mark]
    return [mark, { x: (mark.x + next.x) / 2, y: (mark.y + next.y) / 2, on: true }]
  })
  return whole.flatMap((mark, i): Point[] => {
    if (mark.on) return [[mark.x, mark.y]]
    const before = whole.at(i - 1) ?? mark
    const after = whole[(i + 1) % whole.length] ?? mark
    return bends.map((t) => [
      (1 - t) ** 2 * before.x + 2 * t * (1 - t) * mark.x + t * t * after.x,
      (1 - t) ** 2 * before.y + 2 * t * (1 - t) * mark.y + t * t * after.y,
    ])
  })
}

const wordSteps = 1
const more = 32

/** "å" is an "a" with a ring moved to its place. */
function composed(bytes: Buffer, from: number, outlineOf: (glyph: number) => Point[][]): Point[][] {
  const contours: Point[][] = []
  let [next, flags] = [from + 10, more]
  while (flags & more) {
    flags = bytes.readUInt16BE(next)
    const part = outlineOf(bytes.readUInt16BE(next + 2))
    const isWord = (flags & wordSteps) === 1
    const dx = isWord ? bytes.readInt16BE(next + 4) : bytes.readInt8(next + 4)
    const dy = isWord ? bytes.readInt16BE(next + 6) : bytes.readInt8(next + 5)
    next += (isWord ? 8 : 6) + scaleBytes(flags)
    contours.push(...part.map((contour) => contour.map(([x, y]): Point => [x + dx, y + dy])))
  }
  return contours
}

/** Parts that are made smaller or turned are used by no letter of Swedish; their numbers are stepped over. */
function scaleBytes(flags: number): number {
  if (flags & 8) return 2
  if (flags & 64) return 4
  return flags & 128 ? 8 : 0
}
