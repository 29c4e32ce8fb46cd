import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withHiddenPlan } from '../../../../bench/planner/generator.ts'
import { check, type Broken } from '../check/check.ts'
import type { FollowUp, PlanInput } from '../contract.ts'
import { monthNumber, monthText } from '../months.ts'
import { instanceOf } from '../solve/instance.ts'
import { objectiveOf } from '../solve/objective.ts'
import type { Visit } from '../solve/visits.ts'
import { effectOf, type Change } from './effect.ts'
import { indexOf } from './plan-index.ts'
import { whyHere } from './why-here.ts'

/** A municipality with something of everything: decided months, follow-ups carried out, agreements, a schedule. */
const { input: bare, hidden } = withHiddenPlan({ units: 24, people: 4, seed: 3 })
const input: PlanInput = {
  ...bare,
  decided: { followUps: shifted(hidden) },
  executed: hidden.filter(({ month }) => month <= '2027-03'),
}
/** Keeps every rule. */
const sound: readonly FollowUp[] = hidden
/** With extra follow-ups beside, some where none may be. */
const withExtras = [...hidden, ...hidden.filter((_, at) => at % 4 === 0).map(asExtra)]

function asExtra(one: FollowUp): FollowUp {
  const month = `${one.month.slice(0, 4)}-${one.month.slice(5) < '07' ? '10' : '02'}`
  const { lead = 0, second = 0 } = bare.units.find(({ id }) => id === one.unitId)?.hours.extra ?? {}
  const team = [
    { staffId: 'p2', role: 'lead', hours: lead },
    { staffId: 'p4', role: 'second', hours: second },
  ]
  return { unitId: one.unitId, month, depth: 'basic', kind: 'extra', team }
}

/** Every third follow-up is decided for another month, so that staying or moving costs. */
function shifted(followUps: readonly FollowUp[]): FollowUp[] {
  return followUps.map((one, at) => (at % 3 === 0 ? { ...one, month: `${one.month.slice(0, 4)}-06` } : one))
}

const month = fc.integer({ min: 2027 * 12 - 2, max: 2030 * 12 + 1 }).map((number) => {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
})
type Wanted = { at: number; kind: Change['kind']; month: string; role: string; person: number }
const wanted: fc.Arbitrary<Wanted> = fc.record({
  at: fc.nat(10_000),
  kind: fc.constantFrom('move', 'depth', 'person'),
  month,
  role: fc.constantFrom('MAS', 'lead', 'second'),
  person: fc.nat(3),
})

function changeFor(followUps: readonly FollowUp[], one: Wanted): Change {
  const of = followUps[one.at % followUps.length] as FollowUp // never empty
  if (one.kind === 'move') return { kind: 'move', of, to: one.month }
  if (one.kind === 'depth') return { kind: 'depth', of, to: of.depth === 'basic' ? 'inDepth' : 'basic' }
  return { kind: 'person', of, role: one.role, to: input.staff[one.person]?.id ?? '' }
}

function costOf(followUps: readonly FollowUp[]): number {
  const instance = instanceOf(input)
  const done = new Set((input.executed ?? []).map((one) => JSON.stringify(one)))
  const visits = followUps.flatMap((one): Visit[] => {
    const unit = instance.units.find((other) => other.input.id === one.unitId)
    if (!unit) return []
    const at = { unit, month: monthNumber(one.month), kind: one.kind, depth: one.depth }
    return [done.has(JSON.stringify(one)) ? { ...at, executed: one } : at]
  })
  return objectiveOf(instance, visits)
}

const texts = (broken: readonly Broken[]) =>
  broken.map((one) =>
    JSON.stringify({ ...one, ...(one.amount && { amount: Math.round(one.amount * 1e6) / 1e6 }) }),
  )

/** Those of `some` that are not among `others`, one for one; with `worse`, an amount that shrank is not told. */
function minus(some: readonly Broken[], others: readonly Broken[]): string[] {
  const left = texts(others)
  return texts(some).filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** Less than before is no new break. */
function shrunk(text: string, before: readonly Broken[]): boolean {
  const one = JSON.parse(text) as Broken // made of a Broken just above
  return before.some(
    (other) =>
      other.rule === one.rule &&
      other.staffId === one.staffId &&
      other.month === one.month &&
      other.unitId === one.unitId &&
      (other.amount ?? 0) > (one.amount ?? 0),
  )
}

test('every change breaks what the check of the whole plan says, and costs what the objective says', () => {
  const walked = fc.array(wanted, { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(walked, (steps) => {
      let followUps: readonly FollowUp[] = withExtras
      for (const step of steps) {
        const change = changeFor(followUps, step)
        const effect = effectOf(indexOf(input, followUps), change)
        if (!effect) throw new Error('the follow-up is in the plan')
        const after = followUps.with(followUps.indexOf(effect.before), effect.after)
        const [then, now] = [check(input, followUps), check(input, after)]
        const expected = minus(now, then).filter((text) => !shrunk(text, then))
        expect(texts(effect.broken).sort()).toEqual(expected.sort())
        expect(effect.cost.total).toBeCloseTo(costOf(after) - costOf(followUps), 6)
        followUps = after
      }
    }),
    { numRuns: Number(process.env['PLANNER_RUNS'] ?? 60), seed: Number(process.env['PLANNER_SEED'] ?? 1) },
  )
}, 60_000)

test('nobody is told of as overbooked where another team would have had the time', () => {
  const index = indexOf(input, sound)
  fc.assert(
    fc.property(fc.nat(10_000), month, (at, to) => {
      const of = sound[at % sound.length] as FollowUp // never empty
      const effect = effectOf(index, { kind: 'move', of, to })
      if (!effect || effect.overbooked.length === 0) return
      const place = sound.indexOf(of)
      const broken = (team: FollowUp['team']) => check(input, sound.with(place, { ...effect.after, team }))
      const fits = (team: FollowUp['team']) =>
        !broken(team).some(
          ({ rule, month: where }) =>
            (rule === 'capacity' && where === to) || (rule === 'team' && where === to),
        )
      expect(teamsFor(effect.after).some(fits)).toBe(false)
    }),
    { numRuns: 60, seed: 2 },
  )
}, 60_000)

/** Everybody in every seat, whoever they are. */
function teamsFor({ team }: FollowUp): FollowUp['team'][] {
  return team.reduce<FollowUp['team'][]>(
    (made, seat) => made.flatMap((one) => input.staff.map(({ id }) => [...one, { ...seat, staffId: id }])),
    [[]],
  )
}

test('for every follow-up of a plan the months told are those it may have, and the next best is the cheapest of them', () => {
  const index = indexOf(input, sound)
  const open = new Map(
    instanceOf(input).units.flatMap(({ input: { id }, years }) =>
      years.map((year) => [[id, year.window.year].join(' '), year.open.map(monthText)] as const),
    ),
  )
  for (const one of sound.filter(({ kind }) => kind === 'annual')) {
    const why = whyHere(index, one)
    if (!why) throw new Error('the follow-up is in the plan')
    expect(why.window).toEqual(open.get([one.unitId, one.month.slice(0, 4)].join(' ')))
    expect(why.months).toHaveLength(why.carriedOut ? 0 : 11)
    const costs = why.months
      .filter(({ effect }) => check(input, sound.with(sound.indexOf(one), effect.after)).length === 0)
      .map(({ effect }) => effect.cost.total)
    expect(why.next?.effect.cost.total).toBe(costs.length > 0 ? Math.min(...costs) : undefined)
  }
}, 60_000)
