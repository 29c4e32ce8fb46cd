import { sql } from 'kysely'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { remembersFrom, type DutyRule, type Owed } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { reportDutyLabels as labels } from '#texts/sv/duty-rules.ts'
import { reportDutyTexts as t } from '#texts/sv/period-reports.ts'

/**
 * The patient safety report of each year (PSL 3:10): owed by a board that itself gave health care in the year, for the
 * care of others is told of by them. The quality report of a year is a recommendation, and no duty.
 */
export const patientSafety: DutyRule = {
  key: 'report.patientSafety',
  label: labels.patientSafety,
  async list(db, { today }) {
    const rows = await listYears(db, today)
    return rows.map(owedOf)
  },
}

type Row = { boardId: string; board: string; year: number; paperId: string | null; frozenAt: Date | null }

/** For each ended year whose report falls due where duties are remembered: the boards that gave care, and what is done. */
async function listYears(db: Db, today: IsoDate): Promise<Row[]> {
  const last = Number(today.slice(0, 4)) - 1
  const first = Number(remembersFrom(today).slice(0, 4)) - 1
  const { rows } = await sql<Row>`
    select b.id as board_id, b.name as board, y.year, p.id as paper_id, p.frozen_at
      from board b
      cross join generate_series(${first}::int, ${last}::int) as y(year)
      join municipality m on m.id = b.municipality_id
      left join lateral (
        select p.id, p.frozen_at from paper p
          where p.municipality_id = b.municipality_id and p.board_id = b.id and p.kind = 'periodReport'
            and p.state = 'frozen' and p.period = y.year::text and p.source ->> 'report' = 'patientSafety'
          order by p.frozen_at, p.id limit 1) p on true
      where exists (select from unit_state s
          where s.municipality_id = b.municipality_id and s.board_id = b.id and s.superseded_at is null
            and s.operating_form = 'inHouse' and 'HSL' = any(s.laws) and s.status <> 'planned'
            and s.valid_from <= make_date(y.year, 12, 31)
            and (s.valid_to is null or s.valid_to > make_date(y.year, 1, 1)))
        and (p.id is not null or m.created_at < make_date(y.year + 1, 1, 1))
      order by y.year, b.name, b.id`.execute(db)
  return rows
}

function owedOf({ boardId, board, year, paperId, frozenAt }: Row): Owed {
  const next = `/rapporter/ny?slag=patientSafety&period=${year}&namnd=${boardId}`
  const href = paperId ? `/rapporter/${paperId}` : next
  return {
    sourceId: boardId,
    period: String(year),
    boardId,
    unitId: null,
    providerId: null,
    title: t.patientSafety(year, board),
    href,
    ground: t.patientSafetyGround,
    dueOn: `${year + 1}-03-01`,
    remindFrom: `${year + 1}-01-01`,
    ownerId: null,
    ownerRole: 'mas',
    proof: paperId && frozenAt ? { doneOn: todayIn(new Date(frozenAt)), href } : null,
  }
}
