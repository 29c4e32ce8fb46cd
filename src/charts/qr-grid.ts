import { alignments, qrSize, type QrWords } from './qr-words.ts'

/** The squares of a QR code, row by row: 1 is dark. What is fixed is what a reader finds its way by. */
export type QrGrid = { readonly size: number; readonly dark: Uint8Array; readonly fixed: Uint8Array }

/** Lays out the words, turned by the mask that makes the evenest picture (ISO/IEC 18004, 7.7 to 7.10). */
export function qrGrid({ version, words }: QrWords): QrGrid {
  const size = qrSize(version)
  const grid = { size, dark: new Uint8Array(size ** 2), fixed: new Uint8Array(size ** 2) }
  finders(grid)
  timing(grid)
  alignment(grid, alignments(version))
  if (version >= 7) tellVersion(grid, version)
  tellMask(grid, 0)
  fill(grid, words)
  const masked = masks.map((mask, at) => turned(grid, mask, at))
  return masked.reduce((best, one) => (penalty(one) < penalty(best) ? one : best))
}

type Square = (x: number, y: number) => boolean

function set({ size, dark, fixed }: QrGrid, [x, y]: readonly [number, number], isDark: boolean): void {
  if (x < 0 || y < 0 || x >= size || y >= size) return
  dark[y * size + x] = isDark ? 1 : 0
  fixed[y * size + x] = 1
}

/** Rings about a middle: dark or light by how far a square is from it. */
function rings(grid: QrGrid, [middleX, middleY]: readonly [number, number], light: readonly number[]): void {
  const reach = Math.max(...light) === 4 ? 4 : 2
  for (let y = -reach; y <= reach; y += 1)
    for (let x = -reach; x <= reach; x += 1)
      set(grid, [middleX + x, middleY + y], !light.includes(Math.max(Math.abs(x), Math.abs(y))))
}

function finders(grid: QrGrid): void {
  const far = grid.size - 4
  for (const middle of [
    [3, 3],
    [far, 3],
    [3, far],
  ] as const)
    rings(grid, middle, [2, 4])
}

function timing(grid: QrGrid): void {
  for (let at = 8; at < grid.size - 8; at += 1) {
    set(grid, [at, 6], at % 2 === 0)
    set(grid, [6, at], at % 2 === 0)
  }
}

function alignment(grid: QrGrid, middles: readonly number[]): void {
  const [near, far] = [middles[0], middles.at(-1)]
  const isFinder: Square = (x, y) =>
    (x === near && y === near) || (x === near && y === far) || (x === far && y === near)
  for (const y of middles) for (const x of middles) if (!isFinder(x, y)) rings(grid, [x, y], [1])
}

/** The version twice, with twelve bits by which a reader mends it. */
function tellVersion(grid: QrGrid, version: number): void {
  const told = withCheck(version, 0x1f25, 12)
  for (let bit = 0; bit < 18; bit += 1) {
    const [along, across] = [Math.floor(bit / 3), grid.size - 11 + (bit % 3)]
    set(grid, [along, across], isSet(told, bit))
    set(grid, [across, along], isSet(told, bit))
  }
}

/** Level M (00) and the mask, twice, with ten bits of mending, turned so that they are never all light. */
function tellMask(grid: QrGrid, mask: number): void {
  const told = withCheck(mask, 0x537, 10) ^ 0x5412
  const { size } = grid
  for (let bit = 0; bit < 15; bit += 1) {
    const isDark = isSet(told, bit)
    set(grid, nearFinder(bit), isDark)
    set(grid, bit < 8 ? [size - 1 - bit, 8] : [8, size - 15 + bit], isDark)
  }
  set(grid, [8, size - 8], true)
}

/** Down the right side of the first finder and then along its lower side, over the timing lines. */
function nearFinder(bit: number): readonly [number, number] {
  if (bit < 8) return [8, bit < 6 ? bit : bit + 1]
  return [bit === 8 ? 7 : 14 - bit, 8]
}

/** The value and what is left when it is divided by the polynomial: so that the whole divides evenly. */
function withCheck(value: number, polynomial: number, bits: number): number {
  let left = value << bits
  for (let at = 31; at >= bits; at -= 1) if (isSet(left, at)) left ^= polynomial << (at - bits)
  return (value << bits) | left
}

function isSet(value: number, bit: number): boolean {
  return ((value >>> bit) & 1) === 1
}

/** In columns two wide from the right, up and down in turn; the column of the timing line is passed over. */
function fill(grid: QrGrid, words: Uint8Array): void {
  const { size, dark, fixed } = grid
  let bit = 0
  for (let pair = 0; pair < (size - 1) / 2; pair += 1) {
    const right = size - 1 - 2 * pair - (size - 1 - 2 * pair <= 6 ? 1 : 0)
    for (let step = 0; step < 2 * size; step += 1) {
      const row = step >> 1
      const place = (pair % 2 === 0 ? size - 1 - row : row) * size + right - (step % 2)
      if (fixed[place] === 1) continue
      dark[place] = isSet(words[bit >> 3] ?? 0, 7 - (bit % 8)) ? 1 : 0
      bit += 1
    }
  }
}

export const masks: readonly Square[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

function turned({ size, dark, fixed }: QrGrid, mask: Square, number: number): QrGrid {
  const turns = (_: number, place: number) =>
    fixed[place] === 0 && mask(place % size, Math.floor(place / size))
  const grid = { size, fixed, dark: dark.map((one, place) => (turns(one, place) ? 1 - one : one)) }
  tellMask(grid, number)
  return grid
}

/** How uneven the picture is: long runs, blocks of one colour, what looks like a finder, and more of one than the other. */
function penalty({ size, dark }: QrGrid): number {
  const rows = Array.from({ length: size }, (_, at) => dark.slice(at * size, (at + 1) * size).join(''))
  const columns = rows.map((_, at) => rows.map((row) => row[at]).join(''))
  const lines = [...rows, ...columns]
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? [])
  const likeFinder = lines.flatMap((line) => line.match(/(?=10111010000|00001011101)/g) ?? [])
  const squares = rows.slice(1).reduce((sum, row, at) => sum + squaresIn(row, rows[at] ?? ''), 0)
  const share = dark.reduce((sum, one) => sum + one, 0) / dark.length
  const uneven = Math.floor(Math.abs(share * 100 - 50) / 5)
  const ofRuns = runs.reduce((sum, { length }) => sum + length - 2, 0)
  return ofRuns + 3 * squares + 40 * likeFinder.length + 10 * uneven
}

function squaresIn(row: string, above: string): number {
  const pairs = [...row]
    .slice(1)
    .map((one, at) => [row[at], above[at], above[at + 1]].every((of) => of === one))
  return pairs.filter(Boolean).length
}
