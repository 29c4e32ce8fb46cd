import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { CopyPlan, ExceptPlan, FixPlan, SavePlan } from './contract-more.ts'
import { agreementDutyRules } from './duties.ts'
import { findPlanDraft, listPlans } from './queries-plan.ts'
import type { Occasion, PlanRow } from './rules-plan.ts'
import { lockAgreement, type Agreement } from './states.ts'

/** Writes the draft of an agreement's follow-up plan, the whole of it; the first writing begins it. */
export const savePlan = command({
  verb: 'agreement.change',
  input: SavePlan,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  run: (context, agreement, { occasion, rows, note, revision }) =>
    writeDraft(context, agreement, { occasion, rows, note, revision }),
  detail: ({ occasion, rows }) => ({ occasion, rows: rows.length }),
})

/** The plan is fixed: from now on its rows are owed. What was fixed before stays readable as the version it was. */
export const fixPlan = command({
  verb: 'agreement.change',
  input: FixPlan,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, { revision }) {
    const { db, actor, now } = context
    const draft = await findPlanDraft(db, agreement.id)
    if (!draft) throw new Problem('wrongState')
    refuseStale(draft, revision)
    if (draft.rows.length === 0) throw fieldProblem('rows', 'planRowNeeded')
    await db
      .updateTable('agreementPlan')
      .set({ state: 'fixed', fixedBy: actor.accountId, fixedAt: now, revision: draft.revision + 1 })
      .where('id', '=', draft.id)
      .execute()
    await refreshDuties(context, agreementDutyRules, [agreement.id])
    return { id: draft.id, version: draft.version }
  },
})

/** Begins from the fixed plan of another agreement of the same board, or from this one's own last. */
export const copyPlan = command({
  verb: 'agreement.change',
  input: CopyPlan,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, { fromId, revision }) {
    const source = (await listPlans(context.db, fromId)).find((plan) => plan.state === 'fixed')
    if (!source) throw fieldProblem('fromId', 'chooseOne')
    const occasion = fromId === agreement.id ? ('extension' as const) : ('new' as const)
    // A clause is the other agreement's own: it does not come along.
    const rows = fromId === agreement.id ? source.rows : source.rows.map((row) => ({ ...row, clause: '' }))
    return writeDraft(context, agreement, { occasion, rows, note: source.note, revision })
  },
  detail: ({ fromId }) => ({ fromId }),
})

/** No plan is needed this time, and why: what is owed then is done. */
export const exceptPlan = command({
  verb: 'agreement.change',
  input: ExceptPlan,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  run: writeException,
  detail: ({ occasion }) => ({ occasion }),
})

type Place = Pick<Agreement, 'id' | 'boardId'>

/** A draft that lies open is finished or taken on first: an exception beside it would say two things. */
export async function writeException(
  context: Context,
  agreement: Place,
  { occasion, reason }: { occasion: Occasion; reason: string },
) {
  const { db, actor, now } = context
  const draft = await findPlanDraft(db, agreement.id)
  if (draft) throw fieldProblem('reason', 'planDraftOpen')
  const fixed = { fixedBy: actor.accountId, fixedAt: now, state: 'excepted' as const }
  const plan = await nextVersion(context, agreement)
  await db
    .insertInto('agreementPlan')
    .values({ ...plan, ...fixed, occasion, note: reason })
    .execute()
  await refreshDuties(context, agreementDutyRules, [agreement.id])
  return { id: plan.id, version: plan.version }
}

type Draft = { occasion: Occasion; rows: readonly PlanRow[]; note: string; revision: number }

async function writeDraft(context: Context, agreement: Agreement, written: Draft) {
  const { db } = context
  const draft = await findPlanDraft(db, agreement.id)
  refuseStale(draft, written.revision)
  const { occasion, note } = written
  const rows = JSON.stringify(written.rows)
  if (draft) {
    const revision = draft.revision + 1
    await db
      .updateTable('agreementPlan')
      .set({ occasion, rows, note, revision })
      .where('id', '=', draft.id)
      .execute()
    return { id: draft.id, version: draft.version, revision }
  }
  const plan = await nextVersion(context, agreement)
  await db
    .insertInto('agreementPlan')
    .values({ ...plan, state: 'draft', occasion, rows, note })
    .execute()
  return { id: plan.id, version: plan.version, revision: 1 }
}

async function nextVersion({ db, actor, now }: Context, agreement: Place) {
  return {
    municipalityId: actor.municipalityId,
    id: uuidv7(now.getTime()),
    agreementId: agreement.id,
    boardId: agreement.boardId,
    version: (await latestVersion(db, agreement.id)) + 1,
    createdBy: actor.accountId,
    createdAt: now,
  }
}

async function latestVersion(db: Db, agreementId: string): Promise<number> {
  const row = await db
    .selectFrom('agreementPlan')
    .select((select) => select.fn.max('version').as('version'))
    .where('agreementId', '=', agreementId)
    .executeTakeFirst()
  return row?.version ?? 0
}

function refuseStale(draft: Awaited<ReturnType<typeof findPlanDraft>>, revision: number): void {
  if ((draft?.revision ?? 0) === revision) return
  const {
    occasion,
    rows,
    note,
    revision: held,
  } = draft ?? { occasion: null, rows: [], note: '', revision: 0 }
  throw new Problem('stale', { current: { occasion, rows, note, revision: held } })
}
