import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { apiOf } from '#test/api.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { makeFollowUp, refusal } from './protocol-fixture.ts'
import { followUpsApi } from './api.ts'
import { protocolApi } from './protocol-api.ts'
import { listDetails, listEvidence } from './protocol-details.ts'
import { listPresent, touchPresence } from './protocol-presence.ts'
import {
  addEvidence,
  listRows,
  raiseAcute,
  removeEvidence,
  saveAnalysis,
  saveVerdict,
} from './protocol-public.ts'
import { listChangedRows } from './protocol-queries.ts'

let world: World
let followUpId: string
let rowId: string
let prepared: string

beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  const made = await makeFollowUp(world, 'underway')
  followUpId = made.followUpId
  rowId = made.rowId
  prepared = (await makeFollowUp(world, 'prepared')).rowId
})

const verdict = (more: object = {}) => ({
  rowId,
  revision: 1,
  verdict: 'partly' as const,
  level: 2,
  note: 'Två planer saknas.',
  ...more,
})

async function stored(id = rowId) {
  const { rows } = await world.admin.query<Record<string, unknown>>(
    'select verdict, level, note, reason, revision, changed_by from protocol_row where id = $1',
    [id],
  )
  return rows[0]
}

const seeing = <Result>(actor: Actor, read: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), read)

const strangers = () => ({
  provider: world.people.manager,
  competitor: world.people.rival,
  'the other board': world.people.elderlyReviewer,
  'the twin municipality': world.twin.people.reviewer,
})

for (const who of ['provider', 'competitor', 'the other board', 'the twin municipality'] as const)
  test(`${who} learns nothing of a row and changes nothing in it`, async () => {
    const actor = strangers()[who]
    const before = await stored()
    for (const attempt of [
      () => saveVerdict(world.as(actor), verdict()),
      () => addEvidence(world.as(actor), { rowId, kind: 'observation', text: 'Sett på plats.' }),
      () => raiseAcute(world.as(actor), { rowId, title: 'Låst dörr', description: 'Dörren var låst.' }),
    ])
      expect((await refusal(attempt())).code).toBe('notFound')
    expect(await stored()).toEqual(before)
    expect(await seeing(actor, (tx) => listRows(tx, followUpId))).toEqual([])
    expect(await seeing(actor, (tx) => listEvidence(tx, followUpId))).toEqual([])
    expect(await countOf('evidence')).toBe(0)
    expect(await countOf('finding')).toBe(0)
  })

async function countOf(table: 'evidence' | 'finding' | 'action_plan'): Promise<number> {
  const { rows } = await world.admin.query<{ total: number }>(
    `select count(*)::int as total from ${table} where follow_up_id = $1`,
    [followUpId],
  )
  return rows[0]?.total ?? 0
}

test('a director reads the protocol but does not judge in it', async () => {
  const before = await stored()
  expect((await refusal(saveVerdict(world.as(world.people.director), verdict()))).code).toBe('notAllowed')
  expect(await stored()).toEqual(before)
})

test('a reviewer who has declared bias does not judge', async () => {
  await world.insert.plain('follow_up_member', {
    follow_up_id: followUpId,
    account_id: world.people.reviewer.accountId,
    board_id: world.boards.care,
    unit_id: world.units.birch,
    provider_id: world.providers.private,
    name: 'Ulla Uppföljare',
    profession: 'Socionom',
    bias: 'biased',
    bias_note: 'Släkt med chefen.',
  })
  expect((await refusal(saveVerdict(world.as(world.people.reviewer), verdict()))).code).toBe('notAllowed')
  expect(await stored()).toMatchObject({ verdict: 'notAssessed', revision: 1 })
})

test('nobody judges before the follow-up has begun, and is told which state it is in', async () => {
  const answer = await refusal(saveVerdict(world.as(world.people.reviewer), verdict({ rowId: prepared })))
  expect(answer).toEqual({ code: 'wrongState', current: { state: 'prepared' } })
  expect(await stored(prepared)).toMatchObject({ verdict: 'notAssessed', revision: 1 })
})

test('nobody judges, adds or removes evidence after the draft was sent', async () => {
  const { id } = await addEvidence(world.as(world.people.reviewer), {
    rowId,
    kind: 'interview',
    text: 'Chefen.',
  })
  await world.admin.query(`update follow_up set state = 'hearing' where id = $1`, [followUpId])
  for (const attempt of [
    () => saveVerdict(world.as(world.people.reviewer), verdict()),
    () => addEvidence(world.as(world.people.reviewer), { rowId, kind: 'figure', text: '3 av 6' }),
    () => removeEvidence(world.as(world.people.reviewer), { evidenceId: id }),
  ])
    expect((await refusal(attempt())).code).toBe('wrongState')
  expect(await stored()).toMatchObject({ verdict: 'notAssessed' })
  expect(await countOf('evidence')).toBe(1)
})

test('a level that does not exist and a measured value that is no number are refused', async () => {
  const as = () => world.as(world.people.reviewer)
  expect((await refusal(saveVerdict(as(), verdict({ level: 5 })))).code).toBe('invalidInput')
  expect((await refusal(saveVerdict(as(), verdict({ measured: Number.NaN })))).code).toBe('invalidInput')
  expect(await stored()).toMatchObject({ revision: 1 })
})

test('a note with a personal number is refused and not kept', async () => {
  const answer = await refusal(
    saveVerdict(world.as(world.people.reviewer), verdict({ note: 'Gäller 19811218-9876.' })),
  )
  expect(answer.code).toBe('personalNumber')
  expect(await stored()).toMatchObject({ note: '' })
})

test('a reviewer saves a row and the mas sees who wrote it', async () => {
  const saved = await saveVerdict(world.as(world.people.reviewer), verdict())
  expect(saved).toEqual({
    id: rowId,
    revision: 2,
    changedAt: now.toISOString(),
    changedBy: 'Ulla Uppföljare',
  })
  const rows = await seeing(world.people.mas, (tx) => listRows(tx, followUpId))
  expect(rows[0]).toMatchObject({
    verdict: 'partly',
    level: 2,
    note: 'Två planer saknas.',
    changedBy: 'Ulla Uppföljare',
  })
})

test('a retried save does nothing twice', async () => {
  const request = world.as(world.people.reviewer)
  const first = await saveVerdict(request, verdict())
  expect(await saveVerdict(request, verdict())).toEqual(first)
  expect(await stored()).toMatchObject({ revision: 2 })
})

test('two who write the same row at once: one wins, the other gets both values and nothing is lost', async () => {
  const mine = saveVerdict(world.as(world.people.reviewer), verdict({ note: 'Ullas text' }))
  const theirs = saveVerdict(world.as(world.people.mas), verdict({ verdict: 'notMet', note: 'Majas text' }))
  const [one, other] = await Promise.allSettled([mine, theirs])
  expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected'])
  const lost =
    one.status === 'rejected' ? { mine, winner: 'Majas text' } : { mine: theirs, winner: 'Ullas text' }
  const answer = await refusal(lost.mine)
  expect(answer.code).toBe('stale')
  expect(answer.current).toMatchObject({ note: lost.winner, revision: 2, changedAt: now.toISOString() })
  expect(await stored()).toMatchObject({ note: lost.winner, revision: 2 })
})

test('whoever has seen the colleague’s text can put their own on top', async () => {
  await saveVerdict(world.as(world.people.mas), verdict({ note: 'Majas text' }))
  await saveVerdict(world.as(world.people.reviewer), verdict({ revision: 2, note: 'Ullas text' }))
  expect(await stored()).toMatchObject({ note: 'Ullas text', revision: 3 })
})

test('a form sent twice with the same content is no conflict', async () => {
  await saveVerdict(world.as(world.people.reviewer), verdict())
  const again = await saveVerdict(world.as(world.people.reviewer), verdict())
  expect(again.revision).toBe(2)
})

test('colleagues see each other in the protocol, and a person who has left is gone', async () => {
  const at = { followUpId, municipalityId: world.municipalityId, boardId: world.boards.care }
  const mas = world.people.mas
  await seeing(mas, (tx) => touchPresence(tx, { ...at, accountId: mas.accountId, now }, rowId))
  const seenAt = (later: number) =>
    seeing(world.people.reviewer, (tx) =>
      listPresent(tx, {
        followUpId,
        accountId: world.people.reviewer.accountId,
        now: new Date(now.getTime() + later),
      }),
    )
  expect(await seenAt(5000)).toEqual([{ accountId: mas.accountId, name: 'Maja Mas', rowId }])
  expect(await seenAt(20_000)).toEqual([])
  expect(
    await seeing(world.people.elderlyReviewer, (tx) =>
      listPresent(tx, { followUpId, accountId: '', now }),
    ).catch(() => []),
  ).toEqual([])
})

test('a colleague’s change and new evidence come with the next poll, older rows do not', async () => {
  const since = new Date(now.getTime() - 1000)
  const changed = () => seeing(world.people.mas, (tx) => listChangedRows(tx, followUpId, since))
  expect(await changed()).toEqual([])
  await addEvidence(world.as(world.people.reviewer), { rowId, kind: 'interview', text: 'Chefen.' })
  expect((await changed()).map((row) => [row.rowId, row.evidenceCount])).toEqual([[rowId, 1]])
})

test('last time’s verdict is shown from the same operator only', async () => {
  const earlier = await makeFollowUp(world, 'closed')
  const place = { board_id: world.boards.care, unit_id: world.units.birch }
  const fixed = {
    follow_up_id: earlier.followUpId,
    version: 1,
    snapshot: '{}',
    sha256: Buffer.from([1]),
    rule_version: '1',
  }
  const at = {
    fixed_by: world.people.strategist.accountId,
    fixed_at: '2025-10-14T08:00:00Z',
    shared_at: '2025-10-14T08:00:00Z',
  }
  const { assessment } = await world.insert('assessment', {
    assessment: { ...place, ...fixed, ...at, provider_id: world.providers.private },
  })
  const requirement = { assessment_id: assessment, requirement_id: world.catalogue.requirements.first }
  await world.insert.plain('fixed_verdict', {
    ...place,
    ...requirement,
    provider_id: world.providers.private,
    requirement_key: 'bas-ett',
    verdict: 'partly',
  })
  const seenBy = async (provider: string) => {
    const followUp = { id: followUpId, unitId: world.units.birch, providerId: provider }
    const [detail] = await seeing(world.people.reviewer, (tx) => listDetails(tx, followUp, [rowId]))
    return detail?.lastTime
  }
  expect(await seenBy(world.providers.private)).toMatchObject({ verdict: 'partly' })
  expect(await seenBy(world.providers.competitor)).toBeNull()
})

test('summary and analysis are saved, and what is missing needs a reason', async () => {
  const texts = (individual: { text: string; missing: boolean }) => ({
    followUpId,
    revision: 1,
    summary: 'Kort.',
    analysis: 'Längre.',
    individual,
    economy: { text: 'Inga avvikelser.', missing: false },
  })
  const as = () => world.as(world.people.strategist)
  expect((await refusal(saveAnalysis(as(), texts({ text: '', missing: true })))).code).toBe('invalidInput')
  await saveAnalysis(as(), texts({ text: 'inga beslut följdes upp', missing: true }))
  const { rows } = await world.admin.query('select summary, individual_input from follow_up where id = $1', [
    followUpId,
  ])
  expect(rows).toEqual([{ summary: 'Kort.', individual_input: 'Underlag saknas: inga beslut följdes upp' }])
  expect((await refusal(saveAnalysis(as(), texts({ text: 'x', missing: false })))).code).toBe('stale')
})

async function callApi(actor: Actor | undefined, body: object) {
  return apiOf(protocolApi).request(
    `/api/v1/protocol-rows/${rowId}`,
    {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'idempotency-key': uuidv7() },
      body: JSON.stringify(body),
    },
    { db: world.db, actor, now, requestId: uuidv7() },
  )
}

test('a body that only looks like JSON by the beginning of its type is refused', async () => {
  const api = apiOf(protocolApi)
  for (const type of ['text/plain', 'application/jsonp', 'application/json, text/plain']) {
    const request = { method: 'PUT', headers: { 'content-type': type }, body: '{}' }
    const env = { db: world.db, actor: world.people.reviewer, now, requestId: uuidv7() }
    expect((await api.request(`/api/v1/protocol-rows/${rowId}`, request, env)).status).toBe(415)
  }
})

test('saving after the session has ended answers 401 and changes nothing', async () => {
  const { rowId: _, ...body } = verdict()
  expect((await callApi(undefined, body)).status).toBe(401)
  expect(await stored()).toMatchObject({ revision: 1, verdict: 'notAssessed' })
})

test('saving over the API gives the new revision, and an old one answers 412 with what holds now', async () => {
  const { rowId: _, ...body } = verdict()
  expect(await (await callApi(world.people.reviewer, body)).json()).toMatchObject({ id: rowId, revision: 2 })
  const late = await callApi(world.people.mas, { ...body, note: 'Majas text' })
  expect(late.status).toBe(412)
  expect(await late.json()).toMatchObject({
    code: 'stale',
    current: { note: 'Två planer saknas.', revision: 2, changedBy: 'Ulla Uppföljare' },
  })
})

test('a program counts the requirements of a protocol that has them for only some of the reasons', async () => {
  const request = new Request(`http://localhost/api/v1/follow-ups/${followUpId}/protocol-size`)
  const env = { db: world.db, actor: world.people.reviewer, now, requestId: uuidv7() }
  const answer = await apiOf(followUpsApi).fetch(request, env)
  expect(answer.status).toBe(200)
  const { total, byOrigin } = (await answer.json()) as { total: number; byOrigin: Record<string, number> } // as promised
  expect(Object.values(byOrigin).reduce((sum, one) => sum + one, 0)).toBe(total)
})
