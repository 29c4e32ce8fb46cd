import { chartNumber } from './frame.ts'

/**
 * The geometry of a year wheel (årshjul): twelve months clockwise from the top, rings from the rim inwards, and inside
 * them one ring for what is only placed in a half-year. The page draws it, so that links and colours are the page's own.
 */
export const wheelSize = 760

/** Where each ring lies, in units of the drawing: its inner and outer radius. */
export type Band = { readonly from: number; readonly to: number }
export type WheelBands = { readonly rings: readonly Band[]; readonly halves: Band; readonly rim: number }

const rim = 306
const innermost = 104
const thickest = 64

/** The rings share the room between the half-years and the rim; few of them leave a wider hub rather than grow fat. */
export function wheelBands(count: number): WheelBands {
  const thickness = Math.min(thickest, (rim - innermost) / Math.max(1, count))
  const rings = Array.from({ length: count }, (_, at) => ({
    from: rim - (at + 1) * thickness,
    to: rim - at * thickness,
  }))
  const inner = rings.at(-1)?.from ?? rim
  return { rings, halves: { from: inner - 36, to: inner - 5 }, rim }
}

/** Turns of the whole circle: 0 is the first of January at the top, 0.25 the first of April to the right. */
export type Turn = number

/** The turn of a day of the year, all months of one width. `share` 0 is the first of the month, 1 its end. */
export function turnOf(month: number, share = 0.5): Turn {
  return (month - 1 + share) / 12
}

export function wheelPoint(turn: Turn, radius: number): { x: number; y: number } {
  const angle = turn * 2 * Math.PI
  return { x: round(Math.sin(angle) * radius), y: round(-Math.cos(angle) * radius) }
}

/** The outline of a piece of a ring between two turns, with a hair of room towards the pieces beside it. */
export function wheelPiece(band: Band, from: Turn, to: Turn, gap = 1): string {
  const inner = cut(band.from + gap / 2, from, to, gap)
  const outer = cut(band.to - gap / 2, from, to, gap)
  const isLarge = to - from > 0.5 ? 1 : 0
  return (
    `M${pair(outer.start)}A${outer.radius} ${outer.radius} 0 ${isLarge} 1 ${pair(outer.end)}` +
    `L${pair(inner.end)}A${inner.radius} ${inner.radius} 0 ${isLarge} 0 ${pair(inner.start)}Z`
  )
}

/** The gap is as wide at the hub as at the rim, so its turn is larger further in. */
function cut(radius: number, from: Turn, to: Turn, gap: number) {
  const off = gap / 2 / (2 * Math.PI * radius)
  return {
    radius: chartNumber(radius),
    start: wheelPoint(from + off, radius),
    end: wheelPoint(to - off, radius),
  }
}

/** The middle of a band, where what is said of it stands. */
export function middleOf({ from, to }: Band): number {
  return (from + to) / 2
}

/** 1 to 5: how much stands in a part, against the part that has most. Nothing is 0. */
export function amountStep(amount: number, most: number): 0 | 1 | 2 | 3 | 4 | 5 {
  if (amount <= 0 || most <= 0) return 0
  const step = Math.ceil((Math.min(amount, most) / most) * 5)
  return (most <= 5 ? Math.min(5, amount) : step) as 1 // one to five, as just counted
}

const pair = ({ x, y }: { x: number; y: number }) => `${chartNumber(x)} ${chartNumber(y)}`
/** Without a minus before nought. */
const round = (value: number) => Math.round(value * 100) / 100 + 0
