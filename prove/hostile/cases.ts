import type { Role } from '#access/roles.ts'
import type { Answer, Person, Sent } from './ground.ts'
import type { Stage } from './stage.ts'
import { signedIn } from './stage.ts'
import { accessCases } from './cases-access.ts'
import { foreignCases } from './cases-foreign.ts'
import { contentCases } from './cases-content.ts'
import { insideCases } from './cases-inside.ts'
import { wayInCases } from './cases-way-in.ts'

/** What came of an attempt. `kept`: as it should be. */
export type Got = { readonly got: string; readonly kept: boolean }

/** One attempt of an abuse case, made against the built server; or where else it is made. */
export type Case = { readonly number: number; readonly attempt: string; readonly expected: string } & (
  { readonly run: (stage: Stage) => Promise<Got> } | { readonly by: string }
)

/** Made elsewhere, each named with the command or the test that makes it; and what is not built has nothing to attack. */
const elsewhere: readonly Case[] = [
  {
    number: 2,
    attempt: 'An unannounced visit is looked for in lists, counts, search, calendar, mail, tags',
    expected: 'the same bytes as without it',
    by: 'npm run prove:access; test/proofs/adversary.test.ts',
  },
  {
    number: 8,
    attempt: 'Another identity provider with an administrator’s e-mail or subject',
    expected: 'somebody else, without rights',
    by: 'src/modules/identity/identity.test.ts',
  },
  {
    number: 9,
    attempt: 'OpenID Connect: code again, wrong nonce, aud, iss, alg none, expired, unasked',
    expected: 'refused, logged',
    by: 'src/modules/identity/identity-hostile.test.ts, back-channel.test.ts',
  },
  {
    number: 10,
    attempt: 'A role is taken away at the identity provider during a session',
    expected: 'gone within 15 minutes',
    by: 'src/modules/identity/identity.test.ts',
  },
  {
    number: 12,
    attempt: 'An invitation passed on, used twice, or late',
    expected: 'once, a week, its own address',
    by: 'src/modules/accounts/accounts.test.ts',
  },
  { number: 18, attempt: 'Small numbers on a public site', expected: '–', by: 'no public site is built' },
  {
    number: 23,
    attempt: 'An administrator reads cases without need',
    expected: 'somebody else is shown it',
    by: 'src/modules/logreviews/logreviews.test.ts',
  },
  {
    number: 24,
    attempt: 'A stolen tablet, a replayed transfer',
    expected: '–',
    by: 'no offline visits are built',
  },
  {
    number: 25,
    attempt: 'kill -9, full disk, load, package with a script',
    expected: 'nothing acknowledged lost',
    by: 'npm run prove:durability, prove:restore; test/supply.test.ts',
  },
]

export const cases: readonly Case[] = [
  ...foreignCases,
  ...accessCases,
  ...wayInCases,
  ...contentCases,
  ...insideCases,
  ...elsewhere,
].toSorted((a, b) => a.number - b.number)

/** Number, attempt, expected, got, kept: one line for each attempt. A case that cannot be made at all is not kept. */
export async function runCases(stage: Stage): Promise<string[][]> {
  const rows: string[][] = []
  for (const one of cases) {
    const { got, kept } = 'by' in one ? { got: `elsewhere: ${one.by}`, kept: '' } : await made(stage, one)
    rows.push([String(one.number), one.attempt, one.expected, got, kept])
  }
  return rows
}

async function made(stage: Stage, one: Case & { run: (stage: Stage) => Promise<Got> }) {
  const { got, kept } = await one.run(stage).catch((cause: unknown) => ({ got: String(cause), kept: false }))
  await stage.changes.since()
  return { got, kept: kept ? 'yes' : 'NO' }
}

/** Over the API, as this person. */
export function api(
  stage: Stage,
  person: Person | undefined,
  sent: { method?: string; path: string; body?: unknown; headers?: Readonly<Record<string, string>> },
): Promise<Answer> {
  const { method = sent.body === undefined ? 'GET' : 'POST', path, body, headers } = sent
  const request: Sent = {
    method,
    path: `/api/v1${path}`,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  return stage.send(person, request)
}

/** Rows of a question to the database itself, past every wall: for arranging and for looking afterwards. */
export async function rowsOf<Row extends object>(
  stage: Stage,
  text: string,
  values: readonly unknown[] = [],
) {
  const { rows } = await stage.admin.query<Row>(text, [...values])
  return rows
}

export async function oneOf<Row extends object>(stage: Stage, text: string, values: readonly unknown[] = []) {
  const [row] = await rowsOf<Row>(stage, text, values)
  if (!row) throw new Error(`The demo has no row for: ${text.slice(0, 80)}`)
  return row
}

/** How often each status came: "404 × 17". */
export function statusesOf(answers: readonly { readonly status: number }[]): string {
  const counted = Map.groupBy(answers, ({ status }) => status)
  return [...counted].map(([status, same]) => `${status} × ${same.length}`).join(', ')
}

/** Somebody who leads a provider, or only one of others. */
export function leaderOf(stage: Stage, providerId: string, isOther = false): Promise<Person> {
  const role: Role = 'providerManager'
  const compare = isOther ? '<>' : '='
  return signedIn(stage, { role, where: `r.provider_id ${compare} $2`, values: [providerId] })
}
