import { todayIn } from '#kernel/dates.ts'
import { notify, operatorsOf } from '#modules/notices/public.ts'
import type { Context } from '#platform/command.ts'
import type { FollowUp } from './rules.ts'

type Told = Pick<FollowUp, 'id' | 'boardId' | 'unitId' | 'providerId'>

/** From this moment the operator sees the follow-up and its team. Before it, no row of it has a way out. */
export async function share(context: Context, followUp: Told, title: string): Promise<void> {
  const { db, now } = context
  await db.updateTable('followUp').set({ sharedAt: now }).where('id', '=', followUp.id).execute()
  await db
    .updateTable('followUpMember')
    .set({ sharedAt: now })
    .where('followUpId', '=', followUp.id)
    .where('removedAt', 'is', null)
    .execute()
  await tellManagers(context, followUp, title)
}

/** A sentence and a link to what the unit is to hand in; never content. */
export async function tellManagers(
  context: Context,
  followUp: Told,
  title: string,
  href = '/lamna-in',
): Promise<void> {
  const managers = await operatorsOf(context.db, followUp, todayIn(context.now))
  await notify(context, managers, { kind: 'followUp', title, href, boardId: followUp.boardId })
}
