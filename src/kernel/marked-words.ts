/** A piece of a text, and whether it stands only in this one of the two. */
export type Piece = { text: string; only: boolean }

export type Marked = { before: Piece[]; after: Piece[] }

/** The two texts word by word, with what stands only in the one or the other marked. */
export function markedWords(before: string, after: string): Marked {
  const [one, other] = [wordsOf(before), wordsOf(after)]
  const common = commonWords(one, other)
  return {
    before: pieces(one, new Set(common.map(([at]) => at))),
    after: pieces(other, new Set(common.map(([, at]) => at))),
  }
}

/** A word keeps the space after it, so that the pieces joined are the text again. */
function wordsOf(text: string): string[] {
  return text.match(/\S+\s*|\s+/g) ?? []
}

function pieces(words: readonly string[], common: ReadonlySet<number>): Piece[] {
  const found: Piece[] = []
  words.forEach((text, at) => {
    const only = !common.has(at)
    const last = found.at(-1)
    if (last?.only === only) last.text += text
    else found.push({ text, only })
  })
  return found
}

/** Beyond this the middle of two texts is taken as wholly rewritten: nobody reads such marks word by word. */
const mostCells = 4_000_000

/** Which word answers to which: equal ends first, then a longest common subsequence of what is between. */
function commonWords(one: readonly string[], other: readonly string[]): [number, number][] {
  const same = (a: number, b: number) => one[a]?.trim() === other[b]?.trim()
  const most = Math.min(one.length, other.length)
  let head = 0
  while (head < most && same(head, head)) head += 1
  let tail = 0
  while (tail < most - head && same(one.length - 1 - tail, other.length - 1 - tail)) tail += 1
  const range = (length: number, from: number, to: number): [number, number][] =>
    Array.from({ length }, (_, at) => [from + at, to + at])
  const [n, m] = [one.length - head - tail, other.length - head - tail]
  const middle = n * m > mostCells ? [] : subsequence(n, m, (a, b) => same(head + a, head + b))
  return [
    ...range(head, 0, 0),
    ...middle.map(([a, b]): [number, number] => [head + a, head + b]),
    ...range(tail, one.length - tail, other.length - tail),
  ]
}

function subsequence(n: number, m: number, same: (a: number, b: number) => boolean): [number, number][] {
  const width = m + 1
  const lengths = new Uint16Array((n + 1) * width)
  const at = (a: number, b: number) => lengths[a * width + b] ?? 0
  for (let a = n - 1; a >= 0; a -= 1)
    for (let b = m - 1; b >= 0; b -= 1)
      lengths[a * width + b] = same(a, b) ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1))
  const found: [number, number][] = []
  let [a, b] = [0, 0]
  while (a < n && b < m) {
    if (same(a, b)) found.push([a++, b++])
    else if (at(a + 1, b) >= at(a, b + 1)) a += 1
    else b += 1
  }
  return found
}
