import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { getSetting, setPlanning } from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const set = (answerableUnit: string, revision: number, who = world.people.strategist) =>
  setPlanning(world.as(who), {
    ...{ boardId: world.boards.care ?? '', revision, fixedBy: 'board', changedBy: 'board' },
    ...{ selfCheckEvery: 2, selfCheckFirst: 2018, reportMonths: 1, decideByMonth: 12 },
    ...{ needsRiskAnalysis: false, answerableUnit },
  })
const told = (boardId = world.boards.care ?? '') =>
  world.see(world.people.strategist, async (tx) => (await getSetting(tx, boardId)).answerableUnit)

test('a board says which unit carries out its follow-ups; nobody else does, and another board’s is its own', async () => {
  expect(await told()).toBe('')
  for (const who of [world.people.reviewer, world.people.rival, world.twin.people.strategist])
    await expect(set('Vi', 0, who)).rejects.toThrow()
  expect(await told()).toBe('')
  await set('  Uppföljningsenheten ', 0)
  expect(await told()).toBe('Uppföljningsenheten')
  expect(await told(world.boards.elderly)).toBe('')
  await expect(set('x'.repeat(201), 1)).rejects.toMatchObject({ fields: [{ path: 'answerableUnit' }] })
})
