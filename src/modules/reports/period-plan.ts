import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import {
  lastDayOf,
  listVersions,
  listYearPlans,
  type PlanItem,
  type PlanVersion,
} from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { periodTexts as t } from '#texts/sv/period-reports.ts'
import { endOf } from './as-of.ts'
import { lastDay, listPlanned, type Asked, type FixedRow } from './period-queries.ts'
import { plannedStanding, type PeriodContent, type PeriodPlanned } from './period-rules.ts'

type Compared = Required<Pick<PeriodContent, 'planned' | 'plan' | 'extra'>>

/**
 * Planned against carried out. What was planned is what the decided plan of the year held when the period began, so that
 * a later revision hides nothing; without such a plan, or for a choice that the plan knows nothing of, it is the
 * follow-ups that were to be ready in the period.
 */
export async function comparedWithPlan(db: Db, asked: Asked, fixed: readonly FixedRow[]): Promise<Compared> {
  const version = isOfPlan(asked) ? await planThen(db, asked) : undefined
  if (!version) return { planned: await listPlanned(db, asked), plan: null, extra: [] }
  const { selection, period } = asked
  const fitting = version.items.filter(
    (item) => selection.areaId === null || item.serviceAreaId === selection.areaId,
  )
  const due = fitting.filter((item) => lastDayOf(item) >= period.from && lastDayOf(item) <= period.to)
  const became = await whatBecame(db, due, asked)
  return {
    planned: due.map((item) => toPlanned(item, became.get(item.id), asked)),
    plan: { title: version.content.title, version: version.version, decidedOn: version.decidedOn },
    extra: await onTop(db, fixed, version),
  }
}

const isOfPlan = ({ selection }: Asked): boolean =>
  !selection.form && !selection.followUpKind && !selection.agreementId && !selection.followUpIds

/** The version that held when the period began; else the first that was decided in it. */
async function planThen(db: Db, asked: Asked): Promise<PlanVersion | undefined> {
  const year = Number(asked.period.from.slice(0, 4))
  const plans = (await listYearPlans(db)).filter(
    (plan) => plan.boardId === asked.boardId && plan.fromYear <= year && plan.toYear >= year,
  )
  const decided: PlanVersion[] = []
  for (const plan of plans) decided.push(...(await listVersions(db, plan.id)))
  const known = decided
    .filter(({ decidedOn }) => decidedOn <= lastDay(asked))
    .sort((one, other) => one.decidedOn.localeCompare(other.decidedOn) || one.version - other.version)
  return known.findLast(({ decidedOn }) => decidedOn <= asked.period.from) ?? known[0]
}

type Became = {
  id: string
  followUpId: string | null
  followUpState: string | null
  title: string | null
  fixedOn: IsoDate | null
  isOut: boolean
  reason: string
}

/** What came of some rows of the plan by the day of the report: by their follow-up, or ticked off by hand. */
async function whatBecame(
  db: Db,
  items: readonly PlanItem[],
  { today }: Asked,
): Promise<Map<string, Became>> {
  const { rows } = await sql<Became>`
    select i.id, f.id as "followUpId", f.state as "followUpState", f.title,
      coalesce((select (a.fixed_at at time zone 'Europe/Stockholm')::date from assessment a
          where a.municipality_id = f.municipality_id and a.follow_up_id = f.id and a.version = 1
            and a.fixed_at < ${endOf(today)}),
        case when i.done_on <= ${today} then i.done_on end) as "fixedOn",
      coalesce(i.removed_at < ${endOf(today)}, false) as "isOut",
      coalesce(nullif((select c.reason from plan_change c where c.municipality_id = i.municipality_id
          and c.plan_item_id = i.id and c.reason <> '' and c.changed_at < ${endOf(today)}
          order by c.changed_at desc, c.id limit 1), ''), nullif(f.ended_reason, ''), i.done_note) as reason
    from plan_item i
    left join lateral (select x.* from follow_up x where x.municipality_id = i.municipality_id
      and x.plan_item_id = i.id order by x.state = 'cancelled', x.created_at desc, x.id limit 1) f on true
    where i.id = any(${items.map(({ id }) => id)}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

function toPlanned(item: PlanItem, became: Became = untold, { period }: Asked): PeriodPlanned {
  const dueOn = lastDayOf(item)
  const { followUpId, fixedOn, reason } = became
  const isCancelled = became.isOut || became.followUpState === 'cancelled'
  const standing = plannedStanding({ state: isCancelled ? 'cancelled' : '', dueOn, fixedOn }, period.to)
  const place = { areaId: item.serviceAreaId ?? 'ovrigt', area: item.areaName || t.wholeBoard }
  const title = became.title ?? t.planRow(item.name)
  return { id: item.id, followUpId, title, unitName: item.name, ...place, dueOn, fixedOn, standing, reason }
}

const untold: Became = {
  id: '',
  followUpId: null,
  followUpState: null,
  title: null,
  fixedOn: null,
  isOut: false,
  reason: '',
}

/** Fixed in the period without being in the plan as it was then: event-driven, or added by a later version. */
async function onTop(db: Db, fixed: readonly FixedRow[], version: PlanVersion): Promise<string[]> {
  const { rows } = await sql<{ id: string; itemId: string | null }>`
    select f.id, i.id as "itemId" from follow_up f
    left join plan_item i on i.municipality_id = f.municipality_id and i.id = f.plan_item_id
    where f.id = any(${fixed.map(({ id }) => id)}::uuid[])
      and (i.id is null or i.year_plan_id = ${version.yearPlanId})`.execute(db)
  const planned = new Set(version.items.map(({ id }) => id))
  const extra = new Set(rows.filter(({ itemId }) => !itemId || !planned.has(itemId)).map(({ id }) => id))
  return fixed.filter(({ id }) => extra.has(id)).map(({ id }) => id)
}
