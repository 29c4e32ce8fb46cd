import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { patternsOf } from '#platform/db/fragments.ts'
import { paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { RequirementFilter } from './contract.ts'
import { lawOn, type LawReference } from './rules.ts'

/** What is taken out of a draft does not count, though it can be brought back until the draft is published. */
const requirementCount =
  sql<number>`(select count(*) from requirement r where r.municipality_id = v.municipality_id
  and r.catalogue_version_id = v.id and r.taken_out_at is null)`.as('requirements')

/**
 * The last day a version holds: what is written, or the day before the next one of its kind begins. Derived, since a
 * published version never changes.
 */
const lastDay = sql<IsoDate | null>`least(v.valid_to, (select min(n.valid_from) - 1 from catalogue_version n
  where n.municipality_id = v.municipality_id and n.agreement_id is not distinct from v.agreement_id
    and n.state = 'published' and n.number > v.number))`.as('validTo')

/**
 * Published versions, and for the office drafts too; the newest first. The general catalogue, or with an agreement the
 * requirements of that agreement alone.
 */
export function listCatalogueVersions(db: Db, agreementId: string | null = null) {
  return db
    .selectFrom('catalogueVersion as v')
    .select(['v.id', 'v.name', 'v.number', 'v.state', 'v.validFrom', 'v.publishedAt', 'v.decision'])
    .select([lastDay, requirementCount])
    .where('v.agreementId', agreementId === null ? 'is' : '=', agreementId)
    .orderBy('v.number', 'desc')
    .orderBy('v.id')
    .execute()
}

export type CatalogueVersion = Awaited<ReturnType<typeof listCatalogueVersions>>[number]

/** The version asked for, else the one that holds on the day (its last day included), else the newest published. */
export function chosenVersion(
  versions: readonly CatalogueVersion[],
  versionId: string | undefined,
  day: IsoDate,
): CatalogueVersion | undefined {
  if (versionId) return versions.find((version) => version.id === versionId)
  const published = versions.filter((version) => version.state === 'published')
  const held = published.find(
    (version) => version.validFrom <= day && (version.validTo === null || day <= version.validTo),
  )
  return held ?? published[0] ?? versions[0]
}

/** The requirements of one version in the order of the catalogue. */
export async function listRequirements(db: Db, versionId: string, filter: RequirementFilter) {
  const matching = filtered(db, versionId, filter).selectAll().orderBy('position').orderBy('id')
  const { rows, total } = await paged(matching, filter)
  return { requirements: rows, total }
}

function filtered(db: Db, versionId: string, filter: RequirementFilter) {
  let query = db
    .selectFrom('requirement')
    .where('catalogueVersionId', '=', versionId)
    .where('takenOutAt', 'is', null)
  if (filter.part) query = query.where('part', '=', filter.part)
  if (filter.focus) query = query.where('focusArea', '=', filter.focus)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.perspective) query = query.where('perspective', '=', filter.perspective)
  if (filter.dimension) query = query.where('dimension', '=', filter.dimension)
  if (filter.quality) query = query.where(sql<boolean>`${filter.quality} = any(quality_areas)`)
  if (filter.law) query = query.where(sql<boolean>`${filter.law} = any(laws)`)
  if (filter.area) query = query.where(sql<boolean>`service_areas && array['all', ${filter.area}]`)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([where('code', 'ilike', like), where('title', 'ilike', like), where('text', 'ilike', like)]),
    )
  return query
}

export function listParts(db: Db, versionId: string) {
  return db
    .selectFrom('requirement')
    .select((select) => ['part', select.fn.min('position').as('first')])
    .where('catalogueVersionId', '=', versionId)
    .where('takenOutAt', 'is', null)
    .groupBy('part')
    .orderBy('first')
    .execute()
}

export function findRequirement(db: Db, requirementId: string) {
  return db
    .selectFrom('requirement as r')
    .innerJoin('catalogueVersion as v', (join) =>
      join.onRef('v.municipalityId', '=', 'r.municipalityId').onRef('v.id', '=', 'r.catalogueVersionId'),
    )
    .selectAll('r')
    .select(['v.name as versionName', 'v.number', 'v.state', 'v.validFrom', 'v.decision', 'v.agreementId'])
    .select(lastDay)
    .where('r.id', '=', requirementId)
    .executeTakeFirst()
}

/** The same requirement through the versions, the newest first, whole: what differs is told in words. */
export function listWordings(db: Db, key: string) {
  return db
    .selectFrom('requirement as r')
    .innerJoin('catalogueVersion as v', (join) =>
      join.onRef('v.municipalityId', '=', 'r.municipalityId').onRef('v.id', '=', 'r.catalogueVersionId'),
    )
    .selectAll('r')
    .select(['v.number', 'v.state', 'v.validFrom', lastDay])
    .where('r.key', '=', key)
    .where('r.takenOutAt', 'is', null)
    .orderBy('v.number', 'desc')
    .orderBy('r.id')
    .execute()
}

/** The law that a requirement rests on, worded as on a day. */
export async function listLawOn(db: Db, keys: readonly string[], day: IsoDate): Promise<LawReference[]> {
  if (keys.length === 0) return []
  const rows = await db
    .selectFrom('lawReference')
    .select(['key', 'act', 'short', 'section', 'summary', 'validFrom', 'validTo', 'replaces', 'verified'])
    .orderBy('key')
    .execute()
  const references = new Map(rows.map((row) => [row.key, row]))
  const found = keys.flatMap((key) => lawOn(references, key, day) ?? [])
  return [...new Map(found.map((reference) => [reference.key, reference])).values()]
}

/** What the keys of areas are called: quality areas by framework and name, focus areas by their name alone. */
export async function areaNames(db: Db): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('qualityArea')
    .select(['key', 'name'])
    .orderBy('position')
    .orderBy('id')
    .execute()
  const focus = rows.filter((row) => row.key.startsWith('fokus/'))
  return Object.fromEntries([
    ...rows.map((row) => [row.key, row.name]),
    ...focus.map((row) => [row.key.slice('fokus/'.length), row.name]),
  ])
}
