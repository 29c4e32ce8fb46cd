import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillNotCovered } from '#modules/proposals/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { plansIn, today } from './arrange.test-support.ts'
import {
  exceptOwed,
  fixYearPlan,
  planContent,
  setStaffHours,
  submitYearPlan,
  withSuggested,
} from './public.ts'
import { byProfession, classesOf, fewest, tellerOf } from './rules-uncovered.ts'

let world: World
let arranged: ReturnType<typeof plansIn>
let id: string
beforeAll(async () => {
  world = await makeWorld()
  arranged = plansIn(world)
  id = await arranged.makePlan()
  await arranged.add(id, { unitIds: [world.units.birch ?? ''] })
  await exceptOwed(arranged.asStrategist(), {
    yearPlanId: id,
    rule: 'coverage',
    sourceId: world.units.oak ?? '',
    year: 2027,
    reason: 'Stängs i januari',
    decidedBy: 'Omsorgsnämnden § 45',
    decidedOn: today,
  })
})
afterAll(() => world.close())

const content = async (actor = world.people.strategist) =>
  world.see(actor, (tx) => planContent(tx, id, 1, today))
const fill = async (actor = world.people.strategist) =>
  fillNotCovered(world.as(actor), { yearPlanId: id, revision: (await arranged.planOf(id)).revision })

test('the board reads how many units have no row and why, never which; few are not told by risk', async () => {
  const { uncovered } = (await content())!
  expect(uncovered).toContainEqual({ year: 2027, why: 'owed', units: expect.any(Number), classes: null })
  expect(JSON.stringify(uncovered)).not.toContain('Ekbacken')
})

test('hours stand by profession and year, summed over people', async () => {
  const { reviewer, mas } = world.people
  const people = [reviewer, mas].map(({ accountId }) => ({
    accountId,
    hours: Array.from({ length: 12 }, () => 10),
  }))
  await setStaffHours(arranged.asStrategist(), { boardId: world.boards.care ?? '', year: 2027, people })
  const { professions = [] } = (await content())!
  expect(professions.reduce((sum, row) => sum + (row.available ?? 0), 0)).toBe(240)
  for (const name of [reviewer.name, mas.name]) expect(JSON.stringify(professions)).not.toContain(name)
})

test('a reviewer, the other board and the twin cannot fill in what the plan leaves out', async () => {
  await expect(fill(world.people.reviewer)).rejects.toMatchObject({ code: 'notAllowed' })
  for (const actor of [world.people.elderlyReviewer, world.people.rival, world.twin.people.strategist])
    await expect(fill(actor)).rejects.toMatchObject({ code: 'notFound' })
  expect((await arranged.planOf(id)).notCovered).toEqual([])
})

test('one press fills in what the system knows, names no unit, and never writes over the author', async () => {
  const { added } = await fill()
  expect(added).toBeGreaterThan(1)
  const { notCovered } = await arranged.planOf(id)
  const exception = notCovered.find(({ why }) => why.includes('Stängs i januari'))
  expect(exception?.what).toContain('Årlig uppföljning 2027, 1 enhet')
  expect(exception?.why).toContain('Omsorgsnämnden § 45')
  for (const name of ['Ekbacken', 'Tallhöjden']) expect(JSON.stringify(notCovered)).not.toContain(name)
  expect(await fill()).toMatchObject({ added: 0 })
  expect((await arranged.planOf(id)).notCovered).toEqual(notCovered)
})

test('what was handed over is what is decided, also when more is planned meanwhile', async () => {
  await exceptDepth()
  const handed = (await content())?.uncovered
  const { revision } = await arranged.planOf(id)
  await submitYearPlan(arranged.asStrategist(), { yearPlanId: id, revision })
  await world.admin.query('update plan_exception set withdrawn_at = now() where year_plan_id = $1', [id])
  expect((await content())?.uncovered).toEqual(handed)
  const decision = { by: 'board' as const, decidedOn: today, paragraph: '§ 88' } // the shape's words
  await expect(
    fillNotCovered(arranged.asStrategist(), { yearPlanId: id, revision: revision + 1 }),
  ).rejects.toMatchObject({ code: 'wrongState' })
  await world.admin.query('update plan_exception set withdrawn_at = null where year_plan_id = $1', [id])
  await fixYearPlan(arranged.asStrategist(), { yearPlanId: id, revision: revision + 1, ...decision })
  expect((await content())?.uncovered).toEqual(handed)
})

test('whatever the risks, classes are told only of five or more that are not all alike', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 }), (risks) => {
      const of = new Map(risks.map((risk, at) => [String(at), risk]))
      const classes = classesOf(of.keys(), of)
      const isAlike = new Set(risks.map((risk) => (risk >= 4 ? 3 : risk === 3 ? 2 : 1))).size < 2
      expect(classes === null).toBe(risks.length < fewest || isAlike)
      if (classes) expect(classes.high + classes.middle + classes.low).toBe(risks.length)
    }),
  )
})

test('who knows which units are left out cannot subtract what is told of some from what is told of all', () => {
  const risks = [5, 4, 3, 2, 1, 1, 2, 3, 1, 1, 5]
  const ids = risks.map((_, at) => String(at))
  const tell = tellerOf(new Map(ids.map((id, at) => [id, risks[at] ?? 1])))
  expect(tell(ids)).toEqual({ high: 3, middle: 2, low: 6 })
  expect(tell(ids.slice(0, 10))).toBeNull()
  expect(tell(ids.slice(0, 5))).toEqual({ high: 2, middle: 1, low: 2 })
  expect(tell(ids.slice(5))).toEqual({ high: 1, middle: 1, low: 4 })
  expect(tell(ids.slice(0, 7))).toBeNull()
})

test('whatever is told of whichever units, nothing can be cut out of it that is few or all alike', () => {
  const sets = fc.array(fc.array(fc.integer({ min: 0, max: 29 }), { minLength: 5, maxLength: 30 }), {
    minLength: 1,
    maxLength: 6,
  })
  const risk = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 30, maxLength: 30 })
  fc.assert(
    fc.property(sets, risk, (asked, values) => {
      const risks = new Map(values.map((value, at) => [String(at), value]))
      const tell = tellerOf(risks)
      const told = asked.map((set) => new Set(set.map(String))).filter((set) => tell(set) !== null)
      const parts = Map.groupBy(risks.keys(), (id) => told.map((set) => Number(set.has(id))).join(''))
      for (const [key, part] of parts) if (key.includes('1')) expect(classesOf(part, risks)).not.toBeNull()
    }),
  )
})

test('a suggestion fits the form: one line, no colon before the why, fifty at most', () => {
  const many = Array.from({ length: 60 }, (_, at) => ({ what: `a: ${at}`, why: 'x\ny' }))
  const { notCovered, added } = withSuggested([{ what: 'Egen', why: 'rad' }], many)
  expect([notCovered.length, added]).toEqual([50, 49])
  expect(notCovered[0]).toEqual({ what: 'Egen', why: 'rad' })
  expect(notCovered[1]).toEqual({ what: 'a – 0', why: 'x y' })
})

async function exceptDepth() {
  const facts = await arranged.factsOf(id)
  for (const unit of facts.units)
    await exceptOwed(arranged.asStrategist(), {
      yearPlanId: id,
      rule: 'inDepth',
      sourceId: unit.unitId,
      year: 2027,
      reason: 'Görs 2028',
      decidedBy: 'Omsorgsnämnden § 46',
      decidedOn: today,
    })
}

const person = (profession: string, asked: number, has: number | null = asked) => ({
  profession,
  asked,
  months: [{ has }],
})
const toldOf = (load: readonly ReturnType<typeof person>[]) =>
  byProfession(2027, load).map(({ profession, hours }) => [profession, hours])

test('a profession of one person is told together with others of one, never by itself', () => {
  const many = [person('Utredare', 10), person('Utredare', 20)]
  expect(toldOf([...many, person('MAS', 5), person('SAS', 7)])).toEqual([
    ['Utredare', 30],
    ['', 12],
  ])
  expect(toldOf([...many, person('Jurist', 1), person('Jurist', 2), person('MAS', 5)])).toEqual([
    ['Utredare', 30],
    ['', 8],
  ])
  expect(toldOf([person('MAS', 5)])).toEqual([])
  expect(toldOf([person('MAS', 5), person('SAS', 0, 0), person('JUR', 0, null)])).toEqual([])
})

test('whatever the people, every row is of two or more who have hours, and nobody is left out of two or more', () => {
  const people = fc.array(
    fc.record({
      profession: fc.constantFrom('', 'MAS', 'SAS', 'UTV', 'JUR'),
      asked: fc.integer({ min: 1, max: 1000 }),
    }),
    { maxLength: 9 },
  )
  fc.assert(
    fc.property(people, (some) => {
      const load = some.map(({ profession, asked }, at) => person(profession, asked + 2000 * 10 ** at))
      const rows = byProfession(2027, load)
      expect(rows.reduce((sum, { hours }) => sum + hours, 0)).toBe(
        some.length < 2 ? 0 : load.reduce((sum, { asked }) => sum + asked, 0),
      )
      for (const { hours } of rows) expect(load.some(({ asked }) => asked === hours)).toBe(false)
    }),
  )
})
