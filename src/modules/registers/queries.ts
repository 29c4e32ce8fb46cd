import { sql, type RawBuilder } from 'kysely'
import { addMonths, type IsoDate } from '#kernel/dates.ts'
import { goneOf, patternsOf, swedish, type Gone } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { EntryFilter } from './contract.ts'
import type { Definition } from './definition.ts'
import type { Facts } from './rules.ts'

const kindColumns = [
  'k.id',
  'k.key',
  'k.forBoard',
  'k.forOperators',
  'k.isOwn',
  'k.isOn',
  'k.definition',
  'k.revision',
] as const

export type Kind = {
  id: string
  key: string
  forBoard: boolean
  forOperators: boolean
  isOwn: boolean
  isOn: boolean
  definition: Definition
  revision: number
}

export type Entry = {
  id: string
  kindId: string
  boardId: string
  title: string
  state: string
  facts: Facts
  unitId: string | null
  providerId: string | null
  agreementId: string | null
  reviewOn: IsoDate | null
  gaps: string[]
  isInvented: boolean
  removedAt: Date | null
  removedReason: string
  changedAt: Date
  revision: number
  /** Told of one whose facts have been disposed of. */
  gone: Gone | null
}

/** The registers with how many entries the reader sees, how many are late and how many lack something. */
export async function listKinds(db: Db, day: IsoDate) {
  const entries = (more: RawBuilder<boolean>) => sql<number>`(select count(*)::int from register_entry e
    where e.municipality_id = k.municipality_id and e.kind_id = k.id and e.removed_at is null and ${more})`
  const rows = await db
    .selectFrom('registerKind as k')
    .select(kindColumns)
    .select([
      entries(sql`true`).as('entries'),
      entries(sql`e.review_on < ${day}::date`).as('late'),
      entries(sql`e.gaps <> '{}'`).as('withGaps'),
    ])
    .orderBy('k.position')
    .orderBy('k.key')
    .execute()
  return rows.map(withDefinition)
}

export async function findKind(db: Db, by: { readonly key: string } | { readonly id: string }) {
  const row = await db
    .selectFrom('registerKind as k')
    .select(kindColumns)
    .$if('key' in by, (query) => query.where('k.key', '=', 'key' in by ? by.key : ''))
    .$if('id' in by, (query) => query.where('k.id', '=', 'id' in by ? by.id : ''))
    .executeTakeFirst()
  return row && withDefinition(row)
}

/** Only content and commands write it, each through the shape of a definition. */
function withDefinition<Row extends { definition: unknown }>(row: Row) {
  return { ...row, definition: row.definition as Definition }
}

function entries(db: Db) {
  return db
    .selectFrom('registerEntry as e')
    .select([
      'e.id',
      'e.kindId',
      'e.boardId',
      'e.title',
      'e.state',
      'e.unitId',
      'e.providerId',
      'e.agreementId',
      'e.reviewOn',
      'e.gaps',
      'e.isInvented',
      'e.removedAt',
      'e.removedReason',
      'e.changedAt',
      'e.revision',
    ])
    .select([sql<Facts>`e.facts`.as('facts'), goneOf('e').as('gone')])
}

/** One page of a register, with the number of all that match. The order is total. */
export async function listEntries(db: Db, kind: Kind, filter: EntryFilter, day: IsoDate) {
  const sort = sortOf(kind.definition, filter.sort)
  const key = sort.replace('-', '')
  const query = filtered(db, kind, filter, day)
    .orderBy(chosenOrder({ [key]: orderOf(kind.definition, key) }, sort))
    .orderBy(swedish('e.title'))
    .orderBy('e.id')
  return { ...(await paged(query, filter)), sort }
}

/** What the list is sorted by: as asked if the kind has it, else as the kind says. */
function sortOf(definition: Definition, asked: string | undefined): string {
  const key = asked?.replace('-', '') ?? ''
  const known = ['title', 'state', 'review', ...definition.fields.map((field) => field.key)]
  return asked && known.includes(key) ? asked : definition.sort
}

function orderOf(definition: Definition, key: string): RawBuilder<unknown> {
  if (key === 'title') return swedish('e.title')
  if (key === 'review') return sql.ref('e.reviewOn')
  if (key === 'state') {
    const states = definition.states.map((state) => state.key)
    return sql`array_position(${states}::text[], e.state)`
  }
  const field = definition.fields.find((one) => one.key === key)
  if (field?.type === 'number') return sql`(e.facts ->> ${key})::numeric`
  return sql`(e.facts ->> ${key}) collate "sv-SE-x-icu"`
}

const dueness = (day: IsoDate): Record<'late' | 'soon', RawBuilder<boolean>> => ({
  late: sql<boolean>`e.review_on < ${day}::date`,
  soon: sql<boolean>`e.review_on between ${day}::date and ${addMonths(day, 3)}::date`,
})

function filtered(db: Db, kind: Kind, filter: EntryFilter, day: IsoDate) {
  const { state, unit, provider, agreement, due, gaps, year } = filter
  const yearField = kind.definition.figures?.year
  let query = entries(db)
    .where('e.kindId', '=', kind.id)
    .where('e.removedAt', filter.removed ? 'is not' : 'is', null)
    .$if(state !== undefined, (rows) => rows.where('e.state', '=', state ?? ''))
    .$if(unit !== undefined, (rows) => rows.where('e.unitId', '=', unit ?? ''))
    .$if(provider !== undefined, (rows) => rows.where('e.providerId', '=', provider ?? ''))
    .$if(agreement !== undefined, (rows) => rows.where('e.agreementId', '=', agreement ?? ''))
    .$if(gaps !== undefined, (rows) => rows.where('e.gaps', '<>', sql<string[]>`'{}'::text[]`))
  if (due) query = query.where(dueness(day)[due])
  if (year && yearField) query = query.where(sql<boolean>`left(e.facts ->> ${yearField}, 4) = ${year}`)
  for (const { field, value } of conditionsOf(filter.where))
    query = query.where(sql<boolean>`(coalesce(e.facts ->> ${field}, 'null') = ${value}
      or (jsonb_typeof(e.facts -> ${field}) = 'array' and jsonb_exists(e.facts -> ${field}, ${value})))`)
  for (const like of patternsOf(filter.q)) query = query.where(holds(like))
  return query
}

/** Looks in the title and in every text the entry holds, not in the names of its fields. */
function holds(like: string): RawBuilder<boolean> {
  return sql<boolean>`(e.title ilike ${like} or jsonb_path_query_array(e.facts, '$.*')::text ilike ${like})`
}

/** `field:value` pairs of the address. A pair that is none narrows nothing. */
export function conditionsOf(where: string): { field: string; value: string }[] {
  return where.split(';').flatMap((pair) => {
    const [, field, value] = /^([A-Za-z0-9]+):(.+)$/.exec(pair) ?? []
    return field && value ? [{ field, value }] : []
  })
}

export function findEntry(db: Db, entryId: string): Promise<Entry | undefined> {
  return entries(db).where('e.id', '=', entryId).executeTakeFirst()
}

export function lockEntry(db: Db, entryId: string): Promise<Entry | undefined> {
  return entries(db).where('e.id', '=', entryId).forUpdate().executeTakeFirst()
}

/** What the registers say of a unit, a provider or an agreement: newest first, with the kind's own words. */
export async function listEntriesAbout(
  db: Db,
  about: {
    readonly unitId?: string
    readonly providerId?: string
    readonly agreementId?: string
    readonly planItemId?: string
  },
) {
  const rows = await entries(db)
    .innerJoin('registerKind as k', (join) =>
      join.onRef('k.municipalityId', '=', 'e.municipalityId').onRef('k.id', '=', 'e.kindId'),
    )
    .select(['k.key', 'k.definition'])
    .where('k.isOn', '=', true)
    .where('e.removedAt', 'is', null)
    .where((where) =>
      where.and([
        ...(about.unitId ? [where('e.unitId', '=', about.unitId)] : []),
        ...(about.providerId ? [where('e.providerId', '=', about.providerId)] : []),
        ...(about.agreementId ? [where('e.agreementId', '=', about.agreementId)] : []),
        ...(about.planItemId ? [sql<boolean>`e.facts ->> 'planItem' = ${about.planItemId}`] : []),
      ]),
    )
    .orderBy('k.position')
    .orderBy('e.changedAt', 'desc')
    .orderBy('e.id')
    .limit(100)
    .execute()
  return rows.map(withDefinition)
}
