import { sql } from 'kysely'
import { unitNameOn } from '#modules/organisation/public.ts'
import { patternsOf, swedishToday } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { TriggerFilter, triggerSorts } from './contract.ts'
import { ruleOf } from './queries.ts'
import { openStates, type Trigger } from './rules.ts'

const unitNames = sql<
  string[]
>`(select coalesce(array_agg(${unitNameOn('t', swedishToday)} order by t.position), '{}')
  from trigger_unit t where t.municipality_id = p.municipality_id and t.proposal_id = p.id)`
const isOpen = sql<boolean>`p.state = any(${[...openStates]}::text[])`
const urgency = sql`case p.urgency when 'now' then 1 when 'soon' then 2 else 3 end`

/** `bradska`: what waits for a decision first, the most urgent of it first. */
const orders: Readonly<Record<(typeof triggerSorts)[number], ReturnType<typeof sql>>> = {
  bradska: sql`case when ${isOpen} then 0 else 10 end + ${urgency}`,
  datum: sql`p.created_at`,
  senast: sql`p.wanted_by`,
  lage: sql`p.state`,
  typ: sql`p.kind`,
}

/** One page of the proposals, in a total order, with the number of all that match. */
export async function listTriggers(db: Db, filter: TriggerFilter) {
  const query = filtered(db, filter)
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'p.municipalityId').onRef('a.id', '=', 'p.raisedBy'),
    )
    .select(['p.id', 'p.boardId', 'p.title', 'p.kind', 'p.urgency', 'p.state', 'p.wantedBy', 'p.rule'])
    .select(['p.createdAt', 'p.waitsSince', 'p.decidedOn', 'a.name as raisedBy'])
    // The shapes of the commands, and the table of rules, let nothing else in.
    .select([sql<Trigger>`p.trigger`.as('trigger'), unitNames.as('units')])
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('p.createdAt', 'desc')
    .orderBy('p.id')
  const { rows, total } = await paged(query, filter)
  return { triggers: rows.map((row) => ({ ...row, rule: ruleOf(row.rule) })), total }
}
export type TriggerRow = Awaited<ReturnType<typeof listTriggers>>['triggers'][number]

function filtered(db: Db, filter: TriggerFilter) {
  let query = db.selectFrom('triggerProposal as p')
  if (filter.state)
    query = query.where(filter.state === 'open' ? isOpen : sql<boolean>`p.state = ${filter.state}`)
  if (filter.kind) query = query.where('p.kind', '=', filter.kind)
  if (filter.trigger) query = query.where('p.trigger', '=', filter.trigger)
  if (filter.urgency) query = query.where('p.urgency', '=', filter.urgency)
  if (filter.by) query = query.where('p.rule', filter.by === 'rule' ? '<>' : '=', '')
  if (filter.unit)
    query =
      query.where(sql<boolean>`exists (select from trigger_unit t where t.municipality_id = p.municipality_id
      and t.proposal_id = p.id and t.unit_id = ${filter.unit})`)
  for (const like of patternsOf(filter.q))
    query = query.where(
      sql<boolean>`(p.title ilike ${like} or p.reason ilike ${like} or exists (select from unnest(${unitNames}) as x (n)
        where n ilike ${like}))`,
    )
  return query
}
