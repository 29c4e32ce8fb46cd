import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import {
  agreementAsThen,
  agreementHistory,
  changeAgreement,
  findAgreement,
  listCoveredUnits,
} from '#modules/agreements/public.ts'
import { listCatalogueVersions } from '#modules/catalogues/public.ts'
import { listUnits, UnitFilter } from '#modules/organisation/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { agreementTexts as t } from '#texts/sv/agreements.ts'
import { termFields, termsFrom } from '../../terms.ts'
import { termsInWords } from '../words.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const agreement = found(await findAgreement(tx, idFrom(params.agreementId), today))
    found(may(actor, 'agreement.change', { boardId: agreement.boardId }) || undefined)
    const own = UnitFilter.parse({ provider: agreement.providerId, limit: 200 })
    return {
      agreement,
      // What has not begun is changed from its own first day.
      today: agreement.validFrom > today ? agreement.validFrom : today,
      covered: await listCoveredUnits(tx, agreement.id, today),
      versions: await listCatalogueVersions(tx),
      units: (await listUnits(tx, own, today)).units.filter((unit) => unit.boardId === agreement.boardId),
      revision: (await agreementHistory(tx, agreement.id)).length,
      now: termsInWords(await agreementAsThen(tx, agreement.id, agreement.validFrom, locals.now)),
    }
  })

export const actions: Actions = {
  default: (event) => {
    const home = `/avtal/${event.params.agreementId}`
    return submit(event, changeAgreement, {
      input: (form) => ({
        ...termsFrom(form),
        agreementId: event.params.agreementId,
        change: form.text('andring') === 'correction' ? ('correction' as const) : ('change' as const),
        // Units are chosen only where the form offered any.
        ...(form.has('valjbara') ? { units: form.all('enheter') } : {}),
        revision: form.revision(),
      }),
      names: { ...termFields, change: 'andring' },
      theirs: () => home,
      then: () => home,
      done: t.saved,
    })
  },
}
