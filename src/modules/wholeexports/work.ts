import { sql } from 'kysely'
import { addDays, todayIn } from '#kernel/dates.ts'
import { systemScope, type Municipality } from '#modules/duties/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import type { Db } from '#platform/db/pool.ts'
import { setScope, withScope } from '#platform/db/transaction.ts'
import { writeWhole, type Written } from '#platform/whole/export.ts'
import type { Out } from '#platform/whole/out.ts'
import { askedBy } from '#platform/whole/reader.ts'
import { listMigrations } from '#platform/whole/schema.ts'
import { zipSink } from '#platform/whole/zip-write.ts'
import { keptDays, mostBeginnings } from './rules.ts'

type Doing = { readonly db: Db; readonly municipality: Municipality; readonly now: () => Date }

/** Writes what is asked for, and takes away what has had its time. Who calls holds the lock, so that two never do the same. */
export async function workWholeExports(db: Db, municipality: Municipality, now: () => Date): Promise<void> {
  const doing = { db, municipality, now }
  await expire(doing)
  const work = await begin(doing)
  if (!work) return
  if (work.begun > mostBeginnings) return fail(doing, work.id)
  const written = await write(doing, work.id)
  await finish(doing, work.id, written)
}

const asSystem = <Result>({ db, municipality }: Doing, work: (tx: Db) => Promise<Result>) =>
  withScope(db, systemScope(municipality), work)

function expire(doing: Doing): Promise<void> {
  return asSystem(doing, async (tx) => {
    const over = await tx
      .updateTable('wholeExport')
      .set({ state: 'gone' })
      .where('state', '=', 'ready')
      .where('expiresAt', '<', doing.now())
      .returning('id')
      .execute()
    for (const { id } of over) await tx.deleteFrom('wholeExportPiece').where('exportId', '=', id).execute()
  })
}

/** Counted as begun before anything is done: a death is remembered, and what it left is taken away. */
function begin(doing: Doing) {
  return asSystem(doing, async (tx) => {
    const work = await tx
      .updateTable('wholeExport')
      .set((set) => ({ begun: set('begun', '+', 1), state: 'working' }))
      .where('state', 'in', ['asked', 'working'])
      .returning(['id', 'begun'])
      .executeTakeFirst()
    if (work) await tx.deleteFrom('wholeExportPiece').where('exportId', '=', work.id).execute()
    return work
  })
}

function fail(doing: Doing, id: string): Promise<void> {
  return asSystem(doing, async (tx) => {
    await tx
      .updateTable('wholeExport')
      .set({ state: 'failed', endedAt: doing.now() })
      .where('id', '=', id)
      .execute()
  })
}

type Made = Written & { readonly bytes: number }

/** One look at everything, as it stood when the writing began. */
async function write(doing: Doing, id: string): Promise<Made> {
  const { db, municipality, now } = doing
  const out = piecesOut(doing, id)
  const written = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      await sql`set local role uppsikt_app`.execute(tx)
      await sql`set local statement_timeout = 0`.execute(tx)
      // The log's own head is told in the manifest: the auditor's power to read it, for this transaction.
      await setScope(tx, { ...systemScope(municipality), powers: ['system', 'auditor'] })
      const client = askedBy(tx)
      const reader = { client, municipalityId: municipality.id, exportId: id }
      const options = { kind: 'export', madeAt: now(), migrations: await listMigrations(client) } as const
      const sink = zipSink(out)
      const made = await writeWhole(reader, sink, options)
      await sink.end()
      return made
    })
  return { ...written, bytes: out.written() }
}

const pieceLength = 1024 * 1024

/** Pieces of a megabyte, each kept as soon as it is full. */
function piecesOut(doing: Doing, exportId: string): Out & { written: () => number } {
  const municipalityId = doing.municipality.id
  let waiting: Buffer[] = []
  let length = 0
  let bytes = 0
  let number = 0
  const keep = async () => {
    const content = Buffer.concat(waiting)
    waiting = []
    length = 0
    bytes += content.length
    const row = { municipalityId, exportId, number, content }
    number += 1
    await asSystem(doing, (tx) => tx.insertInto('wholeExportPiece').values(row).execute())
  }
  return {
    async write(piece) {
      waiting.push(piece)
      length += piece.length
      if (length >= pieceLength) await keep()
    },
    end: keep,
    drop: async () => undefined,
    written: () => bytes,
  }
}

function finish(doing: Doing, id: string, { manifest, sha256, bytes }: Made): Promise<void> {
  const now = doing.now()
  return asSystem(doing, async (tx) => {
    await tx
      .updateTable('wholeExport')
      .set({
        state: 'ready',
        rowCount: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
        fileCount: manifest.files.length,
        bytes,
        manifestSha256: sha256,
        endedAt: now,
        expiresAt: new Date(`${addDays(todayIn(now), keptDays)}T22:59:59Z`),
      })
      .where('id', '=', id)
      .execute()
    await writeAudit(tx, {
      municipalityId: doing.municipality.id,
      accountId: null,
      verb: 'wholeExport.make',
      targetId: id,
      outcome: 'done',
      detail: { manifestSha256: sha256 },
      at: now,
    })
  })
}
