import type { PageServerLoad } from './$types'
import { hasRole, mayAnywhere } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { AgreementFilter, listAgreements, listUnitsWithoutAgreement } from '#modules/agreements/public.ts'
import { listProviders } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { agreementFilterFrom } from './filter.ts'

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
      expiring: (await listAgreements(tx, soon, today)).total,
      without: isOffice ? await listUnitsWithoutAgreement(tx, today) : [],
      providers: isOffice ? await listProviders(tx) : [],
    }
  })
}
