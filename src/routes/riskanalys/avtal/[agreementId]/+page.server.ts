import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { findAgreement } from '#modules/agreements/public.ts'
import { listPlacings, placeAgreement, withdrawPlacing } from '#modules/risks/public.ts'
import { quadrantOf, type Grade } from '#modules/risks/placing-rules.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { placingTexts as t } from '#texts/sv/risk-pages.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const agreementId = idFrom(params.agreementId)
    const { id, title, caseNumber, providerName, boardId } = found(
      await findAgreement(tx, agreementId, todayIn(locals.now)),
    )
    const placings = await listPlacings(tx, { agreementId })
    const placing = placings.find(({ withdrawnAt }) => !withdrawnAt) ?? null
    return {
      agreement: { id, title, caseNumber, providerName },
      placings,
      placing,
      quadrant: placing && quadrantOf(placing.importance, placing.complexity),
      mayPlace: may(actor, 'risk.place', { boardId }),
    }
  })

export const actions: Actions = {
  placera: (event) =>
    submit(event, placeAgreement, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        importance: form.number('betydelse') as Grade, // the shape refuses any other number
        importanceReason: form.text('betydelseskal'),
        complexity: form.number('komplexitet') as Grade, // the shape refuses any other number
        complexityReason: form.text('komplexitetsskal'),
      }),
      names: {
        importance: 'betydelse',
        importanceReason: 'betydelseskal',
        complexity: 'komplexitet',
        complexityReason: 'komplexitetsskal',
      },
      then: ({ id }) => `/riskanalys/avtal/${id}`,
      done: t.saved,
    }),
  taTillbaka: (event) =>
    submit(event, withdrawPlacing, {
      input: (form) => ({ placingId: form.text('placering'), reason: form.text('skal') }),
      names: { reason: 'skal' },
      then: ({ agreementId }) => `/riskanalys/avtal/${agreementId}`,
      done: t.withdrawDone,
    }),
}
