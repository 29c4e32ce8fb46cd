import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { holdersOf, notify } from '#modules/notices/public.ts'
import type { Context } from '#platform/command.ts'
import { handOverTexts as t } from '#texts/sv/handover.ts'
import type { WorkLeft } from './queries.ts'

type Person = { readonly id: string; readonly name: string }
export type EndedAccess = { sessions?: number; mails?: number; requests?: number }

/**
 * Ends all that a closed account, or one without a role left, could still reach; what a unit had handed to the person
 * goes back to the managers. The database does it, because none of it is content the administrator may read.
 */
export async function endAccess({ db, now }: Context, person: Person): Promise<EndedAccess> {
  const { rows } = await sql<{
    ended: EndedAccess
  }>`select auth.end_access(${person.id}, ${todayIn(now)}, ${now},
    ${t.requestsBack(person.name)}) as ended`.execute(db)
  await sql`select auth.end_tokens(${person.id}, ${todayIn(now)}, ${now})`.execute(db)
  return rows[0]?.ended ?? {}
}

/** The strategists of the boards where work is left: one notice each. */
export async function tellStrategists(
  context: Context,
  person: Person,
  left: readonly WorkLeft[],
): Promise<void> {
  const told = new Set<string>()
  for (const boardId of new Set(left.filter((one) => one.kind !== 'request').map((one) => one.boardId))) {
    const strategists = await holdersOf(context.db, boardId, ['strategist'], todayIn(context.now))
    const fresh = strategists.filter((one) => !told.has(one))
    fresh.forEach((one) => told.add(one))
    await notify(context, fresh, {
      kind: 'work.left',
      title: t.strategistNotice(person.name),
      href: `/overlamna/${person.id}`,
      boardId,
    })
  }
}
