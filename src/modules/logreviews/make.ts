import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { systemScope, type Municipality } from '#modules/duties/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { findAll } from './find.ts'
import { figuresNow } from './queries.ts'
import { tellOfReviews, type Doing } from './remind.ts'
import { dueOn, monthsToMake, sampleSize, stateOf, type Found } from './rules.ts'
import { countRows, drawSample } from './sample.ts'

/** Makes the reviews of the months that are over, marks those that nobody did in time, and tells of them. */
export async function tendLogReviews(db: Db, municipality: Municipality, now: Date): Promise<void> {
  const doing = { municipalityId: municipality.id, now }
  // The log is the auditor's to read: the background work borrows that power for this, and for this alone.
  const scope = { ...systemScope(municipality), powers: ['system', 'auditor'] }
  const months = await withScope(db, scope, (tx) => listMonthsToMake(tx, now))
  for (const month of months)
    await withScope(db, scope, (tx) => makeReview(tx, doing, { month, seed: newSeed() }))
  await withScope(db, scope, async (tx) => {
    await skipLate(tx, doing)
    await tellOfReviews(tx, doing)
  })
}

/** Nobody can know it before: it is made when the month is over. */
const newSeed = () => randomBytes(16).toString('hex')

async function listMonthsToMake(tx: Db, now: Date): Promise<IsoDate[]> {
  const { rows } = await sql<{ latest: IsoDate | null; firstRow: IsoDate | null }>`
    select (select max(month) from log_review) as latest, case when not exists (select from log_review)
      then (select (min(at) at time zone 'Europe/Stockholm')::date from audit) end as first_row`.execute(tx)
  const [known] = rows
  return known ? monthsToMake(known, todayIn(now)) : []
}

/** One month: what is drawn with the seed, and what the rules find, in one transaction. */
export async function makeReview(
  tx: Db,
  { municipalityId, now }: Doing,
  { month, seed }: { month: IsoDate; seed: string },
): Promise<string> {
  await sql`set local statement_timeout = 0`.execute(tx)
  const id = uuidv7(now.getTime())
  const figures = await figuresNow(tx)
  const log = { month, lastSeq: await lastSeq(tx) }
  const rowCount = await countRows(tx, log)
  const hits = await findAll(tx, { ...log, figures })
  const sample = await drawSample(tx, { ...log, seed, size: sampleSize(rowCount, figures) })
  await tx
    .insertInto('logReview')
    .values({
      ...{ municipalityId, id, month, seed, lastSeq: log.lastSeq, rowCount, rules: JSON.stringify(figures) },
      ...{ state: 'open', dueOn: dueOn(month), madeAt: now },
    })
    .execute()
  await insertItems(tx, { municipalityId, id, now }, [...hits, ...sample])
  await writeAudit(tx, {
    ...{ municipalityId, accountId: null, verb: 'logReview.make', targetId: id, outcome: 'done', at: now },
    detail: { month, seed, lastSeq: log.lastSeq, hits: hits.length, sample: sample.length },
  })
  return id
}

async function lastSeq(tx: Db): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select coalesce(max(seq), 0) as seq from audit`.execute(tx)
  return rows[0]?.seq ?? 0
}

type Place = { municipalityId: string; id: string; now: Date }

async function insertItems(
  tx: Db,
  { municipalityId, id, now }: Place,
  found: readonly Found[],
): Promise<void> {
  const items = found.map((one, position) => ({ ...one, id: uuidv7(now.getTime()), position }))
  await sql`insert into log_review_item (municipality_id, id, review_id, rule, subject_id, day, position)
    select ${municipalityId}, i.id, ${id}, i.rule, i."subjectId", i.day, i.position
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
      as i (id uuid, rule text, "subjectId" uuid, day date, position integer)`.execute(tx)
  await sql`insert into log_review_row (municipality_id, item_id, seq)
    select ${municipalityId}, i.id, s.seq from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
      as i (id uuid, seqs bigint[]), unnest(i.seqs) as s (seq)`.execute(tx)
}

/** Its last day is over and nobody has finished it. */
async function skipLate(tx: Db, { municipalityId, now }: Doing): Promise<void> {
  const late = await tx
    .updateTable('logReview')
    .set((set) => ({ state: stateOf('open', 'skip'), skippedAt: now, revision: set('revision', '+', 1) }))
    .where('state', '=', 'open')
    .where('dueOn', '<', todayIn(now))
    .returning(['id', 'month'])
    .execute()
  for (const { id, month } of late)
    await writeAudit(tx, {
      ...{ municipalityId, accountId: null, verb: 'logReview.skip', targetId: id, outcome: 'done', at: now },
      detail: { month },
    })
}
