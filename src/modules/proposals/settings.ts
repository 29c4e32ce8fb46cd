import { keepSetting } from '#modules/plans/public.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { SetCalculation } from './contract.ts'
import { standardCalculation, type Calculation } from './rules.ts'

/** How the board has set that plans are computed, or what the product starts with. */
export async function getCalculation(db: Db, boardId: string): Promise<Calculation> {
  const row = await db
    .selectFrom('planSetting')
    .select([
      'boardId',
      'reservePercent',
      'monthsBetween',
      'professionsPerTeam',
      'reportsPerMeeting',
      'extraFromRisk',
      'monthProfile',
      'revision',
    ])
    .where('boardId', '=', boardId)
    .executeTakeFirst()
  return row ?? { boardId, ...standardCalculation }
}

/** The same row as the board's other settings of planning, and the same revision: two windows never write over each other. */
export const setCalculation = command({
  verb: 'areaRule.change',
  input: SetCalculation,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  run: async (context, _, setting) =>
    keepSetting(context, await getCalculation(context.db, setting.boardId), setting),
  detail: ({ boardId: _board, revision: _seen, ...setting }) => setting,
})
