import { cleanLine } from './clean-text.ts'
import type { Letterhead } from './paper.ts'
import { safeSvg, svgProportion } from './safe-svg.ts'

export type CleanLogo = { alt: string; ratio: number } & (
  { type: 'svg'; svg: string } | { type: 'png'; bytes: Uint8Array }
)

/** A logo that can be shown, or none: a paper must not fail on its letterhead. */
export function cleanLogo(logo: Letterhead['logo']): CleanLogo | null {
  if (!logo) return null
  const alt = cleanLine(logo.alt)
  if (logo.type === 'png') {
    const ratio = pngProportion(logo.bytes)
    return ratio ? { type: 'png', bytes: logo.bytes, alt, ratio } : null
  }
  const svg = safeSvg(new TextDecoder().decode(logo.bytes))
  const ratio = svg && svgProportion(svg)
  return svg && ratio ? { type: 'svg', svg, alt, ratio } : null
}

const pngSignature = Buffer.from('89504e470d0a1a0a', 'hex')

/** Height by width, from the header of the file; `undefined` where it is no PNG. */
export function pngProportion(bytes: Uint8Array): number | undefined {
  const file = Buffer.from(bytes)
  if (file.length < 24 || !file.subarray(0, 8).equals(pngSignature)) return undefined
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  return width > 0 && height > 0 ? height / width : undefined
}
