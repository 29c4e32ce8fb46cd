import { crc32, deflateSync } from 'node:zlib'

export type Point = readonly [x: number, y: number]
export type Color = readonly [red: number, green: number, blue: number]
export type Canvas = { width: number; height: number; pixels: Uint8Array }

/** White paper, three bytes to the pixel. */
export function blankCanvas(width: number, height: number): Canvas {
  return { width, height, pixels: new Uint8Array(width * height * 3).fill(255) }
}

/**
 * Fills what some closed contours enclose, with soft edges. Each edge adds the area it covers of the pixels it passes;
 * summed from the left that is how much of each pixel lies inside.
 */
export function fill(canvas: Canvas, contours: readonly (readonly Point[])[], color: Color): void {
  const box = boxOf(canvas, contours.flat())
  if (box.width <= 0 || box.height <= 0) return
  const covered = new Float32Array((box.width + 2) * box.height)
  for (const contour of contours)
    for (const [at, point] of contour.entries()) {
      const next = contour[(at + 1) % contour.length] ?? point
      addEdge(covered, box, [within(box, point), within(box, next)])
    }
  paint(canvas, { box, covered, color })
}

type Box = { left: number; top: number; width: number; height: number }

function boxOf({ width, height }: Canvas, points: readonly Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const left = Math.max(0, Math.floor(Math.min(...xs)))
  const top = Math.max(0, Math.floor(Math.min(...ys)))
  const right = Math.min(width, Math.ceil(Math.max(...xs)))
  const bottom = Math.min(height, Math.ceil(Math.max(...ys)))
  return { left, top, width: right - left, height: bottom - top }
}

function within({ left, top, width, height }: Box, [x, y]: Point): Point {
  return [Math.min(Math.max(x - left, 0), width), Math.min(Math.max(y - top, 0), height)]
}

function addEdge(covered: Float32Array, box: Box, [from, to]: readonly [Point, Point]): void {
  if (from[1] === to[1]) return
  const way = from[1] < to[1] ? 1 : -1
  const [first, last] = way === 1 ? [from, to] : [to, from]
  const slope = (last[0] - first[0]) / (last[1] - first[1])
  let x = first[0]
  for (let row = Math.floor(first[1]); row < Math.min(box.height, Math.ceil(last[1])); row += 1) {
    const high = Math.min(row + 1, last[1]) - Math.max(row, first[1])
    const next = x + slope * high
    addRow(covered, row * (box.width + 2), {
      from: Math.min(x, next),
      to: Math.max(x, next),
      high: high * way,
    })
    x = next
  }
}

type Part = { from: number; to: number; high: number }

/** The share of each pixel of a row that lies to the right of the edge. */
function addRow(covered: Float32Array, start: number, { from, to, high }: Part): void {
  const length = to - from
  let before = 0
  for (let pixel = Math.floor(from); pixel <= Math.floor(to) + 1; pixel += 1) {
    const share = length < 1e-6 ? Math.min(1, Math.max(0, pixel + 1 - from)) : areaTo(pixel + 1, from, to)
    covered[start + pixel] = (covered[start + pixel] ?? 0) + high * (share - before)
    before = share
    if (share >= 1) break
  }
}

/** Of the pixel that ends at `x`, how much lies to the right of an edge that runs evenly between two points. */
function areaTo(x: number, from: number, to: number): number {
  const integral = (at: number) => {
    if (at <= from) return 0
    return at >= to ? at - (from + to) / 2 : (at - from) ** 2 / (2 * (to - from))
  }
  return integral(x) - integral(x - 1)
}

type Painting = { box: Box; covered: Float32Array; color: Color }

function paint({ width, pixels }: Canvas, { box, covered, color }: Painting): void {
  for (let row = 0; row < box.height; row += 1) {
    let sum = 0
    for (let column = 0; column < box.width; column += 1) {
      sum += covered[row * (box.width + 2) + column] ?? 0
      const share = Math.min(1, Math.abs(sum))
      if (share < 0.002) continue
      const at = ((box.top + row) * width + box.left + column) * 3
      for (const [part, value] of color.entries())
        pixels[at + part] = Math.round((pixels[at + part] ?? 255) * (1 - share) + value * share)
    }
  }
}

/** The picture as a PNG: the same pixels give the same bytes. */
export function pngOf({ width, height, pixels }: Canvas): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const lines = Buffer.alloc((width * 3 + 1) * height)
  for (let row = 0; row < height; row += 1)
    lines.set(pixels.subarray(row * width * 3, (row + 1) * width * 3), row * (width * 3 + 1) + 1)
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    sign,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(lines, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
