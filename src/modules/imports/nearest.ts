import { closestName, plainName } from '#platform/tabular/read-names.ts'

/** How words of a file are compared: capitals, spaces and signs say nothing. */
export const folded = plainName

/** Finds the name that was probably meant, or none. A file repeats its mistakes, so each is looked for once. */
export function makeNearest(names: Iterable<string>): (typed: string) => string | undefined {
  const known = [...new Set(names)]
  const found = new Map<string, string | undefined>()
  return (typed) => {
    if (!found.has(typed)) found.set(typed, beginning(typed, known) ?? closestName(typed, known))
    return found.get(typed)
  }
}

/** "Ekbacken" for "Ekbackens gruppbostad", where no other name begins so. */
function beginning(typed: string, known: readonly string[]): string | undefined {
  const plain = plainName(typed)
  if (plain.length < 4) return undefined
  const longer = known.filter((name) => plainName(name).startsWith(plain))
  return longer.length === 1 ? longer[0] : undefined
}
