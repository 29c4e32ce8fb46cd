import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import { swedishDay } from '#modules/duties/public.ts'
import { listCandidates } from '#modules/followups/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { listItems } from './queries-items.ts'
import { listDecidedItems, listVersionHeads, type YearPlan } from './queries.ts'
import { rowsAfter, sinceKinds, stillToCome, type Since } from './rules-since.ts'
import type { PlanItem } from './rules.ts'

/** What has happened since the version that holds was decided; `decidedOn` null: none has been. */
export type SinceDecided = { version: number; decidedOn: IsoDate | null; since: Since[] }

type Asked = { db: Db; plan: YearPlan; at: Date; today: IsoDate; items: readonly PlanItem[] }

/**
 * How the world has moved since the plan was decided, counted from what is recorded: units that have closed or opened,
 * agreements that run longer or shorter, and people who have left. What was known at the decision is not told, and all of
 * it is gone when a revision is decided. `known` are all rows of the plan, where they have been asked for already.
 */
export async function sinceDecided(
  db: Db,
  plan: YearPlan,
  today: IsoDate,
  known?: readonly PlanItem[],
): Promise<SinceDecided> {
  const [head] = await listVersionHeads(db, plan.id)
  if (!head || `${plan.toYear}-12-31` < today)
    return { version: head?.version ?? 0, decidedOn: head?.decidedOn ?? null, since: [] }
  const now = known ?? (await listItems(db, plan.id))
  const decided = plan.state === 'decided' ? now : await listDecidedItems(db, plan.id, head.version)
  const asked = { db, plan, at: head.recordedAt, today, items: stillToCome(decided, now, today) }
  const planned = new Set(decided.flatMap(({ unitId }) => unitId ?? []))
  const since = [
    ...(await closedUnits(asked)),
    ...(await openedUnits(asked)).filter(({ id }) => !planned.has(id)),
    ...(await otherTerms(asked)),
    ...(await peopleWhoLeft(asked, head.decidedOn)),
  ]
  return { version: head.version, decidedOn: head.decidedOn, since: since.toSorted(inOrder) }
}

function inOrder(one: Since, other: Since): number {
  return (
    sinceKinds.indexOf(one.kind) - sinceKinds.indexOf(other.kind) ||
    compareSwedish(one.name, other.name) ||
    (one.id < other.id ? -1 : 1)
  )
}

const recordedDay = swedishDay('s.recorded_at')

/** An end that is recorded since, on another day than was known: only where follow-ups lie after it. */
async function closedUnits({ db, at, items }: Asked): Promise<Since[]> {
  const unitIds = [...new Set(items.flatMap(({ unitId }) => unitId ?? []))]
  const ended = await db
    .selectFrom('unitState as s')
    .select(['s.unitId as id', 's.name', 's.validFrom as on', recordedDay.as('knownOn')])
    .where('s.unitId', '=', sql<string>`any(${unitIds}::uuid[])`)
    .where('s.status', '=', 'ended')
    .where('s.supersededAt', 'is', null)
    .where('s.recordedAt', '>', at)
    // Whoever mends a unit's name writes its end anew: what was known already is no news.
    .where(
      sql<boolean>`not exists (select from unit_state o where o.municipality_id = s.municipality_id
        and o.unit_id = s.unit_id and o.status = 'ended' and o.valid_from = s.valid_from and o.recorded_at <= ${at}
        and (o.superseded_at is null or o.superseded_at > ${at}))`,
    )
    .orderBy('s.unitId')
    .orderBy('s.validFrom')
    .execute()
  return ended.flatMap((row) => {
    const rows = rowsAfter(items, row.id, row.on)
    return rows > 0 ? [{ ...row, kind: 'closed' as const, rows }] : []
  })
}

/**
 * Units that nothing was known of at the decision, that begin before the second half of the plan's last year, and that
 * nobody follows up in its years.
 */
async function openedUnits({ db, plan, at, today }: Asked): Promise<Since[]> {
  const opened = await db
    .selectFrom('unitState as s')
    .distinctOn('s.unitId')
    .select(['s.unitId as id', 's.name', 's.validFrom as on', recordedDay.as('knownOn')])
    .where('s.boardId', '=', plan.boardId)
    .where('s.status', 'in', ['active', 'planned'])
    .where('s.supersededAt', 'is', null)
    .where('s.validFrom', '<', `${plan.toYear}-07-01`)
    .where((where) => where.or([where('s.validTo', 'is', null), where('s.validTo', '>', today)]))
    .where(
      sql<boolean>`not exists (select from unit_state o where o.municipality_id = s.municipality_id
        and o.unit_id = s.unit_id and o.recorded_at <= ${at})`,
    )
    .where(
      sql<boolean>`not exists (select from follow_up f where f.municipality_id = s.municipality_id
        and f.unit_id = s.unit_id and f.state <> 'cancelled' and f.kind <> 'revisit'
        and f.due_on between ${`${plan.fromYear}-01-01`} and ${`${plan.toYear}-12-31`})`,
    )
    .orderBy('s.unitId')
    .orderBy('s.validFrom')
    .execute()
  return opened.map((row) => ({ ...row, kind: 'opened' as const, rows: 0 }))
}

type Terms = { id: string; name: string; isLonger: boolean; on: IsoDate | null; knownOn: IsoDate }

/**
 * Agreements that end on another day than they did as it was known at the decision: the last day of their adopted states,
 * then and now. Nothing that begins to differ after the plan's years, or that is over both ways.
 */
async function otherTerms({ db, plan, at, today, items }: Asked): Promise<Since[]> {
  const { rows } = await sql<Terms>`
    with terms as (select s.agreement_id as id,
        max(coalesce(s.valid_to, date '9999-12-31')) filter (where s.recorded_at <= ${at}
          and (s.superseded_at is null or s.superseded_at > ${at})) as was,
        max(coalesce(s.valid_to, date '9999-12-31')) filter (where s.superseded_at is null) as now,
        max(greatest(s.recorded_at, coalesce(s.superseded_at, s.recorded_at))) as known_at
      from agreement_state s where s.board_id = ${plan.boardId} and s.status = 'adopted' group by s.agreement_id)
    select t.id, n.title as name, coalesce(t.now, '-infinity') > t.was as is_longer,
      (case when t.now is null then (t.known_at at time zone 'Europe/Stockholm')::date
        when t.now < '9999-12-31' then t.now - 1 end)::text as on,
      (t.known_at at time zone 'Europe/Stockholm')::date::text as known_on
    from terms t
    cross join lateral (select s.title from agreement_state s where s.agreement_id = t.id
      order by s.superseded_at is not null, s.valid_from desc, s.id limit 1) n
    where t.was is not null and t.now is distinct from t.was and least(t.was, coalesce(t.now, t.was)) <= ${`${plan.toYear}-12-31`}
      and greatest(t.was, coalesce(t.now, t.was)) > ${today}
    order by t.id`.execute(db)
  const units = await unitsOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ isLonger, ...row }) => {
    const own = units.get(row.id) ?? new Set()
    if (own.size === 0) return []
    const kind = isLonger ? ('extended' as const) : ('ended' as const) // the kinds
    return [{ ...row, kind, rows: items.filter(({ unitId }) => unitId && own.has(unitId)).length }]
  })
}

async function unitsOf(db: Db, agreementIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const covered = await db
    .selectFrom('agreementUnit')
    .select(['agreementId', 'unitId'])
    .where('agreementId', '=', sql<string>`any(${agreementIds}::uuid[])`)
    .execute()
  const by = Map.groupBy(covered, ({ agreementId }) => agreementId)
  return new Map([...by].map(([id, of]) => [id, new Set(of.map(({ unitId }) => unitId))]))
}

/** In the team of a follow-up that is to come, and nobody's colleague of the board's office any more since the decision. */
async function peopleWhoLeft({ db, plan, today, items }: Asked, decidedOn: IsoDate): Promise<Since[]> {
  const here = new Set((await listCandidates(db, plan.boardId, today)).map(({ id }) => id))
  const rowsOf = Map.groupBy(
    items.flatMap(({ team }) => team),
    ({ accountId }) => accountId,
  )
  const gone = [...rowsOf].filter(([id]) => !here.has(id))
  if (gone.length === 0) return []
  const left = await db
    .selectFrom('account as a')
    .leftJoin('roleAssignment as r', (join) =>
      join
        .onRef('r.municipalityId', '=', 'a.municipalityId')
        .onRef('r.accountId', '=', 'a.id')
        .on('r.boardId', '=', plan.boardId),
    )
    .select('a.id')
    .select(
      sql<IsoDate | null>`coalesce((a.closed_at at time zone 'Europe/Stockholm')::date, max(r.valid_to) + 1)::text`.as(
        'on',
      ),
    )
    .where('a.id', '=', sql<string>`any(${gone.map(([id]) => id)}::uuid[])`)
    .groupBy(['a.id', 'a.closedAt'])
    .orderBy('a.id')
    .execute()
  return left.flatMap(({ id, on }) => {
    const own = rowsOf.get(id) ?? []
    return on !== null && on >= decidedOn
      ? [{ kind: 'left' as const, id, name: own[0]?.name ?? '', on, knownOn: on, rows: own.length }]
      : []
  })
}
