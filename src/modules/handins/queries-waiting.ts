import { sql } from 'kysely'
import { addDays, type IsoDate } from '#kernel/dates.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import { daysAhead } from '#modules/duties/public.ts'
import { swedish } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { waitingTexts } from '#texts/sv/handins.ts'
import { unfinishedActions } from '#modules/findings/rules.ts'
import { managedUnit, requestsWithin, unitNameOf, type Reach } from './queries.ts'
import { inOrder, type Waiting } from './rules.ts'

/**
 * Everything that waits for an operator, across units and kinds, in order of date. Read straight from the tables of the
 * other modules: one page over all of them is this module's own noun, and the walls hold whoever asks.
 */
export async function listWaiting(db: Db, reach: Reach, at: { today: IsoDate; unit?: string | undefined }) {
  const found = [
    await waitingDocuments(db, reach),
    await waitingHearings(db, reach),
    await waitingPlans(db, reach),
    await waitingActions(db, reach),
  ].flat()
  // As far ahead as one's own list of what is to be done: the two say the same.
  const until = addDays(at.today, daysAhead)
  return inOrder(
    found.filter((item) => item.dueOn <= until && (at.unit === undefined || item.unitId === at.unit)),
  )
}

async function waitingDocuments(db: Db, reach: Reach): Promise<Waiting[]> {
  const rows = await requestsWithin(db, reach)
    .select(['r.id', 'r.unitId', 'r.title', 'r.why', 'r.legalGround', 'r.dueOn', 'r.state'])
    .select([sql<string>`coalesce(f.title, '')`.as('followUpTitle'), unitNameOf('r').as('unitName')])
    .where('r.state', 'in', ['requested', 'returned'])
    .orderBy('r.id')
    .execute()
  return rows.map((row) => ({ ...row, kind: 'document', count: 1, acute: false }))
}

async function waitingHearings(db: Db, reach: Reach): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('hearing as h')
    .innerJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'h.municipalityId').onRef('f.id', '=', 'h.followUpId'),
    )
    .select(['h.id', 'h.unitId', 'h.dueOn', 'h.dueGround as legalGround', 'h.state'])
    .select(['f.title as followUpTitle', unitNameOf('h').as('unitName')])
    .where('h.state', '=', 'open')
    .where(managedUnit(reach, 'h'))
    .orderBy('h.id')
    .execute()
  return rows.map((row) => ({ ...row, ...waitingTexts.hearing, kind: 'hearing', count: 1, acute: false }))
}

async function waitingPlans(db: Db, reach: Reach): Promise<Waiting[]> {
  const findings = sql`from finding x where x.municipality_id = p.municipality_id and x.action_plan_id = p.id`
  const rows = await db
    .selectFrom('actionPlan as p')
    .innerJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'p.municipalityId').onRef('f.id', '=', 'p.followUpId'),
    )
    .select(['p.id', 'p.unitId', 'p.dueOn', 'p.state', 'f.title as followUpTitle'])
    .select([
      unitNameOf('p').as('unitName'),
      sql<number>`(select count(*) ${findings})`.as('count'),
      sql<boolean>`exists (select ${findings} and x.severity = 'acute')`.as('acute'),
    ])
    .where('p.state', 'in', ['requested', 'returned'])
    .where(managedUnit(reach, 'p'))
    .orderBy('p.id')
    .execute()
  return rows.map((row) => ({
    ...row,
    kind: 'plan',
    title: waitingTexts.plan.title(row.state === 'returned'),
    why: waitingTexts.plan.why(row.count, row.acute),
    legalGround: waitingTexts.plan.legalGround,
  }))
}

async function waitingActions(db: Db, reach: Reach): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('action as x')
    .innerJoin('actionPlan as p', (join) =>
      join.onRef('p.municipalityId', '=', 'x.municipalityId').onRef('p.id', '=', 'x.actionPlanId'),
    )
    .innerJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'p.municipalityId').onRef('f.id', '=', 'p.followUpId'),
    )
    .leftJoin('finding as d', (join) =>
      join.onRef('d.municipalityId', '=', 'x.municipalityId').onRef('d.id', '=', 'x.findingId'),
    )
    .select(['x.id', 'x.unitId', 'x.title', 'x.state', 'f.title as followUpTitle'])
    .select([
      sql<IsoDate>`x.due_on`.as('dueOn'),
      unitNameOf('x').as('unitName'),
      sql<string>`coalesce(d.title, '')`.as('finding'),
      sql<boolean>`coalesce(d.severity = 'acute', false)`.as('acute'),
    ])
    .where('x.state', 'in', [...unfinishedActions])
    .where(sql<boolean>`coalesce(d.state, '') <> 'withdrawn'`)
    .where('x.dueOn', 'is not', null)
    .where(managedUnit(reach, 'x'))
    .orderBy('x.id')
    .execute()
  return rows.map(({ finding, ...row }) => ({
    ...row,
    kind: 'action',
    why: waitingTexts.action.why(finding),
    legalGround: waitingTexts.action.legalGround,
    count: 1,
  }))
}

/**
 * Announced follow-ups of own units that are prepared or under way, with the team's names and professions. The walls
 * show only what is shared; an unannounced one is left out also when it has begun, because it is no longer coming.
 */
export async function listComing(db: Db, reach: Reach, unit?: string) {
  let query = db
    .selectFrom('followUp as f')
    .where('f.announced', '=', true)
    .where('f.sharedAt', 'is not', null)
    .where('f.state', 'in', ['prepared', 'underway'])
    .where(managedUnit(reach, 'f'))
  if (unit) query = query.where('f.unitId', '=', unit)
  const rows = await query
    .select(['f.id', 'f.unitId', 'f.title', 'f.kind', 'f.depth', 'f.dueOn', 'f.state'])
    .select(unitNameOf('f').as('unitName'))
    .orderBy('f.dueOn')
    .orderBy('f.id')
    .limit(200)
    .execute()
  const team = await teamsOf(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    ...row,
    team: team.filter((member) => member.followUpId === row.id).map(({ followUpId: _, ...member }) => member),
  }))
}

function teamsOf(db: Db, followUpIds: readonly string[]) {
  if (followUpIds.length === 0) return Promise.resolve([])
  return db
    .selectFrom('followUpMember')
    .select(['followUpId', 'name', 'profession', 'isLead'])
    .where('followUpId', 'in', [...followUpIds])
    .where('removedAt', 'is', null)
    .orderBy('isLead', 'desc')
    .orderBy(swedish('name'))
    .orderBy('accountId')
    .execute()
}

/** Units for the filter: those managed, or those something was handed on from. */
export async function listOwnUnits(db: Db, reach: Reach): Promise<{ id: string; name: string }[]> {
  const units = await db
    .selectFrom('unit as u')
    .select(['u.id'])
    .select(
      sql<string>`coalesce((select s.name from unit_state s where s.municipality_id = u.municipality_id
        and s.unit_id = u.id and s.superseded_at is null order by s.valid_from desc limit 1), u.code)`.as(
        'name',
      ),
    )
    .where(
      sql<boolean>`(u.id = any(${[...reach.managed]}::uuid[]) or exists (select from document_request r
        where r.municipality_id = u.municipality_id and r.unit_id = u.id and r.assigned_to = ${reach.accountId}))`,
    )
    .orderBy('u.id')
    .execute()
  return units.toSorted((one, other) => compareSwedish(one.name, other.name))
}
