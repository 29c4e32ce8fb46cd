import type pg from 'pg'
import type { Person, Place, Places } from './world.ts'

/** The words that stand in every text of one municipality and of the other. */
export const markers = { one: 'TVILLING-A', other: 'TVILLING-B' } as const

/** Opaque secrets are unique in the whole database; the log has its own chain in each municipality. */
const notCopied = [
  ...[
    'session',
    'session_grant',
    'account_link',
    'calendar_feed',
    'half_sign_in',
    'pending_sign_in',
    'logout_token_seen',
    'api_token',
  ],
  ...['audit', 'command_receipt', 'throttle', 'municipality', 'done'],
]
/** Texts that are read by the program: numbers of cases, and names of files that a disk must take. */
const read = ['case_number', 'number', 'media_type', 'period']

/**
 * Writes the first marker into every text of the municipality, and then makes the twin: the same rows with other
 * identifiers (the two halves of the last group change places) and the other marker. Past triggers and checks of order.
 */
export async function makeTwin(admin: pg.Client, municipalityId: string): Promise<{ marked: string[] }> {
  await admin.query(`set session_replication_role = replica`)
  const marked = await mark(admin, municipalityId)
  await admin.query(
    `insert into municipality select (jsonb_populate_record(null::municipality, ${swapped('to_jsonb(m)')})).*
      from municipality m where id = $1`,
    [municipalityId],
  )
  for (const { table, columns } of await tablesOf(admin))
    await admin.query(
      `insert into public.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::public.${table},
        (select coalesce(jsonb_agg(${swapped('to_jsonb(t)')}), '[]') from public.${table} t where municipality_id = $1))`,
      [municipalityId],
    )
  await admin.query('set session_replication_role = origin')
  await admin.query('analyze')
  return { marked }
}

const lower = (text: string) => text.toLowerCase()
const identifier = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-)([0-9a-f]{6})([0-9a-f]{6})'

function swapped(row: string): string {
  const moved = String.raw`regexp_replace(${row}::text, '${identifier}', '\1\3\2', 'g')`
  return `replace(replace(${moved}, '${markers.one}', '${markers.other}'), '${lower(markers.one)}', '${lower(markers.other)}')::jsonb`
}

/** The same identifier in the twin. */
export function twinOf(id: string): string {
  return id.replace(new RegExp(identifier), '$1$3$2')
}

type Table = { table: string; columns: string }

async function tablesOf(admin: pg.Client): Promise<Table[]> {
  const { rows } = await admin.query<Table>(
    `select c.relname as table, string_agg(quote_ident(a.attname), ', ') as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not attisdropped and attgenerated = ''
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all($1) group by 1
      having bool_or(attname = 'municipality_id') order by 1`,
    [notCopied],
  )
  return rows
}

/** A column holds words if one of its values has a space in it; keys and states have none. */
async function mark(admin: pg.Client, municipalityId: string): Promise<string[]> {
  await admin.query('update municipality set name = name || $2 where id = $1', [
    municipalityId,
    ` ${markers.one}`,
  ])
  const { rows } = await admin.query<{ table: string; column: string; type: keyof typeof written }>(
    `select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not attisdropped and attgenerated = ''
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all($1) and attname <> all($2)
        and format_type(a.atttypid, null) = any($3) order by 1, 2`,
    [notCopied, read, Object.keys(written)],
  )
  const marked: string[] = []
  for (const { table, column, type } of rows)
    if (await isMarked(admin, municipalityId, { table, column: `"${column}"`, type }))
      marked.push(`${table}.${column}`)
  return marked
}

const word = ` ${markers.one}`
const written = {
  text: (column: string) =>
    column === '"email"' ? `'${lower(markers.one)}.' || ${column}` : `${column} || '${word}'`,
  jsonb: (column: string) =>
    String.raw`regexp_replace(${column}::text, '": "((?:[^"\\]|\\.)*[^"\\ ] (?:[^"\\]|\\.)*)"', '": "\1${word}"', 'g')::jsonb`,
  'text[]': (column: string) =>
    `array(select case when one like '% %' then one || '${word}' else one end from unnest(${column}) one)`,
}

type Column = { table: string; column: string; type: keyof typeof written }

async function isMarked(
  admin: pg.Client,
  municipalityId: string,
  { table, column, type }: Column,
): Promise<boolean> {
  const isText = type === 'text'
  const words = column === '"email"' ? 'true' : `${column}::text like '% %'`
  const found = await admin.query(`select from ${table} where municipality_id = $1 and ${words} limit 1`, [
    municipalityId,
  ])
  if (found.rowCount === 0) return false
  await admin.query('begin')
  try {
    await admin.query(
      `update ${table} set ${column} = ${written[type](column)} where municipality_id = $1 and ${column} is not null
        ${isText ? `and ${column} <> ''` : ''}`,
      [municipalityId],
    )
    await admin.query('commit')
    return true
  } catch {
    await admin.query('rollback')
    return false
  }
}

/** The people and the places of the twin. */
export function twinPeople(people: readonly Person[]): Person[] {
  return people
    .filter(({ way }) => way === 'signedIn')
    .map((one) => ({
      ...one,
      municipalityId: twinOf(one.municipalityId),
      accountId: twinOf(one.accountId),
      boardId: one.boardId && twinOf(one.boardId),
      providerId: one.providerId && twinOf(one.providerId),
      unitIds: one.unitIds.map(twinOf),
    }))
}

export function withTwin(places: Omit<Places, 'otherMunicipality'>): Places {
  const { municipalityId, boardId, providerId, unitId } = places.own
  const twin: Place = {
    municipalityId: twinOf(municipalityId),
    boardId: twinOf(boardId),
    providerId: twinOf(providerId),
    unitId: twinOf(unitId),
  }
  return { ...places, otherMunicipality: twin }
}
