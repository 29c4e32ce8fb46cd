import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import {
  changeReview,
  filterOwed,
  findReview,
  listOwed,
  listReviewChanges,
  listReviews,
  recordReview,
  removeItems,
  ReviewFilter,
  takeOwed,
  withdrawReview,
} from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let planId: string
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  planId = await arranged.makePlan()
})
afterAll(() => world.close())

const facts = () => ({
  title: 'Bemanning på natten',
  what: 'Räcker den?',
  caseNumber: 'OMS 26/412',
  decidedOn: '2026-10-15',
  paragraph: '§ 97',
  dueOn: '2027-05-31',
  unitId: world.units.oak ?? null,
  depth: 'inDepth' as const,
})
const record = (actor: Actor, more: object = {}) =>
  recordReview(world.as(actor), { boardId: world.boards.care ?? '', ...facts(), ...more })
const listed = async (actor: Actor = world.people.strategist) =>
  (await world.see(actor, (tx) => listReviews(tx, ReviewFilter.parse({})))).reviews
const owed = async () => {
  const plan = await arranged.planOf(planId)
  return (await world.see(world.people.strategist, (tx) => listOwed(tx, plan, today))).entries
}

test('a reviewer, another board’s people and the twin cannot record a review for the board', async () => {
  const { reviewer, elderlyReviewer, rival } = world.people
  for (const actor of [reviewer, elderlyReviewer, rival, world.twin.people.strategist])
    await expect(record(actor)).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await listed()).toEqual([])
})

test('a review needs a decision that has been taken, a later day, and one place of the board’s own', async () => {
  const { strategist } = world.people
  for (const more of [
    { caseNumber: '' },
    { paragraph: '' },
    { decidedOn: '2027-01-01' },
    { dueOn: '2026-01-01' },
    { serviceAreaId: world.areas.groupHome },
    { unitId: world.twin.units.oak },
  ])
    await expect(record(strategist, more), JSON.stringify(more)).rejects.toMatchObject({
      code: 'invalidInput',
    })
  expect(await listed()).toEqual([])
})

test('what the board has asked for is owed, and comes into the plan with one press and its decision', async () => {
  const { id } = await record(world.people.secretary)
  const [entry] = filterOwed(await owed(), { q: 'natten', kind: 'review', sort: 'ar' })
  expect(entry).toMatchObject({
    source: 'decision',
    name: 'Ekbacken',
    year: 2027,
    month: 5,
    state: 'missing',
    takeKey: `review:${id}`,
  })
  expect(entry?.owing.ground).toContain('§ 97, OMS 26/412')
  const taken = await takeOwed(arranged.asStrategist(), { yearPlanId: planId, keys: [`review:${id}`] })
  expect(taken).toMatchObject({ added: 1 })
  const [item] = await arranged.itemsOf(planId)
  expect(item).toMatchObject({
    name: 'Ekbacken',
    kind: 'targeted',
    depth: 'inDepth',
    month: 5,
    origin: 'decision',
    originId: id,
  })
  expect(item?.assignmentSource).toContain('§ 97')
  expect((await listed())[0]).toMatchObject({ state: 'planned', planItemId: item?.id })
  expect(filterOwed(await owed(), { q: '', kind: 'review', sort: 'ar' })[0]?.state).toBe('met')
  const again = await takeOwed(arranged.asStrategist(), { yearPlanId: planId, keys: [`review:${id}`] })
  expect(again).toMatchObject({ added: 0 })
  const gone = { yearPlanId: planId, itemIds: [item?.id ?? ''], reason: 'Fel enhet' }
  await removeItems(arranged.asStrategist(), gone)
  expect((await listed())[0]).toMatchObject({ state: 'open', planItemId: null })
})

test('a change asks why, tells what it was, and is not laid over a colleague’s', async () => {
  const [review] = await listed()
  const input = { ...facts(), reviewId: review?.id ?? '', revision: 1, dueOn: '2027-06-30' }
  await expect(changeReview(arranged.asStrategist(), { ...input, reason: '' })).rejects.toMatchObject({
    code: 'invalidInput',
  })
  await changeReview(arranged.asStrategist(), { ...input, reason: 'En månad till' })
  await expect(changeReview(arranged.asStrategist(), { ...input, reason: 'Igen' })).rejects.toMatchObject({
    code: 'stale',
  })
  const changes = await world.see(world.people.reviewer, (tx) => listReviewChanges(tx, review?.id ?? ''))
  expect(changes.map(({ kind, before, after, reason }) => [kind, before, after, reason])).toEqual([
    ['changed', { dueOn: '2027-05-31' }, { dueOn: '2027-06-30' }, 'En månad till'],
    ['made', null, expect.objectContaining({ title: 'Bemanning på natten' }), ''],
  ])
})

test('a review that is taken back is owed no more, and stays to be read with why', async () => {
  const { id } = await record(world.people.strategist, { unitId: null, title: 'Avgifter' })
  expect(filterOwed(await owed(), { q: 'avgifter', sort: 'ar' })).toHaveLength(1)
  await withdrawReview(arranged.asStrategist(), { reviewId: id, reason: 'Nämnden ändrade sig' })
  await expect(withdrawReview(arranged.asStrategist(), { reviewId: id, reason: 'x' })).rejects.toMatchObject({
    code: 'alreadyDone',
  })
  expect(filterOwed(await owed(), { q: 'avgifter', sort: 'ar' })).toEqual([])
  const read = await world.see(world.people.reviewer, (tx) => findReview(tx, id))
  expect(read).toMatchObject({ state: 'withdrawn', withdrawnReason: 'Nämnden ändrade sig' })
})

test('what was due before the plan’s years is owed in its first year', async () => {
  await record(world.people.strategist, { title: 'Sen granskning', dueOn: '2026-11-01' })
  const [late] = filterOwed(await owed(), { q: 'sen granskning', sort: 'ar' })
  expect(late).toMatchObject({ year: 2027, month: null, state: 'missing' })
})

test('the competitor, the unit, the other board and the twin learn of no review', async () => {
  const [review] = await listed()
  const { rival, manager, elderlyReviewer } = world.people
  for (const actor of [rival, manager, elderlyReviewer, world.twin.people.strategist]) {
    expect(await listed(actor)).toEqual([])
    expect(await world.see(actor, (tx) => findReview(tx, review?.id ?? ''))).toBeUndefined()
    expect(await world.see(actor, (tx) => listReviewChanges(tx, review?.id ?? ''))).toEqual([])
    const taken = { reviewId: review?.id ?? '', reason: 'x' }
    await expect(withdrawReview(world.as(actor), taken)).rejects.toBeTruthy()
  }
  expect((await listed()).length).toBe(3)
})
