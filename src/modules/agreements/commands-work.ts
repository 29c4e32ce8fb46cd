import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { ChangeWork, CreateWork } from './contract-more.ts'
import { workDutyRules } from './duties.ts'
import { listOwners } from './queries-plan.ts'
import { internalKinds } from './rules.ts'

/** An internal agreement that is to be written: for which service, in which order, by whom and by when. */
export const createWork = command({
  verb: 'agreement.create',
  input: CreateWork,
  target: async ({ db }, { boardId }) => (await findBoard(db, boardId)) && { boardId },
  async run(context, _board, input) {
    const { db, actor } = context
    await refuseOthersAgreement(db, input)
    await db
      .insertInto('agreementWork')
      .values({ municipalityId: actor.municipalityId, ...input })
      .execute()
    await refreshDuties(context, workDutyRules, [input.id])
    return { id: input.id, revision: 1 }
  },
})

export const changeWork = command({
  verb: 'agreement.change',
  input: ChangeWork,
  target: ({ db }, { workId }) => lockWork(db, workId),
  async run(context, work, { workId, revision, dropped, ...facts }) {
    const { db, now } = context
    if (work.revision !== revision) throw new Problem('stale', { current: currentOf(work) })
    await refuseOthersAgreement(db, { ...facts, boardId: work.boardId })
    const droppedAt = dropped ? (work.droppedAt ?? now) : null
    await db
      .updateTable('agreementWork')
      .set({ ...facts, droppedAt, revision: revision + 1 })
      .where('id', '=', workId)
      .execute()
    await refreshDuties(context, workDutyRules, [workId])
    return { id: workId, revision: revision + 1 }
  },
  detail: ({ dueOn, position, dropped }) => ({ dueOn, position, dropped }),
})

/** Gives the writing of an agreement to another; the history stands in the log. */
export async function handOverWork(
  context: Context,
  workId: string,
  given: { readonly from: string; readonly to: string },
): Promise<void> {
  const { db, now } = context
  const work = await lockWork(db, workId)
  if (!work || work.ownerId !== given.from) throw new Problem('stale', { current: { id: workId } })
  const owners = await listOwners(db, [work.boardId], todayIn(now))
  if (!owners.some((one) => one.id === given.to)) throw fieldProblem('to', 'cannotTakeOver')
  await db
    .updateTable('agreementWork')
    .set({ ownerId: given.to, revision: work.revision + 1 })
    .where('id', '=', workId)
    .execute()
  await refreshDuties(context, workDutyRules, [workId])
}

function lockWork(db: Db, workId: string) {
  return db.selectFrom('agreementWork').selectAll().where('id', '=', workId).forUpdate().executeTakeFirst()
}

function currentOf(work: NonNullable<Awaited<ReturnType<typeof lockWork>>>) {
  const { title, serviceAreaId, position, ownerId, dueOn, agreementId, note, revision } = work
  return { title, serviceAreaId, position, ownerId, dueOn, agreementId, note, revision }
}

function findBoard(db: Db, boardId: string) {
  return db.selectFrom('board').select('id').where('id', '=', boardId).executeTakeFirst()
}

/** What is written is an internal agreement or a mandate of the same board. */
async function refuseOthersAgreement(db: Db, work: { agreementId: string | null; boardId: string }) {
  if (!work.agreementId) return
  const found = await db
    .selectFrom('agreement')
    .select('id')
    .where('id', '=', work.agreementId)
    .where('boardId', '=', work.boardId)
    .where('kind', 'in', internalKinds)
    .executeTakeFirst()
  if (!found) throw fieldProblem('agreementId', 'chooseOne')
}
