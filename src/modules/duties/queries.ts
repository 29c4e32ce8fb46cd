import { sql, type RawBuilder } from 'kysely'
import { hasRole, type Actor } from '#access/may.ts'
import { officeRoles, type Role } from '#access/roles.ts'
import { addDays, addMonths, type IsoDate } from '#kernel/dates.ts'
import { patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, countOf, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { DutyFilter, dutySorts } from './contract.ts'
import { isOperatorRole } from './rules.ts'

/** Duties with the names beside them: the unit as it was last known, and the owner. */
function duties(db: Db) {
  return db
    .selectFrom('duty as d')
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'd.municipalityId').onRef('a.id', '=', 'd.ownerId'),
    )
    .leftJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('unitState as x')
          .whereRef('x.municipalityId', '=', 'd.municipalityId')
          .whereRef('x.unitId', '=', 'd.unitId')
          .where('x.supersededAt', 'is', null)
          .orderBy('x.validFrom', 'desc')
          .limit(1)
          .select(['x.name', 'x.serviceAreaId'])
          .as('s'),
      (join) => join.onTrue(),
    )
}

const columns = [
  'd.id',
  'd.rule',
  'd.sourceId',
  'd.boardId',
  'd.unitId',
  'd.providerId',
  'd.title',
  'd.href',
  'd.ground',
  'd.dueOn',
  'd.remindFrom',
  'd.ownerId',
  'd.ownerRole',
  'd.assignedAt',
  'd.state',
  'd.doneOn',
  'd.proofHref',
  'd.proofNote',
  'd.settledBy',
  'd.decidedBy',
  'd.firstSeenAt',
  'd.changedAt',
  'd.revision',
  's.name as unitName',
  'a.name as ownerName',
] as const

const orders: Record<(typeof dutySorts)[number], RawBuilder<unknown>> = {
  senast: sql`d.due_on`,
  vad: swedish('d.title'),
  lage: sql`array_position(array['open', 'waived', 'lapsed', 'done'], d.state)`,
  enhet: swedish('s.name'),
  ansvarig: swedish('a.name'),
}

export type DutyRow = Awaited<ReturnType<typeof listDuties>>['duties'][number]

/** What is owed, as the reader may see it: the office its boards', a unit its own. */
export async function listDuties(db: Db, filter: DutyFilter, today: IsoDate) {
  const wanted = sql<boolean>`${sql.join(conditions(filter, today), sql` and `)}`
  const matching = duties(db)
    .where(wanted)
    .select([...columns])
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('d.dueOn')
    .orderBy('d.id')
  const { rows, total } = await paged(matching, filter)
  return { duties: rows, total }
}

function conditions(filter: DutyFilter, today: IsoDate): RawBuilder<boolean>[] {
  const wanted = [sql<boolean>`true`, inState(filter.state, today)]
  for (const pattern of patternsOf(filter.q))
    wanted.push(sql`(d.title ilike ${pattern} or s.name ilike ${pattern} or a.name ilike ${pattern})`)
  if (filter.rule) wanted.push(sql`d.rule = ${filter.rule}`)
  if (filter.area) wanted.push(sql`s.service_area_id = ${filter.area}`)
  if (filter.unit) wanted.push(sql`d.unit_id = ${filter.unit}`)
  if (filter.owner) wanted.push(sql`d.owner_id = ${filter.owner}`)
  if (filter.month) wanted.push(within(`${filter.month}-01`))
  return wanted
}

function inState(state: DutyFilter['state'], today: IsoDate): RawBuilder<boolean> {
  if (state === 'all') return sql`true`
  if (state === 'late') return sql`(d.state = 'open' and d.due_on < ${today})`
  return sql`d.state = ${state}`
}

function within(first: IsoDate): RawBuilder<boolean> {
  return sql`(d.due_on >= ${first} and d.due_on < ${addMonths(first, 1)})`
}

export function findDuty(db: Db, dutyId: string): Promise<DutyRow | undefined> {
  return duties(db)
    .where('d.id', '=', dutyId)
    .select([...columns])
    .executeTakeFirst()
}

/** What happened to it, the latest first, with who did it. */
export function listEvents(db: Db, dutyId: string) {
  return db
    .selectFrom('dutyEvent as e')
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'e.municipalityId').onRef('a.id', '=', 'e.byId'),
    )
    .leftJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 'e.municipalityId').on(sql`w.id::text`, '=', sql.ref('e.was')),
    )
    .leftJoin('account as b', (join) =>
      join.onRef('b.municipalityId', '=', 'e.municipalityId').on(sql`b.id::text`, '=', sql.ref('e.became')),
    )
    .select(['e.id', 'e.kind', 'e.was', 'e.became', 'e.reason', 'e.at', 'a.name as byName'])
    .select(['w.name as wasName', 'b.name as becameName'])
    .where('e.dutyId', '=', dutyId)
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .execute()
}

/** Who can be given it: everybody who holds a role in the office of the board today. */
export function listCandidates(db: Db, boardId: string, today: IsoDate) {
  return db
    .selectFrom('account as a')
    .select(['a.id', 'a.name'])
    .where('a.state', '<>', 'closed')
    .where(
      sql<boolean>`exists (select from role_assignment r where r.municipality_id = a.municipality_id
        and r.account_id = a.id and r.board_id = ${boardId} and r.role = any(${[...officeRoles]}::text[])
        and r.valid_from <= ${today} and (r.valid_to is null or r.valid_to >= ${today}))`,
    )
    .orderBy(swedish('a.name'))
    .orderBy('a.id')
    .execute()
}

/** People who own something: for the filter of the list. */
export function listOwners(db: Db) {
  return db
    .selectFrom('account as a')
    .select(['a.id', 'a.name'])
    .where(
      sql<boolean>`exists (select from duty d where d.municipality_id = a.municipality_id and d.owner_id = a.id)`,
    )
    .orderBy(swedish('a.name'))
    .orderBy('a.id')
    .execute()
}

/** How far ahead one's own list looks; the whole is in the list of duties. */
export const daysAhead = 120

/** What a person is to do: what is theirs by name, and what is everybody's with their role. */
export function listMine(db: Db, actor: Actor, today: IsoDate) {
  return duties(db)
    .where(
      sql<boolean>`d.state = 'open' and d.due_on <= ${addDays(today, daysAhead)} and ${isMine(actor, today)}`,
    )
    .select([...columns])
    .orderBy('d.dueOn')
    .orderBy(swedish('d.title'))
    .orderBy('d.id')
    .limit(300)
    .execute()
}

/** Somebody who has left owns nothing: it falls back to the role. */
const isNobodys = sql<boolean>`(d.owner_id is null or exists (select from account g
  where g.municipality_id = d.municipality_id and g.id = d.owner_id and g.state = 'closed'))`

export function isMine(actor: Actor, today: IsoDate): RawBuilder<boolean> {
  const office = actor.assignments
    .filter((held) => held.boardId !== null)
    .map((held) => sql<boolean>`(d.board_id = ${held.boardId} and d.owner_role = ${held.role})`)
  const shared = [...office, fallenToStrategist(actor, today)]
  return sql<boolean>`(d.owner_id = ${actor.accountId} or (${isNobodys} and (${sql.join(shared, sql` or `)}))
    or ${operatorShare(actor)})`
}

/** Where nobody on the board holds the role, as in a municipality that has just begun: as the reminders have it. */
function fallenToStrategist(actor: Actor, today: IsoDate): RawBuilder<boolean> {
  const boards = actor.assignments.filter((held) => held.role === 'strategist').map((held) => held.boardId)
  return sql<boolean>`(d.board_id = any(${boards}::uuid[]) and d.owner_role = any(${[...officeRoles]}::text[])
    and not exists (select from role_assignment r where r.municipality_id = d.municipality_id
      and r.board_id = d.board_id and r.role = d.owner_role
      and r.valid_from <= ${today} and (r.valid_to is null or r.valid_to >= ${today})))`
}

/**
 * Managers share what the units they manage owe, also what one of them has handed to somebody of the staff: it is the
 * same list as what they are to hand in. A member of the staff has what was handed over.
 */
function operatorShare(actor: Actor): RawBuilder<boolean> {
  const managed = actor.assignments
    .filter((held) => held.role === 'unitManager' || held.role === 'providerManager')
    .flatMap((held) => held.unitIds ?? [])
  const roles: readonly Role[] = ['unitManager', 'providerManager', 'delegate']
  return sql<boolean>`(d.owner_role = any(${roles.filter(isOperatorRole)}::text[])
    and d.unit_id = any(${managed}::uuid[]))`
}

/** What is more than a week late and somebody else's: what the strategist and the director hear of. */
export async function countLateElsewhere(db: Db, actor: Actor, today: IsoDate): Promise<number> {
  if (!hasRole(actor, 'strategist', 'director')) return 0
  const late = sql<boolean>`d.state = 'open' and d.due_on <= ${addDays(today, -7)}
    and ${isMine(actor, today)} is not true`
  return countOf(db.selectFrom('duty as d').where(late))
}

export function lockDuty(db: Db, dutyId: string) {
  return db.selectFrom('duty').selectAll().where('id', '=', dutyId).forUpdate().executeTakeFirst()
}
