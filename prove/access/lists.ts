import type pg from 'pg'
import { roles, type Role } from '#access/roles.ts'
import { eachOf } from '../support/batches.ts'
import { openRows } from './rows.ts'
import { reaches } from './reach.ts'
import type { Facts } from './rows.ts'
import type { Stage } from './stage.ts'
import { findThings, type Thing } from './things.ts'
import { isBoard, isOffice, isOperator, type Person } from './world.ts'

/** A list as everybody sees it: rows that somebody sees beyond their scope, and rows of their scope that they miss. */
export type Listed = {
  readonly list: string
  readonly people: number
  readonly rows: number
  readonly faults: readonly string[]
}

/**
 * The scope of every list of the API. What a person sees is compared with what the rows themselves say: of all that
 * anybody of the same side is shown in the list, each is to see exactly the rows within their own reach.
 */
export async function checkLists(stage: Stage, say: (line: string) => void): Promise<Listed[]> {
  const ground = { stage, rows: await openRows(stage.admin, stage.places) }
  const facts = await factsOf(stage.admin)
  const lists = (await findThings()).filter(({ kind, route }) => kind === 'reading' && !route.includes('{'))
  const listed: Listed[] = []
  for (const thing of lists) {
    const request = await ground.rows.at(thing.route, 'own')
    if (request.length > 0) listed.push(await checkList(stage, thing, facts))
  }
  say(`${listed.length} lists are compared.`)
  return listed.filter(({ rows }) => rows > 0)
}

async function checkList(stage: Stage, thing: Thing, facts: ReadonlyMap<string, Facts>): Promise<Listed> {
  const seen = new Map<Person, Set<string>>()
  const readers = [...stage.people, ...stage.twins].filter(
    ({ way, role }) => way === 'signedIn' && thing.may?.(role),
  )
  const found = await eachOf(readers, (person) => idsFor(stage, person, thing.route))
  for (const [at, person] of readers.entries()) seen.set(person, found[at] ?? new Set())
  const sides = [isOffice, isOperator, isBoard].map((side) => [...seen].filter(([{ role }]) => side(role)))
  const compared = sides.map((people) => compareSide(thing.route, people, facts))
  return {
    ...{ list: thing.name, people: seen.size, rows: compared.reduce((all, { rows }) => all + rows, 0) },
    faults: compared.flatMap(({ faults }) => faults),
  }
}

/** Lists that hold less than what a role may reach, by what they are for: nothing more, and perhaps not all of it. */
const narrower: Readonly<Record<string, readonly Role[]>> = {
  '/duties/mine': roles, // what the reader owes, by name or by role
  '/hand-ins': ['delegate'], // what was handed on to the delegate
  '/hand-ins/waiting': ['delegate'],
  '/hand-ins/coming': ['delegate'],
}

function compareSide(
  route: string,
  people: readonly (readonly [Person, ReadonlySet<string>])[],
  facts: ReadonlyMap<string, Facts>,
) {
  const shown = new Set(people.flatMap(([, ids]) => [...ids]))
  const rows = [...shown].flatMap((id) => facts.get(id) ?? [])
  const faults = people.flatMap(([person, ids]) =>
    rows
      .filter((row) => reaches(person, row) !== ids.has(row.id))
      .filter((row) => ids.has(row.id) || !narrower[route]?.includes(person.role))
      .map(({ id }) => `${person.role} ${person.at}: ${id} is ${ids.has(id) ? 'seen' : 'missed'}`),
  )
  return { rows: rows.length, faults }
}

/** The identifiers of the rows of a list, page by page: those right in its rows, not those its rows point at. */
async function idsFor(stage: Stage, person: Person, route: string): Promise<Set<string>> {
  const ids = new Set<string>()
  for (let page = 1; page <= 30; page += 1) {
    const path = `/api/v1${route}?limit=100&page=${page}`
    const got = await stage.send({ path, cookie: person.cookie, accept: 'application/json' })
    if (got.status !== 200) return page === 1 ? plainList(stage, person, route) : ids
    const found = rowsIn(JSON.parse(got.body.toString()))
    const size = ids.size
    for (const id of found) ids.add(id)
    if (found.length < 100 || ids.size === size) break
  }
  return ids
}

/** A list without pages. */
async function plainList(stage: Stage, person: Person, route: string): Promise<Set<string>> {
  const got = await stage.send({ path: `/api/v1${route}`, cookie: person.cookie, accept: 'application/json' })
  return new Set(got.status === 200 ? rowsIn(JSON.parse(got.body.toString())) : [])
}

function rowsIn(answer: unknown): string[] {
  const lists = Object.values(Object(answer)).filter((value) => Array.isArray(value))
  return lists.flat().flatMap((row: unknown) => {
    const id: unknown = Object(row).id
    return typeof id === 'string' ? [id] : []
  })
}

/** Of every row that says whose it is. */
async function factsOf(admin: pg.Client): Promise<Map<string, Facts>> {
  const { rows: tables } = await admin.query<{ name: string; columns: string[] }>(
    `select table_name as name, array_agg(column_name::text) as columns from information_schema.columns c join pg_class t
      on t.relname = c.table_name and t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
      where c.table_schema = 'public' group by 1`,
  )
  const facts = new Map<string, Facts>()
  for (const { name, columns } of tables.filter(
    ({ columns: held }) => held.includes('id') && held.includes('board_id'),
  )) {
    const column = (wanted: string) => (columns.includes(wanted) ? wanted : 'null')
    const { rows } = await admin.query<Facts>(
      `select id, municipality_id as "municipalityId", board_id as "boardId", ${column('unit_id')} as "unitId",
        ${column('provider_id')} as "providerId" from public.${name}`,
    )
    for (const row of rows) facts.set(row.id, row)
  }
  const { rows: units } = await admin.query<Facts>(
    `select id, municipality_id as "municipalityId", board_id as "boardId", id as "unitId", null as "providerId" from unit`,
  )
  for (const row of units) facts.set(row.id, row)
  return facts
}
