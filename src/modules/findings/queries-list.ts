import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { openFinding, patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, countOf } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { aboutConditions, ivoNeeded } from './conditions.ts'
import type { FindingFilter } from './contract.ts'
import { columns, findings, lateOn } from './queries.ts'

const ivoMissing = sql<boolean>`(${ivoNeeded} and f.ivo_decision is null and ${openFinding('f')})`

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
  const alone = findingsAlone(db).where(wanted)
  const order = orderOf(filter.sort)
  const page = { size: filter.limit, before: (filter.page - 1) * filter.limit }
  // Which they are is known without what is shown beside them; only of those is the rest asked for.
  const shown = isKnownAlone(filter)
    ? findings(db).where(
        'f.id',
        'in',
        alone.select('f.id').orderBy(order).limit(page.size).offset(page.before),
      )
    : findings(db).where(wanted).limit(page.size).offset(page.before)
  const rows = await shown.select(columns(today)).orderBy(order).execute()
  const total = await (needsUnit(filter) ? countOf(findings(db).where(wanted)) : countOf(alone))
  return { findings: rows, total }
}

/** Newest first is the order of the index: with a key before it that says the same, all of them are sorted. */
function orderOf(sort: FindingFilter['sort']): RawBuilder<unknown> {
  const newest = sql`f.found_at desc, f.id`
  return sort === '-hittad' ? newest : sql`${chosenOrder(orders, sort)}, ${newest}`
}

function needsUnit(filter: FindingFilter): boolean {
  return filter.area !== undefined || filter.ivoMissing !== undefined
}

function isKnownAlone(filter: FindingFilter): boolean {
  return !needsUnit(filter) && !['enhet', 'utforare'].includes(filter.sort.replace('-', ''))
}

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

/** As many as the list shows: the start page counts by the same rule and never by another. */
export function countIvoMissing(db: Db): Promise<number> {
  return countOf(findings(db).where(ivoMissing))
}
