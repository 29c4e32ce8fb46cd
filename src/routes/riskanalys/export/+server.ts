import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listRiskRows, type WeighedUnit } from '#modules/risks/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { riskTexts as t } from '#texts/sv/risk-pages.ts'
import { factorNames } from '#texts/sv/risks.ts'
import { boardFor } from '../board.ts'
import { riskFilterFrom } from '../filter.ts'

/** Each factor has a column of its own, empty where nobody knows it, so that the sum can be done again. */
const columns: readonly Column<WeighedUnit>[] = [
  { key: 'code', title: t.code, type: 'text', value: (row) => row.code },
  { key: 'unit', title: t.unit, type: 'text', value: (row) => row.name },
  { key: 'area', title: t.area, type: 'text', value: (row) => row.areaName },
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
  { key: 'risk', title: t.risk, type: 'integer', value: (row) => row.risk },
  { key: 'points', title: t.points, type: 'integer', value: (row) => row.points },
  { key: 'likelihood', title: t.likelihood, type: 'integer', value: (row) => row.likelihood },
  { key: 'consequence', title: t.consequence, type: 'integer', value: (row) => row.consequence },
  { key: 'reasons', title: t.reasons, type: 'text', value: (row) => row.reasons.join('; ') },
  ...Object.entries(factorNames).map(([factor, title]): Column<WeighedUnit> => {
    const value = (row: WeighedUnit) => row.factors.find((one) => one.factor === factor)?.value ?? null
    return { key: factor, title, type: 'integer', value }
  }),
]

export const GET: RequestHandler = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const { board } = await boardFor(tx, actor, url)
    const date = todayIn(locals.now)
    const filter = { ...riskFilterFrom(url), ...everyRow }
    const { units } = await listRiskRows(tx, { boardId: board.id, on: date }, filter)
    return downloadTable(url, columns, units, { title: `${t.title}, ${board.name}`, source: t.source, date })
  })
