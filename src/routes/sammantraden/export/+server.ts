import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listYear } from '#modules/meetings/public.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { common } from '#texts/sv/common.ts'
import { meetingStates, meetingTexts as m } from '#texts/sv/meetings.ts'
import { yearFrom } from '../arshjul/year.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const { year, boardId } = yearFrom(url, locals.now)
  const rows = await ask(locals, (tx) => listYear(tx, year, boardId))
  type Row = (typeof rows)[number]
  const columns = [
    { key: 'heldOn', title: m.heldOn, type: 'date', value: (row: Row) => row.heldOn },
    { key: 'board', title: m.board, type: 'text', value: (row: Row) => row.boardName },
    { key: 'place', title: m.place, type: 'text', value: (row: Row) => row.place },
    { key: 'papersBy', title: m.papersByLabel, type: 'date', value: (row: Row) => row.papersBy },
    { key: 'noticeBy', title: t.noticeBy, type: 'date', value: (row: Row) => row.noticeBy },
    { key: 'adjustBy', title: t.adjustBy, type: 'date', value: (row: Row) => row.adjustBy },
    { key: 'adjustedOn', title: t.adjusted, type: 'date', value: (row: Row) => row.adjustedOn },
    { key: 'postedOn', title: t.posted, type: 'date', value: (row: Row) => row.postedOn },
    { key: 'state', title: m.state, type: 'text', value: (row: Row) => meetingStates[row.state] },
    { key: 'items', title: m.items, type: 'integer', value: (row: Row) => row.items },
  ] as const
  return downloadTable(url, columns, rows, {
    title: t.yearTitle(year),
    source: common.product,
    date: todayIn(locals.now),
  })
}
