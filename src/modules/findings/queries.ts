import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { predecessorsOf, unitNameOn } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ivoNeeded } from './conditions.ts'
import { unfinishedActions } from './rules.ts'

/** Late: the plan is not sent in, or an action is not done, the day after it should have been. */
export const lateOn = (today: IsoDate) => sql<boolean>`(f.state in ('open', 'planned', 'escalated') and (
  exists (select from action_plan ap where ap.municipality_id = f.municipality_id and ap.id = f.action_plan_id
    and ap.due_on < ${today} and ap.state in ('requested', 'returned'))
  or exists (select from action x where x.municipality_id = f.municipality_id and x.finding_id = f.id
    and x.due_on < ${today} and x.state = any(${unfinishedActions}::text[]))))`

/** Findings with their unit as it was last known by that provider. Every list of findings starts here. */
export function findings(db: Db) {
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

export const columns = (today: IsoDate) =>
  [...plainColumns, ivoNeeded.as('ivoNeeded'), lateOn(today).as('late')] as const

function shown(db: Db, today: IsoDate) {
  return findings(db).select(columns(today))
}
export type FindingRow = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

export function findFinding(db: Db, findingId: string, today: IsoDate): Promise<FindingRow | undefined> {
  return shown(db, today).where('f.id', '=', findingId).executeTakeFirst()
}

export function listPlanFindings(db: Db, planId: string, today: IsoDate) {
  return shown(db, today)
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
