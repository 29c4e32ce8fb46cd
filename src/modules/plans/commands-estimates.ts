import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { SetEstimate, TakeUsedHours } from './contract.ts'
import { listEstimates } from './queries-capacity.ts'
import { listUsed } from './queries-used.ts'
import type { EstimateKey, RoleHours } from './rules-capacity.ts'
import { asEstimate } from './rules-used.ts'

export const setEstimate = command({
  verb: 'capacity.set',
  input: SetEstimate,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, { hours, reason, boardId, ...key }) {
    await keepEstimate(context, { ...key, boardId }, { hours, reason, followUps: null })
    return { id: boardId }
  },
  detail: ({ kind, depth, serviceAreaId }) => ({ kind, depth, serviceAreaId }),
})

/**
 * What follow-ups of the year took on the average becomes the estimate. It is counted again here: what the page showed
 * may be a minute old, and what is kept must be what the entries say.
 */
export const takeUsedHours = command({
  verb: 'capacity.set',
  input: TakeUsedHours,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, { year, reason, boardId, ...key }) {
    const used = (await listUsed(context.db, { boardId, year })).find(
      (row) => row.kind === key.kind && row.depth === key.depth && row.serviceAreaId === key.serviceAreaId,
    )
    if (!used) throw new Problem('notFound')
    const hours = asEstimate(used.used)
    await keepEstimate(context, { ...key, boardId }, { hours, reason, followUps: used.followUps })
    return { id: boardId, hours, followUps: used.followUps }
  },
  detail: ({ kind, depth, serviceAreaId, year }, { followUps }) => ({
    ...{ kind, depth, serviceAreaId, year, followUps },
  }),
})

type Key = EstimateKey & { boardId: string }
type Kept = { hours: RoleHours | null; reason: string; followUps: number | null }

/** Null hours go back to what holds for all areas, or to what the product starts with. What held before is kept. */
async function keepEstimate(context: Context, key: Key, { hours, reason, followUps }: Kept): Promise<void> {
  const { db, actor, now } = context
  const held = (await listEstimates(db, key.boardId)).find(
    (one) => one.kind === key.kind && one.depth === key.depth && one.serviceAreaId === key.serviceAreaId,
  )
  if (!held && hours === null) return
  await db
    .deleteFrom('planEstimate')
    .where('boardId', '=', key.boardId)
    .where('kind', '=', key.kind)
    .where('depth', '=', key.depth)
    .where('serviceAreaId', key.serviceAreaId === null ? 'is' : '=', key.serviceAreaId)
    .execute()
  const row = { ...key, municipalityId: actor.municipalityId }
  const after = hours && JSON.stringify(hours)
  if (after)
    await db
      .insertInto('planEstimate')
      .values({ ...row, id: uuidv7(now.getTime()), hours: after })
      .onConflict((conflict) =>
        conflict
          .columns(['municipalityId', 'boardId', 'serviceAreaId', 'kind', 'depth'])
          .doUpdateSet({ hours: after }),
      )
      .execute()
  const before = held ? JSON.stringify(held.hours) : null
  const changed = { changedBy: actor.accountId, changedAt: now }
  await db
    .insertInto('planEstimateChange')
    .values({ ...row, ...changed, id: uuidv7(now.getTime()), before, after, reason, followUps })
    .execute()
}
