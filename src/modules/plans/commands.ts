import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { findMatter, findMeeting } from '#modules/meetings/public.ts'
import { command, type Context } from '#platform/command.ts'
import { assertReady } from './checks.ts'
import { addLastYear } from './last-year.ts'
import { ChangeYearPlan, CreateYearPlan, ReopenPlan, SubmitPlan, TakeBackPlan } from './contract.ts'
import { listItems } from './queries-items.ts'
import { factsFor } from './queries-owed.ts'
import { lockYearPlan, type YearPlan } from './queries.ts'
import { moved } from './rules.ts'
import { countUncovered } from './uncovered.ts'

export const createYearPlan = command({
  verb: 'yearPlan.create',
  input: CreateYearPlan,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  async run(context, _, input) {
    const { db, actor, now } = context
    await refuseForeignMatter(context, input)
    const id = uuidv7(now.getTime())
    await db
      .insertInto('yearPlan')
      .values({
        ...input,
        focusAreas: JSON.stringify(input.focusAreas),
        notCovered: JSON.stringify(input.notCovered),
        municipalityId: actor.municipalityId,
        id,
        createdBy: actor.accountId,
        createdAt: now,
      })
      .execute()
    const plan = await lockYearPlan(db, id)
    return { id, fromLastYear: plan ? await addLastYear(context, plan) : 0 }
  },
  detail: (input, result) => ({
    fromYear: input.fromYear,
    toYear: input.toYear,
    fromLastYear: result.fromLastYear,
  }),
})

export const changeYearPlan = command({
  verb: 'yearPlan.change',
  input: ChangeYearPlan,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, plan, input) {
    if (plan.state !== 'draft') throw new Problem('wrongState')
    if (input.revision !== plan.revision) throw new Problem('stale', { current: currentOf(plan) })
    const { yearPlanId: _id, revision: _seen, focusAreas, notCovered, ...facts } = input
    await refuseForeignMatter(context, { ...input, boardId: plan.boardId })
    const revision = await savePlan(context, plan, {
      ...facts,
      focusAreas: JSON.stringify(focusAreas),
      notCovered: JSON.stringify(notCovered),
    })
    return { id: plan.id, revision }
  },
})

function currentOf({ title, basis, riskAnalysis, focusAreas, notCovered, matterId, revision }: YearPlan) {
  return { title, basis, riskAnalysis, focusAreas, notCovered, matterId, revision }
}

async function refuseForeignMatter(
  { db }: Context,
  of: { matterId: string | null; boardId: string },
): Promise<void> {
  if (!of.matterId) return
  const matter = await findMatter(db, of.matterId)
  if (matter?.boardId !== of.boardId) throw fieldProblem('matterId', 'chooseOne')
}

/** A change after the decision is a new working version with its reason; what was decided stands beside it untouched. */
export const reopenYearPlan = command({
  verb: 'yearPlan.change',
  input: ReopenPlan,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, plan, { reason }) {
    const { id, version } = await beginVersion(context, plan, reason)
    return { id, version }
  },
  detail: (input, result) => ({ version: result.version, reason: input.reason }),
})

/** The next working version of a decided plan, inside whatever command has the reason for it. */
export async function beginVersion(context: Context, plan: YearPlan, reason: string): Promise<YearPlan> {
  const { state } = moved(plan, 'reopen')
  const begun = { state, version: plan.version + 1, reason, paperId: null, meetingId: null, returnedNote: '' }
  const revision = await savePlan(context, plan, begun)
  return { ...plan, ...begun, revision }
}

/**
 * Hands the plan over for decision: from here its rows stand still. The stop date of the meeting is checked, and what
 * the board's own rules ask for must be there or be excepted by a decision.
 */
export const submitYearPlan = command({
  verb: 'yearPlan.change',
  input: SubmitPlan,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, plan, input) {
    if (input.revision !== plan.revision) throw new Problem('stale', { current: currentOf(plan) })
    const { state } = moved(plan, 'submit')
    await assertReady(context, plan)
    if (input.meetingId) await refuseLate(context, plan, { ...input, meetingId: input.meetingId })
    const uncovered = JSON.stringify(await uncoveredNow(context, plan))
    await savePlan(context, plan, { state, meetingId: input.meetingId ?? null, returnedNote: '', uncovered })
    return { id: plan.id, state }
  },
  detail: (input) => ({ meetingId: input.meetingId ?? null, lateReason: input.lateReason }),
})

async function uncoveredNow({ db, now }: Context, plan: YearPlan) {
  const today = todayIn(now)
  const facts = await factsFor(db, plan, { planned: await listItems(db, plan.id), today })
  return countUncovered(db, plan, { facts, today })
}

async function refuseLate(
  { db, now }: Context,
  plan: YearPlan,
  input: { meetingId: string; lateReason: string },
): Promise<void> {
  const meeting = await findMeeting(db, input.meetingId)
  if (meeting?.boardId !== plan.boardId) throw fieldProblem('meetingId', 'chooseOne')
  if (meeting.state !== 'planned') throw fieldProblem('meetingId', 'notValid')
  if (todayIn(now) > meeting.papersBy && input.lateReason === '')
    throw fieldProblem('lateReason', 'reasonNeeded')
}

/** Taken back by the office before the board has decided. */
export const takeBackYearPlan = command({
  verb: 'yearPlan.change',
  input: TakeBackPlan,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, plan, { reason }) {
    const { state } = moved(plan, 'sendBack')
    await savePlan(context, plan, { state, meetingId: null, paperId: null, returnedNote: reason })
    return { id: plan.id, state }
  },
  detail: (input) => ({ reason: input.reason }),
})

type PlanPatch = Partial<{
  title: string
  basis: string
  riskAnalysis: string
  matterId: string | null
  focusAreas: string
  notCovered: string
  state: YearPlan['state']
  version: number
  reason: string
  paperId: string | null
  meetingId: string | null
  returnedNote: string
  uncovered: string
}>

/** What the plan does not cover, as its author has it now. */
export function keepNotCovered(
  context: Context,
  plan: { id: string },
  notCovered: YearPlan['notCovered'],
): Promise<number> {
  return savePlan(context, plan, { notCovered: JSON.stringify(notCovered) })
}

/** Writes what has changed and counts up the revision. Gives the new revision. */
export async function savePlan({ db }: Context, plan: { id: string }, patch: PlanPatch): Promise<number> {
  const saved = await db
    .updateTable('yearPlan')
    .set((set) => ({ ...patch, revision: set('revision', '+', 1) }))
    .where('id', '=', plan.id)
    .returning('revision')
    .executeTakeFirst()
  if (!saved) throw new Problem('notFound')
  return saved.revision
}
