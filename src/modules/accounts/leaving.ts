import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { holdersOf, layNotices } from '#modules/notices/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { handOverTexts as t } from '#texts/sv/handover.ts'
import { countWorkLeft, type WorkLeft } from './queries.ts'

type Person = { readonly id: string; readonly name: string }
export type EndedAccess = { sessions?: number; mails?: number; requests?: number }

/** With the power over accounts: an administrator’s command, or the upkeep, which is nobody. */
export type Keeper = {
  readonly db: Db
  readonly now: Date
  readonly actor: { readonly municipalityId: string }
}

/** The account stops working the same second, a request under way with it; its history stands. */
export async function endAccount(keeper: Keeper, person: Person): Promise<EndedAccess> {
  const { db, now } = keeper
  const left = await countWorkLeft(db, person.id)
  await db
    .updateTable('account')
    .set({ state: 'closed', closedAt: now })
    .where('id', '=', person.id)
    .execute()
  const ended = await endAccess(keeper, person)
  await tellStrategists(keeper, person, left)
  return ended
}

/**
 * Ends all that a closed account, or one without a role left, could still reach; what a unit had handed to the person
 * goes back to the managers. The database does it, because none of it is content the administrator may read.
 */
export async function endAccess({ db, now }: Keeper, person: Person): Promise<EndedAccess> {
  const { rows } = await sql<{
    ended: EndedAccess
  }>`select auth.end_access(${person.id}, ${todayIn(now)}, ${now},
    ${t.requestsBack(person.name)}) as ended`.execute(db)
  await sql`select auth.end_tokens(${person.id}, ${todayIn(now)}, ${now})`.execute(db)
  return rows[0]?.ended ?? {}
}

/** The strategists of the boards where work is left: one notice each. */
async function tellStrategists(keeper: Keeper, person: Person, left: readonly WorkLeft[]): Promise<void> {
  const told = new Set<string>()
  const by = { municipalityId: keeper.actor.municipalityId, now: keeper.now }
  for (const boardId of new Set(left.filter((one) => one.kind !== 'request').map((one) => one.boardId))) {
    const strategists = await holdersOf(keeper.db, boardId, ['strategist'], todayIn(keeper.now))
    const fresh = strategists.filter((one) => !told.has(one))
    fresh.forEach((one) => told.add(one))
    const href = `/overlamna/${person.id}`
    const notice = { kind: 'work.left', title: t.strategistNotice(person.name), href, boardId }
    await layNotices(keeper.db, by, { receivers: fresh, notice })
  }
}
