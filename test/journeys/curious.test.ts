import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type Site } from './site.ts'
import { callApi, rowsOf, windowOf, words } from './steps.ts'

/** The manager of one provider is curious about the others, and about what the municipality has not told yet. */
let site: Site
let manager: Page
let foreign: Row[]
let secret: Row[]
let names: string[]

type Row = { noun: string; id: string; parent: string }
type Place = { fixed: string | null; row: string | null }

beforeAll(async () => {
  site = await startSite()
  await writeSecrets(await rowsOf<Place>(site, whereToWrite))
  foreign = await rowsOf<Row>(site, foreignRows)
  secret = await rowsOf<Row>(site, secretRows)
  names = (await rowsOf<{ name: string }>(site, foreignNames)).map(({ name }) => name)
  manager = await windowOf(site, 'verksamhetschef1')
})
afterAll(() => site?.close())

const own = `(select id from provider where name = 'Åkerbo Omsorg AB')`
const nouns = ['document_request', 'hearing', 'assessment', 'finding', 'action', 'action_plan', 'follow_up']

/** A fixed follow-up to report on and an open row to add a file to: a stranger's, and one's own. */
const whereToWrite = `
  select (array_agg(f.id) filter (where f.state = 'fixed'))[1] as fixed, (array_agg(r.id) filter
    (where f.state = 'underway'))[1] as row
  from follow_up f left join protocol_row r on r.follow_up_id = f.id and f.state = 'underway'
  group by f.provider_id = ${own}`

/** Reports that nobody has sent yet, and files among the evidence of the office. */
async function writeSecrets(places: readonly Place[]): Promise<void> {
  const strategist = await windowOf(site, 'strateg')
  const file = { name: 'hemligt.txt', contentBase64: Buffer.from('Hemligt.').toString('base64') }
  for (const { fixed, row } of places) {
    const body = { kind: 'followUpReport', followUpId: fixed }
    if (fixed) await callApi(strategist, { method: 'POST', path: '/papers', body })
    const evidence = { kind: 'document', file }
    if (row)
      await callApi(strategist, { method: 'POST', path: `/protocol-rows/${row}/evidence`, body: evidence })
  }
  await strategist.context().close()
}

/** Two rows of every noun that belong to somebody else. */
const foreignRows = [
  ...nouns.map(
    (noun) =>
      `(select '${noun}' as noun, id, ${noun === 'follow_up' ? 'id' : noun === 'action' ? 'action_plan_id' : 'follow_up_id'} as parent
        from ${noun} where provider_id <> ${own} order by id limit 2)`,
  ),
  `(select 'unit', unit_id, unit_id from unit_state where provider_id <> ${own} order by unit_id limit 2)`,
  `(select 'paper', id, coalesce(follow_up_id, id) from paper where provider_id <> ${own} order by id limit 2)`,
  `(select 'agreement', id, id from agreement where provider_id <> ${own} order by id limit 2)`,
  `(select 'file', e.file_id, e.follow_up_id from evidence e join follow_up f on f.id = e.follow_up_id
    where e.file_id is not null and f.provider_id <> ${own} limit 2)`,
].join(' union all ')

/** What is planned at the own units and not told: the unannounced visit, and findings of drafts not yet sent. */
const secretRows = `
  select 'follow_up' as noun, id, id as parent from follow_up
    where provider_id = ${own} and not announced and begun_at is null
  union all select 'visit', v.id, v.follow_up_id from visit v join follow_up f using (municipality_id)
    where f.id = v.follow_up_id and f.provider_id = ${own} and v.begun_at is null
  union all select 'protocol_row', r.id, r.follow_up_id from protocol_row r join follow_up f using (municipality_id)
    where f.id = r.follow_up_id and f.provider_id = ${own} and f.state in ('prepared', 'underway')
  union all select 'paper', id, id from paper where provider_id = ${own} and shared_at is null`

/** Words that would give somebody away: other providers, their units, and the visit nobody is to know of. */
const foreignNames = `
  select name from provider where id <> ${own} and kind <> 'municipal'
  union select name from unit_state where provider_id <> ${own} and superseded_at is null
  union select title from follow_up where provider_id = ${own} and not announced and begun_at is null`

const pages: Record<string, readonly string[]> = {
  unit: ['/enheter/ID', '/enheter/ID/krav', '/enheter/ID/historik', '/enheter/ID/andra'],
  follow_up: ['', '/team', '/underlag', '/besok', '/protokoll', '/kontroll', '/faktagranskning', '/bedomning']
    .concat('/brister', '/rapport', '/historik', '/protokoll/export', '/protokoll/lage')
    .map((part) => `/uppfoljningar/ID${part}`),
  document_request: ['/lamna-in/ID', '/lamna-in/ID?kvitto=ID'],
  hearing: ['/utkast/ID'],
  assessment: ['/resultat/ID'],
  finding: ['/brister/ID'],
  action: ['/atgarder/ID'],
  action_plan: ['/handlingsplaner/ID'],
  paper: ['/rapporter/ID', '/rapporter/ID/fil/pdf', '/rapporter/ID/fil/docx', '/rapporter/ID/fil/html'],
  agreement: ['/avtal/ID'],
  file: ['/filer/ID'],
  visit: ['/uppfoljningar/PARENT/besok?besok=ID'],
  protocol_row: ['/uppfoljningar/PARENT/protokoll/ID'],
}

const operations: Record<string, readonly string[]> = {
  unit: ['/units/ID', '/units/ID/requirements', '/units/ID/history'],
  follow_up: ['/follow-ups/ID', '/follow-ups/ID/protocol', '/follow-ups/ID/visits', '/follow-ups/ID/draft'],
  document_request: ['/hand-ins/ID'],
  hearing: ['/hearings/ID'],
  assessment: ['/assessments/ID'],
  finding: ['/findings/ID'],
  action: ['/actions/ID'],
  action_plan: ['/action-plans/ID'],
  paper: ['/papers/ID', '/papers/ID/summary'],
  agreement: ['/agreements/ID'],
}

const ids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Status and words of an address; identifiers and the time of the answer are not words. */
async function look(address: string) {
  const answer = await manager.request.get(address)
  return { status: answer.status(), body: (await answer.text()).replace(ids, 'ID') }
}

function addresses(rows: readonly Row[]): { tried: string; random: string }[] {
  return rows.flatMap(({ noun, id, parent }) => {
    const api = (operations[noun] ?? []).map((path) => `/api/v1${path}`)
    return [...(pages[noun] ?? []), ...api].map((path) => ({
      tried: path.replaceAll('PARENT', parent).replaceAll('ID', id),
      random: path.replaceAll('PARENT', randomUUID()).replaceAll('ID', randomUUID()),
    }))
  })
}

function fewOfEach(rows: readonly Row[]): Row[] {
  return Object.values(Object.groupBy(rows, ({ noun }) => noun)).flatMap((some) => (some ?? []).slice(0, 4))
}

test('every address of another provider answers as if it did not exist', async () => {
  const tried = addresses(foreign)
  expect(new Set(foreign.map(({ noun }) => noun)).size).toBe(nouns.length + 4)
  expect(tried.length).toBeGreaterThan(60)
  for (const { tried: address, random } of tried) {
    const answer = await look(address)
    expect(answer.status, address).toBe(404)
    expect(answer, address).toEqual(await look(random))
  }
})

test('what is planned without notice at an own unit, and what is not sent yet, does not exist either', async () => {
  expect(secret.map(({ noun }) => noun)).toEqual(
    expect.arrayContaining(['follow_up', 'visit', 'protocol_row', 'paper']),
  )
  for (const { tried: address, random } of addresses(fewOfEach(secret))) {
    const answer = await look(address)
    expect(answer.status, address).toBe(404)
    expect(answer, address).toEqual(await look(random))
  }
})

test('no page, list, export or search of one’s own carries a word of somebody else', async () => {
  expect(names.length).toBeGreaterThan(50)
  const exports = ['csv', 'json'].flatMap((format) =>
    ['/enheter', '/atgarder', '/kravkatalog'].map((list) => `${list}/export?format=${format}`),
  )
  const lists = ['/lamna-in', '/enheter', '/atgarder', '/resultat', '/avtal', '/kravkatalog', '/besked']
  const api = [
    '/units',
    '/actions',
    '/findings',
    '/agreements',
    '/assessments',
    '/follow-ups',
    '/hand-ins/waiting',
  ]
  for (const address of [...lists, ...exports, ...api.map((path) => `/api/v1${path}`)]) {
    const { body } = await look(address)
    expect(
      names.filter((name) => body.includes(name)),
      address,
    ).toEqual([])
  }
  expect((await look('/enheter/export?format=csv')).body).toContain('Björkgården')
})

test('a search for what others have finds as little as a search for nonsense', async () => {
  for (const word of names.slice(0, 25)) {
    await manager.goto(`/sok?q=${encodeURIComponent(word)}`)
    const links = await manager.getByRole('main').getByRole('link').allTextContents()
    expect(
      links.filter((link) => names.includes(link)),
      word,
    ).toEqual([])
  }
  await manager.goto('/sok?q=Ekbacken')
  expect(await words(manager)).toContain('Ekbackens servicebostad')
  expect(await words(manager)).not.toContain('Återbesök')
})

test('filters by a stranger’s identifier give an empty list, and asking for other lists is refused as unknown', async () => {
  const unit = foreign.find(({ noun }) => noun === 'unit')?.id ?? ''
  for (const list of ['/lamna-in?enhet=', '/atgarder?enhet=', '/enheter?utforare=', '/kravkatalog?enhet=']) {
    const { body } = await look(`${list}${unit}`)
    expect(
      names.filter((name) => body.includes(name)),
      list,
    ).toEqual([])
  }
  const random = await look(`/${randomUUID()}`)
  for (const list of [
    '/uppfoljningar',
    '/utforare',
    '/brister',
    '/arenden',
    '/sammantraden',
    '/planer',
    '/konton',
    '/logg',
  ])
    expect((await look(list)).status, list).toBe(random.status)
})
