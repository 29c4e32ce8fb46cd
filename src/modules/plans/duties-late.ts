import { sql } from 'kysely'
import { addDays, type IsoDate } from '#kernel/dates.ts'
import { swedishDay, type DutyRule, type Owed } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { yearPlanDutyLabels as labels } from '#texts/sv/duty-rules.ts'
import { whenText } from '#texts/sv/plans.ts'
import { lateDutyTexts as t } from '#texts/sv/plan-live.ts'
import { lastDayOf } from './rules.ts'

/** Days to settle what is late of a month: mend it, or say in the plan when it is done instead. */
const daysToSettle = 14

/**
 * Follow-ups of a decided plan whose month has gone by. One thing owed for each month, whatever is late of it; a visit that
 * nobody announces is late by its half-year, which is all that the duty tells of it.
 */
export const lateDutyRule: DutyRule = { key: 'yearPlan.late', label: labels.late, list: listLate }

type Row = {
  planId: string
  boardId: string
  year: number
  month: number | null
  half: 1 | 2
  late: number
  doneOn: IsoDate | null
}

async function listLate(db: Db, { today }: { today: IsoDate }): Promise<Owed[]> {
  const rows = await passedMonths(db, today)
  return rows.flatMap((row) => {
    const lastDay = lastDayOf(row)
    const wasLate = row.doneOn !== null && row.doneOn > lastDay
    return row.late > 0 || wasLate ? [owedOf(row, lastDay)] : []
  })
}

function owedOf(row: Row, lastDay: IsoDate): Owed {
  const href = `/planer/ar/${row.planId}/laget?ar=${row.year}`
  return {
    sourceId: row.planId,
    period: row.month === null ? `${row.year}-h${row.half}` : lastDay.slice(0, 7),
    boardId: row.boardId,
    unitId: null,
    providerId: null,
    ownerId: null,
    ownerRole: 'strategist',
    title:
      row.late > 0
        ? t.title(row.late, `${whenText(row)} ${row.year}`)
        : t.wasLate(`${whenText(row)} ${row.year}`),
    href: `${href}&vad=late#att-gora`,
    ground: t.ground,
    dueOn: addDays(lastDay, daysToSettle),
    remindFrom: addDays(lastDay, 1),
    proof: row.late === 0 && row.doneOn ? { doneOn: row.doneOn, href } : null,
  }
}

/** Months and half-years that have ended, two years back: how many rows are not done, and the day the last one was. */
async function passedMonths(db: Db, today: IsoDate): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select y.id as plan_id, y.board_id, i.year, i.month, i.half,
      count(*) filter (where i.done_on is null and coalesce(f.state not in ('fixed', 'closed', 'cancelled'), true))::int
        as late,
      max(coalesce(i.done_on, ${swedishDay('f.closed_at')},
        (select max(${swedishDay('a.fixed_at')}) from assessment a
          where a.municipality_id = f.municipality_id and a.follow_up_id = f.id))) as done_on
    from year_plan y
    join plan_item i on i.municipality_id = y.municipality_id and i.year_plan_id = y.id and i.removed_at is null
    left join lateral (select * from follow_up g where g.municipality_id = i.municipality_id and g.plan_item_id = i.id
      order by g.state = 'cancelled', g.created_at desc, g.id limit 1) f on true
    where y.state = 'decided' and i.year between ${Number(today.slice(0, 4)) - 2} and ${Number(today.slice(0, 4))}
      and make_date(i.year, coalesce(i.month, i.half * 6), 1) + interval '1 month' <= ${today}::date
    group by y.id, y.board_id, i.year, i.month, i.half
    order by y.id, i.year, i.half, i.month nulls last`.execute(db)
  return rows
}
