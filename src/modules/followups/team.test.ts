import { afterAll, beforeAll, expect, test } from 'vitest'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, type World } from '#test/world.ts'
import { beginFollowUp, prepareFollowUp } from './commands-course.ts'
import { addMember, declareBias, removeMember } from './commands-team.ts'
import { listMembers } from './queries.ts'

let world: World
let arranged: ReturnType<typeof followUpsIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = followUpsIn(world)
})
afterAll(() => world.close())

test('a unit that gives health care is not prepared without MAS or a written exception', async () => {
  const id = await arranged.create()
  await expect(prepareFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    code: 'missingRole',
  })
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'planned' })
  expect(await arranged.rowsOf(id)).toEqual([])
  const excepted = await arranged.create({
    roleException: 'Ingen hälso- och sjukvård ges på enheten just nu.',
  })
  const done = await prepareFollowUp(world.as(world.people.reviewer), { followUpId: excepted })
  expect(done).toMatchObject({ state: 'prepared', requirements: 4 })
})

test('a follow-up does not begin until everyone has declared bias', async () => {
  const id = await arranged.prepared()
  await declareBias(world.as(world.people.reviewer), { followUpId: id, bias: 'none' })
  await expect(beginFollowUp(world.as(world.people.mas), { followUpId: id })).rejects.toMatchObject({
    code: 'biasMissing',
  })
  expect(await arranged.stateOf(id)).toMatchObject({ state: 'prepared' })
  await declareBias(world.as(world.people.mas), { followUpId: id, bias: 'none' })
  expect(await beginFollowUp(world.as(world.people.mas), { followUpId: id })).toMatchObject({
    state: 'underway',
  })
})

test('a biased person is taken out, it is kept, and she does not come back', async () => {
  const id = await arranged.prepared()
  await declareBias(world.as(world.people.mas), {
    followUpId: id,
    bias: 'biased',
    note: 'Min syster arbetar där.',
  })
  const members = await arranged.ask(world.people.reviewer, (tx) => listMembers(tx, id))
  expect(members.at(-1)).toMatchObject({
    name: 'Maja Mas',
    bias: 'biased',
    biasNote: 'Min syster arbetar där.',
  })
  expect(members.at(-1)?.removedAt).not.toBeNull()
  await expect(arranged.addMas(id)).rejects.toMatchObject({ code: 'wrongState' })
  await declareBias(world.as(world.people.reviewer), { followUpId: id, bias: 'none' })
  await expect(beginFollowUp(world.as(world.people.reviewer), { followUpId: id })).rejects.toMatchObject({
    code: 'missingRole',
  })
})

test('nobody declares bias for somebody else, and bias needs its note', async () => {
  const id = await arranged.create()
  await expect(
    declareBias(world.as(world.people.mas), { followUpId: id, bias: 'none' }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(
    declareBias(world.as(world.people.reviewer), { followUpId: id, bias: 'biased' }),
  ).rejects.toMatchObject({ fields: [{ path: 'note', code: 'reasonNeeded' }] })
})

test('only somebody who may assess for the board can be in the team', async () => {
  const id = await arranged.create()
  for (const person of ['elderlyReviewer', 'manager', 'registrar'] as const)
    await expect(
      addMember(world.as(world.people.reviewer), {
        followUpId: id,
        accountId: world.people[person].accountId,
      }),
    ).rejects.toMatchObject({ fields: [{ path: 'accountId', code: 'chooseOne' }] })
  expect(await arranged.ask(world.people.reviewer, (tx) => listMembers(tx, id))).toHaveLength(1)
})

test('a member who was taken out can come back and then declares anew', async () => {
  const id = await arranged.create()
  await arranged.addMas(id)
  await declareBias(world.as(world.people.mas), { followUpId: id, bias: 'none' })
  await removeMember(world.as(world.people.reviewer), {
    followUpId: id,
    accountId: world.people.mas.accountId,
  })
  await arranged.addMas(id)
  const members = await arranged.ask(world.people.reviewer, (tx) => listMembers(tx, id))
  expect(members.map((member) => [member.name, member.bias, member.removedAt])).toEqual([
    ['Ulla Uppföljare', 'undeclared', null],
    ['Maja Mas', 'undeclared', null],
  ])
})
