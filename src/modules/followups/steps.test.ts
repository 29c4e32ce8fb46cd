import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { steps } from './rules.ts'
import { describeSteps, listAllSteps, listSteps } from './steps.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const read = (actor: Actor) => withScope(world.db, scopeOf(actor), (tx) => listSteps(tx, 'targeted'))
const named = (name: string) => ({
  kind: 'targeted' as const,
  steps: [{ position: 1, name, role: 'Direktören' }],
})

test('every municipality begins with a course for each kind of follow-up', async () => {
  const all = await withScope(world.db, scopeOf(world.people.reviewer), (tx) => listAllSteps(tx))
  expect(new Set(all.map(({ kind }) => kind)).size).toBe(5)
  expect(all).toHaveLength(30)
  expect(await read(world.people.rival)).toEqual([])
})

test('a reviewer and a provider may not name the steps, and nothing is changed', async () => {
  const before = await read(world.people.reviewer)
  for (const person of [world.people.reviewer, world.people.manager])
    await expect(describeSteps(world.as(person), named('Annat'))).rejects.toMatchObject({
      code: 'notAllowed',
    })
  expect(await read(world.people.reviewer)).toEqual(before)
})

test('a step without a name, or one that does not exist, is refused', async () => {
  const strategist = () => world.as(world.people.strategist)
  await expect(describeSteps(strategist(), named('  '))).rejects.toMatchObject({ code: 'invalidInput' })
  const ninth = { kind: 'targeted' as const, steps: [{ position: 9, name: 'Nytt', role: '' }] }
  await expect(describeSteps(strategist(), ninth)).rejects.toMatchObject({ code: 'notFound' })
})

test('what a strategist calls a step stands in the row of steps, and only in the own municipality', async () => {
  await describeSteps(world.as(world.people.strategist), named('Beslut om riktad uppföljning'))
  const [first] = steps({ state: 'planned' }, await read(world.people.reviewer))
  expect(first).toEqual({ title: 'Beslut om riktad uppföljning', role: 'Direktören', state: 'current' })
  const [theirs] = await read(world.twin.people.reviewer)
  expect(theirs?.name).toBe('Planering')
})
