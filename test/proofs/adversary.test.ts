import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { scopeOf, type Actor } from '#access/may.ts'
import { isUuid, uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { Changing, Operation } from '#platform/web/api.ts'
import { api, operations } from '#server/api.ts'
import { makeFollowUp, makeRequest } from '#test/handins.ts'
import { hiddenWord, hideDraft, hideForeign, hideUnannounced } from '#test/hidden.ts'
import { makeWorld, now, type World } from '#test/world.ts'

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
      const answers = await Promise.all(hidden.map((id) => attempt(world, { actor, operation, id })))
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
    const searches = 'q' in shapeOf(operation) ? ['', `?q=${encodeURIComponent(hiddenWord)}`] : ['']
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
  return JSON.stringify(jsonSchema(operation.body)).includes('"uuid"')
}

function queryIds(operation: Operation): string[] {
  const properties = Object.entries(shapeOf(operation))
  return properties.filter(([, schema]) => takesId(schema)).map(([name]) => name)
}

function shapeOf(operation: Operation): Record<string, Schema> {
  if ('command' in operation || !operation.query) return {}
  return jsonSchema(operation.query).properties ?? {}
}

type Try = { actor: Actor; operation: Operation; id: string }

/** One operation with this id wherever an id can be given; the id itself is taken out of the answer. */
async function attempt(world: World, { actor, operation, id }: Try): Promise<string> {
  const path = operation.path.replace(/\{\w+\}/g, id)
  const ids = queryIds(operation)
  const query = Object.entries(shapeOf(operation))
    .filter(([name, schema]) => ids.includes(name) || schema.default === undefined)
    .filter(([name, schema]) => ids.includes(name) || schema.format === 'date')
    .map(([name, schema]) => `${name}=${encodeURIComponent(String(sample(schema, id)))}`)
    .join('&')
  const answer = await call(world, {
    actor,
    method: 'command' in operation ? operation.method.toUpperCase() : 'GET',
    path: query === '' ? path : `${path}?${query}`,
    ...('command' in operation && operation.body ? { body: bodyOf(operation, operation.body, id) } : {}),
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

type Schema = {
  type?: string
  format?: string
  pattern?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  default?: unknown
}

function jsonSchema(shape: z.ZodType): Schema {
  // What JSON Schema cannot say (a refinement) is left out; the part that is read here is typed above.
  return z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema
}

/** The operation's own example with the id in every place for one, also where the example leaves such a place out. */
function bodyOf({ example }: Changing, body: z.ZodObject, id: string): unknown {
  return example ? filled(jsonSchema(body), example, id) : sample(jsonSchema(body), id)
}

function filled(schema: Schema, example: unknown, id: string): unknown {
  const { properties = {}, items = {}, ...fitting } = withoutNull(schema)
  if (example === undefined || example === null)
    return takesId(schema) ? sample({ ...fitting, properties, items }, id) : example
  if (Array.isArray(example)) return filledList(items, example, id)
  if (typeof example === 'object') return filledObject(properties, example, id)
  return typeof example === 'string' && isUuid(example) ? id : example
}

function withoutNull(schema: Schema): Schema {
  return schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
}

function filledObject(properties: Record<string, Schema>, example: object, id: string): unknown {
  const names = new Set([...Object.keys(example), ...Object.keys(properties)])
  const given = new Map(Object.entries(example))
  return Object.fromEntries(
    [...names].map((name) => [name, filled(properties[name] ?? {}, given.get(name), id)]),
  )
}

function filledList(items: Schema, example: readonly unknown[], id: string): unknown[] {
  if (example.length === 0 && items.format === 'uuid') return [id]
  return example.map((one) => filled(items, one, id))
}

function takesId(schema: Schema): boolean {
  return JSON.stringify(schema).includes('"uuid"')
}

/** A value the schema accepts, with the id in every place for one. */
function sample(schema: Schema, id: string): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {}, id)
  return samples[schema.type ?? 'string']?.(schema, id) ?? null
}

const samples: Record<string, (schema: Schema, id: string) => unknown> = {
  object: (schema, id) =>
    Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, sample(inner, id)]),
    ),
  array: (schema, id) => [sample(schema.items ?? {}, id)],
  boolean: () => true,
  integer: (schema) => Math.max(schema.minimum ?? 1, 1),
  number: (schema) => Math.max(schema.minimum ?? 1, 1),
  string: (schema, id) => (schema.format === 'uuid' ? id : textFor(schema)),
}

const day = '2026-12-24'
/** Texts that the patterns of the shapes ask for: an address, an instant, a day, a clock, a hash. */
const examples = ['namn@exempel.se', `${day}T09:00:00Z`, day, '09:00', 'ab'.repeat(32), 'AB', 'a']

function textFor(schema: Schema): string {
  if (schema.format === 'date') return day
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, 'u')
  const fitting = pattern && examples.find((example) => pattern.test(example))
  return fitting ?? 'Text nog för fältet'.padEnd(schema.minLength ?? 0, '.')
}

async function uuidColumns(world: World): Promise<{ table: string; column: string }[]> {
  const { rows } = await world.admin.query<{ table: string; column: string }>(`
    select c.table_name as table, c.column_name as column from information_schema.columns c
      join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
    where c.table_schema = 'public' and c.data_type = 'uuid' and c.table_name <> 'throttle' order by 1, 2`)
  return rows
}
