import type { RequestHandler } from './$types'
import { hasRole } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { agreementRequirements, findAgreement } from '#modules/agreements/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { requirementTexts as t } from '#texts/sv/agreements-pages.ts'

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const today = todayIn(locals.now)
  const rows = await ask(locals, async (tx, actor) => {
    const agreement = found(await findAgreement(tx, idFrom(params.agreementId), today))
    const day = agreement.validFrom > today ? agreement.validFrom : today
    return agreementRequirements(tx, agreement, day, hasRole(actor, ...officeRoles))
  })
  type Row = (typeof rows)[number]
  const columns = [
    { key: 'code', title: t.code, type: 'text', value: (row: Row) => row.code },
    { key: 'title', title: t.requirement, type: 'text', value: (row: Row) => row.title },
    { key: 'why', title: t.why, type: 'text', value: (row: Row) => row.why },
    { key: 'origin', title: t.origin, type: 'text', value: (row: Row) => t.origins[row.origin] },
    { key: 'clause', title: t.clause, type: 'text', value: (row: Row) => row.clause },
    { key: 'excepted', title: t.exceptedFrom, type: 'date', value: (row: Row) => row.exceptedFrom },
    { key: 'reason', title: t.reason, type: 'text', value: (row: Row) => row.exceptedReason },
  ] as const
  const only = url.searchParams.get('bara') === 'utan'
  const shown = only ? rows.filter((row) => row.clause === '' && !row.isExcepted) : rows
  return downloadTable(url, columns, shown, { title: t.title, source: t.source, date: today })
}
