import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { severityBars } from '#charts/severity-bars.ts'
import { trendLine } from '#charts/trend-line.ts'
import { verdictBars } from '#charts/verdict-bars.ts'
import { pictureOf } from './picture.ts'

function pixelsOf(png: Uint8Array) {
  const bytes = Buffer.from(png)
  const width = bytes.readUInt32BE(16)
  const data = inflateSync(bytes.subarray(41, 41 + bytes.readUInt32BE(33)))
  return (x: number, y: number) => [...data.subarray(y * (width * 3 + 1) + 1 + x * 3).subarray(0, 3)]
}

const svg = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="40" height="20">${inner}</svg>`

test('a reader of LibreOffice sees every chart, the same each time', () => {
  const charts = [
    severityBars([{ label: 'Hemtjänst', acute: 1, serious: 4, minor: 20 }], 'Brister'),
    trendLine([{ label: 'Vår 2026', share: 0.5 }], 'Utveckling'),
    verdictBars([{ label: 'Åkerbo', now: { met: 12, partly: 3, notMet: 1, other: 0 } }]),
  ]
  for (const chart of charts) {
    const copy = pictureOf(chart, 1280)
    expect(copy?.length).toBeGreaterThan(2000)
    expect(copy).toEqual(pictureOf(chart, 1280))
  }
})

test('a bar has its colour inside, half of it at an edge between two pixels, and the paper is white beside it', () => {
  const at = pixelsOf(
    pictureOf(svg('<rect x="10" y="5" width="10.5" height="10" fill="#000000"/>'), 40) ?? Buffer.alloc(0),
  )
  expect(at(12, 8)).toEqual([0, 0, 0])
  expect(at(20, 8)).toEqual([128, 128, 128])
  expect(at(9, 8)).toEqual([255, 255, 255])
  expect(at(12, 16)).toEqual([255, 255, 255])
})

test('letters are drawn with their rings and leave their insides open', () => {
  const text = '<text x="2" y="18" font-size="20" fill="#000000">Å</text>'
  const at = pixelsOf(pictureOf(svg(text), 400) ?? Buffer.alloc(0))
  const dark = Array.from({ length: 200 }, (_, y) =>
    Array.from({ length: 400 }, (_, x) => at(x, y)[0] ?? 255),
  ).map((row) => row.filter((value) => value < 100).length)
  expect(dark.slice(0, 60).some((count) => count > 0)).toBe(true)
  expect(Math.max(...dark)).toBeLessThan(140)
})

test('a picture with more in it than we can draw has no copy rather than a wrong one', () => {
  expect(pictureOf(svg('<path d="M0 0L1 1"/>'), 40)).toBeUndefined()
  expect(
    pictureOf(svg('<g transform="rotate(4)"><rect width="4" height="4" fill="#000000"/></g>'), 40),
  ).toBeUndefined()
  expect(pictureOf(svg('<rect width="4" height="4" fill="url(#a)"/>'), 40)).toBeUndefined()
})
