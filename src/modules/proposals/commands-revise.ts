import { Problem } from '#kernel/problem.ts'
import { beginVersion, lockYearPlan, takeAbsence } from '#modules/plans/public.ts'
import { command } from '#platform/command.ts'
import { reviseTexts as t } from '#texts/sv/plan-revise.ts'
import { queueProposal } from './commands.ts'
import { AskProposal } from './contract.ts'
import { RevisePlan } from './contract-revise.ts'
import { isFirstDraft } from './rules-revise.ts'

/**
 * Something has happened to a decided plan: its next working version begins, with the reason, and a proposal is asked for
 * that keeps what is done, prepared and locked and moves as little as possible from what was decided. A version that is
 * worked on already goes on.
 */
export const revisePlan = command({
  verb: 'proposal.ask',
  input: RevisePlan,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, seen, input) {
    if (seen.state === 'submitted' || isFirstDraft(seen)) throw new Problem('wrongState')
    const reason = t.reasonOf(input.cause, input.reason)
    const plan = seen.state === 'decided' ? await beginVersion(context, seen, reason) : seen
    if (input.absence) await takeAbsence(context, plan.boardId, input.absence)
    const name = t.proposalName(plan.version, reason)
    const proposal = input.propose ? await queueProposal(context, plan, askedOf(input, name)) : null
    return { id: plan.id, version: plan.version, proposalId: proposal?.id ?? null }
  },
  detail: ({ cause, reason }, { version }) => ({ cause, reason, version }),
})

function askedOf({ yearPlanId, mostSeconds }: RevisePlan, name: string): AskProposal {
  return AskProposal.parse({ yearPlanId, mostSeconds, name: name.slice(0, 200) })
}
