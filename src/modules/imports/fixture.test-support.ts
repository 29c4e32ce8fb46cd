import { uuidv7 } from '#kernel/ids.ts'
import type { Actor } from '#access/may.ts'
import { scopeOf } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { toXlsxSheets } from '#platform/tabular/xlsx.ts'
import type { World } from '#test/world.ts'
import { mapImport, previewImport, readImport, runImport, undoImport, uploadImport } from './public.ts'
import { findImport, listImportRows } from './queries.ts'
import type { Outcome } from './rules.ts'

/** Files and steps for the tests of imports, as a person takes them. */
export type Table = { name: string; headings: string[]; rows: (string | number | null)[][] }

export async function xlsx(tables: readonly Table[]) {
  const bytes = await toXlsxSheets(
    tables.map(({ name, headings, rows }) => ({
      name,
      columns: headings.map((title) => ({ title, type: 'text' as const })),
      rows,
    })),
  )
  return new Uint8Array(bytes)
}

export function csv(lines: readonly string[]) {
  return new Uint8Array(new TextEncoder().encode(lines.join('\r\n')))
}

export function look<Result>(world: World, actor: Actor, work: (tx: Db) => Promise<Result>): Promise<Result> {
  return withScope(world.db, scopeOf(actor), work)
}

export async function found(world: World, id: string, actor: Actor = world.people.strategist) {
  const one = await look(world, actor, (tx) => findImport(tx, id))
  if (!one) throw new Error('no such import')
  return one
}

/** Uploaded and read: the columns are guessed. */
export async function uploaded(
  world: World,
  bytes: Uint8Array<ArrayBuffer>,
  fileName = 'enheter.xlsx',
): Promise<string> {
  const id = uuidv7()
  const { strategist } = world.people
  await uploadImport(world.as(strategist), { id, boardId: world.boards.care, fileName, bytes })
  await readImport(world.as(strategist), { importId: id })
  return id
}

export async function mapped(
  world: World,
  id: string,
  choice: { validFrom?: string; correction?: string } = {},
) {
  const { strategist } = world.people
  const { revision, sheets } = await found(world, id)
  return mapImport(world.as(strategist), {
    ...{ importId: id, revision, validFrom: choice.validFrom ?? '2026-01-01' },
    changeKind: choice.correction ? 'correction' : 'change',
    note: choice.correction ?? '',
    sheets: sheets.map(({ index, kind, columns }) => ({ index, kind, columns: { ...columns } })),
  })
}

/** All the way to the preview. */
export async function previewed(
  world: World,
  bytes: Uint8Array<ArrayBuffer>,
  fileName?: string,
): Promise<string> {
  const id = await uploaded(world, bytes, fileName)
  await mapped(world, id)
  const { revision } = await found(world, id)
  await previewImport(world.as(world.people.strategist), { importId: id, revision })
  return id
}

export async function run(world: World, id: string) {
  const { revision } = await found(world, id)
  return runImport(world.as(world.people.strategist), { importId: id, revision })
}

export async function undo(world: World, id: string) {
  const { revision } = await found(world, id)
  return undoImport(world.as(world.people.strategist), { importId: id, revision })
}

export async function rowsOf(world: World, id: string, outcome?: Outcome) {
  const filter = { q: '', page: 1, limit: 10_000, ...(outcome ? { outcome } : {}) }
  return (await look(world, world.people.strategist, (tx) => listImportRows(tx, id, filter))).rows
}

/** What the files of the tests hold. */
export const headings = [
  'Enhetskod',
  'Namn',
  'Utförare',
  'Verksamhetsområde',
  'Driftform',
  'Platser',
  'Gäller från',
]
export const unit = (
  code: string,
  name: string,
  more: { provider?: string; area?: string; places?: number | string } = {},
) => [
  code,
  name,
  more.provider ?? 'Nya Omsorgen AB',
  more.area ?? 'Bostad med särskild service',
  'Upphandlad (LOU)',
  more.places ?? 6,
  '2026-01-01',
]
export const providers = {
  name: 'Utförare',
  headings: ['Namn', 'Organisationsnummer', 'Slag'],
  rows: [['Nya Omsorgen AB', '556000-0753', 'Privat']],
}
export const units = (rows: (string | number)[][]) => ({ name: 'Enheter', headings, rows })
export const agreements = (rows: string[][]) => ({
  name: 'Avtal',
  headings: ['Avtal', 'Utförare', 'Slag', 'Diarienummer', 'Gäller från', 'Slutdatum', 'Enheter'],
  rows,
})

export async function unitCount(world: World): Promise<number> {
  const { rows } = await world.admin.query<{ n: number }>(
    `select count(*)::int as n from unit_state where superseded_at is null and municipality_id = $1`,
    [world.municipalityId],
  )
  return rows[0]?.n ?? -1
}
