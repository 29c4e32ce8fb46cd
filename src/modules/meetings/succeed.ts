import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import type { LockedItem } from './queries-items.ts'
import { itemAfter } from './rules.ts'

/** Takes an item off its agenda with a reason. Before the notice its number is given to those after it. */
export async function leave(
  { db }: Context,
  item: LockedItem,
  { move, reason }: { move: 'withdraw' | 'move'; reason: string },
): Promise<void> {
  await db
    .updateTable('agendaItem')
    .set((set) => ({
      state: itemAfter(item.state, move),
      leftReason: reason,
      revision: set('revision', '+', 1),
    }))
    .where('id', '=', item.id)
    .execute()
}

/**
 * The same item once more, on another meeting's agenda or waiting for one. It knows where it came from, and the
 * delegation decisions that were to be reported in it go with it.
 */
export async function succeed(context: Context, item: LockedItem, meetingId: string | null): Promise<string> {
  const { db, actor, now } = context
  const id = uuidv7(now.getTime())
  const { boardId, matterId, paperId, kind, title, proposal, presenter } = item
  await db
    .insertInto('agendaItem')
    .values({
      ...{
        municipalityId: actor.municipalityId,
        id,
        boardId,
        matterId,
        paperId,
        kind,
        title,
        proposal,
        presenter,
      },
      meetingId,
      state: meetingId ? 'onAgenda' : 'waiting',
      number: meetingId ? await nextNumber(db, meetingId) : null,
      cameFromId: item.id,
    })
    .execute()
  await db
    .updateTable('delegationDecision')
    .set({ reportedItemId: id })
    .where('reportedItemId', '=', item.id)
    .execute()
  return id
}

/** The meeting is locked by whoever asks, so that two items never take one number. */
export async function nextNumber(db: Db, meetingId: string): Promise<number> {
  const { number } = await db
    .selectFrom('agendaItem')
    .select((select) => select.fn.max<number | null>('number').as('number'))
    .where('meetingId', '=', meetingId)
    .executeTakeFirstOrThrow()
  return (number ?? 0) + 1
}

/** Closes the gap after an item that left before anybody was called to it. */
export async function renumber(db: Db, meetingId: string): Promise<void> {
  const rows = await db
    .selectFrom('agendaItem')
    .select(['id', 'state'])
    .where('meetingId', '=', meetingId)
    .orderBy('number', (order) => order.asc().nullsLast())
    .orderBy('id')
    .execute()
  const standing = rows.filter((row) => row.state === 'onAgenda')
  await setNumbers(
    db,
    rows.map((row) => ({ id: row.id, number: standing.indexOf(row) + 1 || null })),
  )
}

export async function setNumbers(
  db: Db,
  rows: readonly { id: string; number: number | null }[],
): Promise<void> {
  for (const { id, number } of rows)
    await db.updateTable('agendaItem').set({ number }).where('id', '=', id).execute()
}
