import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { AskWholeExport, FetchWholeExport, RemoveWholeExport } from './contract.ts'
import { lockWholeExport } from './queries.ts'
import { canMove, stateOf } from './rules.ts'

/** Everything of the municipality, written by the background work. While one is under way, that one is the answer. */
export const askWholeExport = command({
  verb: 'wholeExport.ask',
  input: AskWholeExport,
  target: async () => null,
  async run({ db, actor, now }) {
    const id = uuidv7(now.getTime())
    const { municipalityId, accountId } = actor
    await db
      .insertInto('wholeExport')
      .values({ municipalityId, id, askedBy: accountId, askedAt: now, state: 'asked' })
      .onConflict((conflict) =>
        conflict.columns(['municipalityId']).where('state', 'in', ['asked', 'working']).doNothing(),
      )
      .execute()
    const open = await db
      .selectFrom('wholeExport')
      .select('id')
      .where('state', 'in', ['asked', 'working'])
      .executeTakeFirstOrThrow()
    return { id: open.id }
  },
})

/** Takes the content away before its time. That it was made stays known. */
export const removeWholeExport = command({
  verb: 'wholeExport.remove',
  input: RemoveWholeExport,
  target: ({ db }, { exportId }) => lockWholeExport(db, exportId),
  async run({ db }, { id, state }) {
    const next = stateOf(state, 'remove')
    await db.deleteFrom('wholeExportPiece').where('exportId', '=', id).execute()
    await db.updateTable('wholeExport').set({ state: next }).where('id', '=', id).execute()
    return { id }
  },
})

/** Asked at every download: the right is that of this moment, and who took everything out stands in the log. */
export const fetchWholeExport = command({
  verb: 'wholeExport.fetch',
  input: FetchWholeExport,
  target: ({ db }, { exportId }) => lockWholeExport(db, exportId),
  async run({ now }, { id, state, bytes, askedAt, expiresAt }) {
    if (!canMove(state, 'remove') || bytes === null || !expiresAt || expiresAt < now)
      throw new Problem('notFound')
    return { id, bytes, askedAt: askedAt.toISOString() }
  },
})
