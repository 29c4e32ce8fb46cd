import { appendFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Scope } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { logLine } from '#platform/log.ts'
import type { Asked } from '#platform/whole/reader.ts'

/**
 * An anchor is the number and hash of the log's last row, kept where whoever rules the database cannot reach it. Without
 * one outside, all of a chain can be written anew so that every link holds.
 */
const Anchor = z.object({
  event: z.literal('audit head'),
  municipality: z.uuid(),
  seq: z.number().int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
export type Anchor = z.output<typeof Anchor>

export const anchorFile = 'audit-heads.ndjson'

/** Tells the head of one municipality's log to the collector of lines and, where a folder is named, to a file in it. */
export async function tellHead(db: Db, scope: Scope, now: Date, folder: string | undefined): Promise<void> {
  const head = await withScope(db, scope, (tx) =>
    tx
      .selectFrom('audit')
      .select(['municipalityId', 'seq', 'hash'])
      .where('municipalityId', '=', scope.municipalityId)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
  if (!head) return
  const fields = {
    municipality: head.municipalityId,
    seq: Number(head.seq),
    hash: head.hash.toString('hex'),
  }
  logLine('info', 'audit head', fields)
  if (!folder) return
  const line = JSON.stringify({ time: now.toISOString(), event: 'audit head', ...fields })
  await appendFile(path.join(folder, anchorFile), `${line}\n`, { mode: 0o640 })
}

/** From the file, or from lines of a collector, which puts its own words before each. Other lines are passed over. */
export function anchorsIn(text: string): Anchor[] {
  return text.split('\n').flatMap((line) => {
    const parsed = Anchor.safeParse(objectIn(line))
    return parsed.success ? [parsed.data] : []
  })
}

function objectIn(line: string): unknown {
  if (!line.includes('"audit head"')) return undefined
  try {
    return JSON.parse(line.slice(line.indexOf('{')))
  } catch {
    return undefined
  }
}

/**
 * What has become of one municipality's log. `broken`: the first row whose own link does not hold. `wrong`: the first
 * anchor that is not in the chain; the row that was changed or taken out comes after `held`, the last one that is.
 */
export type AnchorsHeld = {
  readonly municipality: string
  readonly anchors: number
  readonly held: number
  readonly wrong?: number
  readonly broken?: number
}

/** Asked as the owner of the tables, in a transaction. */
export async function compareAnchors(client: Asked, anchors: readonly Anchor[]): Promise<AnchorsHeld[]> {
  const found: AnchorsHeld[] = []
  for (const [municipality, own] of Map.groupBy(anchors, (one) => one.municipality))
    found.push({
      municipality,
      ...(await firstWrong(client, own)),
      ...(await firstBroken(client, municipality)),
    })
  return found
}

async function firstWrong(client: Asked, anchors: readonly Anchor[]) {
  const { rows } = await client.query<{ seq: number; holds: boolean }>(
    `select a.seq::int as seq, coalesce(encode(l.hash, 'hex') = a.hash, false) as holds
      from jsonb_to_recordset($1::jsonb) as a (municipality uuid, seq bigint, hash text)
        left join audit l on l.municipality_id = a.municipality and l.seq = a.seq
      order by a.seq, holds`,
    [JSON.stringify(anchors)],
  )
  const wrong = rows.find(({ holds }) => !holds)?.seq
  const held = rows.findLast(({ seq, holds }) => holds && (wrong === undefined || seq < wrong))?.seq ?? 0
  return { anchors: rows.length, held, ...(wrong === undefined ? {} : { wrong }) }
}

async function firstBroken(client: Asked, municipality: string) {
  await client.query(
    `select set_config('app.municipality', $1, true), set_config('app.powers', 'auditor', true)`,
    [municipality],
  )
  const { rows } = await client.query<{ seq: string | null }>('select first_broken_audit($1) as seq', [
    municipality,
  ])
  const seq = rows[0]?.seq ?? null
  return seq === null ? {} : { broken: Number(seq) }
}
