import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { Operation } from '#platform/web/api.ts'
import { api, operations } from '#server/api.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { hiddenWord, hideDraft, hideForeign, hideUnannounced } from '#test/hidden.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { eachOf } from '../../prove/support/batches.ts'
import { bodyOf, jsonSchema, queryOf, sample, takesId } from '../../prove/support/sample-body.ts'

/**
 * A curious provider tries everything the API has, over whatever operations there are: a new one is tried from the day
 * it is mounted. Nothing of others, of an unannounced visit or of an unsent draft may be told apart from what does not
 * exist. "With and without" is the same world before and after, so that not one byte has to be explained away.
 */
type Case = { who: 'manager' | 'rival'; own: Place; foreign: Place }
type Place = { unit: string; provider: string }
const birch = { unit: 'birch', provider: 'private' }
const rival = { unit: 'rival', provider: 'competitor' }
const cases: readonly Case[] = [
  { who: 'manager', own: birch, foreign: rival },
  { who: 'rival', own: rival, foreign: birch },
]

describe.each(cases)('$who, being curious', ({ who, own, foreign }) => {
  let world: World
  let actor: Actor
  let hidden: string[]
  let before: Answers
  let after: Answers

  beforeAll(async () => {
    world = await makeWorld()
    actor = world.people[who]
    const known = await makeFollowUp(world, own, { state: 'underway', begun_at: '2026-11-10T08:00:00Z' })
    await makeRequest(world, known)
    before = await readEverything(world, actor)
    hidden = [
      ...(await hideForeign(world, foreign)),
      ...(await hideUnannounced(world, own)),
      ...(await hideDraft(world, known)),
    ]
    after = await readEverything(world, actor)
  })
  afterAll(() => world.close())

  test('reads every list and search, and each is to the byte what it was without the hidden things', () => {
    expect(before.size).toBeGreaterThan(10)
    expect([...after].filter(([name, answer]) => answer !== before.get(name))).toEqual([])
    expect([...after.values()].join('\n')).not.toContain(hiddenWord)
    expect([...before.values()].filter((answer) => answer.startsWith('200 ')).length).toBeGreaterThan(3)
  })

  test('tries every hidden identifier at every address, and gets the answer of one that does not exist', async () => {
    const told: string[] = []
    for (const operation of operations.filter(takesIds)) {
      const asNothing = await attempt(world, { actor, operation, id: uuidv7() })
      const answers = await eachOf(hidden, (id) => attempt(world, { actor, operation, id }))
      for (const answer of answers.filter((one) => one !== asNothing))
        told.push(`${nameOf(operation)}: ${answer} (of nothing: ${asNothing})`)
    }
    expect([...new Set(told)]).toEqual([])
  }, 180_000)

  test('finds no hidden row in any column of any table, behind whatever page is ever built', async () => {
    const leaks = await withScope(world.db, scopeOf(actor), async (tx) => {
      const found: string[] = []
      for (const { table, column } of await uuidColumns(world)) {
        const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}
          where ${sql.ref(column)} = any(${hidden}::uuid[])`.execute(tx)
        if (rows[0]?.n !== 0) found.push(`${table}.${column}`)
      }
      return found
    })
    expect(leaks).toEqual([])
  })

  test('changes nothing of the hidden by writing past every page', async () => {
    for (const table of ['document_request', 'hearing', 'hearing_comment', 'action_plan', 'action']) {
      const changed = await withScope(world.db, scopeOf(actor), (tx) =>
        sql`update ${sql.table(table)} set board_id = board_id where id = any(${hidden}::uuid[])`.execute(tx),
      )
      expect(changed.numAffectedRows, table).toBe(0n)
    }
  })
})

test('the attempts are real: a request with all its fields reaches the record, where it is stopped', async () => {
  const world = await makeWorld()
  const unread: string[] = []
  for (const operation of operations.filter(takesIds)) {
    const answer = await attempt(world, { actor: world.people.manager, operation, id: uuidv7() })
    if (/^(400|415|422)/.test(answer))
      unread.push(`${nameOf(operation)}: ${answer.slice(answer.indexOf('"errors"'))}`)
  }
  await world.close()
  expect(unread).toEqual([])
})

type Answers = Map<string, string>

function nameOf(operation: Operation): string {
  return `${'command' in operation ? operation.method : 'get'} ${operation.path}`
}

/** Every reading operation without an id in its address, plain and searching for the hidden word. */
async function readEverything(world: World, actor: Actor): Promise<Answers> {
  const answers: Answers = new Map()
  for (const operation of operations.filter((one) => !('command' in one) && !one.path.includes('{'))) {
    const searches = 'q' in queryOf(operation) ? ['', `?q=${encodeURIComponent(hiddenWord)}`] : ['']
    for (const search of searches) {
      const path = operation.path + search
      answers.set(path, await call(world, { actor, method: 'GET', path }))
    }
  }
  return answers
}

function takesIds(operation: Operation): boolean {
  return operation.path.includes('{') || bodyIds(operation) || queryIds(operation).length > 0
}

function bodyIds(operation: Operation): boolean {
  if (!('command' in operation) || !operation.body) return false
  return takesId(jsonSchema(operation.body))
}

function queryIds(operation: Operation): string[] {
  const properties = Object.entries(queryOf(operation))
  return properties.filter(([, schema]) => takesId(schema)).map(([name]) => name)
}

type Try = { actor: Actor; operation: Operation; id: string }

/** One operation with this id wherever an id can be given; the id itself is taken out of the answer. */
async function attempt(world: World, { actor, operation, id }: Try): Promise<string> {
  const path = operation.path.replace(/\{\w+\}/g, id)
  const ids = queryIds(operation)
  const query = Object.entries(queryOf(operation))
    .filter(([name, schema]) => ids.includes(name) || schema.default === undefined)
    .filter(([name, schema]) => ids.includes(name) || schema.format === 'date')
    .map(
      ([name, schema]) =>
        `${name}=${encodeURIComponent(String(sample(schema, { idOf: () => id, name: '' })))}`,
    )
    .join('&')
  const answer = await call(world, {
    actor,
    method: 'command' in operation ? operation.method.toUpperCase() : 'GET',
    path: query === '' ? path : `${path}?${query}`,
    ...('command' in operation && operation.body
      ? { body: bodyOf(operation, operation.body, () => id) }
      : {}),
  })
  return answer.replaceAll(id, '<id>')
}

type Call = { actor: Actor; method: string; path: string; body?: unknown }

async function call(world: World, { actor, method, path, body }: Call): Promise<string> {
  const request = new Request(`http://exempel.se/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const env = { db: world.db, actor, now, requestId: '0190a000-0000-7000-8000-000000000000' }
  const response = await api.fetch(request, env)
  return `${response.status} ${await response.text()}`
}

async function uuidColumns(world: World): Promise<{ table: string; column: string }[]> {
  const { rows } = await world.admin.query<{ table: string; column: string }>(`
    select c.table_name as table, c.column_name as column from information_schema.columns c
      join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
    where c.table_schema = 'public' and c.data_type = 'uuid' and c.table_name <> 'throttle' order by 1, 2`)
  return rows
}
