/** What is compared of a requirement: its words, not the clause of the agreement that carries it. */
type Compared = { key: string; code: string; title: string; text: string; kind: string; clause: string }

export type ComparedRow = {
  key: string
  id: string
  code: string
  title: string
  kind: string
  one: string | undefined
  other: string | undefined
  same: boolean
}

/**
 * The requirements of two units beside each other, in the order of the catalogue. A row is the same where both answer
 * for it in the same words; only the agreement that carries it may differ. `one` and `other` hold the clause.
 */
export function compareRequirements<Row extends Compared & { id: string }>(
  one: readonly Row[],
  other: readonly Row[],
): ComparedRow[] {
  const mine = new Map(one.map((row) => [row.key, row]))
  const theirs = new Map(other.map((row) => [row.key, row]))
  const all = [...one, ...other.filter((row) => !mine.has(row.key))]
  return all.map(({ key, id, code, title, kind }) => {
    const [left, right] = [mine.get(key), theirs.get(key)]
    const same = left !== undefined && right !== undefined && wording(left) === wording(right)
    return { key, id, code, title, kind, one: left?.clause, other: right?.clause, same }
  })
}

function wording({ title, text, kind }: Compared): string {
  return JSON.stringify([title, text, kind])
}
