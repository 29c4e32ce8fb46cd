import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { resultTexts as t } from '#texts/sv/assessments.ts'
import { unitOverYears } from '../years.ts'

export const GET: RequestHandler = async ({ locals, url }) => {
  const today = todayIn(locals.now)
  const { unit, over } = await ask(locals, (tx) => unitOverYears(tx, url, today))
  type Row = (typeof over.areas)[number]
  const columns = [
    { key: 'unit', title: t.unit, type: 'text', value: () => unit?.name ?? '' },
    { key: 'area', title: t.area, type: 'text', value: (row: Row) => row.areaName },
    { key: 'year', title: t.year, type: 'number', value: (row: Row) => row.year },
    { key: 'met', title: t.met, type: 'number', value: (row: Row) => row.counts.met },
    { key: 'partly', title: t.partly, type: 'number', value: (row: Row) => row.counts.partly },
    { key: 'notMet', title: t.notMet, type: 'number', value: (row: Row) => row.counts.notMet },
    { key: 'notAssessed', title: t.notAssessed, type: 'number', value: (row: Row) => row.counts.notAssessed },
  ] as const
  return downloadTable(url, columns, over.areas, {
    title: `${t.overYears}${unit ? `: ${unit.name}` : ''}`,
    source: t.source,
    date: today,
  })
}
