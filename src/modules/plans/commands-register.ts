import { todayIn, yearMonth } from '#kernel/dates.ts'
import { fieldProblem } from '#kernel/problem.ts'
import { listCandidates } from '#modules/followups/public.ts'
import { command } from '#platform/command.ts'
import { FillStaffHours } from './contract-register.ts'
import { listRegisteredShares } from './queries-register.ts'

/**
 * Capacity from the register of who works with follow-up (M-055): each one's share of full time becomes hours month by
 * month, from the day that the register says. Hours that somebody has set are never written over.
 */
export const fillStaffHours = command({
  verb: 'capacity.set',
  input: FillStaffHours,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run({ db, actor, now }, _, { boardId, year, fullTimeHours, monthProfile }) {
    const here = new Set((await listCandidates(db, boardId, todayIn(now))).map(({ id }) => id))
    const shares = (await listRegisteredShares(db, boardId)).filter(({ accountId }) => here.has(accountId))
    const rows = monthProfile.flatMap((percent, at) =>
      shares
        .map(({ accountId, parts }) => ({
          ...{ municipalityId: actor.municipalityId, boardId, accountId, year, month: at + 1 },
          hours: hoursOf(fullTimeHours * percent, shareIn(parts, yearMonth(year, at + 1))),
        }))
        .filter(({ hours }) => hours > 0),
    )
    if (rows.length === 0) throw fieldProblem('fullTimeHours', 'nothingInRegister')
    const made = await db
      .insertInto('staffHours')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['municipalityId', 'boardId', 'accountId', 'year', 'month']).doNothing(),
      )
      .returning('accountId')
      .execute()
    return { id: boardId, people: new Set(made.map(({ accountId }) => accountId)).size, months: made.length }
  },
  detail: ({ year, fullTimeHours }, { people, months }) => ({ year, fullTimeHours, people, months }),
})

type Part = { share: number; from: string }

/** Parts of several areas add up, to no more than full time. A month counts from the one that the day lies in. */
function shareIn(parts: readonly Part[], month: string): number {
  const sum = parts.reduce((so, { share, from }) => (from.slice(0, 7) <= month ? so + share : so), 0)
  return Math.min(100, sum)
}

/** Both are in percent. */
function hoursOf(fullTime: number, share: number): number {
  return Math.round((fullTime * share) / 1000) / 10
}
