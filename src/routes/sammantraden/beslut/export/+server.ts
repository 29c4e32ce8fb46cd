import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listDecisions } from '#modules/meetings/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { common } from '#texts/sv/common.ts'
import { meetingTexts as m, outcomeNames } from '#texts/sv/meetings.ts'
import { decisionFilterFrom } from '../filter.ts'
import { sinceWords, type Decision } from '../since.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const filter = { ...decisionFilterFrom(url), ...everyRow }
  const { decisions } = await ask(locals, (tx) => listDecisions(tx, filter))
  const columns = [
    { key: 'heldOn', title: m.heldOn, type: 'date', value: (row: Decision) => row.heldOn },
    { key: 'board', title: m.board, type: 'text', value: (row: Decision) => row.boardName },
    { key: 'paragraph', title: m.paragraph, type: 'text', value: (row: Decision) => row.paragraph },
    { key: 'title', title: m.matterTitle, type: 'text', value: (row: Decision) => row.title },
    {
      key: 'outcome',
      title: t.outcome,
      type: 'text',
      value: (row: Decision) => (row.outcome ? outcomeNames[row.outcome] : ''),
    },
    { key: 'text', title: m.outcomeText, type: 'text', value: (row: Decision) => row.outcomeText },
    { key: 'since', title: t.since, type: 'text', value: (row: Decision) => sinceWords(row).join('. ') },
  ] as const
  return downloadTable(url, columns, decisions, {
    title: t.became,
    source: common.product,
    date: todayIn(locals.now),
  })
}
