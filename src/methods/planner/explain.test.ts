import { expect, test } from 'vitest'
import { municipality } from '../../../bench/planner/generator.ts'
import type { PlanInput } from './contract.ts'
import { explain } from './solve/explain.ts'
import { solve } from './solve/solve.ts'

/** Faults planted in a municipality that has a plan: the explanation must find them, and its ways out must lead out. */
const sound = municipality({ units: 40, people: 4, seed: 3, tightness: 0.5 })

function withHours(input: PlanInput, share: (profession: string, month: string) => number): PlanInput {
  return {
    ...input,
    staff: input.staff.map((person) => ({
      ...person,
      hours: Object.fromEntries(
        Object.entries(person.hours).map(([month, hours]) => [
          month,
          hours * share(person.profession, month),
        ]),
      ),
    })),
  }
}

test('the sound municipality has a plan, and nothing to explain', async () => {
  expect((await solve(sound, { seconds: 60, gap: 1 })).kind).toBe('plan')
  expect(await explain(sound, 60)).toBeUndefined()
}, 120_000)

test('hours that are missing for a role in a year are named with the amount that is enough', async () => {
  const short = withHours(sound, (profession, month) =>
    profession === 'MAS' && month.startsWith('2028') ? 0.2 : 1,
  )
  const explained = await explain(short, 60)
  const [conflict] = explained?.conflicts ?? []
  expect(conflict?.rules).toContainEqual({ rule: 'capacity', role: 'MAS', year: 2028 })
  expect(conflict?.rules.length).toBeLessThanOrEqual(10)
  const waiver = explained?.waivers.find(({ rule }) => rule === 'capacity')
  const now = short.staff
    .filter(({ profession }) => profession === 'MAS')
    .flatMap(({ hours }) => Object.entries(hours))
    .filter(([month]) => month.startsWith('2028'))
    .reduce((total, [, hours]) => total + hours * (1 - short.rules.eventReserve), 0)
  const granted = (share: number) =>
    withHours(short, (profession, month) =>
      profession === 'MAS' && month.startsWith('2028') ? 1 + (share * (waiver?.amount ?? 0)) / now : 1,
    )
  expect((await solve(granted(1), { seconds: 30, gap: 1 })).kind).toBe('plan')
  expect((await solve(granted(0.85), { seconds: 30, gap: 1 })).kind).toBe('impossible')
}, 240_000)

test('two pins too close are the conflict, with the gap between them', async () => {
  const at = sound.units.findIndex(({ startsOn, endsOn, decisionOn }) => !startsOn && !endsOn && !decisionOn)
  const pinned = sound.units.map((unit, index) =>
    index === at ? { ...unit, pinned: { '2027': '2027-11', '2028': '2028-03' } } : unit,
  )
  const unitId = sound.units[at]?.id
  const explained = await explain({ ...sound, units: pinned }, 60)
  const rules = explained?.conflicts[0]?.rules ?? []
  expect(rules).toContainEqual({ rule: 'pinned', unitId, year: 2027 })
  expect(rules).toContainEqual({ rule: 'pinned', unitId, year: 2028 })
  expect(rules.some(({ rule }) => rule === 'gap')).toBe(true)
  expect(explained?.waivers).toContainEqual(
    expect.objectContaining({ rule: 'gap', amount: 2, unit: 'months' }),
  )
  expect(explained?.waivers).toContainEqual(
    expect.objectContaining({ rule: 'pinned', year: 2027, amount: 1 }),
  )
}, 240_000)

test('a pin outside the unit’s operation clashes with its operation', async () => {
  const [first, ...rest] = sound.units.filter(({ startsOn, endsOn }) => !startsOn && !endsOn)
  if (!first) throw new Error('the municipality has units in operation all the time')
  const unit = { ...first, endsOn: '2028-09', pinned: { '2028': '2028-11' } }
  const explained = await explain({ ...sound, units: [unit, ...rest] }, 60)
  const named = explained?.conflicts[0]?.rules.map(({ rule }) => rule) ?? []
  expect(named).toEqual(expect.arrayContaining(['pinned', 'operation']))
}, 240_000)
