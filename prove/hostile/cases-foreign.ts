import { leaderOf, oneOf, rowsOf, statusesOf, type Case, type Got } from './cases.ts'
import type { Stage } from './stage.ts'

/** What is another provider’s: case 1. */
export const foreignCases: readonly Case[] = [
  {
    number: 1,
    attempt: 'Provider B opens every kind of row of provider A, as a page and in the API',
    expected: '404, each written down as denied',
    run: foreignIds,
  },
  {
    number: 1,
    attempt: 'Provider B filters its lists by A’s ids, in the API and on pages',
    expected: 'nothing of A',
    run: foreignFilters,
  },
]

/** Table → where a row of it is read. */
const readAt: Readonly<Record<string, readonly string[]>> = {
  document_request: ['/lamna-in/', '/api/v1/hand-ins/'],
  hearing: ['/utkast/', '/api/v1/hearings/'],
  assessment: ['/resultat/', '/api/v1/assessments/'],
  finding: ['/brister/', '/api/v1/findings/'],
  action: ['/atgarder/', '/api/v1/actions/'],
  action_plan: ['/handlingsplaner/', '/api/v1/action-plans/'],
  agreement: ['/avtal/', '/api/v1/agreements/'],
  paper: ['/rapporter/', '/api/v1/papers/'],
  file: ['/filer/'],
}

const provider = `select provider_id as id from finding where provider_id in
  (select provider_id from role_assignment where role = 'providerManager' and valid_to is null) group by 1 order by count(*) desc, 1 limit 1`

async function foreignIds(stage: Stage): Promise<Got> {
  const { id } = await oneOf<{ id: string }>(stage, provider)
  const rival = await leaderOf(stage, id, true)
  const paths: string[] = []
  for (const [table, places] of Object.entries(readAt)) {
    const rows = await rowsOf<{ id: string }>(
      stage,
      `select id from ${table} where provider_id = $1 order by id limit 5`,
      [id],
    )
    paths.push(...rows.flatMap((row) => places.map((place) => place + row.id)))
  }
  const units = await rowsOf<{ id: string }>(
    stage,
    'select distinct unit_id as id from unit_state where provider_id = $1',
    [id],
  )
  paths.push(...units.flatMap((row) => [`/enheter/${row.id}`, `/api/v1/units/${row.id}`]))
  const before = await denials(stage)
  const answers = []
  for (const path of paths)
    answers.push(await stage.send(rival, { method: 'GET', path, headers: { accept: 'text/html' } }))
  const pages = paths.filter((path) => !path.startsWith('/api')).length
  const denied = (await denials(stage)) - before
  const kept = answers.every(({ status }) => status === 404) && answers.length > 20 && denied >= pages
  return { got: `${statusesOf(answers)}; ${denied} denials of ${pages} pages`, kept }
}

async function denials(stage: Stage): Promise<number> {
  const { n } = await oneOf<{ n: number }>(
    stage,
    `select count(*)::int as n from audit where outcome = 'denied'`,
  )
  return n
}

async function foreignFilters(stage: Stage): Promise<Got> {
  const { id } = await oneOf<{ id: string }>(stage, provider)
  const rival = await leaderOf(stage, id, true)
  const names = await rowsOf<{ name: string }>(
    stage,
    `select name from provider where id = $1 union select name from unit_state where provider_id = $1`,
    [id],
  )
  const unit = await oneOf<{ id: string }>(
    stage,
    'select unit_id as id from unit_state where provider_id = $1 limit 1',
    [id],
  )
  const paths = [
    '/api/v1/units?provider=',
    '/api/v1/actions?provider=',
    '/enheter?utforare=',
    '/atgarder?utforare=',
  ]
    .map((path) => path + id)
    .concat(
      ['/api/v1/hand-ins?unit=', '/api/v1/actions?unit=', '/lamna-in?enhet=', '/resultat?enhet='].map(
        (path) => path + unit.id,
      ),
    )
  const told: string[] = []
  for (const path of paths) {
    const { text } = await stage.send(rival, { method: 'GET', path, headers: { accept: 'text/html' } })
    if (names.some(({ name }) => text.includes(name))) told.push(path)
  }
  return {
    got: told.length === 0 ? `${paths.length} filters, no name of A` : told.join(' '),
    kept: told.length === 0,
  }
}
