import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import {
  explainDifferences,
  findAgreement,
  internalKinds,
  listDifferences,
  listExternal,
  mirrorAgreement,
} from '#modules/agreements/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { compareTexts as t } from '#texts/sv/agreements-pages.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const agreement = found(await findAgreement(tx, idFrom(params.agreementId), today))
    const compared = await listDifferences(tx, agreement.id, today)
    return {
      agreement,
      isInternal: internalKinds.includes(agreement.kind),
      mayChange: may(actor, 'agreement.change', { boardId: agreement.boardId }),
      rows: compared?.rows,
      other: compared && (await findAgreement(tx, compared.mirrorsId, today)),
      externals: await listExternal(tx, today),
    }
  })

export const actions: Actions = {
  valj: (event) =>
    submit(event, mirrorAgreement, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        mirrorsId: form.text('externt'),
        copy: form.checked('taOver'),
      }),
      names: { mirrorsId: 'externt' },
      then: () => `/avtal/${event.params.agreementId}/jamfor`,
      done: t.chosen,
    }),
  skal: (event) =>
    submit(event, explainDifferences, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        rows: form.all('nyckel').map((requirementKey) => ({
          requirementKey,
          reason: form.text(`skal-${requirementKey}`),
          seen: form.text(`sedd-${requirementKey}`),
        })),
      }),
      then: () => `/avtal/${event.params.agreementId}/jamfor`,
      done: t.savedReasons,
    }),
}
