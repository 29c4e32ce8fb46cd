import { Problem } from '#kernel/problem.ts'
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
  async run({ db, actor }, _, { revision: seen, ...setting }) {
    const current = await getCalculation(db, setting.boardId)
    if (current.revision !== seen) throw new Problem('stale', { current })
    const revision = seen + 1
    await db
      .insertInto('planSetting')
      .values({ ...setting, revision, municipalityId: actor.municipalityId })
      .onConflict((conflict) =>
        conflict.columns(['municipalityId', 'boardId']).doUpdateSet({ ...setting, revision }),
      )
      .execute()
    return { id: setting.boardId, revision }
  },
  detail: ({ boardId: _board, revision: _seen, ...setting }) => setting,
})
