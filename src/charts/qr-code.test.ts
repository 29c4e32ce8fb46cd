import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { qrCode } from './qr-code.ts'
import { alignments, qrSize, qrWords, times } from './qr-words.ts'

/** The squares of a path, as rows of text. */
function rowsOf({ size, path }: { size: number; path: string }): string[] {
  const rows = Array.from({ length: size }, () => Array<string>(size).fill('.'))
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    rows[Number(y)]?.fill('#', Number(x), Number(x) + Number(length))
  return rows.map((row) => row.join(''))
}

/** Read by another program (zbar) when it was written down here. */
const read = [
  '#######...##...##.#######',
  '#.....#.....#.....#.....#',
  '#.###.#.#.##..#.#.#.###.#',
  '#.###.#.#..##.....#.###.#',
  '#.###.#.####.###..#.###.#',
  '#.....#.#..#.####.#.....#',
  '#######.#.#.#.#.#.#######',
  '........#.#..#.#.........',
  '#.#####...##..##..#####..',
  '...#...####....##....#.#.',
  '.#.####........###.###.##',
  '#.##.......##.#.##.##...#',
  '#.##.##.#.#......##.#####',
  '##..##......###..#...#.#.',
  '#.#..##...#..###.##.#..##',
  '#..###..#.#.##.#..#.#..#.',
  '#.#..##.##..#.#######.##.',
  '........#.#.....#...#....',
  '#######...###...#.#.#..##',
  '#.....#.#..#..#.#...#...#',
  '#.###.#.#.##...######.#.#',
  '#.###.#.#...####.####..##',
  '#.###.#.#....##......#..#',
  '#.....#.....##..##......#',
  '#######.###.#.#..#..#####',
]

test('somebody who points a camera at the picture reads the text, with light squares all around it', () => {
  const code = qrCode('otpauth://totp/A')
  const empty = '.'.repeat(33)
  const around = Array<string>(4).fill(empty)
  expect(code?.size).toBe(33)
  expect(rowsOf(code ?? { size: 0, path: '' })).toEqual([
    ...around,
    ...read.map((row) => `....${row}....`),
    ...around,
  ])
})

test('a picture of every size is the one that another program has read', () => {
  const paths = bytesOf.map((length) => qrCode(textOf(length))?.path ?? '')
  expect(paths.every((path) => path !== '')).toBe(true)
  expect(createHash('sha256').update(paths.join()).digest('hex')).toBe(
    '58fe40d76347e33dcdcea62a04e0eb8da065ef3346d72c9d83d9893becba92e7',
  )
})

/** How many bytes each size takes at level M, by the table of the standard. */
const bytesOf = [
  14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666, 711, 779,
  857, 911, 997,
]
const textOf = (length: number) =>
  Array.from({ length }, (_, at) => String.fromCharCode(33 + ((at * 7 + length) % 90))).join('')

test('each size takes what the standard says and no more; what is longer than the largest is no picture', () => {
  for (const [at, most] of bytesOf.entries()) {
    expect(qrWords(textOf(most))?.version).toBe(at + 1)
    expect(qrWords(textOf(most + 1))?.version).toBe(at === 24 ? undefined : at + 2)
  }
  expect(qrCode(textOf(998))).toBeUndefined()
  expect(qrCode('å'.repeat(499))).toBeUndefined()
  expect(qrWords('å'.repeat(498))?.version).toBe(25)
})

test('the squares for alignment stand where the standard has them', () => {
  expect([1, 2, 7, 14, 15, 16, 22, 25].map(alignments)).toEqual([
    [],
    [6, 18],
    [6, 22, 38],
    [6, 26, 46, 66],
    [6, 26, 48, 70],
    [6, 26, 50, 74],
    [6, 26, 50, 74, 98],
    [6, 32, 58, 84, 110],
  ])
  expect(qrSize(25)).toBe(117)
})

test('a reader that misses some words can mend them: the block divides evenly', () => {
  const { words } = qrWords(textOf(40)) ?? { words: new Uint8Array() }
  expect(words.length).toBe(70)
  const root = (power: number) => Array.from({ length: power }).reduce<number>((value) => times(value, 2), 1)
  const left = (power: number) => words.reduce((sum, word) => times(sum, root(power)) ^ word, 0)
  expect(Array.from({ length: 26 }, (_, power) => left(power))).toEqual(Array(26).fill(0))
  words[3] = (words[3] ?? 0) ^ 1
  expect(left(1)).not.toBe(0)
})
