import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { listApplicableRequirements } from '#modules/agreements/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import {
  addItems,
  analysisHref,
  changeYearPlan,
  findItem,
  listAnalyses,
  listFocusCoverage,
  listThemes,
  submitYearPlan,
} from './public.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
})
afterAll(() => world.close())

const strangers = () => [world.people.rival, world.people.elderlyReviewer, world.twin.people.strategist]
const read = <Result>(
  work: Parameters<typeof arranged.read<Result>>[1],
  actor: Actor = world.people.strategist,
) => arranged.read(actor, work)

test('a row of the plan opens the requirements of its unit’s agreement, as deep as it is planned', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { depth: 'basic' })
  const [item] = await arranged.itemsOf(id)
  const keys = async (depth: 'basic' | 'inDepth') =>
    (await read((tx) => listApplicableRequirements(tx, item?.unitId ?? '', today, depth)))?.requirements.map(
      (one) => one.key,
    ) ?? []
  expect(await keys(item!.depth)).toEqual(expect.arrayContaining(['bas-ett', 'bas-tva']))
  expect((await keys('inDepth')).length).toBeGreaterThan((await keys(item!.depth)).length)
  for (const stranger of strangers())
    expect(await read((tx) => findItem(tx, item!.id), stranger)).toBeUndefined()
})

test('a row carries its priority and where the assignment came from, and keeps them until somebody writes others', async () => {
  const id = await arranged.makePlan()
  const assignmentSource = 'Ledningsgruppen 2026-10-12 och avtalet punkt 7'
  const { itemIds } = await arranged.add(id, { priority: 'high', assignmentSource })
  expect(await read((tx) => findItem(tx, itemIds[0]!))).toMatchObject({ priority: 'high', assignmentSource })
})

test('themes stand by year over four years, as the plans hold them', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { kind: 'theme', theme: 'Våld i nära relationer', unitIds: [world.units.oak] })
  await addItems(arranged.asStrategist(), {
    ...{ yearPlanId: id, year: 2027, month: 9, kind: 'theme', depth: 'basic', theme: 'Tandhälsa' },
    unitIds: [world.units.birch, world.units.pine],
  })
  const { themes, themeYears } = await read((tx) => listThemes(tx, 2026))
  expect(themeYears).toEqual([2024, 2025, 2026, 2027])
  expect(themes).toEqual([
    { theme: 'Tandhälsa', years: [{ theme: 'Tandhälsa', year: 2027, count: 2 }] },
    { theme: 'Våld i nära relationer', years: [{ theme: 'Våld i nära relationer', year: 2027, count: 1 }] },
  ])
  for (const stranger of strangers())
    expect((await read((tx) => listThemes(tx, 2026), stranger)).themes).toEqual([])
})

test('a focus area is covered when its requirements are assessed in the follow-ups made from the plan', async () => {
  const { rows } = await world.admin.query<{ id: string; key: string }>(
    `select id, key from requirement where municipality_id = $1 and focus_area = 'dokumentation' order by key`,
    [world.municipalityId],
  )
  const asked = rows[0]!
  const id = await arranged.makePlan()
  const { revision, matterId } = await arranged.planOf(id)
  const facts = { title: 'Plan 2027', riskAnalysis: 'Riskanalys 2027', matterId }
  await changeYearPlan(arranged.asStrategist(), {
    ...{ yearPlanId: id, revision, ...facts },
    focusAreas: [{ year: 2027, areas: ['dokumentation', 'Bemötande'] }],
  })
  await arranged.add(id, { unitIds: arranged.ownUnits(), focusAreas: ['dokumentation'] })
  const coverage = async (actor?: Actor) => {
    const plan = await arranged.planOf(id)
    return read((tx) => listFocusCoverage(tx, { id, focusAreas: actor ? [] : plan.focusAreas }), actor)
  }
  const none = { year: 2027, area: 'Bemötande', planned: 0, begun: 0, assessed: 0 }
  const documentation = { year: 2027, area: 'dokumentation', planned: 5, begun: 0, assessed: 0 }
  expect(await coverage()).toEqual([documentation, none])
  const item = (await arranged.itemsOf(id)).find((one) => one.unitId === world.units.birch)
  const followUp = await arranged.followedUp(world.units.birch, { state: 'underway', plan_item_id: item!.id })
  await world.insert('protocol_row', {
    row: {
      ...{ follow_up_id: followUp, board_id: world.boards.care, unit_id: world.units.birch, position: 1 },
      ...{ requirement_id: asked.id, requirement_key: asked.key },
      origin: 'focus',
    },
  })
  expect(await coverage()).toEqual([{ ...documentation, begun: 1 }, none])
  await world.admin.query(`update protocol_row set verdict = 'met' where follow_up_id = $1`, [followUp])
  expect(await coverage()).toEqual([{ ...documentation, begun: 1, assessed: 1 }, none])
  for (const stranger of strangers()) expect(await coverage(stranger)).toEqual([])
})

test('a plan rests on a risk analysis of the register, leads to it, and is not handed over without one', async () => {
  const id = await arranged.makePlan()
  await arranged.add(id, { unitIds: arranged.ownUnits() })
  const { kind } = await world.insert('register_kind', {
    kind: {
      ...{ key: 'riskanalyser', for_board: false, for_operators: false, position: 1 },
      definition: JSON.stringify({ name: 'Riskanalyser', fields: [] }),
    },
  })
  const { entry } = await world.insert('register_entry', {
    entry: {
      ...{ kind_id: kind, board_id: world.boards.care, title: 'Riskanalys 2027' },
      facts: JSON.stringify({ doneOn: '2026-10-05' }),
      ...{ created_by: world.people.strategist.accountId, created_at: '2026-10-05T08:00:00Z' },
      changed_at: '2026-10-05T08:00:00Z',
    },
  })
  const board = world.boards.care
  const [name = ''] = await read((tx) => listAnalyses(tx, board))
  expect(name).toBe('Riskanalys 2027, 2026-10-05')
  for (const stranger of strangers())
    expect(await read((tx) => listAnalyses(tx, board), stranger)).toEqual([])
  const rests = async (riskAnalysis: string) => {
    const { revision, matterId } = await arranged.planOf(id)
    const facts = { title: 'Plan 2027', riskAnalysis, matterId, focusAreas: [] }
    return (await changeYearPlan(arranged.asStrategist(), { yearPlanId: id, revision, ...facts })).revision
  }
  const submit = (revision: number) => submitYearPlan(arranged.asStrategist(), { yearPlanId: id, revision })
  await expect(submit(await rests(''))).rejects.toMatchObject({ code: 'checksRemain' })
  expect((await arranged.planOf(id)).state).toBe('draft')
  const revision = await rests(name)
  const plan = await arranged.planOf(id)
  expect(await read((tx) => analysisHref(tx, plan))).toBe(`/register/riskanalyser/${entry}`)
  await submit(revision)
  expect((await arranged.planOf(id)).state).toBe('submitted')
})
