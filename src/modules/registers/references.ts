import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import { holdsOn, swedish } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Definition, Field } from './definition.ts'
import { isReference, listOf, type Facts, type ReferenceType, type Value } from './rules.ts'

/** Something an entry can name. `boardId` null: it belongs to no board. */
export type Named = { readonly id: string; readonly label: string; readonly boardId: string | null }
/** Words by type and id; what the reader may not see has none. */
export type Names = Readonly<Partial<Record<ReferenceType, ReadonlyMap<string, string>>>>

type Asked = { readonly day: IsoDate; readonly ids?: readonly string[] }
type Source = (db: Db, asked: Asked) => Promise<Named[]>

/** Where each type is found: the same question gives the choices of a form, the words of a list and the check. */
const sources: Record<ReferenceType, Source> = {
  unit: (db, { day, ids }) =>
    unitsOn(db, day)
      .select(['u.id', 's.name as label', 'u.boardId'])
      .$if(ids !== undefined, (query) => query.where(isAmong('u.id', ids)))
      .orderBy(swedish('s.name'))
      .orderBy('u.id')
      .execute(),
  provider: (db, { ids }) =>
    db
      .selectFrom('provider as p')
      .select(['p.id', 'p.name as label', sql<null>`null`.as('boardId')])
      .$if(ids !== undefined, (query) => query.where(isAmong('p.id', ids)))
      .orderBy(swedish('p.name'))
      .orderBy('p.id')
      .execute(),
  agreement: (db, { day, ids }) =>
    db
      .selectFrom('agreement as g')
      .innerJoin('agreementState as t', (join) =>
        join.onRef('t.municipalityId', '=', 'g.municipalityId').onRef('t.agreementId', '=', 'g.id'),
      )
      .distinctOn('g.id')
      .select(['g.id', sql<string>`t.title || ' (' || g.case_number || ')'`.as('label'), 'g.boardId'])
      .where('t.supersededAt', 'is', null)
      .$if(ids !== undefined, (query) => query.where(isAmong('g.id', ids)))
      .orderBy('g.id')
      // An agreement that has ended keeps its last title.
      .orderBy(holdsOn('t', day), 'desc')
      .orderBy('t.validFrom', 'desc')
      .execute(),
  requirement: (db, { ids }) =>
    db
      .selectFrom('requirement as r')
      .innerJoin('catalogueVersion as v', (join) =>
        join.onRef('v.municipalityId', '=', 'r.municipalityId').onRef('v.id', '=', 'r.catalogueVersionId'),
      )
      .distinctOn('r.key')
      .select([
        'r.key as id',
        sql<string>`r.code || ' ' || r.title`.as('label'),
        sql<null>`null`.as('boardId'),
      ])
      .where('v.state', '=', 'published')
      .where('v.agreementId', 'is', null)
      .$if(ids !== undefined, (query) => query.where(isAmong('r.key', ids)))
      .orderBy('r.key')
      .orderBy('v.number', 'desc')
      .execute(),
  serviceArea: (db, { ids }) =>
    db
      .selectFrom('serviceArea as a')
      .select(['a.id', 'a.name as label', sql<null>`null`.as('boardId')])
      .$if(ids !== undefined, (query) => query.where(isAmong('a.id', ids)))
      .orderBy(swedish('a.name'))
      .orderBy('a.id')
      .execute(),
  person: (db, { ids }) =>
    db
      .selectFrom('account as c')
      .select(['c.id', 'c.name as label', sql<null>`null`.as('boardId')])
      .where('c.side', '=', 'office')
      .$if(ids === undefined, (query) => query.where('c.state', '=', 'active'))
      .$if(ids !== undefined, (query) => query.where(isAmong('c.id', ids)))
      .orderBy(swedish('c.name'))
      .orderBy('c.id')
      .execute(),
  matter: (db, { ids }) =>
    db
      .selectFrom('matter as m')
      .select(['m.id', sql<string>`m.case_number || ' ' || m.title`.as('label'), 'm.boardId'])
      .$if(ids !== undefined, (query) => query.where(isAmong('m.id', ids)))
      .orderBy('m.caseNumber')
      .orderBy('m.id')
      .execute(),
  /** Never more exact than the year. The units' yearly follow-ups are owed, not consulted on: they are no choice. */
  planItem: (db, { ids }) =>
    db
      .selectFrom('planItem as i')
      .select(['i.id', sql<string>`i.name || ', ' || i.year`.as('label'), 'i.boardId'])
      .$if(ids === undefined, (query) =>
        query.where('i.kind', '<>', 'planned').where('i.removedAt', 'is', null),
      )
      .$if(ids !== undefined, (query) => query.where(isAmong('i.id', ids)))
      .orderBy('i.year')
      .orderBy('i.id')
      .execute(),
}

/** What a form of the kind lets people choose among, by type. */
export async function referenceChoices(db: Db, definition: Definition, day: IsoDate) {
  const found: Partial<Record<ReferenceType, Named[]>> = {}
  for (const type of typesOf(definition.fields)) found[type] = byLabel(await sources[type](db, { day }))
  return found
}

/** The words for everything the rows name. One question a type. */
export async function namesIn(
  db: Db,
  fields: readonly Field[],
  given: { readonly day: IsoDate; readonly rows: readonly Facts[] },
): Promise<Names> {
  const names: Partial<Record<ReferenceType, ReadonlyMap<string, string>>> = {}
  for (const type of typesOf(fields)) {
    const keys = fields.filter((field) => field.type === type).map(({ key }) => key)
    const ids = [...new Set(given.rows.flatMap((row) => keys.flatMap((key) => idsOf(row[key]))))]
    const found = ids.length === 0 ? [] : await sources[type](db, { day: given.day, ids })
    names[type] = new Map(found.map(({ id, label }) => [id, label]))
  }
  return names
}

/** The fields that name something which is not there, not the reader's, or another board's. */
export async function wrongReferences(
  db: Db,
  fields: readonly Field[],
  given: { readonly day: IsoDate; readonly facts: Facts; readonly boardId: string },
): Promise<string[]> {
  const wrong: string[] = []
  for (const { key, type } of fields) {
    const ids = isReference(type) ? idsOf(given.facts[key]) : []
    if (!isReference(type) || ids.length === 0) continue
    const [found] = await sources[type](db, { day: given.day, ids })
    if (!found || (found.boardId !== null && found.boardId !== given.boardId)) wrong.push(key)
  }
  return wrong
}

function idsOf(value: Value | undefined): readonly string[] {
  if (typeof value === 'string' && value !== '') return [value]
  return listOf(value)
}

function typesOf(fields: readonly Field[]): ReferenceType[] {
  return [...new Set(fields.map(({ type }) => type))].filter(isReference)
}

function isAmong(column: string, ids: readonly string[] | undefined): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)}::text = any(${[...(ids ?? [])]}::text[])`
}

/** Some are asked for in the order that makes them distinct. */
function byLabel(named: readonly Named[]): Named[] {
  return named.toSorted(
    (one, other) => compareSwedish(one.label, other.label) || (one.id < other.id ? -1 : 1),
  )
}
