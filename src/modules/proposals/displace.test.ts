import { expect, test } from 'vitest'
import { check } from '#methods/planner/check/check.ts'
import type { FollowUp } from '#methods/planner/contract.ts'
import { indexOf } from '#methods/planner/why/plan-index.ts'
import type { PlanItem } from '#modules/plans/public.ts'
import {
  choicesFor,
  noEvents,
  outcomeOf,
  sceneOf,
  shortIn,
  stepOf,
  taken,
  wishesOf,
  type EventHours,
  type Scene,
} from './displace.ts'
import { suggest, suggestion } from './displace-suggest.ts'
import { aGround, aPerson, aUnit, nothingSupposed } from './ground.test-support.ts'
import { inputOf } from './input.ts'
import type { LaidPlan } from './laid.ts'

/** A hundred hours a month and a reserve of twelve; each follow-up takes 28 of Anna, 14 of Bo and 8 of the MAS. */
const names = ['a', 'b', 'c', 'd', 'e', 'f']
const people = [
  aPerson('anna', 'Utredare'),
  aPerson('bo', 'Socionom'),
  aPerson('mas', 'Sjuksköterska', { roles: ['mas'] }),
]
type More = { coarse?: string[]; pinned?: string[]; share?: number; others?: typeof people }

function laidPlan(months: Readonly<Record<string, number>>, more: More = {}): LaidPlan {
  const { input } = inputOf(
    aGround(
      names.map((name) => aUnit(name)),
      { people: [...people, ...(more.others ?? [])] },
    ),
    nothingSupposed,
  )
  const followUps = names.map((unitId): FollowUp => ({
    ...{ unitId, month: monthText(months[unitId] ?? 1), depth: 'inDepth', kind: 'annual' },
    team: [
      { staffId: 'anna', role: 'lead', hours: 28 },
      { staffId: 'bo', role: 'second', hours: 14 },
      { staffId: 'mas', role: 'mas', hours: 8 },
    ],
  }))
  const items = followUps.map((one) => itemOf(one, more))
  return {
    ...{
      index: indexOf(input, followUps),
      items,
      coarse: new Set(more.coarse ?? []),
      unset: new Set<string>(),
    },
    keyOf: (id) => followUps.find(({ unitId }) => unitId === id),
    itemOf: ({ unitId }) => items.find(({ id }) => id === unitId),
    nameOf: (id) => id,
    unitNameOf: (id) => id,
    from: '2027-01',
  }
}
const monthText = (month: number) => `2027-${String(month).padStart(2, '0')}`

function itemOf({ unitId, month, depth }: FollowUp, { coarse = [], pinned = [] }: More): PlanItem {
  const number = Number(month.slice(5))
  const isCoarse = coarse.includes(unitId)
  return {
    ...{ id: unitId, unitId, name: unitId, year: 2027, month: isCoarse ? null : number, depth, hours: 50 },
    ...{
      half: number <= 6 ? 1 : 2,
      announced: !isCoarse,
      followUp: null,
      pinned: pinned.includes(unitId),
      team: [],
    },
  } as unknown as PlanItem // what displacing looks at is given above
}

const march = { a: 3, b: 3, c: 3, d: 9, e: 10, f: 11 }
const at = (laid: LaidPlan, hours: number, events: EventHours = noEvents): Scene =>
  sceneOf(laid, wishesOf([{ staffId: 'anna', hours }], { from: '2027-03', to: '2027-03' }), {
    events,
    from: '2027-01',
  })
const outcome = (scene: Scene) => outcomeOf({ scene, steps: [] })

test('twelve hours are in the reserve of a hundred, and what is beyond it takes from what is planned', () => {
  expect(outcome(at(laidPlan(march), 12))).toBe('reserve')
  // Three follow-ups of 28 leave 16: four beyond the reserve push nothing aside, five do.
  expect(outcome(at(laidPlan(march), 16))).toBe('spare')
  expect(shortIn(at(laidPlan(march), 16))).toBe(0)
  expect(shortIn(at(laidPlan(march), 20))).toBe(4)
  expect(outcome(at(laidPlan(march), 20))).toBe('over')
})

test('earlier events have used the reserve first', () => {
  const known = new Map([['anna 2027-03', 10]])
  expect(outcome(at(laidPlan(march), 2, { taken: new Map(), known }))).toBe('reserve')
  expect(outcome(at(laidPlan(march), 3, { taken: new Map(), known }))).toBe('spare')
})

test('an event that somebody has no hours for at all is told as too much, though no row stands in the way', () => {
  const scene = sceneOf(laidPlan(march), [{ staffId: 'ingen', month: '2027-03', hours: 10 }], {
    events: noEvents,
    from: '2027-01',
  })
  expect(shortIn(scene)).toBe(10)
  expect(suggest(scene)).toEqual([])
})

test('the fewest rows are pushed aside: one where one is enough, and the plan keeps every rule with the event in it', () => {
  for (const [hours, rows] of [
    [20, 1],
    [44, 1],
    [50, 2],
    [72, 2],
  ] as const) {
    const scene = at(laidPlan(march), hours)
    const choices = suggest(scene)
    expect(choices, `${hours} hours`).toHaveLength(rows)
    const after = taken(scene, choices)
    expect(shortIn(after.scene)).toBe(0)
    expect(outcomeOf(after)).toBe('displaces')
    expect(check(after.scene.index.input, after.scene.index.followUps)).toEqual([])
  }
})

test('what is locked is not proposed, and nothing is moved to months that have gone by', () => {
  const scene = at(laidPlan(march, { pinned: ['a', 'b'] }), 30)
  expect(suggest(scene).map(({ itemId }) => itemId)).toEqual(['c'])
  const late = { ...scene, from: '2027-08' }
  const months = choicesFor(late, scene.laid.items[2]!).map(({ to }) => to)
  expect(months.every((to) => to === 'basic' || to >= '2027-08')).toBe(true)
})

test('a visit that nobody announces is only moved to the other half-year, whichever month is tried', () => {
  const scene = at(laidPlan(march, { coarse: ['a'] }), 30)
  const item = scene.laid.items[0]!
  expect(choicesFor(scene, item).map(({ to }) => to)).toEqual(['H2', 'basic'])
  expect(stepOf(scene, { itemId: 'a', to: 'H2' })?.effect.after.month).toMatch(/^2027-(0[7-9]|1[0-2])$/)
})

test('a choice that breaks a rule is told with the rule, one after the other as the plan then stands', () => {
  const scene = at(laidPlan(march), 20)
  const lowered = stepOf(scene, { itemId: 'a', to: 'basic' })
  expect(lowered?.effect.broken.map(({ rule }) => rule)).toContain('inDepth')
  const all = names.slice(0, 3).map((itemId) => ({ itemId, to: '2027-07' }))
  const { steps } = taken(sceneOf(laidPlan(march), [], { events: noEvents, from: '2027-01' }), all)
  expect(steps.map(({ effect }) => effect.broken.length)).toEqual([0, 0, 0])
  const four = taken(sceneOf(laidPlan({ ...march, d: 4 }), [], { events: noEvents, from: '2027-01' }), [
    ...all,
    { itemId: 'd', to: '2027-07' },
  ])
  expect(four.steps.at(-1)?.effect.broken.map(({ rule }) => rule)).toContain('capacity')
})

test('hours are spread even over the months of the event', () => {
  const wishes = wishesOf([{ staffId: 'anna', hours: 30 }], { from: '2026-12', to: '2027-02' })
  expect(wishes.map(({ month, hours }) => `${month} ${hours}`)).toEqual([
    '2026-12 10',
    '2027-01 10',
    '2027-02 10',
  ])
})

test('somebody else with the time takes over before anything is moved, and the plan keeps every rule', () => {
  const others = [aPerson('eva', 'Utredare')]
  for (const [hours, rows] of [
    [20, 1],
    [50, 2],
    [90, 3],
  ] as const) {
    const scene = at(laidPlan(march, { others }), hours)
    const { choices, by } = suggestion(scene)
    expect([by, choices.length], `${hours} hours`).toEqual(['team', rows])
    expect(choices.every(({ to }) => to === 'team')).toBe(true)
    const after = taken(scene, choices)
    expect(shortIn(after.scene)).toBe(0)
    expect(after.steps.every(({ effect }) => effect.before.month === effect.after.month)).toBe(true)
    expect(after.steps[0]?.effect.after.team.map(({ staffId }) => staffId)).toContain('eva')
    expect(check(after.scene.index.input, after.scene.index.followUps)).toEqual([])
  }
})

test('where nobody has the time the rows are moved, and fewer would not do', () => {
  const busy = aPerson('eva', 'Utredare', { hours: { '2027-03': 20 } })
  const scene = at(laidPlan(march, { others: [busy] }), 50)
  const { choices, by } = suggestion(scene)
  expect([by, choices.length]).toEqual(['fewest', 2])
  for (const choice of choices) expect(shortIn(taken(scene, [choice]).scene)).toBeGreaterThan(0)
})

test('of two who both lack time, one row that both are in is pushed aside and not one for each', () => {
  const laid = laidPlan(march)
  const both = ['anna', 'bo'].map((staffId) => ({ staffId, hours: staffId === 'anna' ? 20 : 60 }))
  const scene = sceneOf(laid, wishesOf(both, { from: '2027-03', to: '2027-03' }), {
    events: noEvents,
    from: '2027-01',
  })
  const { choices, by } = suggestion(scene)
  expect([by, choices.length]).toEqual(['fewest', 1])
  expect(shortIn(taken(scene, choices).scene)).toBe(0)
})

test('an event that nothing makes room for says so, and one that needs nothing proposes nothing', () => {
  expect(suggestion(at(laidPlan(march), 5))).toEqual({ choices: [], by: 'none' })
  expect(suggestion(at(laidPlan(march), 200)).by).toBe('tooLittle')
})
