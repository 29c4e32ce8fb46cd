import type { PageServerLoad } from './$types'
import { isUuid } from '#kernel/ids.ts'
import {
  answeredBy,
  differencesOf,
  findProposal,
  listProposals,
  resultOf,
  rowsOf,
  type Proposal,
} from '#modules/proposals/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { pageFrom, pageOf } from '../../filter.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan } = await parent()
  return ask(locals, async (tx) => {
    const ready = (await listProposals(tx, plan.id)).filter(({ state }) => state === 'ready')
    const [first, second] = [
      await chosen(tx, plan.id, url.searchParams.get('a')),
      await chosen(tx, plan.id, url.searchParams.get('b')),
    ]
    if (!first || !second) return { ready, sides: null, counts: null, differences: pageOf([], 1) }
    const { differences, counts } = differencesOf(rowsOf(answeredBy(first)), rowsOf(answeredBy(second)))
    return {
      ready,
      sides: [sideOf(first), sideOf(second)] as const, // the first and the second
      counts,
      differences: pageOf(differences, pageFrom(url)),
    }
  })
}

/** One of this plan's that has a plan to compare. */
async function chosen(tx: Db, yearPlanId: string, id: string | null): Promise<Proposal | undefined> {
  if (!id || !isUuid(id)) return undefined
  const proposal = await findProposal(tx, id)
  return proposal?.yearPlanId === yearPlanId && proposal.state === 'ready' ? proposal : undefined
}

function sideOf(proposal: Proposal) {
  const { id, name, broken, objective, bound, assumptions, left } = proposal
  return {
    id,
    name,
    broken,
    objective,
    bound,
    assumptions,
    without: left.length,
    result: resultOf(answeredBy(proposal)),
  }
}
