import { command } from '#platform/command.ts'
import { SetReportDays } from './contract.ts'

/** The days by which a board is to have the reports of the half-years: its own rule, in place of 31 August and 28 February. */
export const setReportDays = command({
  verb: 'template.change',
  input: SetReportDays,
  target: async ({ db }, { boardId }) => {
    const board = await db
      .selectFrom('board')
      .select('id')
      .where('id', '=', boardId)
      .forUpdate()
      .executeTakeFirst()
    return board && { ...board, boardId: board.id }
  },
  async run({ db }, board, { days }) {
    await db
      .updateTable('board')
      .set({ reportDays: [...days] })
      .where('id', '=', board.id)
      .execute()
    return { id: board.id }
  },
  detail: ({ days }) => ({ days }),
})
