import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { recordHours } from '#modules/followups/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn } from './arrange.test-support.ts'
import {
  estimateFor,
  estimatedHoursOf,
  listEstimateChanges,
  listEstimates,
  listUsed,
  listUsedFor,
  setEstimate,
  setStaffHours,
  takeUsedHours,
  usedHours,
} from './public.ts'
import { withoutFew } from './rules-used.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
const followUps: string[] = []
const key = { kind: 'planned', depth: 'basic' } as const
const boardOf = () => ({ boardId: world.boards.care })
const used = (actor: Actor = world.people.strategist) =>
  world.see(actor, (tx) => listUsed(tx, { ...boardOf(), year: 2026 }))

beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  const { reviewer, mas, strategist } = world.people
  for (const unit of [world.units.birch, world.units.oak]) {
    const id = await arranged.followedUp(unit)
    followUps.push(id)
    for (const [person, isLead] of [
      [reviewer, true],
      [mas, false],
    ] as const)
      await world.admin.query(
        `insert into follow_up_member (municipality_id, follow_up_id, account_id, board_id, unit_id, provider_id,
           name, profession, is_lead, bias)
         values ($1, $2, $3, $4, $5, $6, $7, '', $8, 'none')`,
        [
          reviewer.municipalityId,
          ...[id, person.accountId, world.boards.care, unit, world.providers.private],
          ...[person.name, isLead],
        ],
      )
  }
  const [first, second] = followUps
  const write = (followUpId = '', accountId: string, month: number, hours: number) =>
    recordHours(world.as(strategist), { followUpId, accountId, year: 2026, month, hours })
  await write(first, reviewer.accountId, 3, 10)
  await write(first, reviewer.accountId, 4, 5)
  await write(first, mas.accountId, 4, 4)
  await write(second, reviewer.accountId, 4, 16)
})
afterAll(() => world.close())

test('the strategist reads what follow-ups took by role, of how many, beside the estimate', async () => {
  const rows = await used()
  expect(rows.map(({ areaName, followUps: of, used: took }) => [areaName, of, took])).toEqual([
    ['', 2, { lead: 15.5, mas: 2 }],
    [expect.stringMatching(/./), 2, { lead: 15.5, mas: 2 }],
  ])
  expect(rows[0]?.estimate).toEqual({ lead: 12, second: 6 })
})

test('whoever does not plan is told no mean of few follow-ups, on the page, in the file or by another system', async () => {
  const told = (actor: Actor) =>
    world.see(actor, (tx) => listUsedFor(tx, actor, { boardId: world.boards.care ?? '', year: 2026 }))
  expect(await told(world.people.strategist)).toHaveLength(2)
  for (const actor of [world.people.reviewer, world.people.director]) expect(await told(actor)).toEqual([])
  const { rival, unitManager, elderlyReviewer } = world.people
  for (const actor of [rival, unitManager, elderlyReviewer, world.twin.people.strategist])
    expect(await told(actor), actor.name).toBeUndefined()
})

test('the mean of all areas is left out too where few are left when those shown are subtracted', () => {
  const of = (serviceAreaId: string | null, count: number) => ({
    ...key,
    ...{ serviceAreaId, areaName: serviceAreaId ?? '', followUps: count, used: { lead: 10 } },
  })
  const shown = (...counts: number[]) =>
    withoutFew([
      of(
        null,
        counts.reduce((sum, count) => sum + count, 0),
      ),
      ...counts.map((count, at) => of(`${at}`, count)),
    ]).map(({ serviceAreaId }) => serviceAreaId)
  expect(shown(5, 7)).toEqual([null, '0', '1'])
  expect(shown(5, 1)).toEqual(['0'])
  expect(shown(3, 2)).toEqual([null])
  expect(shown(2, 2)).toEqual([])
})

test('hours month by month stand beside those that people had', async () => {
  const asked = { ...boardOf(), years: [2026] }
  const months = await world.see(world.people.strategist, (tx) => usedHours(tx, asked))
  expect(months.filter((row) => row.used > 0)).toEqual([
    { year: 2026, month: 3, used: 10, available: null },
    { year: 2026, month: 4, used: 25, available: null },
  ])
  const hours = Array.from({ length: 12 }, (_, at) => (at === 3 ? 40 : null))
  const people = [{ accountId: world.people.reviewer.accountId, hours }]
  await setStaffHours(arranged.asStrategist(), { ...boardOf(), year: 2026, people })
  const after = await world.see(world.people.strategist, (tx) => usedHours(tx, asked))
  expect(after[3]).toEqual({ year: 2026, month: 4, used: 25, available: 40 })
})

test('a reviewer, and the twin, cannot make the mean the estimate, and nothing changes', async () => {
  const input = { ...boardOf(), ...key, serviceAreaId: null, year: 2026, reason: 'Tog längre tid' }
  for (const actor of [world.people.reviewer, world.people.elderlyReviewer, world.twin.people.strategist])
    await expect(takeUsedHours(world.as(actor), input)).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(takeUsedHours(arranged.asStrategist(), { ...input, reason: '' })).rejects.toMatchObject({
    code: 'invalidInput',
  })
  await expect(takeUsedHours(arranged.asStrategist(), { ...input, year: 2024 })).rejects.toMatchObject({
    code: 'notFound',
  })
  expect(await world.see(world.people.strategist, (tx) => listEstimates(tx, world.boards.care))).toEqual([])
})

test('the mean becomes the estimate with one press, and the change is kept with its reason', async () => {
  const input = { ...boardOf(), ...key, serviceAreaId: null, year: 2026, reason: 'Tog längre tid' }
  expect(await takeUsedHours(arranged.asStrategist(), input)).toMatchObject({
    hours: { lead: 15.5, mas: 2 },
    followUps: 2,
  })
  const see = world.people.strategist
  const estimates = await world.see(see, (tx) => listEstimates(tx, world.boards.care))
  expect(estimateFor(estimates, { ...key, serviceAreaId: null })).toEqual({ lead: 15.5, mas: 2 })
  await setEstimate(arranged.asStrategist(), { ...boardOf(), ...key, serviceAreaId: null, hours: null })
  const changes = await world.see(see, (tx) => listEstimateChanges(tx, world.boards.care))
  const told = changes.map(({ before, after, reason, followUps: of }) => [before, after, reason, of])
  expect(told).toHaveLength(2) // of the same moment: in either order
  expect(told).toContainEqual([{ lead: 15.5, mas: 2 }, null, '', null])
  expect(told).toContainEqual([null, { lead: 15.5, mas: 2 }, 'Tog längre tid', 2])
})

test('a follow-up without a row of a plan is held against the estimate of its kind', async () => {
  const followUp = { id: followUps[0] ?? '', ...boardOf(), ...key }
  expect(await world.see(world.people.reviewer, (tx) => estimatedHoursOf(tx, followUp))).toBe(18)
})

test('the competitor, the other board and the twin learn nothing of what follow-ups took', async () => {
  const { rival, elderlyReviewer } = world.people
  for (const actor of [rival, elderlyReviewer, world.twin.people.strategist])
    expect(await used(actor)).toEqual([])
})
