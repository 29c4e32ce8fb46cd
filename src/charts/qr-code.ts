import { qrGrid } from './qr-grid.ts'
import { qrWords } from './qr-words.ts'

/** A QR code as one path of an SVG: dark squares on a light ground, `size` across with the four light ones around it. */
export type QrCode = { readonly size: number; readonly path: string }

/** Without these light squares a reader does not see where the code begins. */
const margin = 4

/** @returns undefined when the text is too long to be read from a screen */
export function qrCode(text: string): QrCode | undefined {
  const words = qrWords(text)
  if (!words) return undefined
  const { size, dark } = qrGrid(words)
  const rows = Array.from({ length: size }, (_, at) => dark.slice(at * size, (at + 1) * size).join(''))
  const runs = rows.flatMap((row, y) =>
    [...row.matchAll(/1+/g)].map(
      ({ index, 0: { length } }) => `M${index + margin} ${y + margin}h${length}v1h-${length}z`,
    ),
  )
  return { size: size + 2 * margin, path: runs.join('') }
}
