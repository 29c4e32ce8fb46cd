import { may, type Actor } from '#access/may.ts'
import { listBoards } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { found } from '#platform/web/ask.ts'

/** The board whose risks are asked for, among those the reader works for: the first where the address names none. */
export async function boardFor(tx: Db, actor: Actor, { searchParams }: URL) {
  const boards = (await listBoards(tx)).filter(({ id }) => may(actor, 'risk.read', { boardId: id }))
  const board = found(boards.find(({ id }) => id === searchParams.get('namnd')) ?? boards[0])
  return { boards, board }
}
