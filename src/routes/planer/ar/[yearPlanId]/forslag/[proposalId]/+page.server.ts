import type { Actions, PageServerLoad } from './$types'
import {
  answeredBy,
  deleteProposal,
  draftMarkOf,
  filterRows,
  findProposal,
  inWords,
  isCurrent,
  isUnderway,
  lendHand,
  resultOf,
  rowsOf,
  stopProposal,
  takeProposal,
  waysOut,
  type Proposal,
} from '#modules/proposals/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { proposalTexts as t } from '#texts/sv/proposals.ts'
import { proposalKeptTexts } from '#texts/sv/proposals-kept.ts'
import { roleInTeamNames } from '#texts/sv/plans.ts'
import { rowFilterFrom } from './filter.ts'
import { againstDecided } from './decided.ts'

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { plan, canChange, today } = await parent()
  return ask(locals, async (tx) => {
    const proposal = found(await findProposal(tx, idFrom(params.proposalId)))
    found(proposal.yearPlanId === plan.id || undefined)
    // Where no background work is up, or it was killed: the page that waits sees to it that it goes on.
    if (isUnderway(proposal.state)) lendHand(locals.db)
    const filter = rowFilterFrom(url)
    const answer = proposal.state === 'queued' ? null : proposal.plan
    return {
      proposal: headOf(proposal),
      ...(answer && proposal.state !== 'impossible' ? answered(proposal, filter) : nothing(filter)),
      against: await againstDecided(tx, plan, { proposal, url }),
      ways: answer ? waysOut(answer, { ...proposal, roleNames: roleInTeamNames }) : null,
      draftMark: await draftMarkOf(tx, plan.id),
      isCurrent: !canChange || proposal.state !== 'ready' || (await isCurrent(tx, plan, proposal, today)),
    }
  })
}

/** What the page tells of it beside the plan; the question itself stays on the server. */
function headOf({ input, plan, words, ...head }: Proposal) {
  const warnings = (plan?.warnings ?? []).map((one) => inWords(one, { words, roleNames: {} }))
  return {
    ...{ ...head, warnings, moved: plan?.moved ?? null },
    left: head.left.map((one) => ({ ...one, name: words[one.unitId] ?? '' })),
    areas: [...new Set(input.units.map(({ areaId }) => areaId))].map((id) => ({ id, name: words[id] ?? '' })),
    people: input.staff.map(({ id }) => ({ id, name: words[id] ?? '' })),
  }
}

type Filter = ReturnType<typeof rowFilterFrom>

function answered(proposal: Proposal, filter: Filter) {
  const all = answeredBy(proposal)
  const rows = filterRows(rowsOf(all), filter)
  const page = Math.min(filter.page, Math.max(1, Math.ceil(rows.length / filter.limit)))
  return {
    result: resultOf(all),
    rows: rows.slice((page - 1) * filter.limit, page * filter.limit),
    total: rows.length,
    filter: { ...filter, page },
  }
}

function nothing(filter: Filter) {
  return { result: null, rows: [], total: 0, filter }
}

const home = (yearPlanId: string) => `/planer/ar/${yearPlanId}`

export const actions: Actions = {
  stoppa: (event) =>
    submit(event, stopProposal, {
      input: () => ({ proposalId: event.params.proposalId }),
      then: ({ id, yearPlanId }) => `${home(yearPlanId)}/forslag/${id}`,
      done: t.stopped,
    }),
  tabort: (event) =>
    submit(event, deleteProposal, {
      input: () => ({ proposalId: event.params.proposalId }),
      then: ({ yearPlanId }) => `${home(yearPlanId)}/forslag`,
      done: proposalKeptTexts.removed,
    }),
  taover: (event) =>
    submit(event, takeProposal, {
      input: (form) => ({
        proposalId: event.params.proposalId,
        draftMark: form.text('utkast'),
        reason: form.text('skal'),
      }),
      names: { reason: 'skal', draftMark: 'skal' },
      then: ({ yearPlanId }) => home(yearPlanId),
      done: (result) => t.taken(result),
    }),
}
