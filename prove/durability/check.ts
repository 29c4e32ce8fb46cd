import { withAdmin } from '#platform/db/embedded-database.ts'
import type pg from 'pg'
import { chainsOf } from '../support/chains.ts'
import type { Entry, Journal, Kind } from './journal.ts'
import { rowsOf, type Place } from './place.ts'

/** How many of what was acknowledged are there, are missing, and are there more than once. */
export type Outcome = { readonly checked: number; readonly lost: Entry[]; readonly doubled: Entry[] }

/**
 * What each kind of write made: every row with its key. A frozen paper counts only when it is whole: its data, its three
 * documents and its own record in the matter.
 */
const made: Readonly<Record<Kind, string>> = {
  note: 'select title as key from record where title = any($1)',
  form: 'select title as key from record where title = any($1)',
  matter: 'select case_number as key from matter where case_number = any($1)',
  memo: 'select title as key from paper where title = any($1)',
  text: `select title as key from paper where title = any($1)
    and not exists (select from jsonb_array_elements(sections) part where part->>'text' <> title)`,
  frozen: `select p.title as key from paper p
    join record r on r.municipality_id = p.municipality_id and r.paper_id = p.id
    where p.title = any($1) and p.state = 'frozen' and p.snapshot is not null and length(p.html) > 100
      and length(p.pdf) > 1000 and length(p.docx) > 1000 and p.sha256 is not null`,
  mail: 'select id::text as key from mail_delivery where id = any($1::uuid[])',
  title: `select key from unnest($1::text[]) key
    join matter m on m.id::text = split_part(key, ' ', 1) and m.revision >= split_part(key, ' ', 2)::int`,
}

const logged = `select command_id::text as key from audit where command_id = any($1::uuid[]) and outcome = 'done'`

/** Each acknowledged write once in its own table, and once in the log. */
export async function checkEntries(place: Place, entries: readonly Entry[]): Promise<Outcome> {
  return withAdmin(await place.adminUrl(), async (admin) => {
    const inLog = await countsOf(
      admin,
      logged,
      entries.map(({ commandId }) => commandId),
    )
    const lost = new Set<Entry>()
    const doubled = new Set<Entry>()
    for (const [kind, own] of Map.groupBy(entries, (entry) => entry.kind)) {
      const rows = await countsOf(
        admin,
        made[kind],
        own.map(({ key }) => key),
      )
      for (const entry of own) {
        const times = [rows.get(entry.key) ?? 0, inLog.get(entry.commandId) ?? 0]
        if (times.includes(0)) lost.add(entry)
        if (Math.max(...times) > 1) doubled.add(entry)
      }
    }
    return { checked: entries.length, lost: [...lost], doubled: [...doubled] }
  })
}

async function countsOf(admin: pg.Client, query: string, keys: string[]): Promise<Map<string, number>> {
  const { rows } = await admin.query<{ key: string }>(query, [keys])
  const counts = new Map<string, number>()
  for (const { key } of rows) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** What nobody was answered about is there once or not at all. */
export async function doubledOf(place: Place, entries: readonly Entry[]): Promise<Entry[]> {
  return (await checkEntries(place, entries)).doubled
}

/** Where the log's chain breaks; undefined when it is whole. */
export async function brokenAt(place: Place): Promise<string | undefined> {
  const chains = await withAdmin(await place.adminUrl(), chainsOf)
  return Object.values(chains).find((chain) => chain.startsWith('broken'))
}

/** What must hold whatever was killed, each with how many rows break it. */
const rules: Readonly<Record<string, string>> = {
  'numbers of records with a gap or a double': `select count(*)::int as count from (
    select matter_id from record group by municipality_id, matter_id
      having max(number) <> count(*) or count(distinct number) <> count(*)) broken`,
  'papers half frozen': `select count(*)::int as count from paper where (state = 'frozen')
    <> (snapshot is not null and html is not null and pdf is not null and docx is not null and frozen_at is not null)`,
  'changes without a row in the log': `select count(*)::int as count from command_receipt c
    where not exists (select from audit a where a.command_id = c.command_id and a.outcome = 'done')`,
  'changes twice in the log': `select count(*)::int as count from (
    select command_id from audit where outcome = 'done' and command_id is not null
      group by municipality_id, command_id having count(*) > 1) twice`,
}

export async function brokenRules(place: Place): Promise<string[]> {
  const at = await place.adminUrl()
  const broken: string[] = []
  for (const [name, query] of Object.entries(rules)) {
    const [row] = await rowsOf<{ count: number }>(at, query)
    if (row?.count !== 0) broken.push(`${name}: ${row?.count}`)
  }
  const chain = await brokenAt(place)
  return chain === undefined ? broken : [...broken, `the log's chain is ${chain}`]
}

export type Verdict = Outcome & { readonly broken: readonly string[]; readonly strange: readonly string[] }

/** Everything that was ever acknowledged, looked for once more when all is quiet. */
export async function verdictOf(place: Place, journal: Journal): Promise<Verdict> {
  const outcome = await checkEntries(place, journal.acknowledged)
  const twice = await doubledOf(place, journal.givenUp)
  return {
    ...outcome,
    doubled: [...outcome.doubled, ...twice],
    broken: await brokenRules(place),
    strange: [...journal.strange].map(([what, times]) => `${times} × ${what}`),
  }
}

export function isKept({ lost, doubled, broken, strange }: Verdict): boolean {
  return [lost, doubled, broken, strange].every((faults) => faults.length === 0)
}
