import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { findAgreement, findingsPerRequirement } from '#modules/agreements/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { experienceTexts as t } from '#texts/sv/agreements-pages.ts'

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const today = todayIn(locals.now)
  const rows = await ask(locals, async (tx) => {
    const agreement = found(await findAgreement(tx, idFrom(params.agreementId), today))
    return findingsPerRequirement(tx, agreement.id)
  })
  type Row = (typeof rows)[number]
  const columns = [
    {
      key: 'requirement',
      title: t.requirement,
      type: 'text',
      value: (row: Row) => `${row.code} ${row.title}`,
    },
    { key: 'clause', title: t.clause, type: 'text', value: (row: Row) => row.clause },
    { key: 'findings', title: t.count, type: 'integer', value: (row: Row) => row.findings },
    { key: 'serious', title: t.serious, type: 'integer', value: (row: Row) => row.serious },
    { key: 'units', title: t.units, type: 'integer', value: (row: Row) => row.units },
    { key: 'repeats', title: t.repeats, type: 'integer', value: (row: Row) => row.repeats },
    { key: 'open', title: t.open, type: 'integer', value: (row: Row) => row.open },
    { key: 'first', title: t.first, type: 'date', value: (row: Row) => row.firstOn },
    { key: 'last', title: t.last, type: 'date', value: (row: Row) => row.lastOn },
  ] as const
  return downloadTable(url, columns, rows, { title: t.title, source: t.source, date: today })
}
