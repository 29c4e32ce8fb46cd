import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { OfProposal } from './contract.ts'
import { lockProposal } from './queries.ts'
import { isUnderway } from './rules.ts'

/**
 * Takes away a proposal that nobody will take over. One that was taken over stays: the plan's rows say that they come from
 * it. One that is being computed is stopped first, so that the work never writes to what is gone.
 */
export const deleteProposal = command({
  verb: 'proposal.delete',
  input: OfProposal,
  target: ({ db }, { proposalId }) => lockProposal(db, proposalId),
  async run({ db }, proposal) {
    if (isUnderway(proposal.state) || proposal.takenAt !== null) throw new Problem('wrongState')
    await db.deleteFrom('planProposal').where('id', '=', proposal.id).execute()
    return { id: proposal.id, yearPlanId: proposal.yearPlanId, name: proposal.name }
  },
  detail: (_input, { id, yearPlanId, name }) => ({ proposal: id, yearPlanId, name }),
})
