import { addDays, todayIn } from '#kernel/dates.ts'
import { crawl } from './crawl.ts'
import type { Got } from './http.ts'
import type { Stage } from './stage.ts'
import { identifiersOf, textOf } from './twins.ts'
import { isOperator, type Person } from './world.ts'

/** What one operator could get before and after, and which answers are not the same to the byte. */
export type Compared = {
  readonly who: string
  readonly answers: number
  readonly differences: readonly string[]
}

/**
 * Everything the operators of the unit can get is kept; then the office plans an unannounced visit there, forms the team,
 * prepares the protocol and books the night, as it is done; and everything is got again.
 */
export async function compareUnannounced(stage: Stage, most: number): Promise<Compared[]> {
  const operators = stage.people.filter(
    (one) => isOperator(one.role) && one.at === 'own' && one.way === 'signedIn',
  )
  const feeds = new Map<Person, string>()
  for (const person of operators) feeds.set(person, await makeFeed(stage, person))
  const before = new Map<Person, Map<string, Got>>()
  for (const person of operators)
    before.set(person, await readAll(stage, person, { most, feed: feeds.get(person) ?? '' }))
  await planInSecret(stage)
  const known = await identifiersOf(stage, stage.places.own.municipalityId)
  const compared: Compared[] = []
  for (const person of operators) {
    const was = before.get(person) ?? new Map<string, Got>()
    const differences: string[] = []
    for (const [path, old] of was) {
      const now = await stage.send({ path, cookie: person.cookie })
      if (wordsOf(now, known) !== wordsOf(old, known))
        differences.push(`${path}: ${firstDifference(wordsOf(old, known), wordsOf(now, known))}`)
    }
    const after = await readAll(stage, person, { most, feed: feeds.get(person) ?? '' })
    for (const path of [...after.keys()].filter((one) => !was.has(one)))
      differences.push(`${path}: was not there before`)
    compared.push({ who: person.role, answers: was.size, differences })
  }
  return compared
}

type Reading = { most: number; feed: string }

/** What can be found from the start page, the search for what is to be hidden, the feed, and the lists of the API. */
async function readAll(stage: Stage, person: Person, { most, feed }: Reading): Promise<Map<string, Got>> {
  const found = await crawl(stage, person, most)
  const lists = [
    'units',
    'follow-ups',
    'actions',
    'findings',
    'assessments',
    'agreements',
    'papers',
    'notices',
    'calendar',
    'work',
  ]
  const more = [
    ...lists.map((name) => `/api/v1/${name}`),
    '/api/v1/search?q=nattbes%C3%B6k',
    '/sok?q=nattbes%C3%B6k',
    feed,
  ]
  for (const path of more.filter((one) => one !== ''))
    found.set(path, await stage.send({ path, cookie: person.cookie }))
  // The person's own page tells when the feed was read, which is now.
  await stage.admin.query('update calendar_feed set read_at = null')
  return found
}

async function makeFeed(stage: Stage, { cookie }: Person): Promise<string> {
  const made = await stage.send({ method: 'POST', path: '/konto?/kalender', cookie, body: '' })
  return /\/kalender\/[\w.-]+/.exec(made.body.toString())?.[0] ?? ''
}

/** As the office does it, through the API. */
async function planInSecret(stage: Stage): Promise<void> {
  const { unitId } = stage.places.own
  const dueOn = addDays(todayIn(new Date()), 9)
  const lead = officer(stage, 'reviewer')
  const made = await call(stage, lead, '/follow-ups', {
    ...{
      unitId,
      leadId: lead.accountId,
      title: 'Oanmält nattbesök',
      kind: 'planned',
      depth: 'basic',
      purposes: ['agreement'],
    },
    ...{ focusAreas: [], announced: false, dueOn },
  })
  const path = `/follow-ups/${made.id}`
  await call(stage, lead, `${path}/members`, { accountId: officer(stage, 'mas').accountId, isLead: false })
  await call(stage, lead, `${path}/prepare`, {})
  for (const person of [lead, officer(stage, 'mas')])
    await call(stage, person, `${path}/bias-declaration`, { bias: 'none', note: '' })
  await call(stage, lead, `${path}/visits`, {
    date: dueOn,
    time: '22:30',
    announced: false,
    metRoles: [],
    notes: 'Nattbesök',
  })
}

function officer({ people }: Stage, role: Person['role']): Person {
  const found = people.find((one) => one.role === role && one.at === 'own' && one.way === 'signedIn')
  if (!found) throw new Error(`There is no ${role}.`)
  return found
}

async function call(stage: Stage, person: Person, path: string, body: object): Promise<{ id: string }> {
  const sent = {
    method: 'POST',
    path: `/api/v1${path}`,
    type: 'application/json',
    accept: 'application/json',
  }
  const got = await stage.send({ ...sent, cookie: person.cookie, body: JSON.stringify(body) })
  if (got.status >= 300)
    throw new Error(`${path} answers ${got.status}: ${got.body.toString().slice(0, 300)}`)
  return Object(JSON.parse(got.body.toString())) // every command of these answers with an id
}

const identifier = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
/** The id of the answer itself, the clock, and how the connection is kept. */
const ofTheMoment = new Set([
  'x-request-id',
  'date',
  'connection',
  'keep-alive',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
])

/** When this very session was used, on the person's own page and in its data. */
const lastUse = /(?<=Senast använd">)[^<]+|(?<=seenAt:new Date\()\d+/g

/**
 * Headers and words. An identifier that no row has is drawn anew for each form, and is no word; what is counted over a
 * page that has one (its ETag, the hash of its script in the content policy) is drawn with it.
 */
function wordsOf(got: Got, known: ReadonlySet<string>): string {
  const text = textOf(got)
  const words = text.replaceAll(identifier, (id) => (known.has(id) ? id : 'ID')).replaceAll(lastUse, 'NOW')
  const headers = Object.entries(got.headers).filter(([name]) => !ofTheMoment.has(name))
  const told = words === text ? headers : headers.filter(([name]) => name !== 'etag').map(withoutHash)
  return `${got.status} ${JSON.stringify(told)}\n${words}`
}

function withoutHash([name, value]: [string, string]): [string, string] {
  return [name, value.replaceAll(/'sha256-[^']+'/g, 'HASH')]
}

function firstDifference(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return JSON.stringify([
    one.slice(Math.max(0, at - 40), at + 60),
    other.slice(Math.max(0, at - 40), at + 60),
  ])
}
