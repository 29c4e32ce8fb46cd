import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listLeavers, workKinds, type Leaver } from '#modules/handover/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { handOverTexts as t, workWords } from '#texts/sv/handover.ts'
import { leaverFilterFrom } from '../filter.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const today = todayIn(locals.now)
  const filter = { ...leaverFilterFrom(url), ...everyRow }
  const { leavers } = await ask(locals, (tx) => listLeavers(tx, filter, today))
  const counted = workKinds.map(
    (kind) =>
      ({
        key: kind,
        title: workWords[kind].title,
        type: 'number',
        value: (row: Leaver) => row[kind],
      }) as const,
  )
  const columns = [
    { key: 'name', title: t.name, type: 'text', value: (row: Leaver) => row.name },
    { key: 'profession', title: t.profession, type: 'text', value: (row: Leaver) => row.profession },
    { key: 'endsOn', title: t.ends, type: 'date', value: (row: Leaver) => row.endsOn },
    { key: 'left', title: t.left, type: 'number', value: (row: Leaver) => row.left },
    ...counted,
  ] as const
  return downloadTable(url, columns, leavers, { title: t.title, source: t.source, date: today })
}
