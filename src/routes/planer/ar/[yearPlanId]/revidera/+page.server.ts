import type { Actions, PageServerLoad } from './$types'
import { listCandidates } from '#modules/followups/public.ts'
import { listAbsences, withdrawAbsence } from '#modules/plans/public.ts'
import { revisePlan, type ReviseCause } from '#modules/proposals/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { reviseTexts as t } from '#texts/sv/plan-revise.ts'
import { monthsLeft } from '../months.ts'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { plan, today } = await parent()
  return ask(locals, async (tx) => ({
    people: await listCandidates(tx, plan.boardId, today),
    absences: await listAbsences(tx, plan.boardId),
    months: monthsLeft(plan, today),
  }))
}

export const actions: Actions = {
  revidera: (event) =>
    submit(event, revisePlan, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        cause: form.text('orsak') as ReviseCause, // the shape refuses any other word
        reason: form.text('skal'),
        propose: form.checked('forslag'),
        ...absenceFrom(form),
      }),
      names: {
        ...{ cause: 'orsak', reason: 'skal', yearPlanId: 'skal', from: 'fran', accountId: 'person' },
        ...{
          'absence.accountId': 'person',
          'absence.from': 'fran',
          'absence.to': 'till',
          'absence.share': 'andel',
        },
      },
      then: ({ id, proposalId }) =>
        `/planer/ar/${id}/${proposalId ? `forslag/${proposalId}` : ''}`.replace(/\/$/, ''),
      done: (result) => t.begun(result.version),
    }),
  tillbaka: (event) =>
    submit(event, withdrawAbsence, {
      input: (form) => ({ absenceId: form.text('franvaro') }),
      then: () => event.url.pathname,
      done: t.withdrawnNow,
    }),
}

/** Nobody chosen: nobody is away. */
function absenceFrom(form: FormReader) {
  const accountId = form.optional('person')
  if (!accountId) return {}
  const share = form.has('andel') && form.text('andel') !== '' ? (form.number('andel') ?? Number.NaN) : 100
  return { absence: { accountId, from: form.text('fran'), to: form.text('till'), share } }
}
