import type { Actions, PageServerLoad } from './$types'
import { hasRole, may } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  agreementRequirements,
  exceptRequirement,
  findAgreement,
  setClauses,
} from '#modules/agreements/public.ts'
import { findOpenDraft, startDraft } from '#modules/catalogues/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { requirementTexts as t } from '#texts/sv/agreements-pages.ts'

export const load: PageServerLoad = ({ locals, params, url }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const agreement = found(await findAgreement(tx, idFrom(params.agreementId), today))
    const isOffice = hasRole(actor, ...officeRoles)
    const day = agreement.validFrom > today ? agreement.validFrom : today
    const all = await agreementRequirements(tx, agreement, day, isOffice)
    const only = url.searchParams.get('bara') === 'utan'
    return {
      agreement,
      today,
      isOffice,
      only,
      mayChange: may(actor, 'agreement.change', { boardId: agreement.boardId }),
      mayWrite: may(actor, 'catalogue.draft', { boardId: agreement.boardId }),
      asked: all.filter((row) => !row.isExcepted && (!only || row.clause === '')).map(short),
      own: all.filter((row) => row.origin === 'agreement').length,
      total: all.filter((row) => !row.isExcepted).length,
      excepted: all.filter((row) => row.exceptedFrom !== null).map(short),
      draft: isOffice ? await findOpenDraft(tx, agreement.id) : undefined,
      draftId: uuidv7(),
    }
  })

type Row = Awaited<ReturnType<typeof agreementRequirements>>[number]

/** What the page shows, and no more goes to it. */
function short({ id, key, code, title, why, clause, origin, isDraft, exceptedFrom, exceptedReason }: Row) {
  return { id, key, code, title, why, clause, origin, isDraft, exceptedFrom, exceptedReason }
}

export const actions: Actions = {
  punkter: (event) =>
    submit(event, setClauses, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        rows: form.all('nyckel').map((requirementKey) => ({
          requirementKey,
          clause: form.text(`punkt-${requirementKey}`),
          seen: form.text(`sedd-${requirementKey}`),
        })),
      }),
      then: () =>
        `/avtal/${event.params.agreementId}/krav${event.url.searchParams.has('bara') ? '?bara=utan' : ''}`,
      done: t.saved,
    }),
  undanta: (event) =>
    submit(event, exceptRequirement, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        requirementKey: form.text('krav'),
        from: form.text('fran') || null,
        reason: form.text('skal'),
      }),
      names: { requirementKey: 'krav', from: 'fran', reason: 'skal' },
      then: () => `/avtal/${event.params.agreementId}/krav`,
      done: t.exceptDone,
    }),
  kravIgen: (event) =>
    submit(event, exceptRequirement, {
      input: (form) => ({
        agreementId: event.params.agreementId,
        requirementKey: form.text('krav'),
        from: null,
        reason: '',
      }),
      then: () => `/avtal/${event.params.agreementId}/krav`,
      done: t.exceptBackDone,
    }),
  egna: (event) =>
    submit(event, startDraft, {
      input: (form) => ({
        id: form.text('draftId'),
        agreementId: event.params.agreementId,
        name: form.text('namn'),
        validFrom: form.text('fran'),
      }),
      then: ({ id }) => `/kravkatalog/versioner/${id}`,
      done: t.ownStarted,
    }),
}
