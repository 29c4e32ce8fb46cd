import { sql } from 'kysely'
import {
  addItems,
  changeItems,
  exceptOwed,
  findYearPlan,
  fixYearPlan,
  setAreaRule,
  setPlanning,
} from '#modules/plans/public.ts'
import { openDatabase } from '#platform/db/pool.ts'
import { movedDay } from './demo-clock.ts'
import { actorOf, type DemoDay } from './demo-actor.ts'
import { itemsOf, makePlan, missingOf, read, requestAt, takeMissing, type Desk } from './plan-desk.ts'
import { layDraft } from './scene-plan-draft.ts'

/** The care board's plans: 2026 decided a year ago, with this year's follow-ups on it, and a draft for next year. */
export async function planTheYears(adminUrl: string, given: DemoDay): Promise<void> {
  const db = openDatabase(adminUrl, 2)
  try {
    const strategist = await actorOf(db, given, 'strategist')
    const { rows } = await sql<{ id: string }>`select id from board
      where municipality_id = ${given.municipalityId} and name = 'Omsorgsnämnden'`.execute(db)
    const boardId = rows[0]?.id
    if (!boardId) return
    const year = Number(given.asOf.slice(0, 4))
    const desk: Desk = { db, strategist, boardId, at: (day) => requestAt(db, strategist, day) }
    await setRules(desk, `${year - 1}-10-06`)
    await layDecided(desk, year)
    await layDraft(desk, { year: year + 1, day: movedDay(given.asOf, '2026-11-09') })
  } finally {
    await db.destroy()
  }
}

/** Housing is followed up unit by unit, the other areas by half of their units; in depth area by area. */
async function setRules(desk: Desk, day: string): Promise<void> {
  const { rows } = await sql<{ id: string; name: string }>`select distinct a.id, a.name from service_area a
    join unit_state s on s.municipality_id = a.municipality_id and s.service_area_id = a.id
    where s.board_id = ${desk.boardId} and s.superseded_at is null order by a.name`.execute(desk.db)
  for (const area of rows) {
    const isHousing = area.name === 'Bostad med särskild service'
    await setAreaRule(desk.at(day), {
      boardId: desk.boardId,
      serviceAreaId: area.id,
      revision: 0,
      coverage: isHousing ? 'everyUnit' : 'share',
      sharePercent: isHousing ? null : 50,
      inDepthEvery: 2,
      inDepthOf: 'area',
      choiceSystemMonths: 6,
      procuredMonths: 2,
      lastYearActions: true,
      ground: 'Nämndens riktlinje för uppföljning',
    })
  }
  await setPlanning(desk.at(day), {
    boardId: desk.boardId,
    revision: 0,
    fixedBy: 'board',
    changedBy: 'management',
    delegationPoint: 'Delegationsordningen, punkt 6.3',
    selfCheckEvery: 2,
    selfCheckFirst: 2018,
    reportMonths: 1,
    decideByMonth: 12,
    needsRiskAnalysis: true,
  })
}

type Running = {
  id: string
  unitId: string
  month: number
  depth: 'basic' | 'inDepth'
  leadId: string | null
}

/** What was decided a year ago, with the year's own follow-ups hung on its rows. */
async function layDecided(desk: Desk, year: number): Promise<void> {
  const day = `${year - 1}-10-20`
  const planId = await makePlan(desk, year, day)
  const running = await runningIn(desk, year, day)
  const groups = Map.groupBy(running, (one) => `${one.month}${one.depth}${one.leadId ?? ''}`)
  for (const of of groups.values()) {
    const [first] = of
    if (!first) continue
    await addItems(desk.at(day), {
      yearPlanId: planId,
      year,
      month: first.month,
      kind: 'planned',
      depth: first.depth,
      unitIds: of.map((one) => one.unitId),
      team: first.leadId ? [{ accountId: first.leadId, role: 'lead' }] : [],
      origin: 'rule',
      why: 'Rullande schema enligt nämndens riktlinje.',
    })
  }
  await takeSome(desk, { planId, day, running })
  await exceptRest(desk, { planId, day, year })
  await decide(desk, planId, year)
  await hang(desk, { planId, running })
}

/** The year's follow-ups of the units that were there when the plan was made. */
async function runningIn(desk: Desk, year: number, day: string): Promise<Running[]> {
  const { rows } = await sql<Running>`select distinct on (f.unit_id) f.id, f.unit_id,
      extract(month from f.due_on)::int as month, f.depth,
      (select m.account_id from follow_up_member m where m.municipality_id = f.municipality_id
        and m.follow_up_id = f.id and m.is_lead limit 1) as lead_id
    from follow_up f where f.board_id = ${desk.boardId} and f.kind = 'planned' and f.state <> 'cancelled'
      and f.due_on between ${`${year}-01-01`} and ${`${year}-12-31`}
      and exists (select from unit_state s where s.municipality_id = f.municipality_id and s.unit_id = f.unit_id
        and s.superseded_at is null and s.valid_from <= ${day})
    order by f.unit_id, f.due_on`.execute(desk.db)
  return rows
}

/** A few that are not begun yet stand in December. */
async function takeSome(
  desk: Desk,
  { planId, day, running }: { planId: string; day: string; running: readonly Running[] },
): Promise<void> {
  await takeMissing(desk, { planId, day, share: 0.05 })
  const taken = (await itemsOf(desk, planId)).filter(
    (item) => !running.some((one) => one.unitId === item.unitId),
  )
  if (taken.length === 0) return
  const itemIds = taken.map((item) => item.id)
  await changeItems(desk.at(day), { yearPlanId: planId, itemIds, month: 12 })
}

/** The rest is left to another year by a decision: the plan lists it, and nobody owes it this year. */
async function exceptRest(
  desk: Desk,
  { planId, day, year }: { planId: string; day: string; year: number },
): Promise<void> {
  const owing = (await missingOf(desk, planId, day)).flatMap((row) =>
    row.owing.flatMap(({ rule }) =>
      rule === 'review' ? [] : [{ rule, sourceId: row.unitId ?? row.serviceAreaId ?? desk.boardId }],
    ),
  )
  const once = new Map(owing.map((one) => [`${one.rule} ${one.sourceId}`, one]))
  for (const one of once.values())
    await exceptOwed(desk.at(day), {
      ...{ yearPlanId: planId, year, ...one },
      reason: 'Följs upp ett annat år i det rullande schemat.',
      decidedBy: 'Omsorgsnämnden',
      decidedOn: day,
    })
}

async function decide(desk: Desk, planId: string, year: number): Promise<void> {
  const plan = await read(desk, (tx) => findYearPlan(tx, planId))
  await fixYearPlan(desk.at(`${year - 1}-12-11`), {
    yearPlanId: planId,
    revision: plan?.revision ?? 1,
    by: 'board',
    decidedOn: `${year - 1}-12-10`,
    paragraph: '§ 142',
  })
}

/** The demo's follow-ups stand there already; from here they say which planned follow-up they carry out. */
async function hang(
  desk: Desk,
  { planId, running }: { planId: string; running: readonly Running[] },
): Promise<void> {
  const items = new Map((await itemsOf(desk, planId)).map((item) => [item.unitId, item.id]))
  for (const one of running) {
    const planItemId = items.get(one.unitId)
    if (planItemId)
      await desk.db.updateTable('followUp').set({ planItemId }).where('id', '=', one.id).execute()
  }
}
