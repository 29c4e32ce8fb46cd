import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { makeWorld, type World } from '#test/world.ts'
import { openDatabase, silenceMs, type Db } from './pool.ts'
import { namer } from './prepared.ts'
import { withScope } from './transaction.ts'

let world: World
/** As the web server has it, but one connection: everybody is answered by the plans that the others left. */
let db: Db
beforeAll(async () => {
  world = await makeWorld()
  db = openDatabase(world.appUrl, 1, silenceMs)
})
afterAll(async () => {
  await db.destroy()
  await world.close()
})

const unitsOf = (actor: Actor) =>
  withScope(db, scopeOf(actor), (tx) =>
    tx.selectFrom('unit').select('id').where('code', '<>', '').orderBy('id').execute(),
  )

async function prepared(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from pg_prepared_statements
    where statement like '%from "unit"%' and generic_plans > 0`.execute(db)
  return rows[0]?.count ?? 0
}

test('whoever asks what others asked often sees their own units only, in whatever order they come', async () => {
  const people = [
    world.people.strategist,
    world.people.elderlyReviewer,
    world.people.rival,
    world.twin.people.strategist,
  ]
  const alone = await Promise.all(
    people.map((actor) =>
      world.see(actor, (tx) => tx.selectFrom('unit').select('id').orderBy('id').execute()),
    ),
  )
  expect(new Set(alone.map((units) => JSON.stringify(units))).size).toBe(people.length)
  for (let turn = 0; turn < 20; turn += 1)
    for (const [at, actor] of people.entries()) expect(await unitsOf(actor)).toEqual(alone[at])
  expect(await prepared()).toBe(1)
})

test('whoever may see more from one moment to the next sees it in what was asked before', async () => {
  const { rival } = world.people
  const before = await unitsOf(rival)
  for (let turn = 0; turn < 30; turn += 1) expect(await unitsOf(rival)).toEqual(before)
  const wider = { ...scopeOf(rival), officeBoards: [world.boards.care ?? ''] }
  const seen = await withScope(db, wider, (tx) =>
    tx.selectFrom('unit').select('id').where('code', '<>', '').orderBy('id').execute(),
  )
  expect(seen.length).toBeGreaterThan(before.length)
  expect(await unitsOf(rival)).toEqual(before)
})

test('whatever the server is set to, nobody waits for a question to be compiled', async () => {
  await world.admin.query(`alter database ${new URL(world.appUrl).pathname.slice(1)} set jit = on`)
  const fresh = openDatabase(world.appUrl, 1)
  try {
    expect((await sql<{ jit: string }>`show jit`.execute(fresh)).rows).toEqual([{ jit: 'off' }])
  } finally {
    await fresh.destroy()
  }
})

test('a text is named when it has come often, and only so many are', () => {
  const nameOf = namer()
  const often = (text: string) => Array.from({ length: 20 }, () => nameOf(text)).at(-1)
  expect(nameOf('select 1')).toBeUndefined()
  expect(often('select 1')).toBe('often_1')
  expect(often('select 2')).toBe('often_2')
  expect(nameOf('select 1')).toBe('often_1')
  expect(often('select '.repeat(2000))).toBeUndefined()
  for (let at = 0; at < 200; at += 1) often(`select ${at} as many`)
  expect(often('select 3')).toBeUndefined()
  expect(nameOf('select 2')).toBe('often_2')
})

test('what was asked only now and then is forgotten, so that nothing grows for ever', () => {
  const nameOf = namer()
  const rarely = (from: number) => {
    for (let at = from; at < from + 2000; at += 1) nameOf(`select ${at}`)
  }
  for (let at = 0; at < 19; at += 1) nameOf('select first')
  rarely(0)
  expect(nameOf('select first')).toBeUndefined()
})
