import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { scopeOf } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { reading } from '#platform/whole/database.ts'
import { tellHeads } from '#server/background.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { anchorFile, anchorsIn, compareAnchors, type AnchorsHeld } from './anchors.ts'

let world: World
let folder: string
const lines: string[] = []

beforeAll(async () => {
  world = await makeWorld()
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-anchors-'))
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line))
  for (const verbs of [
    ['a', 'b', 'c'],
    ['d', 'e'],
    ['f', 'g'],
  ]) {
    for (const verb of verbs) await write(verb)
    await tellHeads(world.db, now, folder)
  }
})
afterAll(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
  await world.close()
})

async function write(verb: string): Promise<void> {
  await world.admin.query(
    `insert into audit (municipality_id, seq, at, verb, outcome, detail, previous_hash, hash)
      values ($1, 0, now(), $2, 'done', '{}', '', '')`,
    [world.municipalityId, verb],
  )
}

const compared = async (text: string): Promise<AnchorsHeld[]> => {
  const { host, port, user, password, database } = world.admin
  const adminUrl = `postgres://${user}:${password}@${host}:${port}/${database}`
  return reading(adminUrl, (client) => compareAnchors(client, anchorsIn(text)))
}

/** As somebody who rules the database: the row is another, and every hash from it on is computed anew. */
async function rewrite(seq: number, verb: string): Promise<void> {
  const { admin, municipalityId } = world
  await admin.query('update audit set verb = $3 where municipality_id = $1 and seq = $2', [
    municipalityId,
    seq,
    verb,
  ])
  for (let at = seq; at <= 7; at++)
    await admin.query(
      `update audit a set previous_hash = p.hash, hash = sha256(p.hash || convert_to(jsonb_build_array(
          a.municipality_id, a.seq, extract(epoch from a.at), a.account_id, a.verb, a.target_id, a.board_id,
          a.unit_id, a.command_id, a.outcome, a.detail)::text, 'UTF8'))
        from audit p where p.municipality_id = a.municipality_id and p.seq = a.seq - 1
          and a.municipality_id = $1 and a.seq = $2`,
      [municipalityId, at],
    )
}

test('the heads told to the collector and to the file are the same, and a log left alone agrees with them', async () => {
  const file = await readFile(path.join(folder, anchorFile), 'utf8')
  expect(anchorsIn(file).map(({ seq }) => seq)).toEqual([3, 5, 7])
  const collected = lines.map((line) => `Nov 22 00:00:01 host node[7]: ${line}`).join('\n')
  expect(anchorsIn(collected)).toEqual(anchorsIn(file))
  expect(await compared(file)).toEqual([{ municipality: world.municipalityId, anchors: 3, held: 7 }])
})

test('a person who reads the lines is spared the heads, which are in the file all the same', async () => {
  const told = lines.length
  const own = await mkdtemp(path.join(folder, 'quiet-'))
  vi.stubEnv('LOG_REQUESTS', '0')
  await tellHeads(world.db, now, own)
  vi.unstubAllEnvs()
  expect(lines).toHaveLength(told)
  expect(anchorsIn(await readFile(path.join(own, anchorFile), 'utf8'))).toMatchObject([{ seq: 7 }])
})

test('the application’s own role can neither change a row of the log nor take one away', async () => {
  const scope = { ...scopeOf(world.people.auditor), officeBoards: Object.values(world.boards) }
  for (const statement of [sql`update audit set verb = 'x'`, sql`delete from audit`, sql`truncate audit`])
    await expect(withScope(world.db, scope, (tx) => statement.execute(tx))).rejects.toMatchObject({
      code: '42501',
    })
  const { rows } = await world.admin.query('select count(*)::int as n from audit where verb = $1', ['x'])
  expect(rows).toEqual([{ n: 0 }])
})

test('a log that was written anew with every link whole is found out, and from which row on', async () => {
  const file = await readFile(path.join(folder, anchorFile), 'utf8')
  await rewrite(4, 'x')
  expect(await compared(file)).toEqual([
    { municipality: world.municipalityId, anchors: 3, held: 3, wrong: 5 },
  ])
  await rewrite(4, 'd')
  expect(await compared(file)).toMatchObject([{ held: 7 }])
})

test('a row that was changed and nothing else is named by its own number; rows taken off the end are missed', async () => {
  const file = await readFile(path.join(folder, anchorFile), 'utf8')
  await world.admin.query(`update audit set verb = 'x' where municipality_id = $1 and seq = 2`, [
    world.municipalityId,
  ])
  expect(await compared(file)).toMatchObject([{ broken: 2, held: 7 }])
  await world.admin.query(`update audit set verb = 'b' where municipality_id = $1 and seq = 2`, [
    world.municipalityId,
  ])
  await world.admin.query('delete from audit where municipality_id = $1 and seq > 5', [world.municipalityId])
  const [found] = await compared(file)
  expect(found).toMatchObject({ held: 5, wrong: 7 })
  expect(found).not.toHaveProperty('broken')
})
