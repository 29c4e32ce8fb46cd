import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { chainState, checkChain } from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  for (const verb of ['a', 'b', 'c']) await write(verb)
})
afterAll(() => world.close())

async function write(verb: string): Promise<void> {
  await world.admin.query(
    `insert into audit (municipality_id, seq, at, verb, outcome, detail, previous_hash, hash)
      values ($1, 0, '2026-11-20T08:00:00Z', $2, 'done', '{}', '', '')`,
    [world.municipalityId, verb],
  )
}

/** As somebody who rules the database and leaves the hashes as they were. */
async function tamper(seq: number, verb: string): Promise<void> {
  const values = [world.municipalityId, seq, verb]
  await world.admin.query('update audit set verb = $3 where municipality_id = $1 and seq = $2', values)
}

const municipality = () => ({ id: world.municipalityId, boards: Object.values(world.boards) })
const check = (at: string) => checkChain(world.db, municipality(), new Date(at))
const seen = () => withScope(world.db, scopeOf(world.people.auditor), chainState)

async function rows(): Promise<unknown[]> {
  const found = await world.admin.query<{ detail: unknown }>(
    `select detail from audit where municipality_id = $1 and verb = 'audit.check' order by seq`,
    [world.municipalityId],
  )
  return found.rows.map(({ detail }) => detail)
}

async function toldOfBreak(): Promise<number> {
  const { people, municipalityId } = world
  const { rows: found } = await world.admin.query(
    `select acute from notice where municipality_id = $1 and account_id = $2 and title = 'Loggkedjan är bruten'`,
    [municipalityId, people.auditor.accountId],
  )
  return found.length
}

test('the whole chain is tried once a day in Sweden, and the log says so itself', async () => {
  expect(await seen()).toEqual({ broken: null, triedAt: null })
  for (const at of ['2026-11-20T23:10:00Z', '2026-11-21T12:00:00Z', '2026-11-21T22:59:00Z']) await check(at)
  expect(await rows()).toEqual([{ upTo: 3, broken: null }])
  await check('2026-11-21T23:01:00Z')
  expect(await rows()).toEqual([
    { upTo: 3, broken: null },
    { upTo: 4, broken: null },
  ])
  expect(await seen()).toEqual({ broken: null, triedAt: new Date('2026-11-21T23:01:00Z') })
})

test('the log reviewer sees at once that a row of today was changed, or taken away', async () => {
  for (const verb of ['d', 'e']) await write(verb)
  await tamper(6, 'x')
  expect(await seen()).toMatchObject({ broken: 6 })
  await tamper(6, 'd')
  await world.admin.query('delete from audit where municipality_id = $1 and seq = 6', [world.municipalityId])
  expect(await seen()).toMatchObject({ broken: 7 })
})

test('a row from before is found out the day after; the reviewers are told once, and nobody else', async () => {
  await tamper(2, 'x')
  for (const at of ['2026-11-22T12:00:00Z', '2026-11-23T12:00:00Z']) await check(at)
  expect(await seen()).toMatchObject({ broken: 2 })
  expect(await toldOfBreak()).toBe(1)
  const all = await world.admin.query(`select account_id from notice where title = 'Loggkedjan är bruten'`)
  expect(all.rows).toHaveLength(1)
})

test('nobody but a log reviewer learns how the chain stands, and of no other municipality', async () => {
  const { people, twin } = world
  for (const actor of [people.admin, people.strategist, people.manager])
    expect(await withScope(world.db, scopeOf(actor), chainState)).toEqual({ broken: null, triedAt: null })
  expect(await withScope(world.db, scopeOf(twin.people.auditor ?? people.rival), chainState)).toEqual({
    broken: null,
    triedAt: null,
  })
})
