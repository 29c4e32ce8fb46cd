import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listPlaced, type PlacedAgreement } from '#modules/risks/public.ts'
import { everyRow } from '#platform/list-filter.ts'
import type { Column } from '#platform/tabular/table.ts'
import { ask } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { placingTexts as t } from '#texts/sv/risk-pages.ts'
import { boardFor } from '../../board.ts'
import { placingFilterFrom } from '../../filter.ts'

type Row = PlacedAgreement
const columns: readonly Column<Row>[] = [
  { key: 'agreement', title: t.agreement, type: 'text', value: (row) => row.title },
  { key: 'caseNumber', title: t.caseNumber, type: 'text', value: (row) => row.caseNumber },
  { key: 'provider', title: t.provider, type: 'text', value: (row) => row.providerName },
  { key: 'units', title: t.units, type: 'integer', value: (row) => row.units },
  {
    key: 'importance',
    title: t.importance,
    type: 'integer',
    value: (row) => row.placing?.importance ?? null,
  },
  {
    key: 'importanceReason',
    title: t.importanceReason,
    type: 'text',
    value: (row) => row.placing?.importanceReason ?? '',
  },
  {
    key: 'complexity',
    title: t.complexity,
    type: 'integer',
    value: (row) => row.placing?.complexity ?? null,
  },
  {
    key: 'complexityReason',
    title: t.complexityReason,
    type: 'text',
    value: (row) => row.placing?.complexityReason ?? '',
  },
  {
    key: 'quadrant',
    title: t.quadrant,
    type: 'text',
    value: (row) => (row.quadrant ? t.quadrants[row.quadrant] : t.notPlaced),
  },
  {
    key: 'proposal',
    title: t.proposal,
    type: 'text',
    value: (row) => (row.quadrant ? t.proposals[row.quadrant] : ''),
  },
]

export const GET: RequestHandler = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const { board } = await boardFor(tx, actor, url)
    const date = todayIn(locals.now)
    const filter = { ...placingFilterFrom(url), ...everyRow }
    const { agreements } = await listPlaced(tx, { boardId: board.id, on: date }, filter)
    const title = `${t.title}, ${board.name}`
    return downloadTable(url, columns, agreements, { title, source: t.source, date })
  })
