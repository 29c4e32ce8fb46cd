import { spreadNumbers } from './pdf-spread.ts'

/** A piece of text as it stands on a page: its place is where its first sign begins on the line it stands on. */
export type Run = { str: string; transform: readonly number[]; width: number; height: number }

/**
 * The words of a page, line by line, in the order they were written and in the order they are seen: a number may be put
 * on the page in pieces, and the pieces in any order. And the numbers that are spread over a line.
 */
export function linesOf(runs: readonly Run[]): readonly string[] {
  const placed = runs.filter(({ str }) => str.trim() !== '').map(placeOf)
  const lines = linesSeen(placed)
  return [...new Set([joined(placed), joined(lines.flat()), ...spreadNumbers(lines)])]
}

/** `along` and `across` are measured from the page's corner, the way that the text runs. */
type Placed = { text: string; turn: number; along: number; across: number; width: number; size: number }

function placeOf({ str, transform, width, height }: Run): Placed {
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = transform
  const angle = Math.atan2(b, a)
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return {
    text: str,
    turn: Math.round((angle * 180) / Math.PI),
    along: x * cos + y * sin,
    across: y * cos - x * sin,
    width,
    size: height || Math.hypot(c, d) || 1,
  }
}

/** From above and from the left. What stands at much the same height is one line. */
function linesSeen(placed: readonly Placed[]): Placed[][] {
  const byHeight = placed.toSorted((one, other) => one.turn - other.turn || other.across - one.across)
  const lines: Placed[][] = []
  for (const run of byHeight) {
    const line = lines.at(-1)
    const first = line?.[0]
    if (line && first && isSameLine(first, run)) line.push(run)
    else lines.push([run])
  }
  return lines.map((line) => line.toSorted((one, other) => one.along - other.along))
}

function isSameLine(one: Placed, other: Placed): boolean {
  return (
    one.turn === other.turn &&
    Math.abs(one.across - other.across) < Math.min(one.size, other.size) * reach.line
  )
}

/** How far apart pieces of one word, of one line and of one column stand, in heights of their letters. */
const reach = { line: 0.6, back: 0.5, word: 0.15, column: 1, box: 3 }

function joined(placed: readonly Placed[]): string {
  let text = ''
  for (const [at, run] of placed.entries()) {
    const before = placed[at - 1]
    text += (before ? between(before, run) : '') + run.text
  }
  return text
}

/**
 * A line break, nothing, a space, or what keeps two columns of figures from being read as one number. A form with a box
 * for each digit has them far apart.
 */
function between(before: Placed, run: Placed): string {
  if (!isSameLine(before, run)) return '\n'
  const gap = (run.along - before.along - before.width) / Math.max(before.size, run.size)
  if (gap < -reach.back) return '\n'
  if (gap < reach.word) return ''
  return gap < (isBoxed(before) && isBoxed(run) ? reach.box : reach.column) ? ' ' : ' | '
}

function isBoxed({ text }: Placed): boolean {
  return /^\s*\p{Nd}\s*$/u.test(text.normalize('NFKC'))
}
