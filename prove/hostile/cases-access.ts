import { createHash, randomBytes } from 'node:crypto'
import { uuidv7 } from '#kernel/ids.ts'
import { isExcused } from '../support/watch.ts'
import { api, leaderOf, oneOf, statusesOf, type Case, type Got } from './cases.ts'
import { toldOperations, type Told } from './description.ts'
import { personAs, the } from './ground.ts'
import { rightRequest } from './operations.ts'
import { signedIn, type Stage } from './stage.ts'

/** Who changes what, and for how long: cases 3 to 7. */
export const accessCases: readonly Case[] = [
  {
    number: 3,
    attempt: 'A provider hands in again what the office has accepted',
    expected: '409, nothing changed',
    run: changedAfterwards,
  },
  {
    number: 4,
    attempt: 'A verdict is changed when the assessment is fixed',
    expected: '409, nothing changed',
    run: changedWhenFixed,
  },
  {
    number: 5,
    attempt: 'Two people save the same verdict at once, ten times',
    expected: '200 and 412 each time',
    run: twoAtOnce,
  },
  {
    number: 6,
    attempt: 'Every operation with a field that is not the sender’s (municipalityId, role, state …)',
    expected: '400, nothing changed',
    run: fieldsOfOthers,
  },
  {
    number: 7,
    attempt: 'Session, token and calendar address of somebody whose account is closed',
    expected: '401, 401, 404 at the next request',
    run: leavers,
  },
]

async function changedAfterwards(stage: Stage): Promise<Got> {
  const row = await oneOf<{ id: string; provider: string; board: string }>(
    stage,
    `select id, provider_id as provider, board_id as board from document_request where state = 'requested'
      and provider_id in (select provider_id from role_assignment where role = 'providerManager' and valid_to is null)
      order by id desc limit 1`,
  )
  const manager = await leaderOf(stage, row.provider)
  const strategist = await signedIn(stage, {
    role: 'strategist',
    where: 'r.board_id = $2',
    values: [row.board],
  })
  const file = { name: 'ny.txt', contentBase64: Buffer.from('Ny text').toString('base64') }
  const path = `/hand-ins/${row.id}/submissions`
  const first = await api(stage, manager, { path, body: { files: [file] } })
  const seen = 'select revision from document_request where id = $1'
  const { revision } = await oneOf<{ revision: number }>(stage, seen, [row.id])
  const accepted = await api(stage, strategist, { path: `/requests/${row.id}/accept`, body: { revision } })
  await stage.changes.since()
  const { got, kept } = await refused(stage, [await api(stage, manager, { path, body: { files: [file] } })])
  return {
    got: `handed in ${first.status}, accepted ${accepted.status}, again ${got}`,
    kept: kept && accepted.status < 300,
  }
}

async function changedWhenFixed(stage: Stage): Promise<Got> {
  const row = await oneOf<{ id: string; board: string; revision: number }>(
    stage,
    `select r.id, r.board_id as board, r.revision from protocol_row r join follow_up f on f.id = r.follow_up_id
      where f.state in ('fixed', 'closed') order by r.id limit 1`,
  )
  const strategist = await signedIn(stage, {
    role: 'strategist',
    where: 'r.board_id = $2',
    values: [row.board],
  })
  const body = { revision: row.revision, verdict: 'met', level: 3, note: 'Ändrat i efterhand' }
  await stage.changes.since()
  return refused(stage, [
    await api(stage, strategist, { method: 'PUT', path: `/protocol-rows/${row.id}`, body }),
  ])
}

async function refused(stage: Stage, answers: readonly { status: number }[]): Promise<Got> {
  const changed = (await stage.changes.since()).filter((change) => !isExcused(change))
  const kept = answers.every(({ status }) => status === 409) && changed.length === 0
  return {
    got: `${statusesOf(answers)}${changed.length > 0 ? `; changed ${changed.join(', ')}` : ', nothing changed'}`,
    kept,
  }
}

async function twoAtOnce(stage: Stage): Promise<Got> {
  const row = await oneOf<{ id: string; board: string }>(
    stage,
    `select r.id, r.board_id as board from protocol_row r join follow_up f on f.id = r.follow_up_id
      where f.state = 'underway' order by r.id limit 1`,
  )
  const strategist = await signedIn(stage, {
    role: 'strategist',
    where: 'r.board_id = $2',
    values: [row.board],
  })
  const pairs: string[] = []
  for (let round = 0; round < 10; round += 1) {
    const { revision } = await oneOf<{ revision: number }>(
      stage,
      'select revision from protocol_row where id = $1',
      [row.id],
    )
    const save = (note: string) =>
      api(stage, strategist, {
        method: 'PUT',
        path: `/protocol-rows/${row.id}`,
        headers: { 'if-match': `"${revision}"` },
        body: { verdict: 'met', level: 3, note: `${note} ${round}` },
      })
    const both = await Promise.all([save('en'), save('annan')])
    pairs.push(
      both
        .map(({ status }) => status)
        .sort()
        .join(' and '),
    )
  }
  const kept = pairs.every((pair) => pair === '200 and 412')
  return {
    got: [...Map.groupBy(pairs, (pair) => pair)].map(([pair, same]) => `${pair} × ${same.length}`).join(', '),
    kept,
  }
}

const notTheirs = [
  'municipalityId',
  'role',
  'state',
  'isAdmin',
  'createdBy',
  'sharedAt',
  'boardId',
  'accountId',
]

async function fieldsOfOthers(stage: Stage): Promise<Got> {
  const told = (await toldOperations(stage)).filter(({ body }) => body !== undefined)
  const answers: { status: number }[] = []
  const wrong: string[] = []
  for (const one of told) {
    const person = personAs(stage, one.roles) ?? the(stage, 'strategist')
    for (const name of foreignNames(one)) {
      const { sent, body } = await rightRequest(stage, one, person)
      await stage.changes.since()
      const answer = await stage.send(person, {
        ...sent,
        body: JSON.stringify({ ...Object(body), [name]: uuidv7() }),
      })
      const changed = (await stage.changes.since()).filter((change) => !isExcused(change))
      answers.push(answer)
      if (answer.status !== 400 || changed.length > 0) wrong.push(`${one.name} ${name}: ${answer.status}`)
    }
  }
  return {
    got: `${told.length} operations: ${statusesOf(answers)} ${wrong.slice(0, 3).join('; ')}`.trim(),
    kept: wrong.length === 0,
  }
}

/** Two that the operation does not have. */
function foreignNames({ body }: Told): string[] {
  return notTheirs.filter((name) => !(name in (body?.schema.properties ?? {}))).slice(0, 2)
}

async function leavers(stage: Stage): Promise<Got> {
  const known = stage.people.map(({ actor }) => actor.accountId)
  const leaver = await signedIn(stage, {
    role: 'unitManager',
    where: 'r.account_id <> all($2::uuid[])',
    values: [known],
  })
  const secret = `upp_${randomBytes(32).toString('base64url')}`
  const feed = randomBytes(32).toString('base64url')
  const bearer = { authorization: `Bearer ${secret}`, cookie: '' }
  await api(stage, leaver, {
    path: '/me/tokens',
    body: { name: 'Prov', tokenHash: sha256(secret), areas: ['organisation'], expiresOn: inAMonth() },
  })
  await api(stage, leaver, { path: '/me/calendar-feed', method: 'PUT', body: { tokenHash: sha256(feed) } })
  const ask = async () => [
    (
      await stage.send(undefined, {
        method: 'GET',
        path: '/api/v1/units',
        headers: { cookie: leaver.cookie },
      })
    ).status,
    (await stage.send(undefined, { method: 'GET', path: '/api/v1/units', headers: bearer })).status,
    (await stage.send(undefined, { method: 'GET', path: `/kalender/${feed}` })).status,
  ]
  const before = await ask()
  const admin = the(stage, 'admin')
  const closed = await api(stage, admin, {
    path: `/accounts/${leaver.actor.accountId}/closing`,
    method: 'POST',
  })
  const after = await ask()
  const kept = before.join() === '200,200,200' && after.join() === '401,401,404'
  return { got: `${after.join(', ')} (before: ${before.join(', ')}; closing ${closed.status})`, kept }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const inAMonth = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
