import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import {
  keepNotCovered,
  lockYearPlan,
  suggestNotCovered,
  tellerFor,
  withSuggested,
  type NotCovered,
  type Teller,
} from '#modules/plans/public.ts'
import { command, type Context } from '#platform/command.ts'
import { revision } from '#platform/shapes.ts'
import { proposalTexts } from '#texts/sv/proposals.ts'
import { uncoveredTexts as t } from '#texts/sv/uncovered.ts'
import { findProposal, listProposals } from './queries.ts'
import type { WhyNot } from './rules.ts'

export const FillNotCovered = z.object({ yearPlanId: z.uuid(), revision }).strict()

/**
 * Fills "what the plan does not cover" from what the system knows: what is owed and not planned, decided exceptions, areas
 * without a row, and what the proposal that was taken over left out and why. Written words stay; the author edits the rest.
 */
export const fillNotCovered = command({
  verb: 'yearPlan.change',
  input: FillNotCovered,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, plan, input) {
    if (plan.state !== 'draft') throw new Problem('wrongState')
    if (input.revision !== plan.revision) throw new Problem('stale', { current: { revision: plan.revision } })
    const today = todayIn(context.now)
    const tell = await tellerFor(context.db, plan.boardId, today)
    const { notCovered, added } = withSuggested(plan.notCovered, [
      ...(await suggestNotCovered(context.db, plan, today, tell)),
      ...(await leftLines(context, plan, tell)),
    ])
    if (added > 0) await keepNotCovered(context, plan, notCovered)
    return { id: plan.id, added }
  },
  detail: (_, { added }) => ({ added }),
})

/** Of these the plan's own facts tell already. */
const toldElsewhere: readonly WhyNot[] = ['exception', 'passed', 'operation']

async function leftLines({ db }: Context, plan: { id: string }, tell: Teller): Promise<NotCovered[]> {
  const taken = (await listProposals(db, plan.id))
    .filter(({ takenAt }) => takenAt !== null)
    .toSorted((one, other) => Number(other.takenAt) - Number(one.takenAt))[0]
  const proposal = taken && (await findProposal(db, taken.id))
  if (!proposal) return []
  const left = proposal.left.filter(({ why }) => !toldElsewhere.includes(why))
  const years = Map.groupBy(left, ({ year }) => year)
  return [...years].flatMap(([year, of]) =>
    [...Map.groupBy(of, ({ why }) => why)].map(([why, units], place) => ({
      what: t.proposalLeft(units.length, year, place),
      why: t.proposalWhy(proposalTexts.whyNames[why], tell(units.map(({ unitId }) => unitId))),
    })),
  )
}
