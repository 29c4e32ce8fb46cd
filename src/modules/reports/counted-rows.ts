import { todayIn, type IsoDate } from '#kernel/dates.ts'
import type { Severity } from '#modules/assessments/rules.ts'
import type { Db } from '#platform/db/pool.ts'
import { periodTables } from './period-tables.ts'
import { plannedRef, type PeriodAction, type PeriodContent, type PeriodFinding } from './period-rules.ts'
import { findFrozenSnapshot, findPaper } from './queries.ts'
import { reportSnapshot } from './snapshot.ts'
import type { Refs } from './report-table.ts'

export type CountedFollowUp = {
  id: string
  title: string
  unitName: string
  area: string
  day: IsoDate
  /** A row of the plan that no follow-up has been made for. */
  isPlanOnly: boolean
}

/** What one row of a table was counted from, out of the paper's own data: the same for ever. */
export type CountedRows = {
  paperTitle: string
  table: string
  row: string
  followUps: CountedFollowUp[]
  findings: (Pick<PeriodFinding, 'id' | 'title' | 'unitName' | 'code' | 'state' | 'foundOn'> & {
    severity: Severity
  })[]
  actions: PeriodAction[]
}

export async function findRows(
  db: Db,
  asked: { paperId: string; table: string; row: string; now: Date },
): Promise<CountedRows | undefined> {
  const told = await findTold(db, asked)
  const table = told && periodTables(told.content).find(({ key }) => key === asked.table)
  const row = table?.rows.find(({ key }) => key === asked.row)
  if (!told || !row) return undefined
  const name = row.cells.find((cell) => typeof cell === 'string') ?? ''
  return {
    paperTitle: told.title,
    table: table?.caption ?? '',
    row: typeof name === 'string' ? name : '',
    ...rowsOf(told.content, row.refs),
  }
}

/** What the frozen paper says, or what a draft would say today. */
async function findTold(db: Db, { paperId, now }: { paperId: string; now: Date }) {
  const paper = await findPaper(db, paperId)
  if (!paper) return undefined
  const frozen = await findFrozenSnapshot(db, paper.id)
  const snapshot = frozen ?? (await reportSnapshot(db, paper.id, todayIn(now)))
  return snapshot?.period && { title: paper.title, content: snapshot.period }
}

function rowsOf(content: PeriodContent, refs: Refs): Pick<CountedRows, 'followUps' | 'findings' | 'actions'> {
  const [followUps, findings, actions] = [refs.followUps, refs.findings, refs.actions].map(
    (ids) => new Set(ids),
  )
  const fixed = content.followUps.map((row) => ({
    ...row,
    day: row.fixedOn,
    isPlanOnly: false,
  }))
  const known = new Set(fixed.map(({ id }) => id))
  const planned = content.planned
    .filter((row) => !known.has(plannedRef(row)))
    .map((row) => ({ ...row, id: plannedRef(row), day: row.dueOn, isPlanOnly: row.followUpId === null }))
  return {
    followUps: [...fixed, ...planned]
      .filter(({ id }) => followUps?.has(id))
      .map(({ id, title, unitName, area, day, isPlanOnly }) => ({
        id,
        title,
        unitName,
        area,
        day,
        isPlanOnly,
      })),
    findings: content.findings.filter(({ id }) => findings?.has(id)),
    actions: content.actions.filter(({ id }) => actions?.has(id)),
  }
}
