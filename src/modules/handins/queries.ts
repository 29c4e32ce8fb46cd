import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { unitNameOn } from '#modules/organisation/public.ts'
import { swedish, swedishToday } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { Levels } from './contract.ts'

/**
 * How far an operator sees here: all requests of the units they manage, and what was handed on to them. The walls show a
 * delegate every request of the unit; this is narrower, so that a task handed on brings nothing else along.
 */
export type Reach = { readonly accountId: string; readonly managed: readonly string[] }

const managers: readonly string[] = ['unitManager', 'providerManager']

export function reachOf(actor: Actor): Reach {
  const held = actor.assignments.filter((assignment) => managers.includes(assignment.role))
  return { accountId: actor.accountId, managed: held.flatMap((assignment) => assignment.unitIds ?? []) }
}

/** For tables with a unit alone: what is handed on is only ever a request. */
export const managedUnit = (reach: Reach, alias: string) =>
  sql<boolean>`${sql.ref(`${alias}.unitId`)} = any(${[...reach.managed]}::uuid[])`

export const withinReach = (reach: Reach) =>
  sql<boolean>`(${managedUnit(reach, 'r')} or r.assigned_to = ${reach.accountId})`

/** What the unit is called now. */
export const unitNameOf = (alias: string) => unitNameOn(alias, swedishToday)

export function requestsWithin(db: Db, reach: Reach) {
  return db
    .selectFrom('documentRequest as r')
    .leftJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'r.municipalityId').onRef('f.id', '=', 'r.followUpId'),
    )
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'r.municipalityId').onRef('a.id', '=', 'r.assignedTo'),
    )
    .where(withinReach(reach))
}

const columns = [
  'r.id',
  'r.boardId',
  'r.unitId',
  'r.providerId',
  'r.followUpId',
  'r.title',
  'r.why',
  'r.legalGround',
  'r.requirementIds',
  'r.dueOn',
  'r.state',
  'r.extensionAskedUntil',
  'r.extensionReason',
  'r.extensionAnswer',
  'r.returnReason',
  'r.requestedAt',
  'r.assignedTo',
  'r.revision',
  'a.name as assignedName',
] as const
const followUpTitle = sql<string>`coalesce(f.title, '')`

export function findHandIn(db: Db, requestId: string, reach: Reach) {
  return requestsWithin(db, reach)
    .select(columns)
    .select([followUpTitle.as('followUpTitle'), unitNameOf('r').as('unitName')])
    .where('r.id', '=', requestId)
    .executeTakeFirst()
}
export type HandIn = NonNullable<Awaited<ReturnType<typeof findHandIn>>>

export function listHandIns(db: Db, reach: Reach, unitId?: string) {
  let query = requestsWithin(db, reach)
  if (unitId) query = query.where('r.unitId', '=', unitId)
  return query
    .select(columns)
    .select([followUpTitle.as('followUpTitle'), unitNameOf('r').as('unitName')])
    .orderBy('r.dueOn')
    .orderBy('r.id')
    .limit(500)
    .execute()
}

/** Holds the request until the transaction ends: two who hand in at once both count. */
export function lockHandIn(db: Db, requestId: string, reach: Reach) {
  return db
    .selectFrom('documentRequest as r')
    .select([
      'r.id',
      'r.boardId',
      'r.unitId',
      'r.providerId',
      'r.followUpId',
      'r.title',
      'r.dueOn',
      'r.state',
      'r.extensionAskedUntil',
      'r.extensionReason',
      'r.extensionAnswer',
      'r.assignedTo',
      'r.revision',
    ])
    .where('r.id', '=', requestId)
    .where(withinReach(reach))
    .forUpdate()
    .executeTakeFirst()
}
export type LockedHandIn = NonNullable<Awaited<ReturnType<typeof lockHandIn>>>

/** The criteria a request rests on, with what each level means: open to the operator before anything is judged. */
export async function listCriteria(db: Db, requirementIds: readonly string[]) {
  if (requirementIds.length === 0) return []
  const rows = await db
    .selectFrom('requirement')
    .select(['id', 'code', 'title', 'text', 'evidence', 'levels'])
    .where('id', 'in', [...requirementIds])
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => {
    const levels = Levels.safeParse(row.levels)
    return { ...row, levels: levels.success ? levels.data : [] }
  })
}

/** Who the request can be handed on to: colleagues at the same provider who have to do with the unit. */
export function listColleagues(
  db: Db,
  request: { unitId: string; providerId: string },
  at: { accountId: string; today: string },
) {
  return db
    .selectFrom('account as a')
    .select(['a.id', 'a.name', 'a.profession'])
    .where('a.providerId', '=', request.providerId)
    .where('a.state', '=', 'active')
    .where('a.id', '<>', at.accountId)
    .where(
      sql<boolean>`exists (select from role_assignment h
        where h.municipality_id = a.municipality_id and h.account_id = a.id and h.provider_id = ${request.providerId}
          and h.role in ('delegate', 'unitManager') and (h.unit_id is null or h.unit_id = ${request.unitId})
          and h.valid_from <= ${at.today} and (h.valid_to is null or h.valid_to >= ${at.today}))`,
    )
    .orderBy(swedish('a.name'))
    .orderBy('a.id')
    .execute()
}
