import { hasRole, may } from '#access/may.ts'
import { todayIn, yearMonth } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { listMembers, lockFollowUp } from './queries.ts'
import { hourRoleOf, RecordHours } from './rules-hours.ts'
import type { Member } from './rules.ts'

/**
 * Writes down what somebody gave a follow-up in a month, at any time, also long after it has ended. What stands there
 * already is corrected with a reason and stays to be read, so nobody overwrites a colleague without seeing it.
 */
export const recordHours = command({
  verb: 'hours.record',
  input: RecordHours,
  target: ({ db }, { followUpId }) => lockFollowUp(db, followUpId),
  async run(context, followUp, { followUpId, accountId, reason, ...entry }) {
    const { actor, now } = context
    const members = await listMembers(context.db, followUpId)
    const member = members.find((one) => one.accountId === accountId)
    if (!member) throw fieldProblem('accountId', 'chooseOne')
    if (!mayWriteFor(context, { accountId, members, boardId: followUp.boardId }))
      throw new Problem('notAllowed')
    const month = yearMonth(entry.year, entry.month)
    if (month > todayIn(now).slice(0, 7)) throw fieldProblem('month', 'monthAhead')
    const corrected = await replace(context, { followUpId, accountId, reason, ...entry })
    const id = uuidv7(now.getTime())
    await context.db
      .insertInto('usedHours')
      .values({
        ...entry,
        ...{ municipalityId: actor.municipalityId, id, followUpId, accountId, boardId: followUp.boardId },
        role: hourRoleOf(member),
        recordedBy: actor.accountId,
        recordedAt: now,
      })
      .execute()
    return { id, followUpId, corrected }
  },
  detail: ({ accountId, year, month }, { corrected }) => ({ accountId, year, month, corrected }),
})

type Asked = { accountId: string; members: readonly Member[]; boardId: string }

/** Everyone their own; the one who leads the team, and the strategist, also those of the others. */
function mayWriteFor({ actor }: Context, { accountId, members, boardId }: Asked): boolean {
  const isLead = members.some((one) => one.accountId === actor.accountId && one.isLead && !one.removedAt)
  const isStrategist = hasRole(actor, 'strategist') && may(actor, 'capacity.set', { boardId })
  return accountId === actor.accountId || isLead || isStrategist
}

type Entry = {
  followUpId: string
  accountId: string
  year: number
  month: number
  hours: number
  note: string
  reason: string
}

/** True when something stood there. The same hours again change nothing and need no entry. */
async function replace({ db, actor, now }: Context, entry: Entry): Promise<boolean> {
  const current = await db
    .selectFrom('usedHours')
    .select(['id', 'hours', 'note'])
    .where('followUpId', '=', entry.followUpId)
    .where('accountId', '=', entry.accountId)
    .where('year', '=', entry.year)
    .where('month', '=', entry.month)
    .where('replacedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!current) return false
  if (current.hours === entry.hours && current.note === entry.note) throw new Problem('alreadyDone')
  if (entry.reason === '') throw fieldProblem('reason', 'hoursThereAlready')
  await db
    .updateTable('usedHours')
    .set({ replacedAt: now, replacedBy: actor.accountId, replacedReason: entry.reason })
    .where('id', '=', current.id)
    .execute()
  return true
}
