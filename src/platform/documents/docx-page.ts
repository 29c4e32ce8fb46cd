/** A4 in twips (a twentieth of a point), with the same margins as the PDF: 25 mm left, 22 mm right. */
const twips = (mm: number): number => Math.round((mm / 25.4) * 1440)

export const page = {
  size: { width: twips(210), height: twips(297) },
  margin: {
    top: twips(27),
    bottom: twips(25),
    left: twips(25),
    right: twips(22),
    header: twips(13),
    footer: twips(12),
  },
  textWidth: twips(163),
}

export const ink = '#1b2026'
export const quiet = '#515b66'
export const line = '#7a8490'
export const wash = '#f4f6f8'

/** Word wants colours without the sign. */
export function color(hex: string): string {
  return hex.slice(1).toUpperCase()
}
