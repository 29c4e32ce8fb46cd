import fc from 'fast-check'
import { expect, test } from 'vitest'
import { missesLastMeeting } from './rules-schedule.ts'
import { coverageIn, missingIn, type OwedFacts } from './rules-areas.ts'
import { hoursOfTeam, loadOf, standingOf } from './rules-capacity.ts'
import { differencesOf, isSame } from './rules-difference.ts'
import { coverages, standardRule, type Missing, type Planned, type UnitFacts } from './rules-owed.ts'
import { canMove, lastDayOf, moved, moves, planStates, type Move, type PlanItem } from './rules.ts'

test('a plan moves only as its table says, and never away from being decided but by a new version', () => {
  for (const state of planStates)
    for (const move of Object.keys(moves) as Move[]) {
      // the keys of `moves`
      const allowed = (moves[move].from as readonly string[]).includes(state) // the same table, read by hand
      expect(canMove(state, move)).toBe(allowed)
      if (allowed) expect(moved({ state }, move).state).toBe(moves[move].to)
      else expect(() => moved({ state }, move)).toThrow()
    }
  expect(planStates.filter((state) => state === 'decided').every((state) => !canMove(state, 'submit'))).toBe(
    true,
  )
})

const day = fc
  .date({ min: new Date('2018-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const unit = fc.record({
  choiceSystem: fc.boolean(),
  startsOn: day,
  decisionOn: fc.option(day, { nil: null }),
  followUps: fc.array(fc.record({ on: day, depth: fc.constantFrom('basic' as const, 'inDepth' as const) }), {
    maxLength: 4,
  }),
  openActions: fc.nat({ max: 2 }),
  obligations: fc.array(
    fc.record({
      latestOn: day,
      depth: fc.constantFrom(null, 'basic' as const, 'inDepth' as const),
      ground: fc.constant('Avtalets plan'),
    }),
    { maxLength: 2 },
  ),
})
const rule = fc.record({
  coverage: fc.constantFrom(...coverages),
  inDepthEvery: fc.nat({ max: 4 }),
  inDepthOf: fc.constantFrom('unit' as const, 'area' as const),
  choiceSystemMonths: fc.nat({ max: 12 }),
  procuredMonths: fc.nat({ max: 8 }),
})

const areas = [{ id: 'area', name: 'Område' }]
function factsOf(units: readonly UnitFacts[], own: Partial<typeof standardRule>): OwedFacts {
  const share = own.coverage === 'share' ? 40 : null
  return {
    boardId: 'board',
    boardName: 'Nämnden',
    years: [2027, 2028],
    areas,
    rules: new Map([['area', { ...standardRule, ...own, sharePercent: share, serviceAreaId: 'area' }]]),
    units,
    planned: [],
    excepted: new Set(),
    setting: { selfCheckEvery: 2, selfCheckFirst: 2018 },
    reviews: [],
  }
}

/** As the press "Lägg i planen" does it: a new row, several for a share, or the row that is there made to do. */
function put(planned: readonly Planned[], row: Missing): Planned[] {
  const { kind, depth, month, half, year } = row
  if (row.itemId)
    return planned.map((item) =>
      item.id === row.itemId
        ? {
            ...item,
            depth: depth === 'inDepth' ? 'inDepth' : item.depth,
            ...(month !== null && (item.month ?? item.half * 6) > month ? { month, half } : {}),
          }
        : item,
    )
  const unitIds = row.unitIds.length > 0 ? row.unitIds : [row.unitId]
  const added = unitIds.map((unitId, at) => ({
    id: `${row.key}:${planned.length}:${at}`,
    unitId,
    serviceAreaId: row.serviceAreaId,
    year,
    month,
    half,
    kind,
    depth,
    announced: true,
  }))
  return [...planned, ...added]
}

test('whatever the settings ask, putting in what is missing leaves nothing missing and every area covered', () => {
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 6 }), rule, (made, own) => {
      const units = made.map((one, at) => ({
        ...one,
        unitId: `unit${at}`,
        name: `Enhet ${at}`,
        serviceAreaId: 'area',
        areaName: 'Område',
        endsOn: null,
        openFindings: 0,
      }))
      let facts = factsOf(units, own)
      for (let round = 0; round < 6 && missingIn(facts).length > 0; round += 1)
        facts = { ...facts, planned: missingIn(facts).reduce(put, facts.planned) }
      expect(missingIn(facts)).toEqual([])
      for (const area of coverageIn(facts)) expect(area.planned).toBe(area.asked)
    }),
    { numRuns: 300 },
  )
})

const item: PlanItem = {
  id: 'one',
  yearPlanId: 'plan',
  boardId: 'board',
  subject: 'unit',
  unitId: 'unit',
  serviceAreaId: 'area',
  name: 'Ekbacken',
  areaName: 'Område',
  providerName: '',
  otherBoardName: null,
  ground: '',
  year: 2027,
  month: 3,
  half: 1,
  kind: 'planned',
  depth: 'basic',
  focusAreas: [],
  methods: [],
  announced: true,
  priority: 'normal',
  assignmentSource: '',
  origin: 'rule',
  originId: null,
  why: '',
  hours: 18,
  theme: '',
  note: '',
  doneOn: null,
  doneNote: '',
  team: [
    { accountId: 'a', name: 'A', role: 'lead', hours: null },
    { accountId: 'b', name: 'B', role: 'second', hours: null },
  ],
  followUp: null,
  sources: 0,
  revision: 1,
}

test('a plan does not differ from itself, and every added, removed or moved row is told of once', () => {
  const other = { ...item, id: 'two' }
  expect(isSame([item, other], [other, item])).toBe(true)
  expect(differencesOf([item], [{ ...item, month: 5 }, other])).toMatchObject([
    { kind: 'differs', moved: true, depth: false, parts: [] },
    { kind: 'added' },
  ])
  expect(differencesOf([item, other], [item])).toMatchObject([{ kind: 'removed' }])
})

test('the hours of a row are shared whole between its people, by role or by the number given', () => {
  const shared = hoursOfTeam(item, { lead: 12, second: 6 })
  expect([...shared]).toEqual([
    ['a', 12],
    ['b', 6],
  ])
  const [lead, second] = item.team
  const fixed = hoursOfTeam({ hours: 18, team: [{ ...lead!, hours: 15 }, second!] }, { lead: 12, second: 6 })
  expect([...fixed]).toEqual([
    ['a', 15],
    ['b', 3],
  ])
  const three = ['a', 'b', 'c'].map((accountId) => ({ ...second!, accountId, hours: null }))
  const even = hoursOfTeam({ hours: 10, team: three }, { second: 6 })
  expect([...even.values()]).toEqual([3.4, 3.3, 3.3])
})

test('what is coarse is spread over its half-year, and more than a person has is overbooked', () => {
  const [person] = loadOf([{ ...item, month: null, half: 2, hours: 60 }], {
    estimates: [],
    people: ['a'],
    hours: new Map([['a:7', 5]]),
  })
  expect(person?.months.map((month) => month.asked)).toEqual([0, 0, 0, 0, 0, 0, 6.7, 6.7, 6.7, 6.7, 6.7, 6.7])
  // Six times 6.7 is not what the rows ask of the year.
  expect(person?.asked).toBe(40)
  expect(standingOf(person!.months[6]!)).toBe('over')
  expect(standingOf(person!.months[7]!)).toBe('unset')
  expect(standingOf({ asked: 9.5, has: 10 })).toBe('full')
})

test('a report that cannot come before the year’s last stop date is told of', () => {
  const meetings = [{ id: 'm', heldOn: '2027-12-08', papersBy: '2027-11-24' }]
  expect(missesLastMeeting({ year: 2027, month: 9, half: 2 }, meetings, 1)).toBe(false)
  expect(missesLastMeeting({ year: 2027, month: 11, half: 2 }, meetings, 1)).toBe(true)
  expect(missesLastMeeting({ year: 2027, month: 11, half: 2 }, [], 1)).toBe(false)
  expect(lastDayOf({ year: 2028, month: 2, half: 1 })).toBe('2028-02-29')
})
