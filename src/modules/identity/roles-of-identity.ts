import { sql } from 'kysely'
import { addDays, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { scopeOfRole, sideOf } from '#modules/accounts/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { handOverTexts as t } from '#texts/sv/handover.ts'
import { tell } from './gate-scope.ts'
import type { Settings } from './queries.ts'
import { roleKey, rolesFrom, type Claims, type GivenRole } from './rules.ts'

type Person = {
  id: string
  name: string
  side: 'office' | 'operator' | 'board'
  providerId: string | null
}
type Held = GivenRole & { id: string }
type Given = { settings: Settings; person: Person; claims: Claims; now: Date }

/**
 * Makes the roles that come from this provider what it says now. Roles given by an administrator's hand stand as they
 * are. What is gone at the provider is gone here at once, with what it could reach.
 */
export async function followRoles(tx: Db, given: Given): Promise<void> {
  const { settings, person, now } = given
  const wanted = rolesFrom(given.claims, settings).filter((one) => fits(one, given))
  const held = await heldFrom(tx, given)
  const keys = { wanted: new Set(wanted.map(roleKey)), held: new Set(held.map(roleKey)) }
  const fresh = wanted.filter((one) => !keys.held.has(roleKey(one)))
  const gone = held.filter((one) => !keys.wanted.has(roleKey(one)))
  if (fresh.length + gone.length === 0) return
  for (const one of fresh) await insert(tx, given, one)
  if (gone.length > 0) await end(tx, given, gone)
  await tell(tx, {
    municipalityId: settings.municipalityId,
    verb: 'identity.followRoles',
    targetId: person.id,
    outcome: 'done',
    detail: {
      identityProviderId: settings.id,
      given: fresh,
      ended: gone.map(({ role, id }) => ({ role, id })),
    },
    at: now,
  })
}

/**
 * An account sits on one side of the table, an operator's with one provider. And whoever last wrote what gives which
 * role gets none by it: nobody gives themselves a role, by this way either.
 */
function fits(one: GivenRole, { person, settings }: Given): boolean {
  if (settings.changedBy === person.id || sideOf(one.role) !== person.side) return false
  const needs = scopeOfRole[one.role]
  if (needs === 'board') return one.boardId !== null
  return needs === 'municipality' || (one.providerId !== null && one.providerId === person.providerId)
}

async function heldFrom(tx: Db, { settings, person, now }: Given): Promise<Held[]> {
  const { rows } = await sql<Held>`select id, role, board_id, provider_id from role_assignment
    where account_id = ${person.id} and identity_provider_id = ${settings.id}
      and (valid_to is null or valid_to >= ${todayIn(now)})
    order by id for update`.execute(tx)
  return rows
}

async function insert(tx: Db, { settings, person, now }: Given, one: GivenRole): Promise<void> {
  await tx
    .insertInto('roleAssignment')
    .values({
      ...one,
      municipalityId: settings.municipalityId,
      id: uuidv7(now.getTime()),
      accountId: person.id,
      unitId: null,
      validFrom: todayIn(now),
      validTo: null,
      identityProviderId: settings.id,
    })
    .execute()
}

async function end(tx: Db, { person, now }: Given, gone: readonly Held[]): Promise<void> {
  const yesterday = addDays(todayIn(now), -1)
  await tx
    .updateTable('roleAssignment')
    .set({ validTo: sql`greatest(valid_from - 1, ${yesterday}::date)` })
    .where(
      'id',
      'in',
      gone.map(({ id }) => id),
    )
    .execute()
  await sql`select auth.end_access(${person.id}, ${todayIn(now)}, ${now}, ${t.requestsBack(person.name)})`.execute(
    tx,
  )
}

/** True if the person holds any role today, from whatever hand. */
export async function holdsRole(tx: Db, accountId: string, now: Date): Promise<boolean> {
  const today = todayIn(now)
  const row = await tx
    .selectFrom('roleAssignment')
    .select('id')
    .where('accountId', '=', accountId)
    .where('validFrom', '<=', today)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>=', today)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
