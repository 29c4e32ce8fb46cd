import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn } from './arrange.test-support.ts'
import { findItem, listChanges, moveItem, pinItems } from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
})
afterAll(() => world.close())

const strangers = () => [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist]
const logOf = (plan: string) => arranged.read(world.people.strategist, (tx) => listChanges(tx, plan))
const rowOf = async (id: string) => (await arranged.read(world.people.strategist, (tx) => findItem(tx, id)))!
async function planWithRow(more: Parameters<typeof arranged.add>[1] = {}) {
  const yearPlanId = await arranged.makePlan()
  const { itemIds } = await arranged.add(yearPlanId, more)
  return { yearPlanId, itemId: itemIds[0] ?? '', itemIds }
}

test('nobody else learns of a row by trying to lock or move it, and nothing changes', async () => {
  const { yearPlanId, itemId, itemIds } = await planWithRow()
  const before = await rowOf(itemId)
  for (const stranger of strangers()) {
    const locked = pinItems(world.as(stranger), { yearPlanId, itemIds, pinned: true })
    await expect(locked).rejects.toMatchObject({ code: 'notFound' })
    const moved = moveItem(world.as(stranger), { itemId, revision: before.revision, month: 5 })
    await expect(moved).rejects.toMatchObject({ code: 'notFound' })
  }
  const reviewer = world.as(world.people.reviewer)
  await expect(pinItems(reviewer, { yearPlanId, itemIds, pinned: true })).rejects.toMatchObject({
    code: 'notAllowed',
  })
  await expect(moveItem(reviewer, { itemId, revision: before.revision, month: 5 })).rejects.toMatchObject({
    code: 'notAllowed',
  })
  expect(await rowOf(itemId)).toEqual(before)
})

test('what has only a half-year is locked to that, and what is decided takes neither lock nor move', async () => {
  const coarse = await planWithRow({ announced: false, month: null, half: 2 })
  const { yearPlanId, itemIds } = coarse
  expect(await pinItems(arranged.asStrategist(), { yearPlanId, itemIds, pinned: true })).toMatchObject({
    changed: 1,
  })
  expect(await rowOf(itemIds[0] ?? '')).toMatchObject({ pinned: true, month: null, half: 2 })
  const decided = await arranged.decidedPlan()
  const [row] = await arranged.itemsOf(decided)
  await expect(
    pinItems(arranged.asStrategist(), { yearPlanId: decided, itemIds: [row!.id], pinned: true }),
  ).rejects.toMatchObject({ code: 'wrongState' })
  await expect(
    moveItem(arranged.asStrategist(), { itemId: row!.id, revision: row!.revision, half: 1 }),
  ).rejects.toMatchObject({ code: 'wrongState' })
  expect((await arranged.itemsOf(decided))[0]).toEqual(row)
})

test('a strategist locks several rows and unlocks one; each is told of once in the log', async () => {
  const yearPlanId = await arranged.makePlan()
  const { itemIds } = await arranged.add(yearPlanId, { unitIds: arranged.ownUnits() })
  const { itemIds: coarse } = await arranged.add(yearPlanId, {
    ...{ kind: 'theme', theme: 'Natten', announced: false, month: null },
  })
  const all = [...itemIds, ...coarse]
  const lock = (ids: readonly string[], pinned: boolean) =>
    pinItems(arranged.asStrategist(), { yearPlanId, itemIds: [...ids], pinned, reason: 'Avtalat' })
  expect(await lock(all, true)).toEqual({ id: yearPlanId, changed: 6 })
  expect(await lock(itemIds, true)).toMatchObject({ changed: 0 })
  expect(await lock(itemIds.slice(0, 1), false)).toMatchObject({ changed: 1 })
  expect((await arranged.itemsOf(yearPlanId)).filter(({ pinned }) => pinned)).toHaveLength(5)
  const log = (await logOf(yearPlanId)).filter(({ kind }) => kind === 'pinned' || kind === 'unpinned')
  expect(log.map(({ kind }) => kind).toSorted()).toEqual([...Array(6).fill('pinned'), 'unpinned'])
  expect(log.every(({ reason }) => reason === 'Avtalat')).toBe(true)
})

test('a row is moved and locked with its new team in one go; what a colleague has changed meanwhile is not written over', async () => {
  const { yearPlanId, itemId } = await planWithRow()
  const { revision } = await rowOf(itemId)
  const team = [{ accountId: world.people.strategist.accountId, role: 'lead' as const, hours: 12 }]
  const move = (month: number) =>
    moveItem(arranged.asStrategist(), { itemId, revision, month, pin: true, team, reason: 'Ledighet' })
  expect(await move(9)).toMatchObject({ id: itemId, moved: true })
  expect(await rowOf(itemId)).toMatchObject({ month: 9, half: 2, pinned: true, team: [{ hours: 12 }] })
  await expect(move(10)).rejects.toMatchObject({ code: 'stale', current: { month: 9 } })
  const kinds = (await logOf(yearPlanId)).map(({ kind }) => kind)
  expect(kinds.toSorted()).toEqual(['added', 'moved', 'pinned'])
})

test('an unannounced visit is moved to the other half and never gets a month', async () => {
  const { itemId } = await planWithRow({ announced: false, month: null, half: 2 })
  const { revision } = await rowOf(itemId)
  await moveItem(arranged.asStrategist(), { itemId, revision, month: 3, pin: true })
  expect(await rowOf(itemId)).toMatchObject({ month: null, half: 1, pinned: false })
})
