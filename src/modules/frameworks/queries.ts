import { sql } from 'kysely'
import { everHeld, openFinding } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { isOwn } from './rules.ts'

/** The frameworks with their areas, and for the municipality's own what each area answers to nationally. */
export async function listFrameworks(db: Db) {
  const frameworks = await db
    .selectFrom('framework as f')
    .select(['f.id', 'f.key', 'f.name', 'f.sourceDocument', 'f.sourceCaseNumber', 'f.sourceSection'])
    .orderBy(
      sql`(select min(q.position) from quality_area q
      where q.municipality_id = f.municipality_id and q.framework_id = f.id)`,
    )
    .orderBy('f.id')
    .execute()
  const areas = await db
    .selectFrom('qualityArea')
    .select(['id', 'key', 'name', 'description', 'frameworkId', 'validFrom', 'validTo', 'revision'])
    .orderBy('position')
    .orderBy('id')
    .execute()
  const mapping = await listMapping(db)
  return frameworks.map(({ id, ...framework }) => ({
    ...framework,
    own: isOwn(framework.key),
    areas: areas
      .filter((area) => area.frameworkId === id)
      .map(({ frameworkId: _of, ...area }) => ({ ...area, mapsTo: mapping.get(area.key) ?? [] })),
  }))
}

export type Framework = Awaited<ReturnType<typeof listFrameworks>>[number]

export type Mapped = { key: string; name: string; framework: string }

/** From an area of the municipality's own to the national ones it answers to. */
export async function listMapping(db: Db): Promise<ReadonlyMap<string, readonly Mapped[]>> {
  const rows = await db
    .selectFrom('qualityAreaMapping as m')
    .innerJoin('qualityArea as q', (join) =>
      join.onRef('q.municipalityId', '=', 'm.municipalityId').onRef('q.key', '=', 'm.toKey'),
    )
    .innerJoin('framework as f', (join) =>
      join.onRef('f.municipalityId', '=', 'q.municipalityId').onRef('f.id', '=', 'q.frameworkId'),
    )
    .select(['m.fromKey', 'q.key', 'q.name', 'f.name as framework'])
    .orderBy('m.fromKey')
    .orderBy('q.position')
    .orderBy('q.id')
    .execute()
  const mapping = new Map<string, Mapped[]>()
  for (const { fromKey, ...to } of rows) mapping.set(fromKey, [...(mapping.get(fromKey) ?? []), to])
  return mapping
}

const areaColumns = [
  'id',
  'key',
  'name',
  'laws',
  'description',
  'source',
  'inHouseOnly',
  'inHouseReason',
  'answerableBody',
  'validFrom',
  'validTo',
  'revision',
] as const

/** Every service area as it reads now, also those that have ended. */
export function listAreas(db: Db) {
  return db
    .selectFrom('serviceArea')
    .select([...areaColumns])
    .where(everHeld('serviceArea'))
    .orderBy(sql`valid_to is not null`)
    .orderBy(sql`name collate "sv-SE-x-icu"`)
    .orderBy('id')
    .execute()
}

export type ServiceArea = Awaited<ReturnType<typeof listAreas>>[number]

export function findArea(db: Db, areaId: string): Promise<ServiceArea | undefined> {
  return db
    .selectFrom('serviceArea')
    .select([...areaColumns])
    .where('id', '=', areaId)
    .executeTakeFirst()
}

export function lockArea(db: Db, areaId: string) {
  return db
    .selectFrom('serviceArea')
    .select([...areaColumns])
    .where('id', '=', areaId)
    .forUpdate()
    .executeTakeFirst()
}

/** What an area said before, the latest first. */
export function listEarlier(db: Db, areaId: string) {
  return db
    .selectFrom('serviceAreaEarlier')
    .select([
      'id',
      'name',
      'laws',
      'description',
      'inHouseOnly',
      'inHouseReason',
      'answerableBody',
      'validFrom',
      'validTo',
    ])
    .where('serviceAreaId', '=', areaId)
    .orderBy('validFrom', 'desc')
    .orderBy('id')
    .execute()
}

/** Findings that are not finished, by quality area. One finding counts in each area of its requirement. */
export function countFindingsByArea(db: Db) {
  return db
    .selectFrom('finding as f')
    .innerJoin('requirement as r', (join) =>
      join.onRef('r.municipalityId', '=', 'f.municipalityId').onRef('r.id', '=', 'f.requirementId'),
    )
    .select([sql<string>`unnest(r.quality_areas)`.as('area'), sql<number>`count(*)::int`.as('count')])
    .where(openFinding('f'))
    .groupBy('area')
    .orderBy('area')
    .execute()
}
