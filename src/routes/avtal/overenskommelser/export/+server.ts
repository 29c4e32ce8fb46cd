import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listWork } from '#modules/agreements/public.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { progressNames, workTexts as t } from '#texts/sv/agreements-pages.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const today = todayIn(locals.now)
  const q = (url.searchParams.get('q') ?? '').slice(0, 200)
  const rows = await ask(locals, (tx) => listWork(tx, today, q))
  type Row = (typeof rows)[number]
  const columns = [
    { key: 'board', title: t.board, type: 'text', value: (row: Row) => row.board },
    { key: 'position', title: t.position, type: 'integer', value: (row: Row) => row.position },
    { key: 'title', title: t.what, type: 'text', value: (row: Row) => row.title },
    { key: 'area', title: t.service, type: 'text', value: (row: Row) => row.serviceArea },
    { key: 'owner', title: t.owner, type: 'text', value: (row: Row) => row.owner ?? '' },
    { key: 'dueOn', title: t.dueOn, type: 'date', value: (row: Row) => row.dueOn },
    { key: 'progress', title: t.progress, type: 'text', value: (row: Row) => progressNames[row.progress] },
    { key: 'note', title: t.note, type: 'text', value: (row: Row) => row.note },
  ] as const
  return downloadTable(url, columns, rows, { title: t.title, source: t.source, date: today })
}
