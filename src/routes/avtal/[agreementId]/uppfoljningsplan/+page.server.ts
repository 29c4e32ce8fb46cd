import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import {
  copyPlan,
  exceptPlan,
  findAgreement,
  findPlanDraft,
  fixPlan,
  listPlans,
  listPlansToCopy,
  savePlan,
} from '#modules/agreements/public.ts'
import type { Occasion } from '#modules/agreements/rules-plan.ts'
import { listFocusAreas } from '#modules/followups/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { planTexts as t } from '#texts/sv/agreements-pages.ts'
import { rowNames, rowsFrom } from './rows.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const agreement = found(await findAgreement(tx, idFrom(params.agreementId), today))
    const plans = await listPlans(tx, agreement.id)
    return {
      agreement,
      today,
      mayChange: may(actor, 'agreement.change', { boardId: agreement.boardId }),
      isWriting: url.searchParams.has('skriv'),
      draft: await findPlanDraft(tx, agreement.id),
      // A new version begins with what the last one says.
      earlier: plans.find((plan) => plan.state === 'fixed'),
      plans: plans.filter((plan) => plan.state !== 'draft'),
      toCopy: await listPlansToCopy(tx, agreement.boardId),
      focusAreas: await listFocusAreas(tx),
    }
  })

export const actions: Actions = {
  spara: (event) => {
    const home = `/avtal/${event.params.agreementId}/uppfoljningsplan`
    return submit(event, savePlan, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        // The shape refuses any other word.
        occasion: form.text('anledning') as Occasion,
        rows: rowsFrom(form),
        note: form.text('ovrigt'),
        revision: form.revision(),
      }),
      names: { ...rowNames, occasion: 'anledning', note: 'ovrigt' },
      theirs: () => home,
      then: () => home,
      done: t.saved,
    })
  },
  faststall: (event) =>
    submit(event, fixPlan, {
      input: (form) => ({ agreementId: event.params.agreementId, revision: form.revision() }),
      then: () => `/avtal/${event.params.agreementId}/uppfoljningsplan`,
      done: t.fixed,
    }),
  kopiera: (event) =>
    submit(event, copyPlan, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        fromId: form.text('avtal'),
        revision: form.revision(),
      }),
      names: { fromId: 'avtal' },
      then: () => `/avtal/${event.params.agreementId}/uppfoljningsplan`,
      done: t.copied,
    }),
  ingen: (event) =>
    submit(event, exceptPlan, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        // The shape refuses any other word.
        occasion: form.text('anledning') as Occasion,
        reason: form.text('skal'),
      }),
      names: { occasion: 'anledning', reason: 'skal' },
      then: () => `/avtal/${event.params.agreementId}/uppfoljningsplan`,
      done: t.excepted,
    }),
}
