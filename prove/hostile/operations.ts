import fc from 'fast-check'
import { isUuid, uuidv7 } from '#kernel/ids.ts'
import { roles as allRoles } from '#access/roles.ts'
import type { Told } from './description.ts'
import { personAs, type Answer, type Ground, type Person, type Sent } from './ground.ts'
import { hostileBodies, hostileHeaders, hostileSegments } from './hostile-requests.ts'
import { knownIds, others, revisionOf, tableFor } from './ids.ts'
import { isAtTheGate, tryOnce, type Wanted } from './judge.ts'
import { valuesOf, withOneWrong, type IdsFor } from './schema.ts'
import type { Kind, Tally } from './tally.ts'
import { hostileTexts, hostileValues, nearValues } from './values.ts'

/** How many of each kind are sent to each operation. */
export type Rounds = Readonly<Record<Kind, number>>

/** Everything that is chosen by chance for one request. The seed and the operation's name give the same again. */
type Draw = {
  readonly body: unknown
  readonly query: Readonly<Record<string, unknown>>
  readonly useExample: boolean
  readonly at: number
  readonly by: number
  readonly how: number
  readonly place: number
}

type Making = { readonly ground: Ground; readonly told: Told; readonly person: Person; readonly ids: IdsFor }

/** Every operation with what it wants, with what is almost that, and with what was made to hurt. */
export async function fuzzOperations(
  ground: Ground,
  tally: Tally,
  { told, rounds }: { told: readonly Told[]; rounds: Rounds },
): Promise<void> {
  const known = knownIds(ground)
  for (const [number, one] of told.entries()) {
    if (number % 25 === 0) known.forget()
    for (const kind of ['hostile', 'near-valid', 'valid'] as const)
      for (let round = 0; round < rounds[kind]; round += 1) {
        const person = askedBy(ground, one, round)
        const making = { ground, told: one, person, ids: await known.idsOf(person, one.path, namesIn(one)) }
        const sent = await make(making, kind, round)
        await tryOnce(ground, tally, { area: 'API', what: one.name, kind, person, sent }, wantedOf(one))
      }
  }
}

/** What an operation takes, as somebody who may do it could send it. */
export async function rightRequest(
  ground: Ground,
  told: Told,
  person: Person,
): Promise<{ readonly sent: Sent; readonly body: unknown }> {
  const ids = await knownIds(ground).idsOf(person, told.path, namesIn(told))
  const sent = await make({ ground, told, person, ids }, 'valid', 0)
  return { sent, body: typeof sent.body === 'string' && sent.body !== '' ? JSON.parse(sent.body) : {} }
}

/** Every name that may stand for an id: of the address, the query and the body. */
function namesIn({ path, query, body }: Told): string[] {
  const keys = JSON.stringify(body?.schema ?? {}).matchAll(/"(\w+)":\{/g)
  const places = path.matchAll(/\{(\w+)\}/g)
  return [...query.map(({ name }) => name), ...[...keys, ...places].map(([, name = '']) => name)]
}

/** Mostly somebody who may; every fourth time somebody at all. */
function askedBy(ground: Ground, { roles, name }: Told, round: number): Person {
  const turn = round + name.length
  const person =
    (round % 4 === 3 ? undefined : personAs(ground, roles, turn)) ?? personAs(ground, allRoles, turn)
  if (!person) throw new Error('There is nobody to ask')
  return person
}

/** Known by its tag already; an address that climbs (`..`), which is sent on to what it comes to. */
const expected: ReadonlySet<number> = new Set([304, 308])

/** What the description promises of an answer. */
function wantedOf({ status, answer, problem }: Told): Wanted[] {
  return [
    (got) => {
      if (got.status === 0 || got.status >= 400 || got.status === status || expected.has(got.status))
        return undefined
      return `answers ${got.status}, which is not described`
    },
    (got) => (got.status === status ? differs(got, 'application/json', answer) : undefined),
    (got) =>
      got.status >= 400 && !isAtTheGate(got) ? differs(got, 'application/problem+json', problem) : undefined,
  ]
}

function differs(
  got: Answer,
  type: string,
  check: (body: unknown) => string | undefined,
): string | undefined {
  if (got.headers['content-type']?.startsWith(type) !== true)
    return `${got.status} is ${got.headers['content-type'] ?? 'nothing'}, not ${type}`
  const wrong = check(JSON.parse(got.text))
  return wrong === undefined ? undefined : `${got.status} is not as described: ${wrong}`
}

async function make(making: Making, kind: Kind, round: number): Promise<Sent> {
  const draw = drawn(making, kind, round)
  const path = pathOf(making, kind, draw)
  const body = await bodyOf(making, kind, draw)
  const hostile = kind === 'hostile' ? (hostileHeaders[draw.how % hostileHeaders.length] ?? {}) : {}
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': uuidv7(),
    ...body?.headers,
    ...hostile,
  }
  if (making.told.method === 'GET') return { method: 'GET', path, headers: hostile }
  return { method: making.told.method, path, headers, body: body?.text ?? '' }
}

function drawn({ ground, told, ids }: Making, kind: Kind, round: number): Draw {
  const query = Object.fromEntries(
    told.query.map(({ name, schema }) => [name, valuesOf(schema, { name, ids })] as const),
  )
  const needed = told.query.filter(({ required }) => required).map(({ name }) => name)
  const all = fc.record({
    body: told.body ? valuesOf(told.body.schema, { name: '', ids }) : fc.constant(undefined),
    query: fc.record(query, { requiredKeys: needed }),
    useExample: fc.boolean(),
    ...{ at: fc.nat(), by: fc.nat(), how: fc.nat(), place: fc.nat() },
  })
  const seed = seedFor(ground.seed, `${told.name} ${kind} ${round}`)
  const [draw] = fc.sample(all, { seed, numRuns: 1 })
  if (!draw) throw new Error('Nothing was drawn')
  return draw
}

/** FNV-1a: every operation and round has a seed of its own, so that one can be tried again alone. */
export function seedFor(seed: number, name: string): number {
  let hash = seed ^ 0x811c9dc5
  for (const sign of name) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193)
  return hash | 0
}

/** Some near and hostile requests are wrong in the address, the others in what they carry. */
function pathOf({ told, ids }: Making, kind: Kind, draw: Draw): string {
  const isWrong = kind !== 'valid' && (draw.place % 5 === 0 || told.method === 'GET')
  const names = [...told.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  const wrong = isWrong && told.query.length === 0 ? draw.at % Math.max(names.length, 1) : -1
  const path = told.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    names.indexOf(name) === wrong ? wrongSegment(kind, draw, ids) : one(ids(name), draw.by),
  )
  return `/api/v1${path}${queryOf(told, isWrong ? kind : 'valid', draw)}`
}

function wrongSegment(kind: Kind, { by }: Draw, ids: IdsFor): string {
  const near = [...others.map((name) => one(ids(name), by)), uuidv7(), '1', 'x']
  return one(kind === 'hostile' ? hostileSegments : near, by)
}

const one = (list: readonly string[], at: number) => list[at % list.length] ?? ''

function queryOf({ query }: Told, kind: Kind, draw: Draw): string {
  const given = Object.entries(draw.query).map(([name, value]) => [name, String(value)] as const)
  if (query.length === 0) return ''
  const name = query[draw.at % query.length]?.name ?? ''
  const values = (kind === 'hostile' ? hostileTexts.map((text) => text.slice(0, 4000)) : nearValues).map(
    String,
  )
  const wrong = kind === 'valid' ? [] : [[draw.how % 9 === 0 ? 'okänd' : name, one(values, draw.by)] as const]
  const kept = given.filter(([known]) => draw.how % 7 === 0 || known !== wrong[0]?.[0])
  const text = [...kept, ...wrong].map(([key, value]) => `${encoded(key)}=${encoded(value)}`).join('&')
  return text === '' ? '' : `?${text}`
}

/** An address is no longer than this: what is longer never reaches a page. */
const longestValue = 6000

/** Half a sign of UTF-16 has no place in an address; its bytes have. */
export function encoded(text: string): string {
  const whole = encodeURIComponent(text.slice(0, longestValue).toWellFormed())
  return whole
    .replaceAll('%EF%BF%BD', '%ED%A0%80')
    .slice(0, longestValue)
    .replace(/%[0-9A-F]?$/, '')
}

type Body = {
  readonly text: string | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
}

async function bodyOf(making: Making, kind: Kind, draw: Draw): Promise<Body | undefined> {
  const { told } = making
  if (told.takesFile)
    return { text: one(hostileTexts, draw.by), headers: { 'content-type': 'application/octet-stream' } }
  if (!told.body) return undefined
  if (kind === 'hostile' && draw.place % 6 === 1) return hostileBodies[draw.by % hostileBodies.length]
  const value = await rightBody(making, draw)
  if (kind === 'valid' || draw.place % 5 === 0) return { text: JSON.stringify(value) }
  const wrong = kind === 'hostile' ? hostileValues : nearValues
  const changed = withOneWrong(value, { at: draw.at, by: wrong[draw.by % wrong.length], how: draw.how })
  return { text: JSON.stringify(changed) ?? '' }
}

/** The operation's own example or something of its shape, with ids that are there and the number that was seen. */
async function rightBody({ ground, told, ids }: Making, draw: Draw): Promise<unknown> {
  if (!told.body) return undefined
  const { schema, example } = told.body
  const value = example !== undefined && draw.useExample ? filled(example, '', { ids, draw }) : draw.body
  if (!('revision' in (schema.properties ?? {}))) return value
  const [, name = ''] = [...told.path.matchAll(/\{(\w+)\}/g)].at(-1) ?? []
  const revision = await revisionOf(ground, tableFor(name, told.path), one(ids(name), draw.by))
  return revision === undefined ? value : { ...Object(value), revision }
}

function filled(value: unknown, name: string, from: { ids: IdsFor; draw: Draw }): unknown {
  if (typeof value === 'string') return isUuid(value) ? one(from.ids(name), from.draw.by) : value
  if (Array.isArray(value)) return value.map((inner) => filled(inner, name, from))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, key, from)]))
}
