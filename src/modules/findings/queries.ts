import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { predecessorsOf, unitNameOn } from '#modules/organisation/public.ts'
import { openFinding, patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, countOf, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { aboutConditions, ivoNeeded } from './conditions.ts'
import type { FindingFilter } from './contract.ts'
import { unfinishedActions } from './rules.ts'

const ivoMissing = sql<boolean>`(${ivoNeeded} and f.ivo_decision is null and ${openFinding('f')})`

/** Late: the plan is not sent in, or an action is not done, the day after it should have been. */
const lateOn = (today: IsoDate) => sql<boolean>`(f.state in ('open', 'planned', 'escalated') and (
  exists (select from action_plan ap where ap.municipality_id = f.municipality_id and ap.id = f.action_plan_id
    and ap.due_on < ${today} and ap.state in ('requested', 'returned'))
  or exists (select from action x where x.municipality_id = f.municipality_id and x.finding_id = f.id
    and x.due_on < ${today} and x.state = any(${unfinishedActions}::text[]))))`

/** Findings with their unit as it was last known by that provider. Every list of findings starts here. */
function findings(db: Db) {
  return db
    .selectFrom('finding as f')
    .innerJoin('requirement as r', (join) =>
      join.onRef('r.municipalityId', '=', 'f.municipalityId').onRef('r.id', '=', 'f.requirementId'),
    )
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'f.municipalityId').onRef('p.id', '=', 'f.providerId'),
    )
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('unitState as x')
          .whereRef('x.municipalityId', '=', 'f.municipalityId')
          .whereRef('x.unitId', '=', 'f.unitId')
          .whereRef('x.providerId', '=', 'f.providerId')
          .where('x.supersededAt', 'is', null)
          .orderBy('x.validFrom', 'desc')
          .limit(1)
          .select(['x.name', 'x.serviceAreaId', 'x.operatingForm', 'x.licence', 'x.laws', 'x.municipalityId'])
          .as('s'),
      (join) => join.onTrue(),
    )
    .innerJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.serviceAreaId'),
    )
    .leftJoin('followUp as u', (join) =>
      join.onRef('u.municipalityId', '=', 'f.municipalityId').onRef('u.id', '=', 'f.followUpId'),
    )
}

const plainColumns = [
  'f.id',
  'f.boardId',
  'f.followUpId',
  'f.unitId',
  'f.providerId',
  'f.requirementKey',
  'f.protocolRowId',
  'f.severity',
  'f.title',
  'f.description',
  'f.state',
  'f.repeatsId',
  'f.repeatConfirmedBy',
  'f.actionPlanId',
  'f.ivoDecision',
  'f.ivoReason',
  'f.ivoDecidedBy',
  'f.ivoDecidedAt',
  'f.nextStep',
  'f.nextStepClause',
  'f.boardPaperId',
  'f.foundAt',
  'f.closedAt',
  'f.closedReason',
  'f.revision',
  'r.code as requirementCode',
  'r.title as requirementTitle',
  'r.text as requirementText',
  'r.evidence as requirementEvidence',
  'p.name as providerName',
  'p.kind as providerKind',
  's.name as unitName',
  's.laws as unitLaws',
  's.operatingForm',
  'a.name as serviceArea',
  'u.title as followUpTitle',
  'u.agreementId',
  'u.performedBy',
] as const

const columns = (today: IsoDate) =>
  [...plainColumns, ivoNeeded.as('ivoNeeded'), lateOn(today).as('late')] as const

const orders = {
  hittad: sql`f.found_at`,
  brist: swedish('f.title'),
  enhet: swedish('s.name'),
  utforare: swedish('p.name'),
  allvar: sql`array_position(array['minor', 'serious', 'acute'], f.severity)`,
  lage: sql`array_position(array['open', 'escalated', 'planned', 'remedied', 'closed', 'withdrawn'], f.state)`,
} as const

/** One page of the findings, with the number of all that match. The order is total. */
export async function listFindings(db: Db, filter: FindingFilter, today: IsoDate) {
  const wanted = conditions(filter, today)
  const query = findings(db)
    .where(wanted)
    .select(columns(today))
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('f.foundAt', 'desc')
    .orderBy('f.id')
  const count = () =>
    filter.area || filter.ivoMissing ? countOf(query) : countOf(findingsAlone(db).where(wanted))
  const { rows, total } = await paged(query, filter, count)
  return { findings: rows, total }
}

/** As many as the list shows: the start page counts by the same rule and never by another. */
export function countIvoMissing(db: Db): Promise<number> {
  return countOf(findings(db).where(ivoMissing))
}

export type FindingRow = Awaited<ReturnType<typeof listFindings>>['findings'][number]

/** The same findings without what is shown beside them: enough to count by, in a third of the time. */
function findingsAlone(db: Db) {
  return db.selectFrom('finding as f').where(
    sql<boolean>`(f.unit_id, f.provider_id) in
      (select x.unit_id, x.provider_id from unit_state x where x.superseded_at is null)`,
  )
}

/** What the filter asks for, as one condition; only area and IVO need the unit beside the finding. */
function conditions(filter: FindingFilter, today: IsoDate) {
  const wanted: RawBuilder<boolean>[] = [sql`true`]
  if (filter.severity) wanted.push(sql`f.severity = ${filter.severity}`)
  if (filter.state === 'unfinished') wanted.push(openFinding('f'))
  else if (filter.state) wanted.push(sql`f.state = ${filter.state}`)
  for (const [column, value] of ownColumns(filter)) wanted.push(sql`${sql.ref(column)} = ${value}`)
  wanted.push(...aboutConditions(filter))
  if (filter.repeated) wanted.push(sql`f.repeats_id is not null`)
  if (filter.ivoMissing) wanted.push(ivoMissing)
  if (filter.late) wanted.push(lateOn(today))
  for (const like of patternsOf(filter.q)) wanted.push(mentions(like))
  return sql<boolean>`(${sql.join(wanted, sql` and `)})`
}

function ownColumns(filter: FindingFilter) {
  const wanted = [
    ['s.serviceAreaId', filter.area],
    ['f.providerId', filter.provider],
    ['f.unitId', filter.unit],
    ['f.followUpId', filter.followUp],
  ] as const
  return wanted.flatMap(([column, value]) => (value ? [[column, value] as const] : []))
}

/**
 * In the finding's own words, or by its unit, provider or requirement. Those are few, so the word is looked for in them
 * once and not again for each of their findings.
 */
function mentions(like: string) {
  return sql<boolean>`(f.id in (select findings_that_say(${like}))
    or (f.unit_id, f.provider_id) in
      (select x.unit_id, x.provider_id from unit_state x where x.superseded_at is null and x.name ilike ${like})
    or f.provider_id in (select x.id from provider x where x.name ilike ${like})
    or f.requirement_id in (select x.id from requirement x where x.code ilike ${like}))`
}

export function findFinding(db: Db, findingId: string, today: IsoDate): Promise<FindingRow | undefined> {
  return findings(db).select(columns(today)).where('f.id', '=', findingId).executeTakeFirst()
}

export function listPlanFindings(db: Db, planId: string, today: IsoDate): Promise<FindingRow[]> {
  return findings(db)
    .select(columns(today))
    .where('f.actionPlanId', '=', planId)
    .orderBy(sql`array_position(array['acute', 'serious', 'minor'], f.severity)`)
    .orderBy('r.position')
    .orderBy('f.id')
    .execute()
}

/** The findings before this one of the unit and of those it came from: what a person looks through for a repeat, whatever the wording was. */
export async function listEarlier(db: Db, finding: { id: string; unitId: string; foundAt: Date }) {
  const before = await predecessorsOf(db, finding.unitId)
  return db
    .selectFrom('finding as f')
    .select(['f.id', 'f.title', 'f.severity', 'f.state', 'f.foundAt', 'f.requirementKey'])
    .select(
      sql<string>`case when f.unit_id = ${finding.unitId} then '' else ${unitNameOn('f', sql<IsoDate>`(f.found_at at time zone 'Europe/Stockholm')::date`)} end`.as(
        'formerUnit',
      ),
    )
    .where('f.unitId', 'in', [finding.unitId, ...before])
    .where('f.id', '<>', finding.id)
    .where('f.foundAt', '<', finding.foundAt)
    .where('f.state', '<>', 'withdrawn')
    .orderBy('f.foundAt', 'desc')
    .orderBy('f.id')
    .limit(200)
    .execute()
}

/** The finding and those it repeats, newest first; a chain never comes back to itself (it only leads back in time). */
export async function listChain(db: Db, findingId: string) {
  const { rows } = await sql<{ id: string; title: string; foundAt: Date; state: string }>`
    with recursive chain as (
      select f.id, f.title, f.found_at, f.state, f.repeats_id, f.municipality_id from finding f where f.id = ${findingId}
      union
      select f.id, f.title, f.found_at, f.state, f.repeats_id, f.municipality_id from finding f
        join chain c on f.municipality_id = c.municipality_id and f.id = c.repeats_id
    ) select id, title, found_at, state from chain where id <> ${findingId} order by found_at desc, id`.execute(
    db,
  )
  return rows
}

export function listSteps(db: Db, findingId: string) {
  return db
    .selectFrom('findingStep')
    .select(['id', 'step', 'clause', 'reason', 'decidedByName', 'decidedAt'])
    .where('findingId', '=', findingId)
    .orderBy('decidedAt')
    .orderBy('id')
    .execute()
}

export function listReferrals(db: Db, followUpId: string) {
  return db
    .selectFrom('referral')
    .select(['id', 'receiver', 'what', 'reference', 'referredOn'])
    .where('followUpId', '=', followUpId)
    .orderBy('referredOn')
    .orderBy('id')
    .execute()
}

/** What the finding rests on: only the office reads the protocol's own notes and evidence. */
export function listEvidence(db: Db, protocolRowId: string | null) {
  if (!protocolRowId) return Promise.resolve([])
  return db
    .selectFrom('evidence as e')
    .leftJoin('file as l', (join) =>
      join.onRef('l.municipalityId', '=', 'e.municipalityId').onRef('l.id', '=', 'e.fileId'),
    )
    .select(['e.id', 'e.kind', 'e.text', 'e.fileId', 'l.name as fileName'])
    .where('e.protocolRowId', '=', protocolRowId)
    .where('e.removedAt', 'is', null)
    .orderBy('e.addedAt')
    .orderBy('e.id')
    .execute()
}

/** The paragraph of the agreement that carries the requirement, where it is known. */
export async function findClause(db: Db, at: { agreementId: string | null; requirementKey: string }) {
  if (!at.agreementId) return undefined
  const row = await db
    .selectFrom('agreementClause')
    .select('clause')
    .where('agreementId', '=', at.agreementId)
    .where('requirementKey', '=', at.requirementKey)
    .executeTakeFirst()
  return row?.clause
}

/** What was done, by whom: only rows of the office's own boards are readable, and none for operators. */
export function listHistory(db: Db, followUpId: string, targetIds: readonly string[]) {
  return db
    .selectFrom('audit as h')
    .leftJoin('account as c', (join) =>
      join.onRef('c.municipalityId', '=', 'h.municipalityId').onRef('c.id', '=', 'h.accountId'),
    )
    .select(['h.seq', 'h.at', 'h.verb', 'c.name as who'])
    .where((where) =>
      where.or([
        where('h.targetId', 'in', [...targetIds]),
        where.and([where('h.targetId', '=', followUpId), where('h.verb', '=', 'plan.request')]),
      ]),
    )
    .where('h.outcome', '=', 'done')
    .orderBy('h.seq')
    .execute()
}

export function lockFinding(db: Db, findingId: string) {
  return db.selectFrom('finding').selectAll().where('id', '=', findingId).forUpdate().executeTakeFirst()
}
