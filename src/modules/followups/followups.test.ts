import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { exceptPlan } from '#modules/agreements/public.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { changeFollowUp, createFollowUp } from './commands.ts'
import { beginFollowUp, cancelFollowUp, closeFollowUp, prepareFollowUp } from './commands-course.ts'
import { declareBias } from './commands-team.ts'
import { FollowUpFilter } from './contract.ts'
import { listFollowUps } from './queries-list.ts'
import { findFollowUp, getFollowUp, listMembers } from './queries.ts'

let world: World
let arranged: ReturnType<typeof followUpsIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = followUpsIn(world)
})
afterAll(() => world.close())

test('a reviewer of the other board does not find the unit, and nothing is planned', async () => {
  const { rows: before } = await world.admin.query('select count(*) from follow_up')
  const attempt = createFollowUp(world.as(world.people.elderlyReviewer), arranged.plan())
  await expect(attempt).rejects.toMatchObject({ code: 'notFound' })
  const { rows: after } = await world.admin.query('select count(*) from follow_up')
  expect(after).toEqual(before)
})

test('a unit manager may not plan a follow-up of the unit', async () => {
  await expect(createFollowUp(world.as(world.people.manager), arranged.plan())).rejects.toMatchObject({
    code: 'notAllowed',
  })
})

test('a follow-up that was not planned needs a cause, and a new one no day that has been', async () => {
  await expect(arranged.create({ kind: 'eventDriven' })).rejects.toMatchObject({
    fields: [{ path: 'cause', code: 'reasonNeeded' }],
  })
  await expect(arranged.create({ dueOn: '2026-11-18' })).rejects.toMatchObject({
    fields: [{ path: 'dueOn', code: 'dateInPast' }],
  })
})

test('a reviewer plans a follow-up, which takes provider and agreement of the day', async () => {
  const id = await arranged.create()
  const followUp = await arranged.ask(world.people.reviewer, (tx) => getFollowUp(tx, id))
  expect(followUp).toMatchObject({
    state: 'planned',
    unitName: 'Björkgården',
    providerId: world.providers.private,
    agreementId: world.agreements.private,
    requirementsPer: '2026-11-19',
    sharedAt: null,
  })
  const [lead] = await arranged.ask(world.people.reviewer, (tx) => listMembers(tx, id))
  expect(lead).toMatchObject({
    name: 'Ulla Uppföljare',
    isLead: true,
    bias: 'undeclared',
    roles: ['reviewer'],
  })
})

test('a strategist opens a matter with its case number; a reviewer has no right to', async () => {
  const input = arranged.plan({ newCaseNumber: 'OMS 26/77' })
  await expect(createFollowUp(world.as(world.people.reviewer), input)).rejects.toMatchObject({
    code: 'notAllowed',
  })
  const { id } = await createFollowUp(world.as(world.people.strategist), input)
  const followUp = await arranged.ask(world.people.strategist, (tx) => getFollowUp(tx, id))
  expect(followUp.matterId).not.toBeNull()
  await expect(createFollowUp(world.as(world.people.strategist), input)).rejects.toMatchObject({
    fields: [{ path: 'newCaseNumber', code: 'taken' }],
  })
})

test('a reviewer is shown what a colleague changed in between', async () => {
  const id = await arranged.create()
  const { unitId: _unit, leadId: _lead, ...fields } = arranged.plan()
  const change = { ...fields, followUpId: id, revision: 1 }
  await changeFollowUp(world.as(world.people.strategist), { ...change, dueOn: '2026-12-17' })
  const late = changeFollowUp(world.as(world.people.reviewer), { ...change, dueOn: '2026-12-18' })
  await expect(late).rejects.toMatchObject({ code: 'stale', current: { dueOn: '2026-12-17', revision: 2 } })
  expect(await arranged.ask(world.people.reviewer, (tx) => getFollowUp(tx, id))).toMatchObject({
    dueOn: '2026-12-17',
  })
})

test('the protocol holds the agreement’s requirements, those of focus and those not met last time', async () => {
  await world.insert.plain('agreement_clause', {
    agreement_id: world.agreements.private,
    requirement_key: 'bas-tva',
    board_id: world.boards.care,
    provider_id: world.providers.private,
    clause: '4.2',
  })
  const basic = await arranged.rowsOf(await arranged.prepared())
  expect(basic.map((row) => [row.key, row.origin, row.position])).toEqual([
    ['bas-ett', 'agreement', 1],
    ['bas-tva', 'agreement', 2],
    ['bas-tre', 'agreement', 3],
    ['halso-fyra', 'agreement', 4],
  ])
  expect(basic[1]?.clause).toBe('4.2')
  const focused = await arranged.rowsOf(await arranged.prepared({ focusAreas: ['dokumentation'] }))
  expect(focused.at(-1)).toMatchObject({ key: 'bas-fem', origin: 'focus' })
  const deep = await arranged.rowsOf(await arranged.prepared({ depth: 'inDepth' }))
  expect(deep.at(-1)).toMatchObject({ key: 'bas-fem', origin: 'agreement' })
})

test('a deeper requirement that was not met last time comes back', async () => {
  const earlier = await arranged.prepared({ unitId: world.units.oak, depth: 'inDepth' })
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
  const next = await arranged.prepared({ unitId: world.units.oak })
  expect((await arranged.rowsOf(next)).at(-1)).toMatchObject({ key: 'bas-fem', origin: 'lastTime' })
  expect(await arranged.ask(world.people.reviewer, (tx) => getFollowUp(tx, next))).toMatchObject({
    previousId: earlier,
  })
})

test('the unit’s manager hears of an announced follow-up when it is prepared, and sees its team', async () => {
  const later = new Date(now.getTime() + 60_000)
  const { manager } = world.people
  const id = await arranged.create()
  await arranged.addMas(id)
  expect(await arranged.ask(manager, (tx) => findFollowUp(tx, id))).toBeUndefined()
  expect(await arranged.ask(manager, (tx) => listMembers(tx, id))).toEqual([])
  await prepareFollowUp(world.as(world.people.reviewer, later), { followUpId: id })
  expect(await arranged.ask(manager, (tx) => findFollowUp(tx, id))).toMatchObject({ state: 'prepared' })
  expect(await arranged.ask(manager, (tx) => listMembers(tx, id))).toHaveLength(2)
  const { rows } = await world.admin.query(
    `select title, href from notice where account_id = $1 order by sent_at desc limit 1`,
    [manager.accountId],
  )
  expect(rows).toEqual([{ title: 'En uppföljning av Björkgården förbereds.', href: '/lamna-in' }])
})

test('a reviewer may not cancel; a strategist does so with a reason', async () => {
  const id = await arranged.prepared()
  const input = { followUpId: id, reason: 'Enheten flyttar.' }
  await expect(cancelFollowUp(world.as(world.people.reviewer), input)).rejects.toMatchObject({
    code: 'notAllowed',
  })
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'prepared' })
  await expect(
    cancelFollowUp(world.as(world.people.strategist), { followUpId: id, reason: ' ' }),
  ).rejects.toMatchObject({ fields: [{ path: 'reason', code: 'reasonNeeded' }] })
  await cancelFollowUp(world.as(world.people.strategist), input)
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'cancelled' })
})

test('a follow-up is closed with its report, or with a reason why there is none, once its agreement has its plan', async () => {
  const id = await arranged.prepared()
  await expect(closeFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    code: 'wrongState',
  })
  await world.admin.query(`update follow_up set state = 'fixed' where id = $1`, [id])
  await expect(
    closeFollowUp(world.as(world.people.reviewer), { followUpId: id, reason: 'Ingen rapport.' }),
  ).rejects.toMatchObject({ fields: [{ path: 'plan', code: 'followUpPlanNeeded' }] })
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'fixed' })
  await exceptPlan(world.as(world.people.strategist), {
    agreementId: world.agreements.private,
    occasion: 'followUp',
    reason: 'Avtalet löper ut i år.',
  })
  await expect(closeFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    fields: [{ path: 'reason', code: 'reasonNeeded' }],
  })
  await closeFollowUp(world.as(world.people.reviewer), {
    followUpId: id,
    reason: 'Ingår i den samlade rapporten.',
  })
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'closed' })
})

test('a report that has not reached both the unit and the board does not close its follow-up by itself', async () => {
  const id = await arranged.prepared({ unitId: world.units.oak })
  await world.admin.query(`update follow_up set state = 'fixed' where id = $1`, [id])
  const agreementId = world.agreements.private
  const excepted = { agreementId, occasion: 'followUp' as const, reason: 'Löper ut.' } // the shape's word
  await exceptPlan(world.as(world.people.strategist), excepted)
  const report = async (at: object) =>
    world.insert('paper', {
      report: {
        ...{ board_id: world.boards.care, unit_id: world.units.oak, provider_id: world.providers.private },
        ...{ follow_up_id: id, kind: 'followUpReport', title: 'Rapport', state: 'frozen', sections: '{}' },
        ...{ snapshot: '{}', html: 'x', pdf: 'x', docx: 'x', author_name: 'Ulla', frozen_at: now },
        ...{ frozen_by: world.people.strategist.accountId, created_at: now },
        created_by: world.people.strategist.accountId,
        ...at,
      },
    })
  const close = () => closeFollowUp(world.as(world.people.reviewer), { followUpId: id })
  const refused = { fields: [{ path: 'reason', code: 'reportNotDelivered' }] }
  await report({})
  await expect(close()).rejects.toMatchObject(refused)
  await report({ shared_at: now, frozen_at: '2026-11-19T18:00:00Z' })
  await expect(close()).rejects.toMatchObject(refused)
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'fixed' })
  await report({ shared_at: now, put_before_board_at: now, frozen_at: '2026-11-19T19:00:00Z' })
  await close()
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'closed' })
})

test('a form sent twice plans one follow-up', async () => {
  const request = { ...world.as(world.people.reviewer), commandId: uuidv7() }
  const first = await createFollowUp(request, arranged.plan())
  expect(await createFollowUp(request, arranged.plan())).toEqual(first)
})

test('the list puts what is due first, counts the late and keeps to mine', async () => {
  const list = (actor: Actor, filter: object, today = '2026-11-19') =>
    arranged.ask(actor, (tx) =>
      listFollowUps(tx, FollowUpFilter.parse(filter), { accountId: actor.accountId, today }),
    )
  const id = await arranged.create({
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

test('what an event calls for stands first in the list, also when it is due last, until it is closed', async () => {
  const event = await arranged.create({ unitId: world.units.pine, dueOn: '2027-12-20' })
  await world.admin.query(`update follow_up set kind = 'eventDriven' where id = $1`, [event])
  const first = async () => {
    const reader = { accountId: world.people.reviewer.accountId, today: '2026-11-19' }
    const list = await arranged.ask(world.people.reviewer, (tx) =>
      listFollowUps(tx, FollowUpFilter.parse({}), reader),
    )
    return list.followUps[0]?.id
  }
  expect(await first()).toBe(event)
  await world.admin.query(`update follow_up set state = 'closed', ended_reason = 'Klar.' where id = $1`, [
    event,
  ])
  expect(await first()).not.toBe(event)
})

test('the competitor, the other board and the twin municipality learn nothing', async () => {
  const id = await arranged.prepared()
  for (const actor of [
    world.people.rival,
    world.people.elderlyReviewer,
    world.twin.people.strategist,
    world.people.member,
  ]) {
    expect(await arranged.ask(actor, (tx) => findFollowUp(tx, id)), actor.name).toBeUndefined()
    expect(await arranged.ask(actor, (tx) => listMembers(tx, id)), actor.name).toEqual([])
    const seen = await arranged.ask(actor, (tx) =>
      listFollowUps(tx, FollowUpFilter.parse({}), { accountId: actor.accountId, today: '2027-01-01' }),
    )
    expect(seen, actor.name).toEqual({ followUps: [], total: 0, late: 0 })
  }
  for (const actor of [world.people.elderlyReviewer, world.twin.people.reviewer, world.people.rival]) {
    const attempt = declareBias(world.as(actor), { followUpId: id, bias: 'none' })
    await expect(attempt, actor.name).rejects.toMatchObject({ code: 'notFound' })
  }
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'prepared', revision: 2 })
})

test('bias declared by all, the course goes on from where it stands', async () => {
  const id = await arranged.prepared()
  await arranged.declareAll(id)
  await beginFollowUp(world.as(world.people.reviewer), { followUpId: id })
  await expect(prepareFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    code: 'wrongState',
  })
})
