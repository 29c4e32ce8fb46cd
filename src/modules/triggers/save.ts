import type { Updateable } from 'kysely'
import { Problem } from '#kernel/problem.ts'
import type { Context } from '#platform/command.ts'
import type { TriggerProposalTable } from '#platform/db/types.ts'
import type { Proposal } from './queries.ts'

/** Writes what has changed. Two who decide at once: the second meets what the first decided. */
export async function saveProposal(
  { db }: Context,
  proposal: Proposal,
  seen: number,
  patch: Updateable<TriggerProposalTable>,
): Promise<number> {
  refuseStale(proposal, seen)
  const { revision } = proposal
  await db
    .updateTable('triggerProposal')
    .set({ ...patch, revision: revision + 1 })
    .where('id', '=', proposal.id)
    .execute()
  return revision + 1
}

export function refuseStale({ state, decisionReason, revision }: Proposal, seen: number): void {
  if (seen !== revision) throw new Problem('stale', { current: { state, decisionReason, revision } })
}
