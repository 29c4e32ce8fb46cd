/**
 * Gives every seeker one of its choices, no choice to two of them, beside what `holder` (seeker by choice) says already;
 * those without any choice left are told. By augmenting paths: whoever holds a choice before still holds one after, so two
 * matchings can be joined (Mendelsohn and Dulmage 1958), and no number of roles or people takes more than their product.
 */
export function matchAll(
  choices: ReadonlyMap<number, readonly number[]>,
  holder: Map<number, number> = new Map(),
): number[] {
  const held = new Set(holder.values())
  return [...choices.keys()].filter(
    (seeker) => !held.has(seeker) && !give({ choices, holder }, seeker, new Set()),
  )
}

type Matching = {
  readonly choices: ReadonlyMap<number, readonly number[]>
  readonly holder: Map<number, number>
}

function give(matching: Matching, seeker: number, tried: Set<number>): boolean {
  const { choices, holder } = matching
  return (choices.get(seeker) ?? []).some((choice) => {
    if (tried.has(choice)) return false
    tried.add(choice)
    const other = holder.get(choice)
    if (other !== undefined && !give(matching, other, tried)) return false
    holder.set(choice, seeker)
    return true
  })
}
