import { sql, type RawBuilder } from 'kysely'
import { addMonths, type IsoDate } from '#kernel/dates.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import { coversDay, patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { AgreementFilter, agreementSorts } from './contract.ts'
import { agreementsForUnit, inForceOn } from './in-force.ts'
import { agreementKinds, type ExtensionOption, type Standing } from './rules.ts'
import { startingRules } from './rules-plan.ts'

/** The state to show of an agreement on a day: the one in force, else the one to come, else the last. */
const shownState = (day: IsoDate) => sql<string>`(select x.id from agreement_state x
  where x.municipality_id = g.municipality_id and x.agreement_id = g.id and x.superseded_at is null
  order by ${coversDay('x', day)} desc,
    (x.valid_from > ${day}) desc, x.valid_from desc limit 1)`

const standingOn = (day: IsoDate) => sql<Standing>`case when t.status = 'drafted' then 'drafted'
  when t.status = 'ended' or t.valid_to <= ${day} then 'ended'
  when t.valid_from > ${day} then 'upcoming' else 'inForce' end`

const beginsOn = sql<IsoDate>`coalesce((select min(x.valid_from) from agreement_state x
  where x.municipality_id = g.municipality_id and x.agreement_id = g.id
    and x.superseded_at is null and x.status = 'adopted'), t.valid_from)`

/** The day the agreement ends, with what is decided to follow: an extension is a later state. */
const endsOn = sql<IsoDate | null>`(select case when bool_or(x.valid_to is null) then null else max(x.valid_to) end
  from agreement_state x where x.municipality_id = g.municipality_id and x.agreement_id = g.id
    and x.superseded_at is null and x.status <> 'ended')`

const unitCount = (day: IsoDate) => sql<number>`(select count(*) from agreement_unit x
  where x.municipality_id = g.municipality_id and x.agreement_id = g.id
    and ${coversDay('x', day)})`

const clauseCount = sql<number>`(select count(*) from agreement_clause x
  where x.municipality_id = g.municipality_id and x.agreement_id = g.id and x.clause <> '')`

/** The kinds that are asked for a follow-up plan, as the municipality has set it or as the product starts. */
const planned = agreementKinds.filter((kind) => startingRules[kind].needsPlan)

/**
 * Asked for a follow-up plan, and none fixed since the terms before those shown began. Only the office is told: its
 * plans are closed to others, who would read every agreement as without one.
 */
const lacksPlan = sql<boolean>`((select scope.is_office()) and t.status <> 'ended'
  and coalesce((select r.needs_plan from agreement_rule r
    where r.municipality_id = g.municipality_id and r.kind = g.kind), g.kind = any(${planned}::text[]))
  and not exists (select from agreement_plan x where x.municipality_id = g.municipality_id
    and x.agreement_id = g.id and x.state <> 'draft' and x.fixed_at >= coalesce(
      (select max(y.valid_from) from agreement_state y where y.municipality_id = g.municipality_id
        and y.agreement_id = g.id and y.superseded_at is null and y.status = 'adopted'
        and y.valid_from < t.valid_from), '-infinity')))`

/** Every agreement with the state that is shown of it on a day. */
function agreementsOn(db: Db, day: IsoDate) {
  return db
    .selectFrom('agreement as g')
    .innerJoin('agreementState as t', (join) =>
      join
        .onRef('t.municipalityId', '=', 'g.municipalityId')
        .onRef('t.agreementId', '=', 'g.id')
        .on('t.id', '=', shownState(day)),
    )
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'g.municipalityId').onRef('p.id', '=', 'g.providerId'),
    )
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'g.municipalityId').onRef('b.id', '=', 'g.boardId'),
    )
    .innerJoin('catalogueVersion as v', (join) =>
      join.onRef('v.municipalityId', '=', 't.municipalityId').onRef('v.id', '=', 't.catalogueVersionId'),
    )
}

const columns = [
  'g.id',
  'g.kind',
  'g.caseNumber',
  'g.mirrorsId',
  'g.boardId',
  'b.name as board',
  'g.providerId',
  'p.name as providerName',
  't.title',
  't.status',
  't.validFrom',
  't.validTo',
  't.decidedOn',
  't.decidedBy',
  't.procurementForm',
  't.tenderDocument',
  't.providerContact',
  't.managedBy',
  't.noticeMonths',
  't.options',
  't.extensionUntil',
  't.extensionDecisionBy',
  't.catalogueVersionId',
  'v.number as catalogueNumber',
  'v.name as catalogueName',
] as const

function rowsOn(db: Db, day: IsoDate) {
  return (
    agreementsOn(db, day)
      .select(columns)
      .select([
        standingOn(day).as('standing'),
        beginsOn.as('beginsOn'),
        endsOn.as('endsOn'),
        unitCount(day).as('units'),
        clauseCount.as('clauses'),
        lacksPlan.as('lacksPlan'),
      ])
      // The column holds what the agreement's own commands have checked.
      .$narrowType<{ options: ExtensionOption[] }>()
  )
}

export type AgreementRow = Awaited<ReturnType<ReturnType<typeof rowsOn>['execute']>>[number]

function ordersOn(day: IsoDate): Record<(typeof agreementSorts)[number], RawBuilder<unknown>> {
  return {
    avtal: swedish('t.title'),
    utforare: swedish('p.name'),
    slag: sql.ref('g.kind'),
    borjar: beginsOn,
    slutar: endsOn,
    lage: standingOn(day),
    enheter: unitCount(day),
  }
}

export async function listAgreements(db: Db, filter: AgreementFilter, day: IsoDate) {
  const matching = filtered(rowsOn(db, day), filter, day)
    .orderBy(chosenOrder(ordersOn(day), filter.sort))
    .orderBy(swedish('t.title'))
    .orderBy('g.id')
  const { rows, total } = await paged(matching, filter)
  return { agreements: rows, total }
}

function filtered(rows: ReturnType<typeof rowsOn>, filter: AgreementFilter, day: IsoDate) {
  let query = rows
  if (filter.kind) query = query.where('g.kind', '=', filter.kind)
  if (filter.provider) query = query.where('g.providerId', '=', filter.provider)
  if (filter.standing) query = query.where(standingOn(day), '=', filter.standing)
  if (filter.months)
    query = query.where(standingOn(day), '=', 'inForce').where(endsOn, '<=', addMonths(day, filter.months))
  if (filter.lacks === 'plan') query = query.where(lacksPlan).where(standingOn(day), '<>', 'ended')
  if (filter.lacks === 'clause')
    query = query.where(clauseCount, '=', 0).where(standingOn(day), '<>', 'ended')
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([
        where('t.title', 'ilike', like),
        where('p.name', 'ilike', like),
        where('g.caseNumber', 'ilike', like),
      ]),
    )
  return query
}

export function findAgreement(db: Db, agreementId: string, day: IsoDate): Promise<AgreementRow | undefined> {
  return rowsOn(db, day).where('g.id', '=', agreementId).executeTakeFirst()
}

/** The agreement of a unit that is asked for a follow-up plan and has none: its follow-up says so (M-024). */
export async function findWithoutPlan(db: Db, unitId: string, day: IsoDate) {
  const [inForce] = await agreementsForUnit(db, unitId, day)
  const agreement = inForce && (await findAgreement(db, inForce.id, day))
  return agreement?.lacksPlan ? { id: agreement.id, title: agreement.title } : null
}

/** Units that the agreement covers or has covered, as they are called on the day. */
export function listCoveredUnits(db: Db, agreementId: string, day: IsoDate) {
  return unitsOn(db, day)
    .innerJoin('agreementUnit as c', (join) =>
      join.onRef('c.municipalityId', '=', 'u.municipalityId').onRef('c.unitId', '=', 'u.id'),
    )
    .select(['u.id', 's.name', 's.operatingForm', 'a.name as serviceArea', 's.providerId'])
    .select(['c.validFrom', 'c.validTo'])
    .where('c.agreementId', '=', agreementId)
    .where((where) =>
      where.or([where('c.validTo', 'is', null), where('c.validTo', '>', where.ref('c.validFrom'))]),
    )
    .orderBy(swedish('s.name'))
    .orderBy('u.id')
    .orderBy('c.validFrom')
    .execute()
}

/** Units in use with no adopted agreement or mandate in force: nothing says what they answer for. */
export function listUnitsWithoutAgreement(db: Db, day: IsoDate) {
  const bound = inForceOn(db, day).select('c.unitId')
  return unitsOn(db, day)
    .select(['u.id', 's.name', 's.operatingForm', 'a.name as serviceArea', 'p.name as providerName'])
    .where('s.status', '=', 'active')
    .where('u.id', 'not in', bound)
    .orderBy(swedish('s.name'))
    .orderBy('u.id')
    .execute()
}

/** The requirements that are tied to a clause of the agreement, as the bound catalogue version words them. */
export function listClauses(db: Db, agreementId: string, catalogueVersionId: string) {
  return db
    .selectFrom('agreementClause as c')
    .innerJoin('requirement as r', (join) =>
      join.onRef('r.municipalityId', '=', 'c.municipalityId').onRef('r.key', '=', 'c.requirementKey'),
    )
    .select(['r.id', 'c.requirementKey', 'r.title', 'c.clause'])
    .where('c.agreementId', '=', agreementId)
    .where('r.catalogueVersionId', '=', catalogueVersionId)
    .where('c.clause', '<>', '')
    .orderBy('r.position')
    .orderBy('r.id')
    .execute()
}

/** Every state of an agreement that was ever recorded, in the order it was recorded. */
export function agreementHistory(db: Db, agreementId: string) {
  return statesOf(db, agreementId).orderBy('t.recordedAt').orderBy('t.validFrom').orderBy('t.id').execute()
}

export type AgreementStateRow = Awaited<ReturnType<typeof agreementHistory>>[number]

/** The agreement as it was on a day, by what was known at a moment. */
export function agreementAsThen(
  db: Db,
  agreementId: string,
  validOn: IsoDate,
  knownAt: Date,
): Promise<AgreementStateRow | undefined> {
  return statesOf(db, agreementId)
    .where(coversDay('t', validOn))
    .where('t.recordedAt', '<=', knownAt)
    .where((where) => where.or([where('t.supersededAt', 'is', null), where('t.supersededAt', '>', knownAt)]))
    .executeTakeFirst()
}

function statesOf(db: Db, agreementId: string) {
  return (
    db
      .selectFrom('agreementState as t')
      .innerJoin('catalogueVersion as v', (join) =>
        join.onRef('v.municipalityId', '=', 't.municipalityId').onRef('v.id', '=', 't.catalogueVersionId'),
      )
      .leftJoin('account as w', (join) =>
        join.onRef('w.municipalityId', '=', 't.municipalityId').onRef('w.id', '=', 't.recordedBy'),
      )
      .select(['t.id', 't.title', 't.status', 't.catalogueVersionId', 'v.number as catalogueNumber'])
      .select(['t.decidedOn', 't.extensionUntil', 't.extensionDecisionBy', 't.changeNote'])
      .select(['t.decidedBy', 't.procurementForm', 't.tenderDocument', 't.providerContact', 't.managedBy'])
      .select(['t.noticeMonths', 't.options'])
      .select(['t.validFrom', 't.validTo', 't.recordedAt', 'w.name as recordedBy', 't.supersededAt'])
      .where('t.agreementId', '=', agreementId)
      // The column holds what the agreement's own commands have checked.
      .$narrowType<{ options: ExtensionOption[] }>()
  )
}
