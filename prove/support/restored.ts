import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type pg from 'pg'
import { renderDocuments } from '#modules/reports/public.ts'
import type { PaperSnapshot } from '#modules/reports/rules.ts'
import { withAdmin } from '#platform/db/embedded-database.ts'
import { reading } from '#platform/whole/database.ts'
import { writeWhole } from '#platform/whole/export.ts'
import { fileOut } from '#platform/whole/out.ts'
import { restoreWhole } from '#platform/whole/restore.ts'
import { sealedOut, type Opener } from '#platform/whole/sealed-file.ts'
import { openSource } from '#platform/whole/source.ts'
import { leftOut } from '#platform/whole/shape.ts'
import { zipSink } from '#platform/whole/zip-write.ts'
import { chainsOf } from './chains.ts'

/** What can be compared of a database: every row of every table, the log's chain, and a report set again. */
export type Look = {
  /** The table's name, how many rows it has, and a checksum over all of them. */
  readonly tables: Readonly<Record<string, string>>
  readonly rows: number
  /** The last hash of each chain; a chain that is broken says where. */
  readonly chains: Readonly<Record<string, string>>
  /** One frozen report: its stored files, and the files as they become when its data is set again. */
  readonly report: { readonly stored: string; readonly setAgain: string } | undefined
}

export type Backup = { readonly file: string; readonly seconds: number; readonly bytes: number }

export async function backUp(adminUrl: string, file: string, opener: Opener): Promise<Backup> {
  const before = performance.now()
  await reading(adminUrl, async (client, migrations) => {
    const sink = zipSink(await sealedOut(await fileOut(file), opener))
    await writeWhole({ client }, sink, { kind: 'backup', madeAt: new Date(), migrations })
    await sink.end()
  })
  return { file, seconds: secondsSince(before), bytes: (await stat(file)).size }
}

export async function restore(
  adminUrl: string,
  backup: Backup,
  opener: Opener,
): Promise<{ seconds: number }> {
  const before = performance.now()
  const source = await openSource(backup.file, opener)
  try {
    await restoreWhole(adminUrl, source)
  } finally {
    await source.close()
  }
  return { seconds: secondsSince(before) }
}

const secondsSince = (before: number) => (performance.now() - before) / 1000

export function look(adminUrl: string): Promise<Look> {
  return withAdmin(adminUrl, async (client) => {
    await client.query(`set timezone = 'UTC'`)
    const counted = await tablesOf(client)
    return {
      tables: Object.fromEntries(counted.map(({ name, rows, sum }) => [name, `${rows} ${sum}`])),
      rows: counted.reduce((all, { rows }) => all + rows, 0),
      chains: await chainsOf(client),
      report: await reportOf(client),
    }
  })
}

type Counted = { name: string; rows: number; sum: string }

/** Without what a backup leaves behind. */
async function tablesOf(client: pg.Client): Promise<Counted[]> {
  const { rows: names } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
      and relname <> all($1) order by 1`,
    [leftOut.backup],
  )
  const counted: Counted[] = []
  for (const { name } of names) {
    const { rows } = await client.query<{ rows: number; sum: string }>(
      `select count(*)::int as rows, coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as sum
        from public.${name} t`,
    )
    if (rows[0]) counted.push({ name, ...rows[0] })
  }
  return counted
}

type Frozen = { snapshot: PaperSnapshot; html: string; pdf: Buffer; docx: Buffer }

async function reportOf(client: pg.Client): Promise<Look['report']> {
  const { rows } = await client.query<Frozen>(
    `select snapshot, html, pdf, docx from paper where state = 'frozen' and pdf is not null
      and kind in ('followUpReport', 'periodReport') order by municipality_id, id limit 1`,
  )
  const [paper] = rows
  if (!paper) return undefined
  const { html, pdf, docx } = await renderDocuments(paper.snapshot)
  return { stored: sumOf([paper.html, paper.pdf, paper.docx]), setAgain: sumOf([html, pdf, docx]) }
}

function sumOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** What differs, in words; nothing when the restored database is the one that was backed up. */
export function differences(before: Look, after: Look): readonly string[] {
  const tables = new Set([...Object.keys(before.tables), ...Object.keys(after.tables)])
  return [
    ...[...tables]
      .filter((name) => before.tables[name] !== after.tables[name])
      .map((name) => `table ${name}`),
    ...(JSON.stringify(before.chains) === JSON.stringify(after.chains) ? [] : ['the audit chain']),
    ...(before.report?.stored === after.report?.stored ? [] : ['the stored report']),
    ...(before.report?.setAgain === after.report?.setAgain ? [] : ['the report set again']),
    ...(before.report ? [] : ['there was no report to compare']),
  ]
}
