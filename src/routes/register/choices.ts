import type { Actor } from '#access/may.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { listBoards } from '#modules/organisation/public.ts'
import { referenceChoices, type Definition } from '#modules/registers/public.ts'
import type { Db } from '#platform/db/pool.ts'

/** The boards a person works for, and what the form of a register lets them choose among. */
export async function formChoices(db: Db, actor: Actor, given: { definition: Definition; day: IsoDate }) {
  const boards = (await listBoards(db)).filter((board) =>
    actor.assignments.some((held) => held.boardId === board.id),
  )
  const found = await referenceChoices(db, given.definition, given.day)
  const short = new Map(boards.map((board) => [board.id, board.abbreviation]))
  const mark = (boardId: string | null) =>
    boards.length > 1 && boardId ? ` (${short.get(boardId) ?? ''})` : ''
  const choices = Object.fromEntries(
    Object.entries(found).map(([type, rows]) => [
      type,
      rows.map(({ id, label, boardId }) => ({ value: id, label: `${label}${mark(boardId)}`, boardId })),
    ]),
  )
  return { boards, choices }
}
