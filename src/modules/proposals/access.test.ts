import { afterAll, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import {
  askProposal,
  draftMarkOf,
  findProposal,
  getCalculation,
  listProposals,
  setCalculation,
  stopProposal,
  takeProposal,
} from './public.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
let plan: string
let proposal: string
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  await at.giveHours()
  plan = await at.makePlan()
  proposal = (await at.ask(plan)).id
  await at.work()
})
afterAll(() => world.close())

const strangers = () => {
  const { people, twin } = world
  return [people.rival, people.unitManager, people.elderlyReviewer, twin.people.strategist, people.reviewer]
}
const standing = async () => {
  const { rows } = await world.admin.query(
    'select count(*)::int as n from plan_proposal where taken_at is null and stop_asked_at is null',
  )
  return (rows[0] as { n: number }).n // the column selected
}

test('nobody but the board’s strategist finds a proposal: it tells the month of visits that nobody announces', async () => {
  for (const person of strangers()) {
    expect(await world.see(person, (tx) => findProposal(tx, proposal))).toBeUndefined()
    expect(await world.see(person, (tx) => listProposals(tx, plan))).toEqual([])
  }
  expect(await world.see(world.people.strategist, (tx) => findProposal(tx, proposal))).toMatchObject({
    state: 'ready',
  })
})

test('nobody else asks for one, stops one or takes one over, and nothing has changed', async () => {
  const before = await standing()
  const draftMark = await world.see(world.people.strategist, (tx) => draftMarkOf(tx, plan))
  for (const person of strangers()) {
    const as = () => ({ db: world.db, actor: person, now, commandId: uuidv7() })
    const refused = { code: expect.stringMatching(/^not(Found|Allowed)$/) as string }
    await expect(askProposal(as(), { yearPlanId: plan })).rejects.toMatchObject(refused)
    await expect(stopProposal(as(), { proposalId: proposal })).rejects.toMatchObject(refused)
    await expect(takeProposal(as(), { proposalId: proposal, draftMark, reason: '' })).rejects.toMatchObject(
      refused,
    )
  }
  expect(await standing()).toBe(before)
  expect(await at.items(plan)).toEqual([])
})

test('a strategist sets what proposals go by; a colleague’s change meanwhile is shown, and another board is not theirs', async () => {
  const read = () => world.see(world.people.strategist, (tx) => getCalculation(tx, at.boardId))
  const { revision, ...setting } = await read()
  const wanted = { ...setting, monthProfile: [...setting.monthProfile], reservePercent: 20, revision }
  await setCalculation(at.strategist(), wanted)
  expect(await read()).toMatchObject({ reservePercent: 20, revision: revision + 1 })
  await expect(setCalculation(at.strategist(), wanted)).rejects.toMatchObject({ code: 'stale' })
  const other = { ...wanted, boardId: world.boards.elderly ?? '', revision: 0 }
  await expect(setCalculation(at.strategist(), other)).rejects.toMatchObject({ code: 'notAllowed' })
  const { id } = await at.ask(plan)
  expect((await at.read(id)).input.rules.eventReserve).toBe(0.2)
})

test('a strategist who supposes a person without hours, or hours of nobody, is told at the field', async () => {
  await expect(at.ask(plan, { addedHours: 40 })).rejects.toMatchObject({
    fields: [{ path: 'addedProfession' }],
  })
  const unknown = { addedHours: 40, addedProfession: 'Trollkarl' }
  await expect(at.ask(plan, unknown)).rejects.toMatchObject({ fields: [{ path: 'addedProfession' }] })
  await expect(at.ask(plan, { addedProfession: 'MAS' })).rejects.toMatchObject({
    fields: [{ path: 'addedHours' }],
  })
  await expect(at.ask(plan, { mostSeconds: 1 })).rejects.toMatchObject({ fields: [{ path: 'mostSeconds' }] })
})

test('a strategist whose role ended yesterday finds no proposal more, by the day it is in Sweden', async () => {
  const { strategist } = world.people
  const found = () => world.see(strategist, (tx) => listProposals(tx, plan))
  const until = (day: string) =>
    world.admin.query(
      `update role_assignment set valid_from = '2020-01-01', valid_to = ${day}
       where account_id = $1 and role = 'strategist'`,
      [strategist.accountId],
    )
  await until('scope.today()')
  expect(await found()).not.toEqual([])
  await until('scope.today() - 1')
  expect(await found()).toEqual([])
})
