import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listReleases } from '#modules/releases/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { common } from '#texts/sv/common.ts'
import { outcomeNames, receivedWayNames, releaseStates, releaseTexts as t } from '#texts/sv/releases.ts'
import { releaseFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...releaseFilterFrom(url), ...everyRow }
  const { releases } = await ask(locals, (tx) => listReleases(tx, filter))
  type Row = (typeof releases)[number]
  const columns = [
    { key: 'caseNumber', title: t.caseNumber, type: 'text', value: (row: Row) => row.caseNumber },
    { key: 'wording', title: t.asked, type: 'text', value: (row: Row) => row.wording },
    { key: 'board', title: t.board, type: 'text', value: (row: Row) => row.boardName },
    { key: 'way', title: t.way, type: 'text', value: (row: Row) => receivedWayNames[row.way] },
    { key: 'receivedOn', title: t.receivedOn, type: 'date', value: (row: Row) => row.receivedOn },
    { key: 'dueOn', title: t.dueOn, type: 'date', value: (row: Row) => row.dueOn },
    { key: 'state', title: t.state, type: 'text', value: (row: Row) => releaseStates[row.state] },
    {
      key: 'outcome',
      title: t.outcome,
      type: 'text',
      value: (row: Row) => (row.outcome ? outcomeNames[row.outcome] : ''),
    },
    { key: 'decidedOn', title: t.decidedOn, type: 'date', value: (row: Row) => row.decidedOn },
  ] as const
  const about = { title: t.title, source: common.product, date: todayIn(locals.now) }
  return downloadTable(url, columns, releases, about)
}
