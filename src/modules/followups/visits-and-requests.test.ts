import { afterAll, beforeAll, expect, test } from 'vitest'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  acceptRequest,
  answerExtension,
  createRequests,
  returnRequest,
  withdrawRequest,
} from './commands-requests.ts'
import { recordVisit } from './commands-visits.ts'
import { listRequests } from './queries-requests.ts'
import { listVisits } from './queries-visits.ts'
import { findFollowUp } from './queries.ts'

let world: World
let arranged: ReturnType<typeof followUpsIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = followUpsIn(world)
})
afterAll(() => world.close())

/** As the operator's own command leaves it. */
const handIn = (requestId: string) =>
  world.admin.query(`update document_request set state = 'submitted' where id = $1`, [requestId])

const requestRow = async (requestId: string) => {
  const { rows } = await world.admin.query(
    'select state, due_on::text, return_reason, extension_answer, revision from document_request where id = $1',
    [requestId],
  )
  return rows[0] as object // one row, the columns selected
}

test('a visit on a Thursday evening begins the follow-up and is counted as evening', async () => {
  const id = await arranged.prepared()
  await expect(recordVisit(world.as(world.people.reviewer), arranged.visit(id))).rejects.toMatchObject({
    code: 'biasMissing',
  })
  expect(await arranged.ask(world.people.reviewer, (tx) => listVisits(tx, id))).toEqual([])
  await arranged.declareAll(id)
  const done = await recordVisit(world.as(world.people.reviewer), arranged.visit(id))
  expect(done).toMatchObject({ timeOfDay: 'evening', begun: true })
  expect(await arranged.ask(world.people.reviewer, (tx) => findFollowUp(tx, id))).toMatchObject({
    state: 'underway',
  })
})

test('who was met is written as roles: a name is no role', async () => {
  const id = await arranged.prepared()
  const named = { ...arranged.visit(id), metRoles: ['Kerstin' as 'nurse'] } // what a careless caller could send
  await expect(recordVisit(world.as(world.people.reviewer), named)).rejects.toMatchObject({
    fields: [{ path: 'metRoles.0', code: 'chooseOne' }],
  })
})

test('a personal number in the notes of a visit is refused', async () => {
  const id = await arranged.prepared()
  await arranged.declareAll(id)
  const input = arranged.visit(id, { notes: 'Talade med 19811218-9876.' })
  await expect(recordVisit(world.as(world.people.reviewer), input)).rejects.toMatchObject({
    code: 'personalNumber',
  })
})

test('a visit entered ahead begins nothing until it has been made', async () => {
  const id = await arranged.prepared()
  await arranged.declareAll(id)
  const ahead = arranged.visit(id, { date: '2026-11-26', metRoles: [] })
  const { id: visitId, begun } = await recordVisit(world.as(world.people.reviewer), ahead)
  expect(begun).toBe(false)
  expect(await arranged.ask(world.people.reviewer, (tx) => findFollowUp(tx, id))).toMatchObject({
    state: 'prepared',
  })
  const later = new Date('2026-11-26T20:00:00Z')
  await recordVisit(
    world.as(world.people.reviewer, later),
    arranged.visit(id, { date: '2026-11-26', visitId }),
  )
  const visits = await arranged.ask(world.people.reviewer, (tx) => listVisits(tx, id))
  expect(visits).toMatchObject([{ id: visitId, metRoles: ['unitManager', 'careStaff'] }])
  await expect(
    recordVisit(world.as(world.people.reviewer, later), arranged.visit(id, { visitId })),
  ).rejects.toMatchObject({ code: 'alreadyDone' })
})

test('a stranger finds no follow-up to ask documents in, and a manager may not ask', async () => {
  const id = await arranged.prepared()
  const input = { followUpId: id, requests: [arranged.line('Rutiner')] }
  for (const actor of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    await expect(createRequests(world.as(actor), input), actor.name).rejects.toMatchObject({
      code: 'notFound',
    })
  await expect(createRequests(world.as(world.people.manager), input)).rejects.toMatchObject({
    code: 'notFound',
  })
  expect(await arranged.ask(world.people.reviewer, (tx) => listRequests(tx, id))).toEqual([])
})

test('a request with a day that has been, or about another protocol, is refused at its field', async () => {
  const id = await arranged.prepared()
  const other = world.catalogue.requirements.deep
  const attempt = createRequests(world.as(world.people.reviewer), {
    followUpId: id,
    requests: [
      arranged.line('Rutiner'),
      arranged.line('Schema', { dueOn: '2026-11-18' }),
      arranged.line('Plan', { requirementIds: [other] }),
    ],
  })
  await expect(attempt).rejects.toMatchObject({
    fields: [
      { path: 'requests.1.dueOn', code: 'dateInPast' },
      { path: 'requests.2.requirementIds', code: 'notValid' },
    ],
  })
  expect(await arranged.ask(world.people.reviewer, (tx) => listRequests(tx, id))).toEqual([])
})

test('four documents are asked for at once: the unit sees them, the matter numbers them, the manager is told', async () => {
  const id = await arranged.prepared({ newCaseNumber: 'OMS 26/101' })
  const titles = ['Avvikelser', 'Bemanningsschema', 'Egenkontroller', 'Rutiner']
  await createRequests(world.as(world.people.reviewer, new Date(now.getTime() + 1000)), {
    followUpId: id,
    requests: titles.map((title) =>
      arranged.line(title, { requirementIds: [world.catalogue.requirements.first] }),
    ),
  })
  const seen = await arranged.ask(world.people.manager, (tx) => listRequests(tx, id))
  expect(seen.map((request) => request.title)).toEqual(titles)
  expect(await arranged.ask(world.people.rival, (tx) => listRequests(tx, id))).toEqual([])
  const { rows } = await world.admin.query(
    `select r.number, r.title, r.direction, r.party from record r
     join follow_up f on f.municipality_id = r.municipality_id and f.matter_id = r.matter_id
     where f.id = $1 order by r.number`,
    [id],
  )
  expect(rows).toEqual(
    titles.map((title, at) => ({
      number: at + 1,
      title: `Begäran om underlag: ${title}`,
      direction: 'out',
      party: 'Åkerbo Omsorg AB',
    })),
  )
  const { rows: notices } = await world.admin.query(
    `select title from notice where account_id = $1 order by sent_at desc limit 1`,
    [world.people.manager.accountId],
  )
  expect(notices).toEqual([{ title: '4 underlag att lämna in för Björkgården.' }])
})

test('what was handed in is accepted, or returned with a reason and a new day', async () => {
  const id = await arranged.prepared()
  const asked = await arranged.requested(id)
  await expect(acceptRequest(world.as(world.people.reviewer), asked)).rejects.toMatchObject({
    code: 'wrongState',
  })
  await handIn(asked.requestId)
  await expect(
    returnRequest(world.as(world.people.reviewer), { ...asked, reason: '' }),
  ).rejects.toMatchObject({ fields: [{ path: 'reason', code: 'reasonNeeded' }] })
  await returnRequest(world.as(world.people.reviewer), {
    ...asked,
    reason: 'Sidan 2 saknas.',
    dueOn: '2026-12-05',
  })
  expect(await requestRow(asked.requestId)).toMatchObject({
    state: 'returned',
    due_on: '2026-12-05',
    return_reason: 'Sidan 2 saknas.',
  })
  await handIn(asked.requestId)
  await expect(acceptRequest(world.as(world.people.mas), asked)).rejects.toMatchObject({
    code: 'stale',
    current: { state: 'submitted', revision: 2 },
  })
  await acceptRequest(world.as(world.people.mas), { ...asked, revision: 2 })
  expect(await requestRow(asked.requestId)).toMatchObject({ state: 'accepted' })
})

test('a granted extension moves the day, a refused one does not, and neither is answered twice', async () => {
  const id = await arranged.prepared()
  for (const [answer, dueOn] of [
    ['granted', '2026-12-15'],
    ['refused', '2026-12-01'],
  ] as const) {
    const asked = await arranged.requested(id)
    await world.admin.query(
      `update document_request set extension_asked_until = '2026-12-15', extension_reason = 'Semester' where id = $1`,
      [asked.requestId],
    )
    await expect(answerExtension(world.as(world.people.mas), { ...asked, answer })).rejects.toMatchObject({
      code: 'notAllowed',
    })
    await answerExtension(world.as(world.people.reviewer), { ...asked, answer })
    expect(await requestRow(asked.requestId)).toMatchObject({ extension_answer: answer, due_on: dueOn })
    await expect(
      answerExtension(world.as(world.people.reviewer), { ...asked, revision: 2, answer }),
    ).rejects.toMatchObject({ code: 'wrongState' })
  }
})

test('a request that is no longer needed is withdrawn, but not once it has been accepted', async () => {
  const asked = await arranged.requested(await arranged.prepared())
  await withdrawRequest(world.as(world.people.reviewer), asked)
  expect(await requestRow(asked.requestId)).toMatchObject({ state: 'withdrawn' })
  await expect(
    withdrawRequest(world.as(world.people.reviewer), { ...asked, revision: 2 }),
  ).rejects.toMatchObject({ code: 'wrongState' })
})
