/** Names of columns and words as people vary them, made alike; and what a person may have meant. Pure. */

/** "Start-datum (avtal)" and "STARTDATUM AVTAL": small letters, no marks over them, nothing but letters and digits. */
export function plainName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** The candidate a person most likely meant, for "Menade du …?". Undefined when none is near, or two are as near. */
export function closestName(text: string, candidates: readonly string[]): string | undefined {
  const name = plainName(text)
  const most = Math.min(3, Math.floor(name.length / 3))
  const near = candidates
    .map((candidate) => ({ candidate, steps: editSteps(name, plainName(candidate), most) }))
    .filter(({ steps }) => steps <= most)
    .toSorted((one, other) => one.steps - other.steps)
  const [best, second] = near
  return best && (!second || second.steps > best.steps) ? best.candidate : undefined
}

/** How many letters to add, drop, change or swap with the next; more than `most` is all the same. */
export function editSteps(one: string, other: string, most: number = Number.POSITIVE_INFINITY): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= other.length; to += 1)
      next.push(stepsAt({ one, other, before, row, next }, at, to))
    before = row
    row = next
  }
  return row[other.length] ?? 0
}

type Grid = { one: string; other: string; before: number[]; row: number[]; next: number[] }

function stepsAt({ one, other, before, row, next }: Grid, at: number, to: number): number {
  const isSame = one[at - 1] === other[to - 1]
  const steps = Math.min(row[to]! + 1, next[to - 1]! + 1, row[to - 1]! + (isSame ? 0 : 1))
  const isSwap = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]
  return isSwap ? Math.min(steps, before[to - 2]! + 1) : steps
}

/** A cell as people name it: row 1999 of the third column (`column` 2, counted from 0) is "C1999". */
export function cellAddress(row: number, column: number): string {
  return `${columnLetters(column)}${row}`
}

export function columnLetters(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnLetters(Math.floor(column / 26) - 1) + letter
}
