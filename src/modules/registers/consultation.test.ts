import { afterAll, beforeAll, expect, test } from 'vitest'
import { addItems, createYearPlan } from '#modules/plans/public.ts'
import { makeRegisters, outcome, type Registers } from './fixture.test-support.ts'
import { listEntriesAbout, referenceChoices } from './public.ts'
import { aboutInWords } from './views.ts'

let registers: Registers
let world: Registers['world']
let themeId = ''
let yearlyId = ''
beforeAll(async () => {
  registers = await makeRegisters()
  world = registers.world
  const as = () => world.as(world.people.strategist)
  const { id } = await createYearPlan(as(), {
    ...{ boardId: world.boards.care, fromYear: 2027, toYear: 2027 },
    ...{ title: 'Plan 2027', riskAnalysis: 'Riskanalys 2027', matterId: null },
  })
  const of = { yearPlanId: id, year: 2027, month: 9, depth: 'basic' as const, unitIds: [world.units.oak] }
  themeId = (await addItems(as(), { ...of, kind: 'theme', theme: 'Tandhälsa' })).itemIds[0] ?? ''
  yearlyId = (await addItems(as(), { ...of, kind: 'planned' })).itemIds[0] ?? ''
})
afterAll(() => world.close())

const values = (planItem: string) => ({
  ...{ activity: 'Tandhälsa', planYear: 2027, planItem },
  ...{ provider: world.providers.own, heldOn: '2026-10-15', answer: 'Ingen ändring.' },
})

test('a consultation names the row of the plan that it was about, and the row leads to it', async () => {
  const { strategist, rival, elderlyReviewer } = world.people
  const kind = await registers.kind('samrad')
  const { planItem } = await registers.read(strategist, (db) =>
    referenceChoices(db, kind.definition, '2026-11-19'),
  )
  expect(planItem?.map(({ id }) => id)).toEqual([themeId])
  await registers.add(strategist, { key: 'samrad', values: values(themeId), state: 'held' })
  const about = (actor: typeof strategist) =>
    registers.read(actor, async (db) =>
      aboutInWords(db, await listEntriesAbout(db, { planItemId: themeId }), '2026-11-19'),
    )
  expect(await about(strategist)).toHaveLength(1)
  for (const stranger of [rival, elderlyReviewer, world.twin.people.strategist])
    expect(await about(stranger)).toEqual([])
})

test('a consultation cannot name another board’s row, or one that is not there', async () => {
  const { strategist } = world.people
  const add = (planItem: string, boardId = world.boards.care) =>
    outcome(registers.add(strategist, { key: 'samrad', values: values(planItem), state: 'held', boardId }))
  expect(await add(world.units.oak)).toMatch(/planItem: /)
  expect(await add(yearlyId)).toBe('done')
})
