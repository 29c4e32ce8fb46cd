import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import type { Db } from '#platform/db/pool.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { changeFollowUp, createFollowUp } from './commands.ts'
import { beginFollowUp, cancelFollowUp, closeFollowUp, prepareFollowUp } from './commands-course.ts'
import { addMember, declareBias, removeMember } from './commands-team.ts'
import { FollowUpFilter } from './contract.ts'
import { listFollowUps } from './queries-list.ts'
import { findFollowUp, getFollowUp, listMembers } from './queries.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const plan = (more: object = {}) => ({
  unitId: world.units.birch,
  leadId: world.people.reviewer.accountId,
  title: 'Uppföljning av Björkgården',
  kind: 'planned' as const,
  depth: 'basic' as const,
  purposes: ['agreement' as const],
  focusAreas: [] as string[],
  announced: true,
  dueOn: '2026-12-10',
  ...more,
})

const ask = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>) =>
  withScope(world.db, scopeOf(actor), work)

async function create(more: object = {}) {
  const { id } = await createFollowUp(world.as(world.people.reviewer), plan(more))
  return id
}

async function addMas(followUpId: string) {
  const { mas, reviewer } = world.people
  await addMember(world.as(reviewer), { followUpId, accountId: mas.accountId })
}

async function prepared(more: object = {}) {
  const followUpId = await create(more)
  await addMas(followUpId)
  await prepareFollowUp(world.as(world.people.reviewer), { followUpId })
  return followUpId
}

async function declareAll(followUpId: string) {
  await declareBias(world.as(world.people.reviewer), { followUpId, bias: 'none' })
  await declareBias(world.as(world.people.mas), { followUpId, bias: 'none' })
}

const stateOf = async (id: string) => {
  const { rows } = await world.admin.query('select state, revision from follow_up where id = $1', [id])
  return rows[0] as { state: string; revision: number } // the two columns selected
}

const rowsOf = async (id: string) => {
  const { rows } = await world.admin.query(
    `select r.key, p.origin, p.position, p.clause from protocol_row p
     join requirement r on r.municipality_id = p.municipality_id and r.id = p.requirement_id
     where p.follow_up_id = $1 order by p.position`,
    [id],
  )
  return rows as { key: string; origin: string; position: number; clause: string }[] // the columns selected
}

test('a reviewer of the other board does not find the unit, and nothing is planned', async () => {
  const { rows: before } = await world.admin.query('select count(*) from follow_up')
  const attempt = createFollowUp(world.as(world.people.elderlyReviewer), plan())
  await expect(attempt).rejects.toMatchObject({ code: 'notFound' })
  const { rows: after } = await world.admin.query('select count(*) from follow_up')
  expect(after).toEqual(before)
})

test('a unit manager may not plan a follow-up of the unit', async () => {
  await expect(createFollowUp(world.as(world.people.manager), plan())).rejects.toMatchObject({
    code: 'notAllowed',
  })
})

test('a follow-up that was not planned needs a cause, and a new one no day that has been', async () => {
  await expect(create({ kind: 'eventDriven' })).rejects.toMatchObject({
    fields: [{ path: 'cause', code: 'reasonNeeded' }],
  })
  await expect(create({ dueOn: '2026-11-18' })).rejects.toMatchObject({
    fields: [{ path: 'dueOn', code: 'dateInPast' }],
  })
})

test('a reviewer plans a follow-up, which takes provider and agreement of the day', async () => {
  const id = await create()
  const followUp = await ask(world.people.reviewer, (tx) => getFollowUp(tx, id))
  expect(followUp).toMatchObject({
    state: 'planned',
    unitName: 'Björkgården',
    providerId: world.providers.private,
    agreementId: world.agreements.private,
    requirementsPer: '2026-11-19',
    sharedAt: null,
  })
  const [lead] = await ask(world.people.reviewer, (tx) => listMembers(tx, id))
  expect(lead).toMatchObject({
    name: 'Ulla Uppföljare',
    isLead: true,
    bias: 'undeclared',
    roles: ['reviewer'],
  })
})

test('a strategist opens a matter with its case number; a reviewer has no right to', async () => {
  const input = plan({ newCaseNumber: 'OMS 26/77' })
  await expect(createFollowUp(world.as(world.people.reviewer), input)).rejects.toMatchObject({
    code: 'notAllowed',
  })
  const { id } = await createFollowUp(world.as(world.people.strategist), input)
  const followUp = await ask(world.people.strategist, (tx) => getFollowUp(tx, id))
  expect(followUp.matterId).not.toBeNull()
  await expect(createFollowUp(world.as(world.people.strategist), input)).rejects.toMatchObject({
    fields: [{ path: 'newCaseNumber', code: 'taken' }],
  })
})

test('a reviewer is shown what a colleague changed in between', async () => {
  const id = await create()
  const { unitId: _unit, leadId: _lead, ...fields } = plan()
  const change = { ...fields, followUpId: id, revision: 1 }
  await changeFollowUp(world.as(world.people.strategist), { ...change, dueOn: '2026-12-17' })
  const late = changeFollowUp(world.as(world.people.reviewer), { ...change, dueOn: '2026-12-18' })
  await expect(late).rejects.toMatchObject({ code: 'stale', current: { dueOn: '2026-12-17', revision: 2 } })
  expect(await ask(world.people.reviewer, (tx) => getFollowUp(tx, id))).toMatchObject({ dueOn: '2026-12-17' })
})

test('a unit that gives health care is not prepared without MAS or a written exception', async () => {
  const id = await create()
  await expect(prepareFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    code: 'missingRole',
  })
  expect(await stateOf(id)).toMatchObject({ state: 'planned' })
  expect(await rowsOf(id)).toEqual([])
  const excepted = await create({ roleException: 'Ingen hälso- och sjukvård ges på enheten just nu.' })
  const done = await prepareFollowUp(world.as(world.people.reviewer), { followUpId: excepted })
  expect(done).toMatchObject({ state: 'prepared', requirements: 4 })
})

test('the protocol holds the agreement’s requirements, those of focus and those not met last time', async () => {
  await world.insert.plain('agreement_clause', {
    agreement_id: world.agreements.private,
    requirement_key: 'bas-tva',
    board_id: world.boards.care,
    provider_id: world.providers.private,
    clause: '4.2',
  })
  const basic = await rowsOf(await prepared())
  expect(basic.map((row) => [row.key, row.origin, row.position])).toEqual([
    ['bas-ett', 'agreement', 1],
    ['bas-tva', 'agreement', 2],
    ['bas-tre', 'agreement', 3],
    ['halso-fyra', 'agreement', 4],
  ])
  expect(basic[1]?.clause).toBe('4.2')
  const focused = await rowsOf(await prepared({ focusAreas: ['dokumentation'] }))
  expect(focused.at(-1)).toMatchObject({ key: 'bas-fem', origin: 'focus' })
  const deep = await rowsOf(await prepared({ depth: 'inDepth' }))
  expect(deep.at(-1)).toMatchObject({ key: 'bas-fem', origin: 'agreement' })
})

test('a deeper requirement that was not met last time comes back', async () => {
  const earlier = await prepared({ unitId: world.units.oak, depth: 'inDepth' })
  await world.admin.query(`update follow_up set state = 'fixed' where id = $1`, [earlier])
  const common = {
    board_id: world.boards.care,
    unit_id: world.units.oak,
    provider_id: world.providers.private,
  }
  const { fixed } = await world.insert('assessment', {
    fixed: {
      ...common,
      follow_up_id: earlier,
      version: 1,
      snapshot: '{}',
      sha256: Buffer.alloc(32),
      rule_version: '1',
      fixed_by: world.people.reviewer.accountId,
      fixed_at: now,
      shared_at: now,
    },
  })
  await world.insert.plain('fixed_verdict', {
    ...common,
    assessment_id: fixed,
    requirement_id: world.catalogue.requirements.deep,
    requirement_key: 'bas-fem',
    verdict: 'partly',
  })
  const next = await prepared({ unitId: world.units.oak })
  expect((await rowsOf(next)).at(-1)).toMatchObject({ key: 'bas-fem', origin: 'lastTime' })
  expect(await ask(world.people.reviewer, (tx) => getFollowUp(tx, next))).toMatchObject({
    previousId: earlier,
  })
})

test('the unit’s manager hears of an announced follow-up when it is prepared, and sees its team', async () => {
  const later = new Date(now.getTime() + 60_000)
  const { manager } = world.people
  const id = await create()
  await addMas(id)
  expect(await ask(manager, (tx) => findFollowUp(tx, id))).toBeUndefined()
  expect(await ask(manager, (tx) => listMembers(tx, id))).toEqual([])
  await prepareFollowUp(world.as(world.people.reviewer, later), { followUpId: id })
  expect(await ask(manager, (tx) => findFollowUp(tx, id))).toMatchObject({ state: 'prepared' })
  expect(await ask(manager, (tx) => listMembers(tx, id))).toHaveLength(2)
  const { rows } = await world.admin.query(
    `select title, href from notice where account_id = $1 order by sent_at desc limit 1`,
    [manager.accountId],
  )
  expect(rows).toEqual([{ title: 'En uppföljning av Björkgården förbereds.', href: '/lamna-in' }])
})

test('a follow-up does not begin until everyone has declared bias', async () => {
  const id = await prepared()
  await declareBias(world.as(world.people.reviewer), { followUpId: id, bias: 'none' })
  await expect(beginFollowUp(world.as(world.people.mas), { followUpId: id })).rejects.toMatchObject({
    code: 'biasMissing',
  })
  expect(await stateOf(id)).toMatchObject({ state: 'prepared' })
  await declareBias(world.as(world.people.mas), { followUpId: id, bias: 'none' })
  expect(await beginFollowUp(world.as(world.people.mas), { followUpId: id })).toMatchObject({
    state: 'underway',
  })
})

test('a biased person is taken out, it is kept, and she does not come back', async () => {
  const id = await prepared()
  await declareBias(world.as(world.people.mas), {
    followUpId: id,
    bias: 'biased',
    note: 'Min syster arbetar där.',
  })
  const members = await ask(world.people.reviewer, (tx) => listMembers(tx, id))
  expect(members.at(-1)).toMatchObject({
    name: 'Maja Mas',
    bias: 'biased',
    biasNote: 'Min syster arbetar där.',
  })
  expect(members.at(-1)?.removedAt).not.toBeNull()
  await expect(addMas(id)).rejects.toMatchObject({ code: 'wrongState' })
  await declareBias(world.as(world.people.reviewer), { followUpId: id, bias: 'none' })
  await expect(beginFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    code: 'missingRole',
  })
})

test('nobody declares bias for somebody else, and bias needs its note', async () => {
  const id = await create()
  await expect(
    declareBias(world.as(world.people.mas), { followUpId: id, bias: 'none' }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(
    declareBias(world.as(world.people.reviewer), { followUpId: id, bias: 'biased' }),
  ).rejects.toMatchObject({ fields: [{ path: 'note', code: 'reasonNeeded' }] })
})

test('only somebody who may assess for the board can be in the team', async () => {
  const id = await create()
  for (const person of ['elderlyReviewer', 'manager', 'registrar'] as const)
    await expect(
      addMember(world.as(world.people.reviewer), {
        followUpId: id,
        accountId: world.people[person].accountId,
      }),
    ).rejects.toMatchObject({ fields: [{ path: 'accountId', code: 'chooseOne' }] })
  expect(await ask(world.people.reviewer, (tx) => listMembers(tx, id))).toHaveLength(1)
})

test('a member who was taken out can come back and then declares anew', async () => {
  const id = await create()
  await addMas(id)
  await declareBias(world.as(world.people.mas), { followUpId: id, bias: 'none' })
  await removeMember(world.as(world.people.reviewer), {
    followUpId: id,
    accountId: world.people.mas.accountId,
  })
  await addMas(id)
  const members = await ask(world.people.reviewer, (tx) => listMembers(tx, id))
  expect(members.map((member) => [member.name, member.bias, member.removedAt])).toEqual([
    ['Ulla Uppföljare', 'undeclared', null],
    ['Maja Mas', 'undeclared', null],
  ])
})

test('a reviewer may not cancel; a strategist does so with a reason', async () => {
  const id = await prepared()
  const input = { followUpId: id, reason: 'Enheten flyttar.' }
  await expect(cancelFollowUp(world.as(world.people.reviewer), input)).rejects.toMatchObject({
    code: 'notAllowed',
  })
  expect(await stateOf(id)).toMatchObject({ state: 'prepared' })
  await expect(
    cancelFollowUp(world.as(world.people.strategist), { followUpId: id, reason: ' ' }),
  ).rejects.toMatchObject({ fields: [{ path: 'reason', code: 'reasonNeeded' }] })
  await cancelFollowUp(world.as(world.people.strategist), input)
  expect(await stateOf(id)).toMatchObject({ state: 'cancelled' })
})

test('a follow-up is closed with its report, or with a reason why there is none', async () => {
  const id = await prepared()
  await expect(closeFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    code: 'wrongState',
  })
  await world.admin.query(`update follow_up set state = 'fixed' where id = $1`, [id])
  await expect(closeFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    fields: [{ path: 'reason', code: 'reasonNeeded' }],
  })
  await closeFollowUp(world.as(world.people.reviewer), {
    followUpId: id,
    reason: 'Ingår i den samlade rapporten.',
  })
  expect(await stateOf(id)).toMatchObject({ state: 'closed' })
})

test('a form sent twice plans one follow-up', async () => {
  const request = { ...world.as(world.people.reviewer), commandId: uuidv7() }
  const first = await createFollowUp(request, plan())
  expect(await createFollowUp(request, plan())).toEqual(first)
})

test('the list puts what is due first, counts the late and keeps to mine', async () => {
  const list = (actor: Actor, filter: object, today = '2026-11-19') =>
    ask(actor, (tx) => listFollowUps(tx, FollowUpFilter.parse(filter), { accountId: actor.accountId, today }))
  const id = await create({
    unitId: world.units.pine,
    dueOn: '2026-11-20',
    leadId: world.people.strategist.accountId,
  })
  const { followUps, late, total } = await list(world.people.reviewer, {}, '2026-11-21')
  expect(followUps[0]).toMatchObject({ id, late: true, unitName: 'Tallhöjden', lead: 'Stina Strateg' })
  expect(late).toBe(1)
  expect(followUps).toHaveLength(total)
  const mine = await list(world.people.reviewer, { mine: 'true' })
  expect(mine.followUps.map((row) => row.id)).not.toContain(id)
  expect(mine.total).toBe(total - 1)
  expect((await list(world.people.strategist, { q: 'tallh', mine: 'true' })).total).toBe(1)
  expect((await list(world.people.strategist, { year: '2025' })).total).toBe(0)
})

test('the competitor, the other board and the twin municipality learn nothing', async () => {
  const id = await prepared()
  for (const actor of [
    world.people.rival,
    world.people.elderlyReviewer,
    world.twin.people.strategist,
    world.people.member,
  ]) {
    expect(await ask(actor, (tx) => findFollowUp(tx, id)), actor.name).toBeUndefined()
    expect(await ask(actor, (tx) => listMembers(tx, id)), actor.name).toEqual([])
    const seen = await ask(actor, (tx) =>
      listFollowUps(tx, FollowUpFilter.parse({}), { accountId: actor.accountId, today: '2027-01-01' }),
    )
    expect(seen, actor.name).toEqual({ followUps: [], total: 0, late: 0 })
  }
  for (const actor of [world.people.elderlyReviewer, world.twin.people.reviewer, world.people.rival]) {
    const attempt = declareBias(world.as(actor), { followUpId: id, bias: 'none' })
    await expect(attempt, actor.name).rejects.toMatchObject({ code: 'notFound' })
  }
  expect(await stateOf(id)).toMatchObject({ state: 'prepared', revision: 2 })
})

test('bias declared by all, the course goes on from where it stands', async () => {
  const id = await prepared()
  await declareAll(id)
  await beginFollowUp(world.as(world.people.reviewer), { followUpId: id })
  await expect(prepareFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    code: 'wrongState',
  })
})
