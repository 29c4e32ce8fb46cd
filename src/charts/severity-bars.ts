import { formatNumber, plural } from '#kernel/swedish.ts'
import { chartFrame, chartInk, chartNumber, chartText, chartWidth } from './frame.ts'

export type SeverityRow = { label: string; acute: number; serious: number; minor: number }

/** From the darkest to the palest, so that they part in grey too; the counts are written in them. */
const parts = [
  { key: 'acute', word: 'Akut', many: 'akuta', fill: '#5a0f12', ink: '#ffffff' },
  { key: 'serious', word: 'Allvarlig', many: 'allvarliga', fill: '#b8533f', ink: '#ffffff' },
  { key: 'minor', word: 'Mindre', many: 'mindre', fill: '#f3cf9a', ink: '#1b2026' },
] as const

const legendEnds = [0, 70, 160]
const barWidth = 590

/** How many deficiencies each group has, by severity. Lengths are counts: the longest bar has the most. */
export function severityBars(rows: readonly SeverityRow[], title: string): string {
  const most = Math.max(1, ...rows.map(totalOf))
  const drawn = rows.map((row, at) => group(row, 30 + at * 48, most))
  return chartFrame(
    { height: 30 + rows.length * 48, title, description: describeSeverity(rows) },
    legend() + drawn.join(''),
  )
}

export function describeSeverity(rows: readonly SeverityRow[]): string {
  return rows
    .map((row) => {
      const counts = parts.map(({ key, many }) => `${formatNumber(row[key])} ${many}`).join(', ')
      return `${row.label}: ${plural(totalOf(row), 'brist', 'brister')} (${counts}).`
    })
    .join(' ')
}

const totalOf = (row: SeverityRow): number => row.acute + row.serious + row.minor

function legend(): string {
  return parts
    .map(({ word, fill }, at) => {
      const x = legendEnds[at] ?? 0
      return (
        `<rect x="${x}" y="2" width="12" height="12" fill="${fill}"/>` +
        `<text x="${x + 18}" y="13" fill="${chartInk}">${word}</text>`
      )
    })
    .join('')
}

function group(row: SeverityRow, y: number, most: number): string {
  let x = 0
  const bars = parts.map(({ key, fill, ink }) => {
    const length = (row[key] / most) * barWidth
    const drawn = bar({ x, y: y + 19, length, fill, ink, count: row[key] })
    x += length
    return drawn
  })
  const total = `<text x="${chartNumber(Math.min(x + 8, chartWidth - 30))}" y="${y + 33.5}" fill="${chartInk}">${formatNumber(totalOf(row))}</text>`
  return `<text x="0" y="${y + 13}" fill="${chartInk}" font-weight="600">${chartText(row.label)}</text>${bars.join('')}${total}`
}

type Bar = { x: number; y: number; length: number; fill: string; ink: string; count: number }

/** A count is written only where it has room. */
function bar({ x, y, length, fill, ink, count }: Bar): string {
  if (length <= 0) return ''
  const rect = `<rect x="${chartNumber(x)}" y="${y}" width="${chartNumber(Math.max(1, length - 1.5))}" height="20" fill="${fill}"/>`
  if (length < 12 + 8 * String(count).length) return rect
  return `${rect}<text x="${chartNumber(x + 6)}" y="${y + 14.5}" fill="${ink}" font-weight="600">${count}</text>`
}
