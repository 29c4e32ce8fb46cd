import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import { todayIn } from '#kernel/dates.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { asSystem, systemScope, type Municipality } from './system.ts'
import type { Asked, DutyRule } from './duty-rule.ts'
import { differenceOf, type Change, type Kept, type Owed } from './rules.ts'

/** Rows written in one statement: a first sweep of a large municipality has tens of thousands. */
const rowsAtOnce = 2_000

/**
 * Brings the rows of the rules up to what holds, in the command's own transaction: what the command did is seen at
 * once, and undone with it. Call it last in `run`, with the sources that were changed; the background work does the
 * rest within a second or two. It works for an operator's command as well: the rules are asked as the system.
 */
export async function refreshDuties(
  context: Context,
  rules: readonly DutyRule[],
  sourceIds?: readonly string[],
): Promise<void> {
  const { db, now } = context
  const at = { municipalityId: context.actor.municipalityId, now }
  const asked = { today: todayIn(now), ...(sourceIds && { sourceIds }) }
  await asSystem(db, context.actor, async () => {
    for (const rule of inOrder(rules)) await applyRule(db, at, { rule, asked })
  })
}

export type Swept = { readonly fresh: number; readonly changed: number }

/**
 * Asks every rule of one municipality and writes what has changed, each rule in a transaction of its own: a process
 * that dies between two leaves nothing wrong, and a rule with a fault does not stop the others. @returns how many rows were written
 */
export async function sweepDuties(
  db: Db,
  municipality: Municipality,
  given: { readonly rules: readonly DutyRule[]; readonly now: Date },
): Promise<Swept> {
  let swept: Swept = { fresh: 0, changed: 0 }
  const at = { municipalityId: municipality.id, now: given.now }
  const faults: unknown[] = []
  for (const rule of inOrder(given.rules)) {
    const asked = { today: todayIn(given.now) }
    await withScope(db, systemScope(municipality), (tx) => applyRule(tx, at, { rule, asked })).then(
      (one) => (swept = { fresh: swept.fresh + one.fresh, changed: swept.changed + one.changed }),
      (cause: unknown) => faults.push(cause),
    )
  }
  if (faults.length > 0) throw new AggregateError(faults, 'a rule could not be asked')
  return swept
}

/** Always the same order: two that each wait for the other's rule would wait for ever. */
function inOrder(rules: readonly DutyRule[]): readonly DutyRule[] {
  return rules.toSorted((one, other) => (one.key < other.key ? -1 : 1))
}

type At = { readonly municipalityId: string; readonly now: Date }
type Question = { readonly rule: DutyRule; readonly asked: Asked }

/** The lock comes before the question: what is listed afterwards is as new as the rows it is compared with. */
async function applyRule(db: Db, at: At, { rule, asked }: Question): Promise<Swept> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`duty:${at.municipalityId}:${rule.key}`}, 0))`.execute(
    db,
  )
  const wanted = asked.sourceIds && new Set(asked.sourceIds)
  const listed = await rule.list(db, asked)
  const owed = wanted ? listed.filter((one) => wanted.has(one.sourceId)) : listed
  const difference = differenceOf(await keptOf(db, rule.key, asked.sourceIds), owed)
  await insertFresh(db, at, { rule: rule.key, fresh: difference.fresh })
  await writeChanges(db, at, difference.changes)
  return { fresh: difference.fresh.length, changed: difference.changes.length }
}

async function keptOf(db: Db, rule: string, sourceIds: readonly string[] | undefined): Promise<Kept[]> {
  let asked = db.selectFrom('duty').where('rule', '=', rule)
  if (sourceIds) asked = asked.where('sourceId', '=', sql<string>`any(${sourceIds})`)
  return asked
    .select(['id', 'sourceId', 'period', 'boardId', 'unitId', 'providerId', 'title', 'href', 'ground'])
    .select(['dueOn', 'remindFrom', 'ownerId', 'ownerRole', 'state', 'doneOn', 'proofHref'])
    .select([
      sql<boolean>`assigned_at is not null`.as('isAssigned'),
      sql<boolean>`settled_by is not null`.as('isSettled'),
    ])
    .execute()
}

async function insertFresh(db: Db, at: At, given: { rule: string; fresh: readonly Owed[] }): Promise<void> {
  const rows = given.fresh.map(({ proof, ...one }) => ({
    ...one,
    id: uuidv7(at.now.getTime()),
    state: proof ? 'done' : 'open',
    doneOn: proof?.doneOn ?? null,
    proofHref: proof?.href ?? '',
  }))
  for (const some of inPieces(rows))
    await sql`insert into duty (municipality_id, id, rule, source_id, period, board_id, unit_id, provider_id, title,
        href, ground, due_on, remind_from, owner_id, owner_role, state, done_on, proof_href, first_seen_at, changed_at)
      select ${at.municipalityId}, id, ${given.rule}, "sourceId", period, "boardId", "unitId", "providerId", title,
        href, ground, "dueOn", "remindFrom", "ownerId", "ownerRole", state, "doneOn", "proofHref", ${at.now}, ${at.now}
      from ${recordsOf(some)}`.execute(db)
}

async function writeChanges(db: Db, at: At, changes: readonly Change[]): Promise<void> {
  for (const some of inPieces(changes.map((change) => change.row)))
    await sql`update duty d set board_id = n."boardId", unit_id = n."unitId", provider_id = n."providerId",
        title = n.title, href = n.href, ground = n.ground, due_on = n."dueOn", remind_from = n."remindFrom",
        owner_id = n."ownerId", owner_role = n."ownerRole", state = n.state, done_on = n."doneOn",
        proof_href = n."proofHref", changed_at = ${at.now}, revision = d.revision + 1
      from ${recordsOf(some)}
      where d.municipality_id = ${at.municipalityId} and d.id = n.id`.execute(db)
  const events = changes.flatMap(({ row, happened }) =>
    happened.map((one) => ({
      ...one,
      id: uuidv7(at.now.getTime()),
      municipalityId: at.municipalityId,
      dutyId: row.id,
      boardId: row.boardId,
      at: at.now,
    })),
  )
  for (const some of inPieces(events)) await db.insertInto('dutyEvent').values(some).execute()
}

/** One parameter however many rows: a statement can have 65,535 of them. */
function recordsOf(rows: readonly object[]) {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, "sourceId" uuid, period text,
    "boardId" uuid, "unitId" uuid, "providerId" uuid, title text, href text, ground text, "dueOn" date,
    "remindFrom" date, "ownerId" uuid, "ownerRole" text, state text, "doneOn" date, "proofHref" text)`
}

function inPieces<Row>(rows: readonly Row[]): Row[][] {
  const pieces = Math.ceil(rows.length / rowsAtOnce)
  return Array.from({ length: pieces }, (_, at) => rows.slice(at * rowsAtOnce, (at + 1) * rowsAtOnce))
}
