import type { Actions, PageServerLoad } from './$types'
import { listCandidates } from '#modules/followups/public.ts'
import {
  askProposal,
  getCalculation,
  listProposals,
  professionsOf,
  stopProposal,
} from '#modules/proposals/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { proposalTexts as t } from '#texts/sv/proposals.ts'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { plan, today } = await parent()
  return ask(locals, async (tx) => ({
    proposals: await listProposals(tx, plan.id),
    professions: professionsOf(await listCandidates(tx, plan.boardId, today)),
    calculation: await getCalculation(tx, plan.boardId),
  }))
}

export const actions: Actions = {
  rakna: (event) =>
    submit(event, askProposal, {
      input: (form) => ({ yearPlanId: event.params.yearPlanId, ...supposedFrom(form) }),
      names: {
        name: 'namn',
        addedProfession: 'yrke',
        addedHours: 'timmar',
        inDepthEvery: 'djup',
        reservePercent: 'reserv',
        mostSeconds: 'sekunder',
        gapPercent: 'skillnad',
        yearPlanId: 'namn',
      },
      then: ({ id, yearPlanId }) => `/planer/ar/${yearPlanId}/forslag/${id}`,
    }),
  stoppa: (event) =>
    submit(event, stopProposal, {
      input: (form) => ({ proposalId: form.text('forslag') }),
      then: ({ yearPlanId }) => `/planer/ar/${yearPlanId}/forslag`,
      done: t.stopped,
    }),
}

function supposedFrom(form: FormReader) {
  return {
    name: form.text('namn'),
    addedProfession: form.text('yrke'),
    addedHours: form.number('timmar') ?? 0,
    inDepthEvery: form.number('djup') ?? null,
    noJuly: form.checked('juli'),
    reservePercent: form.number('reserv') ?? null,
    keepMonths: form.checked('behall'),
    mostSeconds: form.number('sekunder') ?? Number.NaN,
    gapPercent: form.number('skillnad') ?? Number.NaN,
  }
}
