import { formatPercent } from '#kernel/swedish.ts'
import { chartAccent, chartFrame, chartInk, chartLine, chartNumber, chartQuiet, chartText } from './frame.ts'

/** A share at each of some points in time; null where too little was judged to say one. */
export type TrendPoint = { label: string; share: number | null }

const left = 44
const right = 622
const top = 18
const bottom = 168
const height = 200
const ticks = [0, 0.25, 0.5, 0.75, 1]

/** A line from nought to a hundred percent, each point with its figure: the axis is never cut to make a slope. */
export function trendLine(points: readonly TrendPoint[], title: string): string {
  const drawn = [...ticks.map(tick), line(points), ...points.map((point, at) => mark(point, xOf(at, points)))]
  return chartFrame({ height, title, description: describeTrend(points) }, drawn.join(''))
}

/** The same in words, for those who listen. */
export function describeTrend(points: readonly TrendPoint[]): string {
  return points
    .map(({ label, share }) => `${label}: ${share === null ? 'för få för en andel' : formatPercent(share)}.`)
    .join(' ')
}

function tick(share: number): string {
  const y = chartNumber(yOf(share))
  return (
    `<line x1="${left}" y1="${y}" x2="${right}" y2="${y}" stroke="#d3d9e0" stroke-width="1"/>` +
    `<text x="${left - 8}" y="${chartNumber(yOf(share) + 4)}" fill="${chartQuiet}" text-anchor="end">${formatPercent(share)}</text>`
  )
}

function line(points: readonly TrendPoint[]): string {
  const path = points.flatMap(({ share }, at) =>
    share === null ? [] : [`${chartNumber(xOf(at, points))},${chartNumber(yOf(share))}`],
  )
  if (path.length < 2) return ''
  return `<polyline points="${path.join(' ')}" fill="none" stroke="${chartAccent}" stroke-width="2.5"/>`
}

function mark({ label, share }: TrendPoint, x: number): string {
  const name = `<text x="${chartNumber(x)}" y="${bottom + 24}" fill="${chartInk}" text-anchor="middle">${chartText(label)}</text>`
  if (share === null)
    return `${name}<text x="${chartNumber(x)}" y="${bottom - 8}" fill="${chartQuiet}" text-anchor="middle">–</text>`
  const y = yOf(share)
  const above = share > 0.9 ? y + 22 : y - 10
  return (
    `${name}<circle cx="${chartNumber(x)}" cy="${chartNumber(y)}" r="4.5" fill="#ffffff" stroke="${chartAccent}" stroke-width="2.5"/>` +
    `<text x="${chartNumber(x)}" y="${chartNumber(above)}" fill="${chartInk}" font-weight="600" text-anchor="middle">${formatPercent(share)}</text>` +
    `<line x1="${chartNumber(x)}" y1="${bottom}" x2="${chartNumber(x)}" y2="${bottom + 4}" stroke="${chartLine}" stroke-width="1"/>`
  )
}

function xOf(at: number, points: readonly TrendPoint[]): number {
  const step = (right - left) / Math.max(points.length, 1)
  return left + step * (at + 0.5)
}

function yOf(share: number): number {
  return bottom - share * (bottom - top)
}
