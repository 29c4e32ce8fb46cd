import fc from 'fast-check'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { addDays } from '#kernel/dates.ts'
import { listMunicipalities, systemScope } from '#modules/duties/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { checkWhole } from '#platform/whole/check.ts'
import { openSource } from '#platform/whole/source.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  askWholeExport,
  fetchWholeExport,
  listWholeExports,
  piecesOf,
  removeWholeExport,
  workWholeExports,
} from './public.ts'
import { canMove, moves, stateOf, wholeExportStates, type Move } from './rules.ts'

let world: World
let folder: string
beforeAll(async () => {
  world = await makeWorld()
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-whole-'))
  process.env['UPPSIKT_LOCK_KEY'] = randomBytes(32).toString('base64')
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await world.close()
})
beforeEach(() => world.admin.query('delete from whole_export_piece; delete from whole_export'))

const later = (days: number) => new Date(`${addDays('2026-11-19', days)}T12:00:00Z`)

async function work(at = now): Promise<void> {
  const [one] = (await listMunicipalities(world.db)).filter(({ id }) => id === world.municipalityId)
  if (one) await workWholeExports(world.db, one, () => at)
}

const ask = (actor: Actor = world.people.admin) => askWholeExport(world.as(actor), {})
const list = (actor: Actor) => withScope(world.db, scopeOf(actor), listWholeExports)
const fetchAs = (actor: Actor, exportId: string, at = now) =>
  fetchWholeExport(world.as(actor, at), { exportId })

async function piecesLeft(): Promise<number> {
  const { rows } = await world.admin.query('select count(*)::int as n from whole_export_piece')
  return Number(rows[0]?.n)
}

test('an administrator takes out the whole municipality, and nothing of another', async () => {
  const { id } = await ask()
  await work()
  const { bytes } = await fetchAs(world.people.admin, id)
  const pieces: Uint8Array[] = []
  for await (const piece of piecesOf(world.db, world.people.admin, { exportId: id, bytes }))
    pieces.push(piece)
  const file = path.join(folder, 'whole.zip')
  await writeFile(file, Buffer.concat(pieces))
  const source = await openSource(file)
  const { manifest, sha256 } = await checkWhole(source)
  await source.close()
  expect(manifest.municipalities.map(({ name }) => name)).toEqual(['Exempelkommun'])
  expect(manifest.tables.find(({ name }) => name === 'unit')?.rows).toBe(6)
  expect(manifest.tables.find(({ name }) => name === 'account')?.rows).toBeGreaterThan(5)
  const [told] = await list(world.people.admin)
  expect(told).toMatchObject({
    id,
    state: 'ready',
    bytes: pieces.reduce((sum, { length }) => sum + length, 0),
  })
  expect(told?.manifestSha256).toBe(sha256)
})

test('nobody but an administrator asks for it, sees it or fetches it, and a stranger learns nothing', async () => {
  const { id } = await ask()
  await work()
  const { people, twin } = world
  for (const actor of [people.strategist, people.elderlyReviewer, people.rival, people.registrar]) {
    await expect(ask(actor), actor.name).rejects.toMatchObject({ code: 'notAllowed' })
    await expect(fetchAs(actor, id), actor.name).rejects.toMatchObject({ code: 'notFound' })
    expect(await list(actor), actor.name).toEqual([])
  }
  await expect(fetchAs(twin.people.admin, id)).rejects.toMatchObject({ code: 'notFound' })
  expect(await list(twin.people.admin)).toEqual([])
  const stolen = piecesOf(world.db, twin.people.admin, { exportId: id, bytes: 10 })
  await expect(stolen.next()).rejects.toThrow('is gone')
  expect(await list(people.admin)).toHaveLength(1)
})

test('asked for twice while one is under way, it is one', async () => {
  const first = await ask()
  expect(await ask()).toEqual(first)
  await work()
  expect((await ask()).id).not.toBe(first.id)
})

test('after seven days it is gone, for the page and from the database', async () => {
  const { id } = await ask()
  await work()
  expect(await piecesLeft()).toBeGreaterThan(0)
  await expect(fetchAs(world.people.admin, id, later(6))).resolves.toMatchObject({ id })
  await expect(fetchAs(world.people.admin, id, later(8))).rejects.toMatchObject({ code: 'notFound' })
  await work(later(8))
  expect(await piecesLeft()).toBe(0)
  expect(await list(world.people.admin)).toMatchObject([{ id, state: 'gone' }])
})

test('the administrator takes the file away before its time; every fetching stands in the log', async () => {
  const { id } = await ask()
  await work()
  await fetchAs(world.people.admin, id)
  await removeWholeExport(world.as(world.people.admin), { exportId: id })
  expect(await piecesLeft()).toBe(0)
  const { rows } = await world.admin.query<{ verb: string }>(
    'select verb from audit where target_id = $1 order by seq',
    [id],
  )
  expect(rows.map(({ verb }) => verb)).toEqual([
    'wholeExport.ask',
    'wholeExport.make',
    'wholeExport.fetch',
    'wholeExport.remove',
  ])
})

test('one that broke off is written again without what it left, and given up after three times', async () => {
  const { id } = await ask()
  await world.admin.query(`update whole_export set state = 'working', begun = 1`)
  await world.admin.query(`insert into whole_export_piece values ($1, $2, 0, 'half')`, [
    world.municipalityId,
    id,
  ])
  await work()
  await expect(fetchAs(world.people.admin, id)).resolves.toMatchObject({ id })
  await world.admin.query(`update whole_export set state = 'working', begun = 3`)
  await work()
  expect(await list(world.people.admin)).toMatchObject([{ state: 'failed' }])
  expect(await piecesLeft()).toBe(0)
})

test('past the walls nothing is read without an export that an administrator has asked for', async () => {
  const [own] = (await listMunicipalities(world.db)).filter(({ id }) => id === world.municipalityId)
  const { id } = await ask()
  const open = (actorScope: Parameters<typeof withScope>[1]) =>
    withScope(world.db, actorScope, (tx) =>
      sql`select auth.open_whole(${id}, 'account', '{}', null)`.execute(tx),
    )
  await expect(open(scopeOf(world.people.admin))).rejects.toThrow('no whole export')
  await expect(open(systemScope(own ?? { id: '', boards: [] }))).rejects.toThrow('no whole export')
  await world.admin.query(`update whole_export set state = 'working'`)
  await expect(open(scopeOf(world.people.admin))).rejects.toThrow('no whole export')
  await world.admin.query(`update role_assignment set valid_to = '2023-01-01' where account_id = $1`, [
    world.people.admin.accountId,
  ])
  await expect(open(systemScope(own ?? { id: '', boards: [] }))).rejects.toThrow('no whole export')
  await world.admin.query(`update role_assignment set valid_to = null where account_id = $1`, [
    world.people.admin.accountId,
  ])
  await expect(open(systemScope(own ?? { id: '', boards: [] }))).resolves.toBeDefined()
})

test('an export comes only to the states its table of moves says, from the states it says', () => {
  // The keys of the table itself.
  const names = Object.keys(moves) as Move[]
  fc.assert(
    fc.property(fc.constantFrom(...wholeExportStates), fc.constantFrom(...names), (state, move) => {
      const from: readonly string[] = moves[move].from
      expect(canMove(state, move)).toBe(from.includes(state))
      if (canMove(state, move)) expect(stateOf(state, move)).toBe(moves[move].to)
      else expect(() => stateOf(state, move)).toThrow()
    }),
  )
})
