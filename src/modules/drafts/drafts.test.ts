import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { dropDraft, findDraft, keepDraft } from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const key = 'handin/0190a000-0000-7000-8000-000000000001'
const seenBy = (actor: Actor) => withScope(world.db, scopeOf(actor), (tx) => findDraft(tx, actor, key))

test('a person finds what they had begun to write, as they last kept it', async () => {
  const { manager } = world.people
  await keepDraft(world.as(manager), { key, content: { kommentar: 'Först' } })
  const later = new Date(now.getTime() + 60_000)
  await keepDraft(world.as(manager, later), { key, content: { kommentar: 'Sedan', val: ['a', 'b'] } })
  expect(await seenBy(manager)).toEqual({
    key,
    content: { kommentar: 'Sedan', val: ['a', 'b'] },
    savedAt: later,
  })
})

test('nobody else reads a draft: not a competitor, not the office, not another municipality', async () => {
  await keepDraft(world.as(world.people.manager), { key, content: { kommentar: 'Mitt' } })
  for (const actor of [world.people.rival, world.people.strategist, world.twin.people.manager])
    expect(await seenBy(actor), actor.name).toBeUndefined()
  const { rows } = await world.admin.query('select count(*) as n from own_draft where key = $1', [key])
  expect(rows).toEqual([{ n: 1 }])
})

test('a draft with a personal number or an odd key is refused, and what was kept stays', async () => {
  const { manager } = world.people
  await keepDraft(world.as(manager), { key, content: { kommentar: 'Kvar' } })
  const refused = keepDraft(world.as(manager), { key, content: { kommentar: 'Se 19121212-1212' } })
  await expect(refused).rejects.toMatchObject({ code: 'personalNumber' })
  const odd = keepDraft(world.as(manager), { key: '../annat', content: {} })
  await expect(odd).rejects.toMatchObject({ code: 'invalidInput' })
  expect((await seenBy(manager))?.content).toEqual({ kommentar: 'Kvar' })
})

test('a person who drops one draft loses that one and nobody else’s', async () => {
  const { manager, rival } = world.people
  await keepDraft(world.as(manager), { key, content: { kommentar: 'Bort' } })
  await keepDraft(world.as(rival), { key, content: { kommentar: 'Stannar' } })
  await dropDraft(world.as(manager), { key })
  expect(await seenBy(manager)).toBeUndefined()
  expect((await seenBy(rival))?.content).toEqual({ kommentar: 'Stannar' })
})
