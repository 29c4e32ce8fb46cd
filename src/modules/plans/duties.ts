import { sql } from 'kysely'
import { addDays, addMonths, type IsoDate } from '#kernel/dates.ts'
import { swedishDay, type DutyRule, type Owed } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { yearPlanDutyLabels as labels } from '#texts/sv/duty-rules.ts'
import { whenText } from '#texts/sv/plans.ts'
import { planDutyTexts as t } from '#texts/sv/plans-decisions.ts'
import { lateDutyRule } from './duties-late.ts'
import { sinceDutyRule } from './duties-since.ts'
import { firstDayOf, lastDayOf } from './rules.ts'

/** What the year's plan owes: to be decided in time, its changes too, and the follow-ups of the month to be prepared. */
export const planDutyRules: readonly DutyRule[] = [
  { key: 'yearPlan.decide', label: labels.decide, list: listToDecide },
  { key: 'yearPlan.revise', label: labels.revise, list: listToRevise },
  { key: 'yearPlan.prepare', label: labels.prepare, list: listToPrepare },
  lateDutyRule,
  sinceDutyRule,
]

type Plain = Pick<
  Owed,
  'sourceId' | 'period' | 'boardId' | 'title' | 'href' | 'ground' | 'dueOn' | 'remindFrom' | 'proof'
>

function owed(plain: Plain): Owed {
  return { ...plain, unitId: null, providerId: null, ownerId: null, ownerRole: 'strategist' }
}

const lastDayOfMonth = (year: number, month: number): IsoDate => lastDayOf({ year, month, half: 1 })

/** Boards that have made plans in here owe one for the year that comes, by the month they have set. */
async function listToDecide(db: Db, { today }: { today: IsoDate }): Promise<Owed[]> {
  const thisYear = Number(today.slice(0, 4))
  const { rows } = await sql<{
    boardId: string
    boardName: string
    month: number
    year: number
    planId: string | null
    decidedOn: IsoDate | null
  }>`
    select b.id as board_id, b.name as board_name, coalesce(s.decide_by_month, 12) as month, y.year,
      (select p.id from year_plan p where p.municipality_id = b.municipality_id and p.board_id = b.id
        and y.year between p.from_year and p.to_year order by p.created_at desc limit 1) as plan_id,
      (select min(v.decided_on) from year_plan_version v
        join year_plan p on p.municipality_id = v.municipality_id and p.id = v.year_plan_id
        where v.municipality_id = b.municipality_id and p.board_id = b.id and y.year between p.from_year and p.to_year
          and p.state = 'decided' and v.withdrawn_at is null) as decided_on
    from board b
    cross join unnest(${sql.val([thisYear, thisYear + 1])}::int[]) as y(year)
    left join plan_setting s on s.municipality_id = b.municipality_id and s.board_id = b.id
    where exists (select from year_plan p where p.municipality_id = b.municipality_id and p.board_id = b.id)
    order by b.id, y.year`.execute(db)
  return rows.map((row) => {
    const dueOn = lastDayOfMonth(row.year - 1, row.month)
    const href = row.planId ? `/planer/ar/${row.planId}/beslut` : '/planer/ny'
    return owed({
      sourceId: row.boardId,
      period: String(row.year),
      boardId: row.boardId,
      title: t.decide(row.year, row.boardName),
      href,
      ground: t.decideGround,
      dueOn,
      remindFrom: addMonths(dueOn, -3),
      proof: row.decidedOn
        ? { doneOn: row.decidedOn, href: `/planer/ar/${row.planId ?? ''}/versioner` }
        : null,
    })
  })
}

/** A working version beside a decided one is to be decided within a month, or taken back. */
async function listToRevise(db: Db): Promise<Owed[]> {
  const rows = await db
    .selectFrom('yearPlan as y')
    .innerJoin('planChange as c', (join) =>
      join
        .onRef('c.municipalityId', '=', 'y.municipalityId')
        .onRef('c.yearPlanId', '=', 'y.id')
        .onRef('c.version', '=', 'y.version'),
    )
    .select(['y.id', 'y.boardId', 'y.version'])
    .select(sql<IsoDate>`min(${swedishDay('c.changed_at')})`.as('begunOn'))
    .where('y.version', '>', 1)
    .where('y.state', '<>', 'decided')
    // A follow-up that found room in the reserve was logged before anybody began to revise.
    .where((where) => where.or([where('c.eventFollowUpId', 'is', null), where('c.kind', '<>', 'added')]))
    .groupBy(['y.id', 'y.boardId', 'y.version'])
    .orderBy('y.id')
    .execute()
  return rows.map((row) =>
    owed({
      sourceId: row.id,
      period: String(row.version),
      boardId: row.boardId,
      title: t.revise(row.version),
      href: `/planer/ar/${row.id}/beslut`,
      ground: t.reviseGround,
      dueOn: addDays(row.begunOn, 30),
      remindFrom: row.begunOn,
      proof: null,
    }),
  )
}

/**
 * The decided rows of a month are prepared before the month begins; those of a half-year before the half-year. The board
 * has set how many weeks before it is told of.
 */
async function listToPrepare(db: Db, { today }: { today: IsoDate }): Promise<Owed[]> {
  const { rows } = await sql<{
    planId: string
    boardId: string
    year: number
    month: number | null
    half: 1 | 2
    total: number
    left: number
    doneOn: IsoDate | null
    weeks: number
  }>`
    select y.id as plan_id, y.board_id, i.year, i.month, i.half, count(*)::int as total,
      count(*) filter (where f.id is null)::int as left,
      max(${swedishDay('f.created_at')}) as done_on,
      coalesce((select s.prepare_weeks from plan_setting s
        where s.municipality_id = y.municipality_id and s.board_id = y.board_id), 4) as weeks
    from year_plan y
    join plan_item i on i.municipality_id = y.municipality_id and i.year_plan_id = y.id and i.removed_at is null
      and i.unit_id is not null and i.other_board_id is null
    left join follow_up f on f.municipality_id = i.municipality_id and f.plan_item_id = i.id and f.state <> 'cancelled'
    where y.state = 'decided' and i.year between ${Number(today.slice(0, 4)) - 1} and ${Number(today.slice(0, 4)) + 1}
    group by y.municipality_id, y.id, y.board_id, i.year, i.month, i.half
    order by y.id, i.year, i.half, i.month nulls last`.execute(db)
  return rows.map((row) => {
    const first = firstDayOf(row)
    return owed({
      sourceId: row.planId,
      period: row.month === null ? `${row.year}-h${row.half}` : first.slice(0, 7),
      boardId: row.boardId,
      title: t.month(row.total, `${whenText(row)} ${row.year}`),
      href: `/planer/ar/${row.planId}/forbered?ar=${row.year}${row.month === null ? '' : `&manad=${row.month}`}`,
      ground: t.monthGround,
      dueOn: first,
      remindFrom: addDays(first, -7 * row.weeks),
      proof: row.left === 0 && row.doneOn ? { doneOn: row.doneOn, href: `/planer/ar/${row.planId}` } : null,
    })
  })
}
