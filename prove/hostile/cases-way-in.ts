import { uuidv7 } from '#kernel/ids.ts'
import { isExcused } from '../support/watch.ts'
import { api, oneOf, statusesOf, type Case, type Got } from './cases.ts'
import { the, type Answer } from './ground.ts'
import type { Stage } from './stage.ts'

/** How one comes in, and from where: cases 11, 13, 19 and 20. */
export const wayInCases: readonly Case[] = [
  {
    number: 11,
    attempt: 'Twelve wrong passwords for a known address, twelve for an unknown one',
    expected: '422 eight times, then 429; known and unknown alike',
    run: wrongPasswords,
  },
  {
    number: 13,
    attempt: 'Every method and type from another site, with the session’s cookie',
    expected: '403 or 415, nothing changed',
    run: otherSites,
  },
  {
    number: 19,
    attempt: 'Another host in Host, X-Forwarded-Host and Forwarded, on pages, mail links and redirects',
    expected: 'in no link, header or redirect',
    run: otherHosts,
  },
  {
    number: 20,
    attempt: 'An administrator names inner addresses as identity provider and tests them',
    expected: 'never asked',
    run: innerAddresses,
  },
]

async function wrongPasswords(stage: Stage): Promise<Got> {
  const { email } = await oneOf<{ email: string }>(
    stage,
    `select a.email from account a join role_assignment r on r.account_id = a.id where r.role = 'controller' limit 1`,
  )
  const known = await attempts(stage, email)
  const unknown = await attempts(stage, 'ingen.alls@exempelkommun.example')
  const alike = known.map(told).join() === unknown.map(told).join()
  const quickest = Math.min(
    ...[...known, ...unknown].filter(({ status }) => status === 422).map(({ ms }) => ms),
  )
  const kept =
    alike && known.map(({ status }) => status).join() === [...times(8, 422), ...times(4, 429)].join()
  return {
    got: `${statusesOf(known)}; unknown ${statusesOf(unknown)}; ${alike ? 'alike' : 'NOT alike'}, at least ${Math.round(quickest)} ms`,
    kept: kept && quickest > 200,
  }
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status)
/** The sentence, without the address that was typed. */
const told = ({ status, text }: Answer) =>
  `${status} ${/role="alert"[^]*?<\/div>/.exec(text)?.[0] ?? ''}`.replace(/[\w.]+@[\w.]+/g, '')

async function attempts(stage: Stage, email: string): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let turn = 0; turn < 12; turn += 1)
    answers.push(
      await stage.send(undefined, {
        method: 'POST',
        path: '/logga-in?/in',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        body: `epost=${encodeURIComponent(email)}&losenord=fel-losenord-${turn}-alldeles`,
      }),
    )
  return answers
}

const types = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
]
const from: readonly Readonly<Record<string, string>>[] = [
  { origin: 'http://annans.example' },
  { origin: 'null' },
  { origin: 'http://annans.example', 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
]

async function otherSites(stage: Stage): Promise<Got> {
  const paths = [
    '/api/v1/units',
    '/api/v1/me/ended-sessions',
    '/konto?/byt',
    '/enheter?/ny',
    '/logga-ut',
    '/tema',
  ]
  const answers: Answer[] = []
  await stage.changes.since()
  for (const path of paths)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      for (const type of types)
        for (const headers of from)
          answers.push(
            await stage.send(the(stage, 'strategist'), {
              method,
              path,
              headers: { 'content-type': type, ...headers },
              body: JSON.stringify({ name: 'Smygvägen', id: uuidv7() }),
            }),
          )
  const changed = (await stage.changes.since()).filter((change) => !isExcused(change))
  const typed = await api(stage, the(stage, 'strategist'), {
    path: '/units',
    body: { name: 'Smygvägen' },
    headers: { 'content-type': 'text/plain' },
  })
  const kept = answers.every(({ status }) => status === 403) && typed.status === 415 && changed.length === 0
  return {
    got: `${statusesOf(answers)}; JSON as text ${typed.status}; changed: ${changed.join(', ') || 'nothing'}`,
    kept,
  }
}

const evil = {
  'x-forwarded-host': 'annans.example',
  'x-forwarded-proto': 'https',
  forwarded: 'host=annans.example;proto=https',
  'x-original-url': '/konton',
  'x-rewrite-url': '/konton',
}
const asked = [
  '/',
  '/logga-in',
  '/enheter',
  '/konto',
  '/om',
  '/utvecklare',
  '/api/v1/openapi.json',
  '/api/v1/api-info',
]
const ways = ['//annans.example', 'https://annans.example', '/\\annans.example', '/.//annans.example']

async function otherHosts(stage: Stage): Promise<Got> {
  const told: string[] = []
  for (const path of asked)
    for (const person of [undefined, the(stage, 'strategist')]) {
      const { text, headers, status } = await stage.send(person, { method: 'GET', path, headers: evil })
      if (`${text} ${JSON.stringify(headers)}`.includes('annans.example') || status >= 500) told.push(path)
    }
  const host = { host: 'annans.example' }
  const moved = await stage.send(undefined, { method: 'GET', path: '/enheter', headers: host })
  if (!moved.headers['location']?.startsWith('/')) told.push('a redirect names a host')
  for (const till of ways) {
    const path = `/logga-in?till=${encodeURIComponent(till)}`
    const { text } = await stage.send(undefined, { method: 'GET', path })
    if (/value="(?:https?:)?[/\\.]*annans/.test(text)) told.push(`till=${till}`)
  }
  const tries = asked.length * 2 + 1 + ways.length
  return {
    got: `${tries} tries: ${told.join(' ') || 'nowhere'} (no public site is built)`,
    kept: told.length === 0,
  }
}

const inner = [
  'http://127.0.0.1:PORT',
  'https://127.0.0.1:PORT',
  'https://localhost:PORT',
  'https://[::1]:PORT',
  'https://[::ffff:127.0.0.1]:PORT',
  'https://169.254.169.254',
  'http://169.254.169.254/latest/meta-data',
  'https://10.0.0.1',
  'https://192.168.1.1',
  'https://2130706433:PORT',
  'https://0x7f.1:PORT',
  'https://0.0.0.0:PORT',
]

async function innerAddresses(stage: Stage): Promise<Got> {
  const { port } = new URL(stage.base)
  const admin = the(stage, 'admin')
  const outcomes: string[] = []
  for (const address of inner) {
    const id = uuidv7()
    const saved = await api(stage, admin, {
      method: 'PUT',
      path: `/identity-providers/${id}`,
      body: {
        ...{
          revision: 0,
          name: 'Prov',
          issuer: address.replace('PORT', port),
          clientId: 'x',
          scopes: 'openid',
        },
        ...{
          subjectClaims: ['sub'],
          requiredClaims: [],
          roleClaim: '',
          roleMapping: [],
          organisationClaim: '',
        },
        ...{ organisationMapping: [], isActive: false, clientSecret: 'hemlig' },
      },
    })
    const tested =
      saved.status < 300
        ? await api(stage, admin, { method: 'POST', path: `/identity-providers/${id}/tests` })
        : saved
    // The word of the outcome, as the operation describes it; a refusal has none.
    const { outcome = String(tested.status) } = JSON.parse(tested.text) as { outcome?: string }
    outcomes.push(outcome)
  }
  const counted = [...Map.groupBy(outcomes, (one) => one)].map(([one, same]) => `${one} × ${same.length}`)
  const kept = outcomes.every((one) => /^(internalAddress|notSecure|otherHost|4\d\d)$/.test(one))
  return { got: counted.join(', '), kept }
}
