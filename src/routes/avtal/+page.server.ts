import type { Actions, PageServerLoad } from './$types'
import { hasRole, mayAnywhere } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  AgreementFilter,
  createAgreement,
  listAgreements,
  listUnitsWithoutAgreement,
} from '#modules/agreements/public.ts'
import type { AgreementKind } from '#modules/agreements/rules.ts'
import { listCatalogueVersions } from '#modules/catalogues/public.ts'
import { listBoards, listProviders } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { agreementTexts as t } from '#texts/sv/agreements.ts'
import { agreementFilterFrom } from './filter.ts'
import { termFields, termsFrom } from './terms.ts'

/** How long before the end an agreement is told of: time to decide on an extension or to procure. */
const warnedMonths = 6

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = agreementFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => {
    const isOffice = hasRole(actor, ...officeRoles)
    const soon = AgreementFilter.parse({ months: warnedMonths, limit: 1 })
    return {
      ...(await listAgreements(tx, filter, today)),
      filter,
      today,
      isOffice,
      mayCreate: mayAnywhere(actor, 'agreement.create'),
      agreementId: uuidv7(),
      expiring: (await listAgreements(tx, soon, today)).total,
      without: isOffice ? await listUnitsWithoutAgreement(tx, today) : [],
      providers: isOffice ? await listProviders(tx) : [],
      versions: await listCatalogueVersions(tx),
      boards: (await listBoards(tx)).filter((board) =>
        actor.assignments.some((held) => held.boardId === board.id),
      ),
    }
  })
}

export const actions: Actions = {
  ny: (event) =>
    submit(event, createAgreement, {
      input: (form) => ({
        ...termsFrom(form),
        id: form.text('agreementId'),
        boardId: form.text('namnd'),
        providerId: form.text('utforare'),
        // The shape refuses any other word.
        kind: form.text('slag') as AgreementKind,
        caseNumber: form.text('diarienummer'),
        units: [],
      }),
      names: {
        ...termFields,
        boardId: 'namnd',
        providerId: 'utforare',
        kind: 'slag',
        caseNumber: 'diarienummer',
      },
      then: ({ id }) => `/avtal/${id}`,
      done: t.saved,
    }),
}
