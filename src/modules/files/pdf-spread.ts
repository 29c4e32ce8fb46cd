/** A piece of text on its line: `along` is where it begins, the way that the text runs. */
type Piece = { readonly text: string; readonly along: number; readonly size: number }

const lengths: readonly number[] = [10, 12]
/** The widest step between two signs, in steps of the narrowest: a date may stand a little from its last four. */
const evenness = 2

/**
 * The digits of each number that is spread over its line, sign by sign, wider than the boxes of a form: ten or twelve of
 * them, evenly. Where the line above or below has digits at the same places they are columns of figures, and no number.
 */
export function spreadNumbers(lines: readonly (readonly Piece[])[]): string[] {
  const stretches = lines.flatMap(stretchesIn)
  return stretches
    .filter((stretch) => lengths.includes(digitsOf(stretch).length) && isEven(stretch))
    .filter((stretch) => !stretches.some((other) => other !== stretch && isSameColumns(stretch, other)))
    .map(digitsOf)
}

/** Signs one by one after each other on the line: digits, and the dash between them. */
function stretchesIn(line: readonly Piece[]): Piece[][] {
  const stretches: Piece[][] = [[]]
  for (const piece of line) {
    if (isSign(piece)) stretches.at(-1)?.push(piece)
    else stretches.push([])
  }
  return stretches.filter((stretch) => stretch.length > 0)
}

function isSign({ text }: Piece): boolean {
  return /^\s*[\p{Nd}\p{Pd}+]\s*$/u.test(text.normalize('NFKC'))
}

function digitsOf(stretch: readonly Piece[]): string {
  return stretch
    .map(({ text }) => text.normalize('NFKC'))
    .join('')
    .replace(/[^\p{Nd}]/gu, '')
}

function isEven(stretch: readonly Piece[]): boolean {
  const steps = stretch.slice(1).map(({ along }, at) => along - (stretch[at]?.along ?? 0))
  return Math.max(...steps) <= Math.min(...steps) * evenness
}

const fewestOfColumns = 5

function isSameColumns(one: readonly Piece[], other: readonly Piece[]): boolean {
  const same = one.filter((sign) =>
    other.some(({ along }) => Math.abs(along - sign.along) < sign.size / 2),
  ).length
  return same >= fewestOfColumns
}
