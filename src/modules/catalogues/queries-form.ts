import type { IsoDate } from '#kernel/dates.ts'
import { swedish } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { citation } from './rules.ts'
import type { Names } from './rules-words.ts'

/** What can be chosen in the form of a requirement: what holds today, and what the requirement has since before. */
export async function listChoices(db: Db, day: IsoDate) {
  const areas = await db
    .selectFrom('qualityArea as a')
    .innerJoin('framework as f', (join) =>
      join.onRef('f.municipalityId', '=', 'a.municipalityId').onRef('f.id', '=', 'a.frameworkId'),
    )
    .select(['a.key', 'a.name', 'a.validTo', 'f.key as framework', 'f.name as frameworkName'])
    .orderBy('a.position')
    .orderBy('a.id')
    .execute()
  const serviceAreas = await db
    .selectFrom('serviceArea')
    .select(['key', 'name', 'validTo'])
    .orderBy(swedish('name'))
    .orderBy('id')
    .execute()
  const law = await db
    .selectFrom('lawReference')
    .select(['key', 'act', 'section', 'summary', 'validTo'])
    .orderBy('act')
    .orderBy('key')
    .execute()
  const boards = await db.selectFrom('board').select('name').orderBy(swedish('name')).orderBy('id').execute()
  const holds = ({ validTo }: { validTo: string | null }) => validTo === null || validTo > day
  return {
    areas: areas.map((area) => ({ ...area, holds: holds(area) })),
    serviceAreas: serviceAreas.map((area) => ({ ...area, holds: holds(area) })),
    law: law.map((one) => ({ key: one.key, name: citation(one), summary: one.summary, holds: holds(one) })),
    boards: boards.map(({ name }) => name),
  }
}
export type RequirementChoices = Awaited<ReturnType<typeof listChoices>>

/** The names behind every key a requirement can hold, also those that have ended. */
export async function listNames(db: Db): Promise<Names> {
  return namesIn(await listChoices(db, ''))
}

export function namesIn({ areas, serviceAreas, law }: RequirementChoices): Names {
  const bare = ({ key, name }: { key: string; name: string }) => [key, name] as const
  const focus = areas.filter(({ framework }) => framework === 'fokus')
  return {
    areas: Object.fromEntries([
      ...areas.map(bare),
      ...focus.map(({ key, name }) => [key.slice('fokus/'.length), name] as const),
    ]),
    serviceAreas: Object.fromEntries(serviceAreas.map(bare)),
    law: Object.fromEntries(law.map(bare)),
  }
}
