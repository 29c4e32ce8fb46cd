import type pg from 'pg'
import { uuidv7 } from '#kernel/ids.ts'
import { twinOf } from './twin.ts'
import type { Place, PlaceName, Places } from './world.ts'

/** Whose a row is. What a row does not say (a paper of a whole board has no unit) is null. */
export type Facts = {
  readonly id: string
  readonly municipalityId: string
  readonly boardId: string | null
  readonly unitId: string | null
  readonly providerId: string | null
  /** The field that names it, where it is only named in what is sent. */
  readonly named?: string
}
type Row = Facts & { readonly columns: Readonly<Record<string, unknown>> }

/** An address with the rows its identifiers stand for. */
export type Address = {
  readonly path: string
  readonly rows: readonly Facts[]
  /** Rows that are only named in what is sent. */
  readonly given?: readonly Facts[]
}

/** Parameters whose table has another name; by the address where one name stands for two things. */
const tables: readonly (readonly [parameter: string, table: string, within?: RegExp])[] = [
  ['areaId', 'quality_area', /quality/],
  ['areaId', 'service_area'],
  ['planId', 'decided_plan', /^\/planer|decided/],
  ['planId', 'action_plan'],
  ['itemId', 'plan_item', /planer|year-plan|plan-items/],
  ['itemId', 'agenda_item'],
  ['requestId', 'document_request'],
  ['rowId', 'protocol_row'],
  ['commentId', 'hearing_comment'],
  ['versionId', 'catalogue_version'],
  ['orderId', 'delegation_order'],
  ['pointId', 'delegation_point'],
  ['careId', 'care_responsibility'],
  ['workId', 'agreement_work'],
  ['identityId', 'account_identity'],
  ['biasId', 'agenda_bias'],
  ['exceptionId', 'plan_exception'],
  ['kindId', 'register_kind'],
  ['entryId', 'register_entry'],
  ['releaseId', 'release_request'],
  ['recordId', 'release_record', /release|utlamnanden/],
  ['lockedId', 'locked_record'],
  ['successionId', 'unit_succession'],
  ['tokenId', 'api_token'],
  ['exportId', 'whole_export'],
  ['fromAccountId', 'account'],
  ['deliveryId', 'mail_delivery', /mail/],
  ['assignmentId', 'role_assignment'],
]
/** Parameters that are words. */
const words: Readonly<Record<string, string>> = {
  form: 'pdf',
  table: 'actions',
  row: '1',
  token: 'finns-inte',
  path: 'units',
}

export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

export function tableOf(parameter: string, route: string): string {
  const known = tables.find(([name, , within]) => name === parameter && (within?.test(route) ?? true))
  return known?.[1] ?? snake(parameter.replace(/Id$/, ''))
}

/** What a row does not carry itself: a unit is its own unit, its provider is its state's. */
const derived: Readonly<Record<string, string>> = {
  unit: `t.id as unit_id, (select provider_id from unit_state s where s.unit_id = t.id and superseded_at is null
    order by valid_from desc limit 1) as provider_id`,
  board: 't.id as board_id',
  provider: `(select max(provider_id::text)::uuid from unit_state s where s.provider_id = t.id) as provider_id`,
  catalogue_version: `(select board_id from agreement a where a.id = t.agreement_id) as board_id,
    (select provider_id from agreement a where a.id = t.agreement_id) as provider_id`,
  requirement: `(select a.board_id from catalogue_version v join agreement a on a.id = v.agreement_id
    where v.id = t.catalogue_version_id) as board_id, (select a.provider_id from catalogue_version v
    join agreement a on a.id = v.agreement_id where v.id = t.catalogue_version_id) as provider_id`,
  register_entry: '(select key from register_kind k where k.id = t.kind_id) as kind_key',
}

export type Rows = { at(route: string, place: PlaceName): Promise<readonly Address[]> }

/** Addresses of a route at a place, the likeliest first; none where the place cannot be told from the own one. */
export async function openRows(admin: pg.Client, places: Places): Promise<Rows> {
  const columns = await columnsOf(admin)
  const kept = new Map<string, Promise<Row[]>>()
  const rowsOf = (name: string, route: string, at: PlaceName) => {
    const table = tableOf(name, route)
    const known = columns.get(table) ?? []
    const id = known.includes('id') ? 'id' : snake(name)
    const key = `${table} ${at}`
    const rows = () => findRows(admin, { table, id, place: places[at], columns: known })
    const found = kept.get(key) ?? (known.includes(id) ? rows() : Promise.resolve([]))
    kept.set(key, found)
    return found
  }
  const { rows: kinds } = await admin.query<{ key: string }>(
    'select distinct key from register_kind where is_on order by 1',
  )
  return {
    async at(route, place) {
      const names = [...route.matchAll(parameter)].map(([, name = '']) => name)
      const last = names.findLast((name) => name.endsWith('Id'))
      if (!last) return place === 'own' ? wordAddresses(route, kinds) : []
      if (!canBeAt(place, columns.get(tableOf(last, route)) ?? [], tableOf(last, route))) return []
      const rows = await rowsOf(last, route, place)
      const others = (name: string) => rowsOf(name, route, place)
      return Promise.all(rows.map((row) => addressOf(route, { names, last, row }, others)))
    },
  }
}

const parameter = /[[{](?:\.\.\.)?(\w+)[\]}]/g

/** The address of a route whose parameters are words, once for each word of the kind that it takes. */
function wordAddresses(route: string, kinds: readonly { key: string }[]): Address[] {
  if (!route.includes('[kind]')) return [{ path: filled(route, {}), rows: [] }]
  const taken = route.startsWith('/importera') ? [{ key: 'enheter' }] : kinds
  return taken.map(({ key }) => ({ path: filled(route, { kind: key }), rows: [] }))
}

function canBeAt(place: PlaceName, columns: readonly string[], table: string): boolean {
  const has = (name: string) => columns.includes(name) || (derived[table]?.includes(` as ${name}`) ?? false)
  const tells = { otherUnit: 'unit_id', otherProvider: 'provider_id', otherBoard: 'board_id' }
  return place in tells ? has(tells[place as keyof typeof tells]) && table !== 'account' : true // one of its keys, just asked
}

type Wanted = { names: readonly string[]; last: string; row: Row }

async function addressOf(
  route: string,
  { names, last, row }: Wanted,
  others: (name: string) => Promise<Row[]>,
): Promise<Address> {
  const values: Record<string, string> = { [last]: row.id }
  const rows: Facts[] = [row]
  for (const name of names) {
    if (name in values || name in words) continue
    const told: readonly string[] = [snake(name), `${tableOf(name, route)}_id`, `${snake(name)}_key`]
    const own = told.map((column) => row.columns[column]).find(isText)
    const other = own === undefined ? (await others(name))[0] : undefined
    if (other) rows.push(other)
    values[name] = own ?? other?.id ?? uuidv7()
  }
  return { path: filled(route, values), rows }
}

const isText = (value: unknown) => typeof value === 'string'

function filled(route: string, values: Readonly<Record<string, string>>): string {
  return route.replace(parameter, (_, name: string) => values[name] ?? words[name] ?? uuidv7())
}

/** The same address in the twin. */
export function twinAddress({ path, rows, given = [] }: Address): Address {
  const swap = (text: string) => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, twinOf)
  return { path: swap(path), rows: rows.map(twinFacts), given: given.map(twinFacts) }
}

function twinFacts(row: Facts): Facts {
  const moved = (id: string | null) => id && twinOf(id)
  return {
    ...row,
    ...{ id: twinOf(row.id), municipalityId: twinOf(row.municipalityId) },
    ...{ boardId: moved(row.boardId), unitId: moved(row.unitId), providerId: moved(row.providerId) },
  }
}

async function columnsOf(admin: pg.Client): Promise<Map<string, string[]>> {
  const { rows } = await admin.query<{ table: string; columns: string[] }>(
    `select table_name as table, array_agg(column_name::text) as columns from information_schema.columns
      where table_schema = 'public' group by 1`,
  )
  return new Map(rows.map(({ table, columns }) => [table, columns]))
}

type Asked = { table: string; id: string; place: Place; columns: readonly string[] }

/**
 * A row that does not say its unit or provider is at the place by its board. One of each kind and state first; of the
 * unit itself before the others, and shared before not.
 */
async function findRows(admin: pg.Client, { table, id, place, columns }: Asked): Promise<Row[]> {
  const more = derived[table] ?? ''
  const has = (name: string) => columns.includes(name) || new RegExp(` as ${name}\\b`).test(more)
  const fits = (['board', 'unit', 'provider'] as const).filter((name) => has(`${name}_id`))
  const wanted = fits.map((name) => `(${name}_id is null or ${name}_id = '${place[`${name}Id`]}')`)
  const order = [
    ...fits.filter((name) => name !== 'board').map((name) => `(${name}_id is not null) desc`),
    ...['shared_at', 'put_before_board_at'].filter(has).map((name) => `(${name} is not null) desc`),
    id,
  ].join(', ')
  const kinds = ['kind', 'state', 'status'].filter(has).join(', ')
  const others = table === 'account' ? [`email not like '%@prov.example'`] : []
  const { rows } = await admin.query<{ columns: Record<string, unknown> }>(
    `select to_jsonb(x) as columns from (select * from (select t.*${more ? `, ${more}` : ''} from public.${table} t) y
      where ${[`municipality_id = '${place.municipalityId}'`, ...wanted, ...others].join(' and ')}
      order by ${kinds ? `row_number() over (partition by ${kinds} order by ${order}), ` : ''}${order} limit 12) x`,
  )
  return rows.map(({ columns: held }) => toRow(held, id))
}

function toRow(columns: Record<string, unknown>, id: string): Row {
  const text = (name: string) => (typeof columns[name] === 'string' ? columns[name] : null)
  return {
    ...{ id: text(id) ?? '', municipalityId: text('municipality_id') ?? '', boardId: text('board_id') },
    ...{ unitId: text('unit_id'), providerId: text('provider_id'), columns },
  }
}
