import { isSet, requirementFields, type RequirementFacts, type RequirementField } from './draft-rules.ts'

/** A requirement with the thread that follows it through the versions. */
export type Keyed = RequirementFacts & { key: string }
export type Changed<Row extends Keyed> = { before: Row; after: Row; fields: RequirementField[] }
export type Difference<Row extends Keyed> = {
  added: Row[]
  removed: Row[]
  moved: Row[]
  changed: Changed<Row>[]
}

/** What one version says that the one before did not. Both come in the order of their catalogue. */
export function differenceOf<Row extends Keyed>(
  before: readonly Row[],
  after: readonly Row[],
): Difference<Row> {
  const earlier = new Map(before.map((row) => [row.key, row]))
  const later = new Map(after.map((row) => [row.key, row]))
  const changed = after.flatMap((row) => {
    const old = earlier.get(row.key)
    const fields = old ? changedFields(old, row) : []
    return old && fields.length > 0 ? [{ before: old, after: row, fields }] : []
  })
  return {
    added: after.filter((row) => !earlier.has(row.key)),
    removed: before.filter((row) => !later.has(row.key)),
    moved: movedOf(
      before.filter((row) => later.has(row.key)),
      after.filter((row) => earlier.has(row.key)),
    ),
    changed,
  }
}

export function changedFields(before: RequirementFacts, after: RequirementFacts): RequirementField[] {
  return requirementFields.filter((field) => canonical(before, field) !== canonical(after, field))
}

/** A value as text whatever order its parts were stored in; a set says the same in any order. */
function canonical(facts: RequirementFacts, field: RequirementField): string {
  const stored = facts[field]
  const value = isSet(field) && Array.isArray(stored) ? [...stored].sort() : stored
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}

/** The fewest requirements that were moved: all but a longest run that kept its order. */
function movedOf<Row extends Keyed>(before: readonly Row[], after: readonly Row[]): Row[] {
  const place = new Map(before.map((row, at) => [row.key, at]))
  const places = after.map((row) => place.get(row.key) ?? 0)
  const kept = longestRising(places)
  return after.filter((_, at) => !kept.has(at))
}

/** The positions of a longest rising subsequence (patience sorting, n log n). */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  numbers.forEach((number, at) => {
    const length = lowerBound(ends, numbers, number)
    previous[at] = ends[length - 1]
    ends[length] = at
  })
  const kept = new Set<number>()
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) kept.add(at)
  return kept
}

function lowerBound(ends: readonly number[], numbers: readonly number[], wanted: number): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[ends[middle] ?? 0] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
