import { z } from 'zod'
import { may } from '#access/may.ts'
import { rowsOnPage } from '#kernel/lists.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { roleInTeamNames } from '#texts/sv/plans.ts'
import { askProposal, stopProposal } from './commands.ts'
import { deleteProposal } from './commands-delete.ts'
import { FillNotCovered, fillNotCovered } from './commands-left.ts'
import { takeProposal } from './commands-take.ts'
import { differencesOf } from './compare.ts'
import { AskProposal, ProposalView, RowFilter, SetCalculation, TakeProposal } from './contract.ts'
import { examples } from './examples.ts'
import { draftMarkOf } from './gather.ts'
import { findProposal, listProposals, type Proposal } from './queries.ts'
import { answeredBy, resultOf } from './result.ts'
import { filterRows, rowsOf } from './rows.ts'
import { getCalculation, setCalculation } from './settings.ts'
import { waysOut } from './ways-out.ts'

const tag = 'Plan proposals'
const ofPlan = z.object({ yearPlanId: z.uuid() })
const ofProposal = z.object({ proposalId: z.uuid() })
const done = z.looseObject({ id: z.uuid() })

export const proposalsApi: readonly Operation[] = [
  reading({
    path: '/year-plans/{yearPlanId}/proposals',
    tag,
    verb: 'proposal.read',
    summary: 'Lista förslag till plan / List proposals of a plan',
    description: 'The computed proposals of a plan, the latest first, without their follow-ups.',
    params: ofPlan,
    answer: z.object({ proposals: z.array(ProposalView) }),
    run: async (tx, { yearPlanId }) => ({ proposals: await listProposals(tx, yearPlanId) }),
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/proposals',
    tag,
    summary: 'Räkna fram ett förslag / Compute a proposal',
    description:
      'Puts the question together as things stand now; the background work computes it. Read the proposal to see how far it has come.',
    params: ofPlan,
    body: z.object(AskProposal.shape).omit({ yearPlanId: true }),
    example: examples.askProposal,
    answer: done,
    command: askProposal,
    created: true,
  }),
  reading({
    path: '/plan-proposals/{proposalId}',
    tag,
    verb: 'proposal.read',
    summary: 'Visa ett förslag / Show a proposal',
    description:
      'Its state, what it supposes, its figures, what the independent check says, and why no plan is possible where none is. `draftMark` is the plan’s rows as they stand now.',
    params: ofProposal,
    answer: ProposalView.extend({ draftMarkNow: z.string() }),
    run: async (tx, { proposalId }) => {
      const proposal = await findProposal(tx, proposalId)
      return proposal && viewOf(proposal, await draftMarkOf(tx, proposal.yearPlanId))
    },
  }),
  reading({
    path: '/plan-proposals/{proposalId}/follow-ups',
    tag,
    verb: 'proposal.read',
    summary: 'Lista uppföljningarna i ett förslag / List the follow-ups of a proposal',
    description: 'Each with its month, depth, team and hours; filtered as on the page.',
    params: ofProposal,
    query: RowFilter,
    answer: z.object({
      followUps: z.array(
        z.looseObject({ unitId: z.uuid(), year: z.number().int(), month: z.number().int() }),
      ),
      total: z.number().int(),
    }),
    run: async (tx, { proposalId, ...filter }) => {
      const proposal = await findProposal(tx, proposalId)
      if (!proposal) return undefined
      const rows = filterRows(rowsOf(answeredBy(proposal)), filter)
      return {
        followUps: rowsOnPage(rows, filter),
        total: rows.length,
      }
    },
  }),
  reading({
    path: '/plan-proposals/{proposalId}/differences/{otherId}',
    tag,
    verb: 'proposal.read',
    summary: 'Jämför två förslag / Compare two proposals',
    description: 'What differs follow-up by follow-up: another month, another depth, only in one of them.',
    params: ofProposal.extend({ otherId: z.uuid() }),
    answer: z.object({
      counts: z.looseObject({ moved: z.number().int(), same: z.number().int() }),
      differences: z.array(z.looseObject({ unitId: z.uuid(), kind: z.string() })),
    }),
    run: async (tx, { proposalId, otherId }) => {
      const [one, other] = [await findProposal(tx, proposalId), await findProposal(tx, otherId)]
      return one && other?.yearPlanId === one.yearPlanId
        ? differencesOf(rowsOf(answeredBy(one)), rowsOf(answeredBy(other)))
        : undefined
    },
  }),
  changing({
    method: 'post',
    path: '/plan-proposals/{proposalId}/stop',
    tag,
    summary: 'Stoppa ett förslag / Stop a proposal',
    description: 'The best plan found so far is kept; what has not begun is taken off the queue.',
    params: ofProposal,
    answer: done,
    command: stopProposal,
  }),
  changing({
    method: 'post',
    path: '/plan-proposals/{proposalId}/take-over',
    tag,
    summary: 'Ta över ett förslag / Take a proposal over',
    description:
      'Writes the proposal into the draft, all of it or nothing. `draftMark` is that of the draft as you saw it; another one is answered with 412 and the mark that holds.',
    params: ofProposal,
    body: TakeProposal.omit({ proposalId: true }),
    example: examples.takeProposal,
    answer: done,
    command: takeProposal,
  }),
  changing({
    method: 'delete',
    path: '/plan-proposals/{proposalId}',
    tag,
    summary: 'Ta bort ett förslag / Delete a proposal',
    description:
      'For good. One that was taken over stays as the reason of the plan’s rows, and one that is being computed is stopped first: both are answered with 409.',
    params: ofProposal,
    answer: done,
    command: deleteProposal,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/not-covered-lines',
    tag,
    summary: 'Fyll i vad planen inte omfattar / Fill in what the plan does not cover',
    description:
      'Adds lines for what is owed and not planned, what is excepted, and what the proposal that was taken over left out. Lines that stand are not changed.',
    params: ofPlan,
    body: FillNotCovered.omit({ yearPlanId: true }),
    example: examples.fillNotCovered,
    answer: z.looseObject({ id: z.uuid(), added: z.number().int() }),
    command: fillNotCovered,
  }),
  reading({
    path: '/boards/{boardId}/plan-calculation',
    tag,
    verb: 'areaRule.change',
    summary: 'Läs vad förslag räknar med / Read what proposals go by',
    description:
      'Reserve, least months between follow-ups, professions in a team, reports per meeting, profile.',
    params: z.object({ boardId: z.uuid() }),
    answer: z.looseObject({ reservePercent: z.number().int(), revision: z.number().int() }),
    run: async (tx, { boardId }, actor) =>
      may(actor, 'areaRule.change', { boardId }) ? getCalculation(tx, boardId) : undefined,
  }),
  changing({
    method: 'put',
    path: '/boards/{boardId}/plan-calculation',
    tag,
    summary: 'Ändra vad förslag räknar med / Set what proposals go by',
    description: 'Holds for proposals that are asked for from now on.',
    params: z.object({ boardId: z.uuid() }),
    body: SetCalculation.omit({ boardId: true }),
    example: examples.setCalculation,
    answer: done,
    command: setCalculation,
  }),
]

function viewOf(proposal: Proposal, draftMarkNow: string) {
  const { input: _input, plan, words: _words, ...head } = proposal
  return {
    ...head,
    draftMarkNow,
    result: plan && plan.status !== 'infeasible' ? resultOf(answeredBy(proposal)) : null,
    ways: plan && waysOut(plan, { ...proposal, roleNames: roleInTeamNames }),
  }
}
