import { formatNumber } from '#kernel/swedish.ts'

/** Verdicts of one group, as counts. */
export type VerdictCounts = { met: number; partly: number; notMet: number; other: number }
export type VerdictBar = { label: string; now: VerdictCounts; before?: VerdictCounts }

/** The four parts in the order they are stacked: literal colours, for a PDF knows no style sheet. */
const parts = [
  { key: 'met', word: 'Uppfyllt', fill: '#0a5a78', ink: '#ffffff' },
  { key: 'partly', word: 'Delvis uppfyllt', fill: '#f0b849', ink: '#1b2026' },
  { key: 'notMet', word: 'Inte uppfyllt', fill: '#8c1a1a', ink: '#ffffff' },
  { key: 'other', word: 'Ej bedömt eller ej aktuellt', fill: '#d3d9e0', ink: '#1b2026' },
] as const

const width = 640
const barWidth = 632
const thick = 20
const thin = 9

/**
 * Stacked bars, one per group: this time thick with the counts written in it, last time thin below. Lengths are
 * shares of the group's requirements, so that a small area is as readable as a large one.
 */
export function verdictBars(rows: readonly VerdictBar[]): string {
  let y = 30
  const drawn = rows.map((row) => {
    const top = y
    y += row.before ? 66 : 52
    return group(row, top)
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" role="img" ` +
    `font-family="Source Sans 3" font-size="13"><title>Bedömda krav</title><desc>${escape(describeVerdictBars(rows))}</desc>${legend(rows.some((row) => row.before))}${drawn.join('')}</svg>`
  )
}

/** The same in words, for those who listen. */
export function describeVerdictBars(rows: readonly VerdictBar[]): string {
  return rows.map((row) => `${row.label}: ${sentence(row)}.`).join(' ')
}

function sentence({ now, before }: VerdictBar): string {
  const assessed = now.met + now.partly + now.notMet
  const said = `${formatNumber(now.met)} av ${formatNumber(assessed)} bedömda krav uppfyllda`
  if (!before) return said
  const then = before.met + before.partly + before.notMet
  return `${said}, förra gången ${formatNumber(before.met)} av ${formatNumber(then)}`
}

function legend(compares: boolean): string {
  const starts = [0, 84, 204, 306]
  const thinBars = `<text x="${barWidth}" y="13" fill="#515b66" text-anchor="end">Smal: förra gången</text>`
  const words = parts.map(({ word, fill }, at) => {
    const x = starts[at] ?? 0
    return (
      `<rect x="${x}" y="2" width="12" height="12" fill="${fill}"/>` +
      `<text x="${x + 18}" y="13" fill="#1b2026">${word}</text>`
    )
  })
  return words.join('') + (compares ? thinBars : '')
}

function group({ label, now, before }: VerdictBar, y: number): string {
  const name = `<text x="0" y="${y + 14}" fill="#1b2026" font-weight="600">${escape(label)}</text>`
  const then = before ? `${stack(before, { y: y + 44, height: thin, counted: false })}` : ''
  return `${name}${stack(now, { y: y + 21, height: thick, counted: true })}${then}`
}

type Place = { y: number; height: number; counted: boolean }

function stack(counts: VerdictCounts, place: Place): string {
  const total = parts.reduce((sum, { key }) => sum + counts[key], 0)
  let x = 0
  return parts
    .map(({ key, fill, ink }) => {
      const length = total === 0 ? 0 : (counts[key] / total) * barWidth
      const drawn = segment({ x, length, fill, ink, count: counts[key] }, place)
      x += length
      return drawn
    })
    .join('')
}

type Segment = { x: number; length: number; fill: string; ink: string; count: number }

/** A hair of white between the parts; a count is written only where it has room. */
function segment({ x, length, fill, ink, count }: Segment, { y, height, counted }: Place): string {
  if (length <= 0) return ''
  const bar = `<rect x="${at(x)}" y="${y}" width="${at(Math.max(1, length - 1.5))}" height="${height}" fill="${fill}"/>`
  if (!counted || length < 18) return bar
  return `${bar}<text x="${at(x + 7)}" y="${y + 14.5}" fill="${ink}" font-weight="600">${count}</text>`
}

/** Two decimals, so that the same numbers give the same bytes on every machine. */
function at(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
