import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listAgreements } from '#modules/agreements/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { listTexts, termTexts } from '#texts/sv/agreements-pages.ts'
import { agreementTexts as t, kindNames, standingNames } from '#texts/sv/agreements.ts'
import { agreementFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const today = todayIn(locals.now)
  const filter = { ...agreementFilterFrom(url), ...everyRow }
  const { agreements } = await ask(locals, (tx) => listAgreements(tx, filter, today))
  type Row = (typeof agreements)[number]
  const columns = [
    { key: 'title', title: t.agreement, type: 'text', value: (row: Row) => row.title },
    { key: 'provider', title: t.provider, type: 'text', value: (row: Row) => row.providerName },
    { key: 'kind', title: t.kind, type: 'text', value: (row: Row) => kindNames[row.kind] },
    { key: 'caseNumber', title: t.caseNumber, type: 'text', value: (row: Row) => row.caseNumber },
    { key: 'board', title: t.board, type: 'text', value: (row: Row) => row.board },
    { key: 'from', title: t.begins, type: 'date', value: (row: Row) => row.beginsOn },
    { key: 'to', title: t.ends, type: 'date', value: (row: Row) => row.endsOn },
    { key: 'extension', title: t.extensionUntil, type: 'date', value: (row: Row) => row.extensionUntil },
    { key: 'catalogue', title: t.catalogue, type: 'integer', value: (row: Row) => row.catalogueNumber },
    { key: 'units', title: t.units, type: 'integer', value: (row: Row) => row.units },
    { key: 'decided', title: t.decidedOn, type: 'date', value: (row: Row) => row.decidedOn },
    { key: 'tender', title: termTexts.tenderDocument, type: 'text', value: (row: Row) => row.tenderDocument },
    { key: 'clauses', title: t.clauses, type: 'integer', value: (row: Row) => row.clauses },
    {
      key: 'lacksPlan',
      title: listTexts.remark,
      type: 'text',
      value: (row: Row) => (row.lacksPlan ? listTexts.lacksPlan : ''),
    },
    { key: 'standing', title: t.standing, type: 'text', value: (row: Row) => standingNames[row.standing] },
  ] as const
  return downloadTable(url, columns, agreements, { title: t.title, source: t.source, date: today })
}
