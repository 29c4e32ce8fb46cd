import { z } from 'zod'
import { hasWords, orderBy, type SortKey } from '#kernel/lists.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { owedKinds, owedSources, owedStates, type OwedEntry } from './rules-owed-list.ts'

export const owedListSorts = ['vad', 'ar', 'kalla', 'grund', 'omrade', 'lage'] as const
/** Classes of risk, as the plan's figures are told by: 4–5, 3, and 1–2. */
export const riskBands = ['high', 'middle', 'low'] as const
export const OwedListFilter = z.object({
  ...listFields,
  source: z.enum(owedSources).optional(),
  kind: z.enum(owedKinds).optional(),
  area: z.uuid().optional(),
  year: z.coerce.number().int().optional(),
  state: z.enum(owedStates).optional(),
  risk: z.enum(riskBands).optional(),
  sort: sortBy(owedListSorts, 'ar'),
})
export type OwedListFilter = z.output<typeof OwedListFilter>
type Asked = Omit<OwedListFilter, 'page' | 'limit'>

const sortKeys: Readonly<Record<string, SortKey<OwedEntry>>> = {
  vad: ({ name }) => name,
  ar: whenOf,
  kalla: ({ source }) => owedSources.indexOf(source),
  grund: ({ kind }) => owedKinds.indexOf(kind),
  omrade: ({ areaName }) => areaName,
  lage: ({ state }) => owedStates.indexOf(state),
}

function whenOf({ year, month, half }: OwedEntry): number {
  return year * 100 + (month === null ? half * 12 + 0.5 : month * 2)
}

/** What a filter keeps, in the order asked for; what is alike stays in the order of years, areas and names. */
export function filterOwed(entries: readonly OwedEntry[], filter: Asked): OwedEntry[] {
  return entries
    .filter((entry) => isWanted(entry, filter) && hasWords(textsOf(entry), filter.q))
    .toSorted(orderBy(sortKeys, filter.sort, whenOf))
}

function isWanted(entry: OwedEntry, filter: Asked): boolean {
  const asked: readonly [unknown, unknown][] = [
    [filter.source, entry.source],
    [filter.kind, entry.kind],
    [filter.area, entry.serviceAreaId],
    [filter.year, entry.year],
    [filter.state, entry.state],
    [filter.risk, bandOf(entry.risk)],
  ]
  return asked.every(([wanted, has]) => wanted === undefined || wanted === has)
}

function bandOf(risk: number | null): (typeof riskBands)[number] | undefined {
  if (risk === null) return undefined
  if (risk >= 4) return 'high'
  return risk === 3 ? 'middle' : 'low'
}

function textsOf({ name, areaName, owing }: OwedEntry): string[] {
  return [name, areaName, owing.ground ?? '']
}
