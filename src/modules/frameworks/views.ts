import { listQualityAreas } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { listMapping } from './queries.ts'

export type View = 'national' | 'own'

/** An area with every key that counts in it: its own, and for the municipality's areas the national ones it maps to. */
export type AreaInView = { key: string; name: string; frameworkName: string; keys: readonly string[] }

/** The same results can be read by the national areas of the unit's laws, or by the municipality's own. */
export async function listAreasInView(
  db: Db,
  view: View,
  frameworks: readonly string[],
): Promise<AreaInView[]> {
  const areas = await listQualityAreas(db, view === 'own' ? ['kommun'] : frameworks)
  const mapping = view === 'own' ? await listMapping(db) : new Map<string, { key: string }[]>()
  return areas.map(({ key, name, frameworkName }) => ({
    key,
    name,
    frameworkName,
    keys: [key, ...(mapping.get(key) ?? []).map((to) => to.key)],
  }))
}
