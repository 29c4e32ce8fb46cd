import { oneOf, rowsOf, statusesOf, type Case, type Got } from './cases.ts'
import { toldOperations, type Told } from './description.ts'
import { personAs, the, type Answer } from './ground.ts'
import { encoded, rightRequest } from './operations.ts'
import type { Stage } from './stage.ts'
import { hostileTexts } from './values.ts'

/** What reaches the database: cases 21 and 22. */
export const insideCases: readonly Case[] = [
  {
    number: 21,
    attempt: 'SQL, JSON paths and patterns as sort order, page and filter of every list of the API',
    expected: '4xx, or read as words',
    run: listsOfTheApi,
  },
  {
    number: 21,
    attempt: 'The same in the address of every list page',
    expected: 'the list as if it were not asked',
    run: listPages,
  },
  {
    number: 22,
    attempt: 'The application’s role changes, removes and empties the log, and turns its trigger off',
    expected: 'refused by the database',
    run: logByTheApplication,
  },
  {
    number: 22,
    attempt: 'Who owns the database turns the trigger off and changes a row of the log',
    expected: 'the first wrong number is named',
    run: logByTheOwner,
  },
]

const attacks = hostileTexts
  .filter((text) => /sleep|drop|union|case when|select|\$\.|\?|jsonb|a\+|'1'/.test(text))
  .map((text) => text.slice(0, 300))
const sql = [
  ...attacks,
  '-1',
  '1;select 1',
  'name,(select 1)',
  '-name--',
  'name asc',
  'id',
  'municipality_id',
  'password_hash',
]

async function listsOfTheApi(stage: Stage): Promise<Got> {
  const told = (await toldOperations(stage)).filter(
    ({ method, query }) => method === 'GET' && query.some(({ name }) => name === 'sort' || name === 'page'),
  )
  const tried: Tried[] = []
  for (const one of told) tried.push(...(await triesOf(stage, one)))
  const refused = tried.filter(({ isText }) => !isText)
  const words = tried.filter(({ isText }) => isText)
  const slowest = Math.round(Math.max(...tried.map(({ ms }) => ms)))
  const isRefused = refused.every(({ status }) => status >= 400 && status < 500)
  return {
    got: `${told.length} lists: ${statusesOf(refused)}; as words ${statusesOf(words)}; slowest ${slowest} ms`,
    kept: isRefused && words.every(({ status }) => status < 500) && slowest < 2000,
  }
}

type Tried = Answer & { readonly isText: boolean }

/** Order and page, and each of its other parameters in turn. What is searched for is read as words. */
async function triesOf(stage: Stage, one: Told): Promise<Tried[]> {
  const person = personAs(stage, one.roles) ?? the(stage, 'strategist')
  const { sent } = await rightRequest(stage, one, person)
  const [path] = sent.path.split('?')
  const known = one.query.map(({ name }) => name)
  const tries = sql.flatMap((text, at) =>
    ['sort', 'page', known[at % known.length] ?? '']
      .filter((name) => known.includes(name))
      .map((name) => ({ name, text })),
  )
  const tried: Tried[] = []
  for (const { name, text } of tries) {
    const answer = await stage.send(person, { method: 'GET', path: `${path}?${name}=${encoded(text)}` })
    tried.push({ ...answer, isText: isWord.test(name) || (answer.status === 200 && mayBeKey(name, text)) })
  }
  return tried
}

const lists: readonly (readonly [string, string])[] = [
  ['/enheter', 'strategist'],
  ['/avtal', 'strategist'],
  ['/brister', 'strategist'],
  ['/atgarder', 'strategist'],
  ['/uppfoljningar', 'strategist'],
  ['/kravkatalog', 'strategist'],
  ['/arenden', 'strategist'],
  ['/utforare', 'strategist'],
  ['/skyldigheter', 'strategist'],
  ['/delegationsbeslut', 'strategist'],
  ['/rapporter', 'strategist'],
  ['/sammantraden/beslut', 'boardSecretary'],
  ['/utlamnanden', 'registrar'],
  ['/konton', 'admin'],
  ['/logg', 'auditor'],
]

async function listPages(stage: Stage): Promise<Got> {
  const different: string[] = []
  let slowest = 0
  let tries = 0
  for (const [path, role] of lists) {
    const person = stage.people.find((one) => one.role === role)
    const ask = (query: string) =>
      stage.send(person, { method: 'GET', path: path + query, headers: { accept: 'text/html' } })
    const asked = rowsIn(await ask(''))
    for (const text of sql.filter((one) => one !== '-1')) {
      const answer = await ask(`?sortera=${encoded(text)}`)
      slowest = Math.max(slowest, answer.ms)
      tries += 1
      if (answer.status !== 200 || rowsIn(answer) !== asked) different.push(`${path}?sortera=${text}`)
    }
  }
  return {
    got:
      different.length === 0
        ? `${lists.length} pages, ${tries} tries: the same rows; slowest ${Math.round(slowest)} ms`
        : different.slice(0, 3).join(' '),
    kept: different.length === 0,
  }
}

const isWord = /^(q|who|verb|period|record)$/
/** A register is sorted by the fields of its own kind: a word that names none of them is no order. */
const mayBeKey = (name: string, text: string) => !/^(sort|page)$/.test(name) || /^-?[A-Za-z0-9]+$/.test(text)

/** The links in the table's rows, in their order. */
function rowsIn({ text }: Answer): string {
  const body = /<tbody[^]*<\/tbody>/.exec(text)?.[0] ?? ''
  return [...body.matchAll(/href="([^"?]*)/g)].map(([, href]) => href).join(' ')
}

async function logByTheApplication(stage: Stage): Promise<Got> {
  const statements = [
    `update audit set outcome = 'done'`,
    'delete from audit',
    'truncate audit',
    'alter table audit disable trigger all',
    `set session_replication_role = replica`,
    'drop trigger chain on audit',
  ]
  const taken: string[] = []
  for (const statement of statements) {
    await stage.admin.query('begin')
    await stage.admin.query('set local role uppsikt_app')
    await stage.admin.query(statement).then(
      () => taken.push(statement),
      () => undefined,
    )
    await stage.admin.query('rollback')
  }
  return {
    got: `${statements.length - taken.length} of ${statements.length} refused ${taken.join('; ')}`.trim(),
    kept: taken.length === 0,
  }
}

/** Undone afterwards: everything happens in a transaction that is rolled back. */
async function logByTheOwner(stage: Stage): Promise<Got> {
  const { admin } = stage
  await admin.query('begin')
  try {
    const row = await oneOf<{ seq: string; municipality: string }>(
      stage,
      `select seq, municipality_id as municipality from audit order by seq offset 20 limit 1`,
    )
    await admin.query(
      `select set_config('app.municipality', $1, true), set_config('app.powers', 'auditor', true)`,
      [row.municipality],
    )
    const [before] = await rowsOf<{ broken: string | null }>(
      stage,
      'select first_broken_audit($1) as broken',
      [row.municipality],
    )
    await admin.query('alter table audit disable trigger all')
    await admin.query(`update audit set verb = 'unit.read' where seq = $1 and municipality_id = $2`, [
      row.seq,
      row.municipality,
    ])
    const [after] = await rowsOf<{ broken: string | null }>(
      stage,
      'select first_broken_audit($1) as broken',
      [row.municipality],
    )
    const kept = before?.broken === null && String(after?.broken) === String(row.seq)
    return { got: `changed ${row.seq}; named ${after?.broken ?? 'nothing'}`, kept }
  } finally {
    await admin.query('rollback')
  }
}
