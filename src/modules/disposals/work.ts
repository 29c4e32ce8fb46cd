import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { systemScope, type Municipality } from '#modules/duties/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { disposalTexts as t, kindNames } from '#texts/sv/disposals.ts'
import { certificatePaper, type Listed } from './certificate.ts'
import { listDue } from './due.ts'
import { findRule, getRule } from './queries-rule.ts'
import { backupsUntil, mostBeginnings, moves, stateOf } from './rules.ts'

/**
 * Carries out what two people have agreed on: everything of one disposal, its certificate and its row in the log are one
 * transaction, so that a death in the middle leaves nothing half done and nothing is done twice.
 */
export async function workDisposals(db: Db, municipality: Municipality, now: Date): Promise<void> {
  const within = <Result>(work: (doing: Doing) => Promise<Result>) =>
    withScope(db, systemScope(municipality), (tx) => work({ db: tx, municipality, now }))
  for (let work = await within(begin); work; work = await within(begin)) {
    const { id, begun } = work
    await within((doing) => (begun > mostBeginnings ? giveUp(doing, work) : carryOut(doing, id)))
  }
}

/** Counted as begun before anything is done, so that what breaks off again and again is given up. */
async function begin({ db }: Doing) {
  const next = await db
    .selectFrom('disposal')
    .select(['id', 'state'])
    .where('state', 'in', [...moves.begin.from])
    .orderBy('decidedAt')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
  if (!next) return undefined
  return db
    .updateTable('disposal')
    .set((set) => ({ begun: set('begun', '+', 1), state: stateOf(next.state, 'begin') }))
    .where('id', '=', next.id)
    .returning(['id', 'boardId', 'state', 'begun'])
    .executeTakeFirstOrThrow()
}

type Doing = { readonly db: Db; readonly municipality: Municipality; readonly now: Date }

async function carryOut(doing: Doing, id: string): Promise<void> {
  const { db } = doing
  const disposal = await getWorking(db, id)
  const rule = await findRule(db, disposal)
  if (rule?.id !== disposal.ruleId) return giveUp(doing, disposal)
  await keepOthersOut(db)
  const items = await stillDue(db, disposal)
  const keys = items.filter((item) => item.held === null).map((item) => item.key)
  // One value for the whole list: so many names as parameters would be too many for one question.
  await sql`select auth.dispose(${id}, array(select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb)))`.execute(
    db,
  )
  await markItems(db, id, items)
  const paperId = await freezeCertificate(doing, { disposal, items })
  await finish(doing, { disposal, items, paperId })
}

/** A request for records, a hold or a reopened matter comes before this or waits until it is over: never in between. */
async function keepOthersOut(db: Db): Promise<void> {
  await sql`lock table release_request, release_matter, release_record, disposal_hold, matter
    in share row exclusive mode`.execute(db)
}

function getWorking(db: Db, id: string) {
  return db
    .selectFrom('disposal as d')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'd.municipalityId').onRef('b.id', '=', 'd.boardId'),
    )
    .select(['d.id', 'd.boardId', 'd.number', 'd.kind', 'd.ruleId', 'd.beforeOn', 'd.note', 'd.backupDays'])
    .select(['b.name as boardName', 'd.proposedByName', 'd.proposedAt', 'd.decidedByName', 'd.decidedAt'])
    .select(['d.decidedBy', 'd.revision', 'd.state'])
    .where('d.id', '=', id)
    .forUpdate('d')
    .executeTakeFirstOrThrow()
}
type Working = Awaited<ReturnType<typeof getWorking>>
type Item = Listed & { readonly key: string; readonly position: number }

/** The list they agreed on, without what has come to be held back since, or is already gone. */
async function stillDue(db: Db, { id, boardId, kind, beforeOn }: Working): Promise<Item[]> {
  const listed = await db
    .selectFrom('disposalItem')
    .select(['position', 'itemKey as key', 'label', 'happenedOn', 'amount', 'held'])
    .where('disposalId', '=', id)
    .orderBy('position')
    .execute()
  const now = await listDue(db, { boardId, kind, before: beforeOn, most: null })
  const due = new Map(now.map((row) => [row.key, row]))
  return listed.flatMap((item) => {
    if (item.held) return [item]
    const row = due.get(item.key)
    return row ? [{ ...item, amount: row.amount, held: row.held }] : []
  })
}

async function markItems(db: Db, disposalId: string, items: readonly Item[]): Promise<void> {
  const marks = items.map(({ position, held }) => ({ position, held }))
  await sql`update disposal_item i set held = m.held, disposed = m.held is null
    from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m(position integer, held text)
    where i.disposal_id = ${disposalId} and i.position = m.position`.execute(db)
}

type Done = { disposal: Working; items: readonly Item[] }

async function freezeCertificate(
  { db, municipality, now }: Doing,
  { disposal, items }: Done,
): Promise<string> {
  const id = uuidv7(now.getTime())
  const owner = await db
    .selectFrom('municipality')
    .select(['name', 'accent', 'isDemo'])
    .where('id', '=', municipality.id)
    .executeTakeFirstOrThrow()
  const paper = certificatePaper({
    ...{ id, items, number: disposal.number, kind: disposal.kind, boardName: disposal.boardName },
    ...{ beforeOn: disposal.beforeOn, note: disposal.note, rule: await getRule(db, disposal.ruleId) },
    proposed: { name: disposal.proposedByName, at: disposal.proposedAt },
    approved: { name: disposal.decidedByName, at: disposal.decidedAt ?? now },
    ...{ doneAt: now, backupDays: disposal.backupDays },
    backupsUntil: backupsUntil(todayIn(now), disposal.backupDays),
    municipality: { name: owner.name, accent: owner.accent, isInvented: owner.isDemo },
  })
  const by = disposal.decidedBy ?? ''
  await db
    .insertInto('paper')
    .values({
      ...{ municipalityId: municipality.id, id, boardId: disposal.boardId, kind: 'disposalCertificate' },
      ...{ state: 'frozen', title: t.paperTitle(disposal.number, kindNames[disposal.kind]), sections: '[]' },
      ...{ snapshot: JSON.stringify({ format: 1, paper }), authorName: disposal.decidedByName },
      ...{ createdBy: by, createdAt: now, frozenBy: by, frozenAt: now, templateId: await templateInUse(db) },
    })
    .execute()
  return id
}

async function templateInUse(db: Db): Promise<string | null> {
  const newest = await db
    .selectFrom('paperTemplate')
    .select('id')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.id ?? null
}

async function finish(
  { db, municipality, now }: Doing,
  { disposal, items, paperId }: Done & { paperId: string },
): Promise<void> {
  const countOf = (isHeld: boolean) =>
    items.filter((item) => (item.held !== null) === isHeld).reduce((all, { amount }) => all + amount, 0)
  const told = { disposed: countOf(false), held: countOf(true) }
  await db
    .updateTable('disposal')
    .set({
      ...{ ...told, paperId, state: stateOf(disposal.state, 'finish'), endedAt: now },
      revision: disposal.revision + 1,
      backupsUntil: backupsUntil(todayIn(now), disposal.backupDays),
    })
    .where('id', '=', disposal.id)
    .execute()
  await writeAudit(db, {
    ...{
      municipalityId: municipality.id,
      accountId: null,
      verb: 'disposal.carryOut',
      outcome: 'done',
      at: now,
    },
    ...{
      targetId: disposal.id,
      boardId: disposal.boardId,
      detail: { kind: disposal.kind, ...told, paperId },
    },
  })
}

/** The rule changed after the decision, or it broke off again and again: nothing is disposed of. */
async function giveUp(
  { db, municipality, now }: Doing,
  { id, boardId, state }: Pick<Working, 'id' | 'boardId' | 'state'>,
): Promise<void> {
  await db
    .updateTable('disposal')
    .set((set) => ({ state: stateOf(state, 'fail'), endedAt: now, revision: set('revision', '+', 1) }))
    .where('id', '=', id)
    .execute()
  await writeAudit(db, {
    ...{
      municipalityId: municipality.id,
      accountId: null,
      verb: 'disposal.giveUp',
      outcome: 'done',
      at: now,
    },
    ...{ targetId: id, boardId, detail: {} },
  })
}
