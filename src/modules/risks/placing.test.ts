import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { PlacingFilter } from './contract.ts'
import { grades, proposals, quadrantOf } from './placing-rules.ts'
import { listPlaced, listPlacings, placeAgreement, withdrawPlacing } from './public.ts'

let world: World
let asked: { boardId: string; on: string }
beforeAll(async () => {
  world = await makeWorld()
  asked = { boardId: world.boards.care, on: todayIn(now) }
})
afterAll(() => world.close())

const placed = (agreementId: string) => ({
  ...{ agreementId, importance: 4, importanceReason: 'Alla som bor där är beroende av det.' },
  ...{ complexity: 3, complexityReason: 'Stort värde och flera underleverantörer.' },
})
const place = (actor: Actor, more: object = {}, at = now) =>
  // Within the shape, or refused by it.
  placeAgreement(world.as(actor, at), {
    ...placed(world.agreements.private),
    ...more,
  } as Parameters<typeof placeAgreement>[1])
const list = (filter: object = {}, actor: Actor = world.people.strategist) =>
  world.see(actor, (tx) => listPlaced(tx, asked, PlacingFilter.parse(filter)))
const countRows = async () =>
  Number(
    (await world.admin.query<{ count: number }>('select count(*) as count from risk_placing')).rows[0]?.count,
  )

test('each of the four kinds of agreement has its proposal, and more of either is never followed less', () => {
  expect(grades.map((grade) => quadrantOf(grade, 1))).toEqual(['routine', 'routine', 'critical', 'critical'])
  expect(grades.map((grade) => quadrantOf(4, grade))).toEqual([
    ...['critical', 'critical', 'strategic', 'strategic'],
  ])
  expect(quadrantOf(1, 4)).toBe('weighty')
  expect(proposals[quadrantOf(4, 4)]).toEqual({ depth: 'inDepth', inDepthEvery: 1 })
})

test('nobody places an agreement that is not there, not theirs, or without a reason for both', async () => {
  const { strategist, manager, rival, member, reviewer, elderlyReviewer } = world.people
  await expect(place(strategist, { agreementId: uuidv7() })).rejects.toMatchObject({ code: 'notFound' })
  for (const stranger of [manager, rival, member, reviewer, elderlyReviewer, world.twin.people.strategist])
    await expect(place(stranger), stranger.name).rejects.toMatchObject({
      code: expect.stringMatching(/^(notFound|notAllowed)$/),
    })
  await expect(place(strategist, { complexityReason: '' })).rejects.toMatchObject({
    fields: [{ path: 'complexityReason', code: 'reasonNeeded' }],
  })
  await expect(place(strategist, { importance: 5 })).rejects.toMatchObject({
    fields: [{ path: 'importance', code: 'chooseOne' }],
  })
  expect(await countRows()).toBe(0)
})

test('an agreement is placed, placed anew and taken back, and everything stays to be read', async () => {
  const { strategist } = world.people
  await place(strategist)
  const { placingId } = await place(strategist, { importance: 2 }, new Date(now.getTime() + 60_000))
  const { agreements, total, all } = await list()
  expect([total, all.length]).toEqual([3, 3])
  expect(agreements.find(({ agreementId }) => agreementId === world.agreements.private)).toMatchObject({
    ...{
      quadrant: 'weighty',
      placing: { importance: 2, complexity: 3, placedBy: 'Stina Strateg' },
      units: 3,
    },
  })
  expect((await list({ quadrant: 'weighty' })).total).toBe(1)
  expect((await list({ unplaced: 'true' })).total).toBe(2)
  expect((await list({ importance: 2, complexity: 3, q: 'åkerbo' })).total).toBe(1)
  await withdrawPlacing(world.as(strategist), { placingId, reason: 'Fel avtal.' })
  await expect(withdrawPlacing(world.as(strategist), { placingId, reason: 'Igen.' })).rejects.toMatchObject({
    code: 'alreadyDone',
  })
  expect((await list({ quadrant: 'strategic' })).total).toBe(1)
  const history = await world.see(strategist, (tx) =>
    listPlacings(tx, { agreementId: world.agreements.private }),
  )
  expect(history.map(({ importance, withdrawnReason }) => [importance, withdrawnReason])).toEqual([
    [2, 'Fel avtal.'],
    [4, ''],
  ])
})

test('the operators, the board, the other board and the twin municipality learn of no placing', async () => {
  const { manager, rival, unitManager, member, elderlyReviewer } = world.people
  for (const stranger of [
    manager,
    rival,
    unitManager,
    member,
    elderlyReviewer,
    world.twin.people.strategist,
  ]) {
    const seen = await world.see(stranger, (tx) =>
      listPlacings(tx, { agreementId: world.agreements.private }),
    )
    expect(seen, stranger.name).toEqual([])
  }
})
