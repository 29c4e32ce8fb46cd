import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { openFinding } from '#platform/db/fragments.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import type { YearPlan } from './queries.ts'

/** A requirement that was not met, as it stands now, with the actions that are to be checked one by one. */
export type PlanSource = {
  findingId: string
  followUpId: string
  title: string
  code: string
  severity: 'minor' | 'serious' | 'acute'
  state: string
  /** The last day of the follow-up that found it. */
  foundOn: IsoDate
  actions: { id: string; title: string; state: string; dueOn: IsoDate }[]
}

/** What remains of the unit's earlier follow-ups is put behind its row; what stands there already is left. */
export async function attachSources(
  { db }: Context,
  plan: Pick<YearPlan, 'fromYear'>,
  itemIds: readonly string[],
): Promise<void> {
  if (itemIds.length === 0) return
  await sql`insert into plan_item_source (municipality_id, plan_item_id, finding_id, board_id)
    select i.municipality_id, i.id, f.id, i.board_id
    from plan_item i
    join finding f on f.municipality_id = i.municipality_id and f.unit_id = i.unit_id and f.board_id = i.board_id
      and ${openFinding('f')}
    join follow_up u on u.municipality_id = f.municipality_id and u.id = f.follow_up_id
      and u.plan_item_id is distinct from i.id
    where i.id = any(${sql.val([...itemIds])}::uuid[]) and i.kind in ('planned', 'targeted', 'revisit')
      and i.year = ${plan.fromYear} and u.due_on < make_date(i.year, 1, 1)
    on conflict do nothing`.execute(db)
}

const listed = sql<PlanSource>`select f.id as finding_id, f.follow_up_id, f.title, r.code, f.severity, f.state,
    u.due_on as found_on,
    coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'title', a.title, 'state', a.state, 'dueOn', a.due_on)
        order by a.due_on, a.id)
      from action a where a.municipality_id = f.municipality_id and a.finding_id = f.id and a.state <> 'draft'), '[]')
      as actions
  from plan_item_source x
  join finding f on f.municipality_id = x.municipality_id and f.id = x.finding_id
  join follow_up u on u.municipality_id = f.municipality_id and u.id = f.follow_up_id
  join requirement r on r.municipality_id = f.municipality_id and r.id = f.requirement_id`
const inOrder = sql`order by array_position(array['acute', 'serious', 'minor'], f.severity), u.due_on desc, r.code, f.id`

/** What a row of the plan is to check of last year's results. */
export async function listSources(db: Db, itemId: string): Promise<PlanSource[]> {
  const { rows } = await sql<PlanSource>`${listed} where x.plan_item_id = ${itemId} ${inOrder}`.execute(db)
  return rows
}

/** The same for the follow-up that carries the row out; the office's own, so a provider finds none. */
export async function listSourcesOfFollowUp(db: Db, followUpId: string): Promise<PlanSource[]> {
  const { rows } = await sql<PlanSource>`${listed}
    join follow_up m on m.municipality_id = x.municipality_id and m.plan_item_id = x.plan_item_id
    where m.id = ${followUpId} ${inOrder}`.execute(db)
  return rows
}
