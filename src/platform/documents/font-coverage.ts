import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

type Range = readonly [first: number, last: number]

/**
 * Writes what the font has no shape for as its code ("[U+1F600]"). PDF/UA forbids missing shapes, so one emoji in a
 * statement would otherwise stop the whole report; nothing is lost, the code says which sign it was.
 */
export function writable(text: string, covered: (code: number) => boolean): string {
  let out = ''
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0
    if (code <= 0x20 || covered(code)) out += sign
    else if (!joins(code))
      out += /\s/u.test(sign) ? ' ' : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  }
  return out
}

/** Joiners and variation selectors have no shape of their own. */
function joins(code: number): boolean {
  return /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(code))
}

/** Which signs all cuts in the folders have, read from the fonts' own character maps (OpenType `cmap`). */
export function fontCoverage(folders: readonly string[]): (code: number) => boolean {
  const maps = folders.map((folder) => {
    const file = readdirSync(folder).find((name) => name.endsWith('.ttf'))
    if (!file) throw new Error(`No font in ${folder}`)
    return rangesOf(readFileSync(path.join(folder, file)))
  })
  return (code) => maps.every((ranges) => ranges.some(([first, last]) => code >= first && code <= last))
}

function rangesOf(font: Buffer): Range[] {
  const table = tableOffset(font, 'cmap')
  const count = font.readUInt16BE(table + 2)
  const subtables = Array.from({ length: count }, (_, i) => table + font.readUInt32BE(table + 4 + i * 8 + 4))
  const full = subtables.find((at) => font.readUInt16BE(at) === 12)
  if (full !== undefined) return groups(font, full)
  const basic = subtables.find((at) => font.readUInt16BE(at) === 4)
  if (basic === undefined) throw new Error('The font has no Unicode character map')
  return segments(font, basic)
}

function tableOffset(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4)
  const record = Array.from({ length: count }, (_, i) => 12 + i * 16).find(
    (at) => font.toString('latin1', at, at + 4) === tag,
  )
  if (record === undefined) throw new Error(`The font has no table ${tag}`)
  return font.readUInt32BE(record + 8)
}

/** Format 12: groups of start, end and glyph. */
function groups(font: Buffer, at: number): Range[] {
  const count = font.readUInt32BE(at + 12)
  return Array.from({ length: count }, (_, i) => {
    const group = at + 16 + i * 12
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)] as const
  })
}

/** Format 4: end codes, a pad, then start codes; the last segment only marks the end. */
function segments(font: Buffer, at: number): Range[] {
  const bytes = font.readUInt16BE(at + 6)
  return Array.from({ length: bytes / 2 - 1 }, (_, i) => {
    const end = at + 14 + i * 2
    return [font.readUInt16BE(end + bytes + 2), font.readUInt16BE(end)] as const
  })
}
