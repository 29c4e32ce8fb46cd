import { sql } from 'kysely'
import { operatorRoles } from '#access/roles.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { swedishDay } from '#modules/duties/public.ts'
import { unfinishedActions } from '#modules/findings/rules.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import { openFinding } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { factKinds, type FactKind } from './rules.ts'
import { toSource, type Source } from './rule-sources.ts'

/** What happened in a board after a day; in some of its units, or in all. */
export type AskedFacts = {
  readonly boardId: string
  readonly from: IsoDate
  readonly today: IsoDate
  readonly unitIds?: readonly string[]
}

/** Where each kind of fact is found. One question a kind, whatever the number of units. */
const found: Readonly<Record<FactKind, (db: Db, asked: AskedFacts) => Promise<readonly Source[]>>> = {
  finding: findings,
  followUp: followUps,
  duty: missedDuties,
  entry: inspections,
  signal: signals,
}

/** Facts of the units as they are run now: a later operator never answers for what was found under an earlier. */
export async function findSources(
  db: Db,
  asked: AskedFacts,
  kinds: readonly FactKind[] = factKinds,
): Promise<Source[]> {
  const runBy = await operatorsNow(db, asked)
  const rows: Source[] = []
  for (const kind of kinds) rows.push(...(await found[kind](db, asked)))
  return rows.filter(({ unitId, providerId }) => runBy.get(unitId) === providerId)
}

async function operatorsNow(db: Db, { boardId, today }: AskedFacts): Promise<ReadonlyMap<string, string>> {
  const units = await unitsOn(db, today)
    .select(['u.id', 's.providerId'])
    .where('u.boardId', '=', boardId)
    .where('s.status', 'in', ['active', 'paused'])
    .execute()
  return new Map(units.map(({ id, providerId }) => [id, providerId]))
}

const foundOn = swedishDay('f.found_at')

/** What is open is told however old it is: it may have been open for too long. */
async function findings(db: Db, asked: AskedFacts): Promise<Source[]> {
  const { rows } = await sql<Parameters<typeof toSource>[1]>`
    select f.id as source_id, f.unit_id, f.provider_id, f.title, ${foundOn} as happened_on, f.requirement_key,
        f.severity in ('serious', 'acute') as is_grave, f.severity = 'acute' as is_acute,
        f.repeat_confirmed_by is not null as is_repeat, ${openFinding('f')} as is_open,
        (select min(x.due_on) from action x where x.municipality_id = f.municipality_id and x.finding_id = f.id
          and x.state = any(${[...unfinishedActions]}::text[])) as late_from
      from finding f where f.board_id = ${asked.boardId} and f.state <> 'withdrawn'
        and (${foundOn} > ${asked.from} or ${openFinding('f')}) and ${ofUnits('f', asked)}
      order by f.found_at desc, f.id`.execute(db)
  return rows.map((row) => toSource('finding', row, '/brister'))
}

async function followUps(db: Db, asked: AskedFacts): Promise<Source[]> {
  const { rows } = await sql<Parameters<typeof toSource>[1]>`
    select f.id as source_id, f.unit_id, f.provider_id, f.title, f.due_on as happened_on from follow_up f
      where f.board_id = ${asked.boardId} and f.state in ('fixed', 'closed') and f.due_on > ${asked.from}
        and ${ofUnits('f', asked)}
      order by f.due_on desc, f.id`.execute(db)
  return rows.map((row) => toSource('followUp', row, '/uppfoljningar'))
}

/** What a unit owed, and did late or not at all. What the office owes about a unit is not the unit's fault. */
async function missedDuties(db: Db, asked: AskedFacts): Promise<Source[]> {
  const { rows } = await sql<Parameters<typeof toSource>[1]>`
    select d.id as source_id, d.unit_id, d.provider_id, d.title, d.due_on as happened_on from duty d
      where d.board_id = ${asked.boardId} and d.owner_role = any(${[...operatorRoles]}::text[])
        and d.due_on > ${asked.from} and d.due_on < ${asked.today}
        and (d.state = 'open' or (d.state = 'done' and d.done_on > d.due_on)) and ${ofUnits('d', asked)}
      order by d.due_on desc, d.id`.execute(db)
  return rows.map((row) => toSource('duty', row, '/skyldigheter'))
}

/** Decisions with demands, in the register of inspections that the product comes with. */
async function inspections(db: Db, asked: AskedFacts): Promise<Source[]> {
  const { rows } = await sql<Parameters<typeof toSource>[1]>`
    select e.id as source_id, e.unit_id, e.provider_id, e.title, (e.facts ->> 'decidedOn') as happened_on
      from register_entry e
      join register_kind k on k.municipality_id = e.municipality_id and k.id = e.kind_id and k.key = 'tillsyn' and k.is_on
      where e.board_id = ${asked.boardId} and e.removed_at is null and e.unit_id is not null
        and coalesce(e.facts ->> 'demands', '') <> '' and e.facts ->> 'decidedOn' > ${asked.from}
        and ${ofUnits('e', asked)}
      order by happened_on desc, e.id`.execute(db)
  return rows.map((row) => toSource('entry', row, '/register/tillsyn'))
}

/** A signal is told by its receipt: what it says stays on its own page. */
async function signals(db: Db, asked: AskedFacts): Promise<Source[]> {
  const { rows } = await sql<Parameters<typeof toSource>[1]>`
    select s.id as source_id, s.unit_id, s.provider_id, s.receipt as title, s.received_on as happened_on from signal s
      where s.board_id = ${asked.boardId} and s.state <> 'closed' and s.received_on > ${asked.from}
        and ${ofUnits('s', asked)}
      order by s.received_on desc, s.id`.execute(db)
  return rows.map((row) => toSource('signal', row, '/uppfoljningar/forslag/signaler'))
}

function ofUnits(alias: string, { unitIds }: AskedFacts) {
  return unitIds
    ? sql<boolean>`${sql.ref(`${alias}.unitId`)} = any(${[...unitIds]}::uuid[])`
    : sql<boolean>`${sql.ref(`${alias}.unitId`)} is not null`
}
