import type { Actions, PageServerLoad } from './$types'
import { hasRole, may, type Actor } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { parseTypedDate, todayIn, type IsoDate } from '#kernel/dates.ts'
import {
  agreementAsThen,
  agreementHistory,
  changeAgreement,
  findAgreement,
  listClauses,
  listCoveredUnits,
} from '#modules/agreements/public.ts'
import { listCatalogueVersions } from '#modules/catalogues/public.ts'
import { endOfDay, listUnits, UnitFilter } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { agreementTexts as t } from '#texts/sv/agreements.ts'
import { termFields, termsFrom } from '../terms.ts'
import { agreementEvents, termDifferences, termsInWords } from './words.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const agreement = found(await findAgreement(tx, idFrom(params.agreementId), today))
    const own = UnitFilter.parse({ provider: agreement.providerId, limit: 200 })
    return {
      agreement,
      today,
      municipality: actor.municipalityName,
      isOffice: hasRole(actor, ...officeRoles),
      mayChange: may(actor, 'agreement.change', { boardId: agreement.boardId }),
      covered: await listCoveredUnits(tx, agreement.id, today),
      clauses: await listClauses(tx, agreement.id, agreement.catalogueVersionId),
      versions: await listCatalogueVersions(tx),
      units: (await listUnits(tx, own, today)).units.filter((unit) => unit.boardId === agreement.boardId),
      history: await historyFor(tx, actor, { id: agreement.id, today, now: locals.now, url }),
    }
  })

type Asked = { id: string; today: IsoDate; now: Date; url: URL }

/** The office's own: how the terms came to be, and as then beside as now. */
async function historyFor(tx: Db, actor: Actor, asked: Asked) {
  if (!hasRole(actor, ...officeRoles)) return undefined
  const states = await agreementHistory(tx, asked.id)
  const typed = {
    on: asked.url.searchParams.get('gallde') ?? '',
    known: asked.url.searchParams.get('kant') ?? '',
  }
  const [validOn, knownOn] = [parseTypedDate(typed.on), parseTypedDate(typed.known)]
  const knownAt = knownOn ? await endOfDay(tx, knownOn) : asked.now
  const then = await agreementAsThen(tx, asked.id, validOn ?? asked.today, knownAt)
  const now = await agreementAsThen(tx, asked.id, asked.today, asked.now)
  return {
    typed,
    faults: { on: typed.on !== '' && !validOn, known: typed.known !== '' && !knownOn },
    validOn: validOn ?? asked.today,
    knownOn,
    then: termsInWords(then),
    now: termsInWords(now),
    differences: termDifferences(then, now),
    revision: states.length,
    events: agreementEvents(states),
  }
}

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
