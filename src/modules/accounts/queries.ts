import { sql, type RawBuilder } from 'kysely'
import type { Actor } from '#access/may.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { AccountFilter, accountSorts } from './contract.ts'

const orders: Readonly<Record<(typeof accountSorts)[number], RawBuilder<unknown>>> = {
  namn: swedish('a.name'),
  epost: sql.ref('a.email'),
  tillhor: sql`coalesce(p.name, a.side) collate "sv-SE-x-icu"`,
  lage: sql.ref('a.state'),
  sedd: sql`(select max(s.seen_at) from session s where s.account_id = a.id)`,
}

/** Accounts with the roles they hold today and when they were last seen. */
export async function listAccounts(db: Db, filter: AccountFilter, today: IsoDate) {
  const matching = filteredAccounts(db, filter, today)
    .select(['a.id', 'a.name', 'a.email', 'a.state', 'a.side', 'a.profession', 'p.name as providerName'])
    .select((select) => [rolesToday(select.ref('a.id'), today), lastSeen(select.ref('a.id'))])
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy(swedish('a.name'))
    .orderBy('a.id')
  const { rows, total } = await paged(matching, filter)
  return { accounts: rows, total }
}

/** The administrator knows providers by name only; the office reads their rows. */
export const providersByName = sql<{ id: string; name: string }>`(select id, name from provider_names()
  union select id, name from provider)`.as('p')

/** A search for a provider goes by the account's own. */
function filteredAccounts(db: Db, filter: AccountFilter, today: IsoDate) {
  let query = db
    .selectFrom('account as a')
    .leftJoin(providersByName, (join) => join.onRef('p.id', '=', 'a.providerId'))
  if (filter.state) query = query.where('a.state', '=', filter.state)
  if (filter.side) query = query.where('a.side', '=', filter.side)
  if (filter.provider) query = query.where('a.providerId', '=', filter.provider)
  if (filter.role)
    query = query.where(sql<boolean>`exists (select from role_assignment r where r.account_id = a.id
      and r.role = ${filter.role} and r.valid_from <= ${today} and (r.valid_to is null or r.valid_to >= ${today}))`)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([
        where('a.name', 'ilike', like),
        where('a.email', 'ilike', like),
        where('p.name', 'ilike', like),
        where('a.profession', 'ilike', like),
      ]),
    )
  return query
}

function rolesToday(accountId: unknown, today: IsoDate) {
  return sql<string[]>`array(select distinct r.role from role_assignment r where r.account_id = ${accountId}
    and r.valid_from <= ${today} and (r.valid_to is null or r.valid_to >= ${today}) order by 1)`.as('roles')
}

function lastSeen(accountId: unknown) {
  return sql<Date | null>`(select max(s.seen_at) from session s where s.account_id = ${accountId})`.as(
    'lastSeenAt',
  )
}

export function findAccount(db: Db, accountId: string) {
  return db
    .selectFrom('account as a')
    .leftJoin(providersByName, (join) => join.onRef('p.id', '=', 'a.providerId'))
    .select([
      'a.id',
      'a.name',
      'a.email',
      'a.state',
      'a.side',
      'a.profession',
      'a.providerId',
      'p.name as providerName',
      'a.createdAt',
      'a.closedAt',
    ])
    .where('a.id', '=', accountId)
    .executeTakeFirst()
}

export function lockAccount(db: Db, accountId: string) {
  return db
    .selectFrom('account')
    .select(['id', 'name', 'side', 'state', 'providerId'])
    .where('id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
}

export function listAssignments(db: Db, accountId: string) {
  return db
    .selectFrom('roleAssignment as r')
    .leftJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'r.municipalityId').onRef('b.id', '=', 'r.boardId'),
    )
    .leftJoin(providersByName, (join) => join.onRef('p.id', '=', 'r.providerId'))
    .select([
      'r.id',
      'r.role',
      'b.name as boardName',
      'p.name as providerName',
      'r.unitId',
      'r.validFrom',
      'r.validTo',
    ])
    .where('r.accountId', '=', accountId)
    .orderBy('r.validFrom', 'desc')
    .orderBy('r.id')
    .execute()
}

/** The person's own sessions that still hold. */
export function listOwnSessions(db: Db, actor: Actor, now: Date) {
  return db
    .selectFrom('session')
    .select(['id', 'agent', 'createdAt', 'seenAt'])
    .where('accountId', '=', actor.accountId)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .where('seenAt', '>', new Date(now.getTime() - 30 * 60_000))
    .orderBy('seenAt', 'desc')
    .orderBy('id')
    .execute()
}

export function getSettings(db: Db) {
  return db
    .selectFrom('municipality')
    .select(['id', 'name', 'accent', 'hearingDays', 'hearingGround', 'releaseDays'])
    .select(['secondFactorRequired', 'idleDays', 'fileGigabytes'])
    .executeTakeFirstOrThrow()
}

/** Providers to choose among: the administrator needs their names, nothing else of them. */
export async function listProvidersForAccounts(db: Db) {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from provider_names()`.execute(db)
  return rows
}

/** Units that a role can be bound to, with who runs them: the administrator needs no more of them. */
export async function listUnitsForAccounts(db: Db, today: IsoDate) {
  const { rows } = await sql<{ id: string; name: string; providerId: string; providerName: string }>`
    select u.id, u.name, u.provider_id, p.name as provider_name from unit_names_for_accounts(${today}) u
      join provider_names() p on p.id = u.provider_id order by ${swedish('u.name')}, u.id`.execute(db)
  return rows
}

export type WorkLeft = { boardId: string; kind: string; leftOver: number }

/** How much of each kind a person has: the administrator is told this much, and nothing of what it is. */
export async function countWorkLeft(db: Db, accountId: string): Promise<WorkLeft[]> {
  const { rows } = await sql<WorkLeft>`select * from count_work_left(${accountId})`.execute(db)
  return rows
}
