import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { pages } from '#access/pages.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { load as loadHead } from './+layout.server.ts'
import { load as loadPlan } from './+page.server.ts'
import { load as loadChecks } from './kontroll/+page.server.ts'
import { load as loadRow } from './rad/[itemId]/+page.server.ts'
import { load as loadMove } from './rad/[itemId]/flytta/+page.server.ts'
import { load as loadBoard } from './tavla/+page.server.ts'

/** What the pages that show a plan and change it tell, and to whom. */
let world: World
let planId: string
let announced: string
let secret: string
beforeAll(async () => {
  world = await makeWorld()
  const arranged = plansIn(world)
  planId = await arranged.makePlan()
  const row = await arranged.add(planId, { unitIds: [world.units.birch], month: 3, depth: 'basic' })
  announced = row.itemIds[0] ?? ''
  const unannounced = await arranged.add(planId, { unitIds: [world.units.oak], month: 9, announced: false })
  secret = unannounced.itemIds[0] ?? ''
})
afterAll(() => world.close())

type Load = (event: never) => unknown

/** A page as one person is given it, with the head of the plan that all of them have. */
async function seen(load: Load, actor: Actor, more: { itemId?: string; query?: string } = {}) {
  const locals = { db: world.db, actor, now, requestId: uuidv7(), theme: 'auto', started: 0 }
  const params = { yearPlanId: planId, itemId: more.itemId ?? '' }
  const url = new URL(`http://uppsikt.test/planer/ar/${planId}?${more.query ?? ''}`)
  const event = { locals, params, url }
  const head = await (loadHead as Load)(event as never) // the part of the event that the loads read
  return (await load({ ...event, parent: () => Promise.resolve(head) } as never)) as Record<string, unknown>
}

test('a stranger finds no plan, no row and nothing to move', async () => {
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist])
    for (const load of [loadPlan, loadRow, loadMove, loadBoard, loadChecks])
      await expect(seen(load as Load, stranger, { itemId: announced })).rejects.toMatchObject({
        code: 'notFound',
      })
})

test('only who may read proposals is told why a row lies there: it tells the risk of the unit', async () => {
  const { strategist, reviewer } = world.people
  const told = await seen(loadRow as Load, strategist, { itemId: announced })
  expect(JSON.stringify(told['why'])).toContain('Enheten har risk')
  const other = await seen(loadRow as Load, reviewer, { itemId: announced })
  expect(other['item']).toMatchObject({ id: announced })
  expect(other['why']).toBeUndefined()
  expect(JSON.stringify(other)).not.toContain('risk ')
  expect((await seen(loadPlan as Load, strategist))['broken']).toMatchObject({ rules: expect.any(Number) })
  expect((await seen(loadPlan as Load, reviewer))['broken']).toBeUndefined()
  for (const page of ['rad/[itemId]/flytta', 'kontroll', 'kontroll/export'])
    expect(pages[`/planer/ar/[yearPlanId]/${page}` as keyof typeof pages]).toEqual(['strategist'])
})

test('a row of another plan is not found by this one’s address', async () => {
  const arranged = plansIn(world)
  const other = await arranged.makePlan()
  const { itemIds } = await arranged.add(other)
  for (const load of [loadRow, loadMove])
    await expect(
      seen(load as Load, world.people.strategist, { itemId: itemIds[0] ?? '' }),
    ).rejects.toMatchObject({
      status: 404,
    })
})

test('an unannounced visit is moved by halves and is told no month of, whatever is asked', async () => {
  const { strategist } = world.people
  const asked = await seen(loadMove as Load, strategist, { itemId: secret, query: 'manad=3' })
  expect(asked).toMatchObject({ to: { month: null, half: 1 }, half: { half: 1, isHere: false } })
  expect(asked['effect']).toBeUndefined()
  const row = await seen(loadRow as Load, strategist, { itemId: secret })
  expect(row['why']).toMatchObject({ months: [], halves: [{ half: 1 }, { half: 2, isHere: true }] })
  const { board } = (await seen(loadBoard as Load, strategist)) as unknown as {
    board: { lanes: { cells: { month: number | null; cards: { id: string }[] }[] }[] }
  } // as the board's load gives it
  const cells = board.lanes.flatMap(({ cells }) => cells)
  const own = cells.filter(({ cards }) => cards.some(({ id }) => id === secret))
  expect(own.map(({ month }) => month)).toEqual([null])
})

test('a move to a month tells what it breaks and who would have to be in the team', async () => {
  const { effect, to } = (await seen(loadMove as Load, world.people.strategist, {
    itemId: announced,
    query: 'manad=12&las=ja',
  })) as { effect: { suggested: { team: unknown[] } } | undefined; to: unknown } // as the load gives it
  expect(to).toEqual({ month: 12, half: 2 })
  expect(effect?.suggested.team).toBeDefined()
  const nowhere = await seen(loadMove as Load, world.people.strategist, {
    itemId: announced,
    query: 'manad=13',
  })
  expect(nowhere).toMatchObject({ to: undefined, effect: undefined })
})
