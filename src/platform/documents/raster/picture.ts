import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fontFolders } from '../place.ts'
import { blankCanvas, fill, pngOf, type Canvas, type Color, type Point } from './canvas.ts'
import { readFont, type Font } from './font.ts'

type Values = Readonly<Record<string, string>>
type Shape = { contours: Point[][]; color: string }
type Drawer = (values: Values, text: string) => Shape[]

const element = /<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>([^<]*)/gu
const pair = /(?<![\w:-])([\w:-]+)="([^"]*)"/gu

/**
 * A chart as a PNG, for programs that draw no SVG in a Word file. Knows the few elements that our charts are drawn with
 * (rect, line, polyline, polygon, circle, text); `undefined` for any other picture, which then has no such copy.
 */
export function pictureOf(svg: string, width: number): Uint8Array | undefined {
  const shapes = shapesIn(svg)
  const box = /viewBox="0 0 ([\d.]+) ([\d.]+)"/u.exec(svg)
  if (!shapes || !box) return undefined
  const scale = width / Number(box[1])
  const canvas = blankCanvas(width, Math.round(Number(box[2]) * scale))
  for (const { contours, color } of shapes) {
    const ink = colorOf(color)
    if (!ink) return undefined
    draw(canvas, contours, { scale, ink })
  }
  return pngOf(canvas)
}

function draw(canvas: Canvas, contours: Point[][], { scale, ink }: { scale: number; ink: Color }): void {
  const scaled = contours.map((contour) => contour.map(([x, y]): Point => [x * scale, y * scale]))
  fill(canvas, scaled, ink)
}

function shapesIn(svg: string): Shape[] | undefined {
  const above: Values[] = [{}]
  const shapes: Shape[] = []
  for (const [, closes, name = '', list = '', closesItself, text = ''] of svg.matchAll(element)) {
    if (closes) {
      above.pop()
      continue
    }
    const values = { ...above.at(-1), ...Object.fromEntries(valuesOf(list)) }
    if (!closesItself) above.push(values)
    if (silent.has(name)) continue
    const drawn = isPlain(values) && drawers[name]
    if (!drawn) return undefined
    shapes.push(...drawn(values, text))
  }
  return shapes
}

const silent = new Set(['svg', 'g', 'title', 'desc'])

function valuesOf(list: string): [string, string][] {
  return [...list.matchAll(pair)].map(([, key = '', value = '']) => [key, value])
}

const isPlain = (values: Values): boolean => !('transform' in values || 'opacity' in values)

const drawers: Readonly<Record<string, Drawer>> = {
  rect: (values) => {
    const [x, y, w, h] = ['x', 'y', 'width', 'height'].map((key) => number(values, key))
    return filled(values, [corners(x ?? 0, y ?? 0, w ?? 0, h ?? 0)])
  },
  line: (values) => {
    const [x1, y1, x2, y2] = ['x1', 'y1', 'x2', 'y2'].map((key) => number(values, key))
    return stroked(values, [
      [x1 ?? 0, y1 ?? 0],
      [x2 ?? 0, y2 ?? 0],
    ])
  },
  polyline: (values) => [...filled(values, [pointsOf(values)]), ...stroked(values, pointsOf(values))],
  polygon: (values) => filled(values, [pointsOf(values)]),
  circle,
  text: written,
}

function corners(x: number, y: number, width: number, height: number): Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
}

function filled(values: Values, contours: Point[][]): Shape[] {
  const color = values['fill'] ?? '#000000'
  return color === 'none' ? [] : [{ contours, color }]
}

function stroked(values: Values, points: readonly Point[]): Shape[] {
  const color = values['stroke'] ?? 'none'
  if (color === 'none') return []
  const half = number(values, 'stroke-width', 1) / 2
  const contours = points.slice(1).map((to, i) => band(points[i] ?? to, to, half))
  // A round joint where two lines meet.
  const joints = points.slice(1, -1).map((point) => ring(point, half))
  return [...contours, ...joints].map((contour) => ({ contours: [contour], color }))
}

function band([x1, y1]: Point, [x2, y2]: Point, half: number): Point[] {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  const [dx, dy] = [((y2 - y1) / length) * half, ((x1 - x2) / length) * half]
  return [
    [x1 + dx, y1 + dy],
    [x2 + dx, y2 + dy],
    [x2 - dx, y2 - dy],
    [x1 - dx, y1 - dy],
  ]
}

function circle(values: Values): Shape[] {
  const [cx, cy, r] = ['cx', 'cy', 'r'].map((key) => number(values, key))
  const middle: Point = [cx ?? 0, cy ?? 0]
  const stroke = values['stroke'] ?? 'none'
  const half = number(values, 'stroke-width', 1) / 2
  const edge =
    stroke === 'none'
      ? []
      : [
          {
            contours: [ring(middle, (r ?? 0) + half), ring(middle, (r ?? 0) - half).reverse()],
            color: stroke,
          },
        ]
  return [...filled(values, [ring(middle, r ?? 0)]), ...edge]
}

function ring([x, y]: Point, radius: number): Point[] {
  return Array.from({ length: 40 }, (_, i): Point => {
    const angle = (i / 40) * 2 * Math.PI
    return [x + Math.cos(angle) * radius, y + Math.sin(angle) * radius]
  })
}

const leaning: Readonly<Record<string, number>> = { middle: 0.5, end: 1 }

function written(values: Values, text: string): Shape[] {
  const size = number(values, 'font-size', 16)
  const font = fonts()[values['font-weight'] ? 'bold' : 'plain']
  const glyphs = [...decoded(text)].map((sign) => font.glyphOf(sign.codePointAt(0) ?? 0))
  const width = glyphs.reduce((sum, glyph) => sum + font.widthOf(glyph) * size, 0)
  let left = number(values, 'x') - width * (leaning[values['text-anchor'] ?? ''] ?? 0)
  const top = number(values, 'y')
  return glyphs.flatMap((glyph) => {
    const contours = font
      .outlineOf(glyph)
      .map((contour) => contour.map(([x, y]): Point => [left + x * size, top + y * size]))
    left += font.widthOf(glyph) * size
    return contours.length > 0 ? filled(values, contours) : []
  })
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(text: string): string {
  return text.replace(/&(\w+);/gu, (whole, name: string) => entities[name] ?? whole)
}

let known: { plain: Font; bold: Font } | undefined

/** Regular and half-bold, read once. */
function fonts(): { plain: Font; bold: Font } {
  const [plain = '', , bold = ''] = fontFolders()
  return (known ??= { plain: fontIn(plain), bold: fontIn(bold) })
}

function fontIn(folder: string): Font {
  const file = readdirSync(folder).find((name) => name.endsWith('.ttf'))
  if (!file) throw new Error(`No font in ${folder}`)
  return readFont(readFileSync(path.join(folder, file)))
}

function pointsOf(values: Values): Point[] {
  return (values['points'] ?? '')
    .trim()
    .split(/\s+/u)
    .map((point): Point => {
      const [x = 0, y = 0] = point.split(',').map(Number)
      return [x, y]
    })
}

function number(values: Values, key: string, otherwise = 0): number {
  const value = parseFloat(values[key] ?? '')
  return Number.isFinite(value) ? value : otherwise
}

function colorOf(hex: string): Color | undefined {
  if (!/^#[0-9a-f]{6}$/iu.test(hex)) return undefined
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))
  return [red, green, blue]
}
