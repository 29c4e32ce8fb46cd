import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from './check/check.ts'
import type { Depth, FollowUp, InputUnit, PlanInput } from './contract.ts'
import { solve } from './solve/solve.ts'

/**
 * Small municipalities where every plan there is can be written down: the planner must find the same best cost, and say of
 * the same ones that there is no plan. The enumeration knows only the check and the cost as the contract words it.
 */
const months = ['01', '04', '07', '08', '12']

const smallInput = fc
  .record({
    units: fc.array(smallUnit(), { minLength: 1, maxLength: 3 }),
    staff: fc.array(
      fc.record({ profession: fc.constantFrom('MAS', 'SAS', 'UTV'), hours: fc.constantFrom(4, 7, 11) }),
      { minLength: 1, maxLength: 3 },
    ),
    open: fc.subarray(months, { minLength: 1, maxLength: 3 }),
    years: fc.constantFrom(1, 2),
    professionsPerTeam: fc.constantFrom(1, 2),
    reports: fc.constantFrom(0, 1, 2),
    every: fc.constantFrom(1, 2, 3),
    gap: fc.constantFrom(0, 6, 9),
    decided: fc.uniqueArray(
      fc.record({
        unit: fc.nat(2),
        year: fc.nat(1),
        month: fc.nat(2),
        depth: fc.constantFrom<Depth>('basic', 'inDepth'),
      }),
      { maxLength: 3, selector: ({ unit, year }) => `${unit} ${year}` },
    ),
  })
  .map(inputOf)

function smallUnit(): fc.Arbitrary<Partial<InputUnit> & { lead: number; second: number }> {
  const month = fc.constantFrom('2027-03', '2027-05', '2027-08', '2028-02')
  return fc.record(
    {
      lead: fc.constantFrom(2, 3, 5),
      second: fc.constantFrom(0, 2),
      risk: fc.constantFrom(1, 3, 4),
      operatingForm: fc.constantFrom('inHouse', 'procured', 'choiceSystem'),
      startsOn: month,
      decisionOn: fc.constantFrom('2027-09', '2028-03'),
      lastFollowUp: fc.record({
        month: fc.constantFrom('2026-05', '2026-11'),
        depth: fc.constantFrom<Depth>('basic', 'inDepth'),
      }),
    },
    { requiredKeys: ['lead', 'second', 'risk', 'operatingForm'] },
  )
}

type Small = {
  units: (Partial<InputUnit> & { lead: number; second: number })[]
  staff: { profession: string; hours: number }[]
  open: string[]
  years: number
  professionsPerTeam: number
  reports: number
  every: number
  gap: number
  decided: { unit: number; year: number; month: number; depth: Depth }[]
}

function inputOf(small: Small): PlanInput {
  const years = Array.from({ length: small.years }, (_, at) => 2027 + at)
  const all = years.flatMap((year) => small.open.map((month) => `${year}-${month}`))
  return {
    format: 'uppsikt-plan-input/1',
    horizon: { from: '2027-01', months: small.years * 12 },
    rules: {
      minMonthsBetween: small.gap,
      inDepthEveryYears: small.every,
      choiceSystemFirst: [6, 7],
      procuredBeforeDecision: [2, 8],
      eventReserve: 0.1,
      professionsPerTeam: small.professionsPerTeam,
      reportLagMonths: 1,
      inDepthReportsPerMeeting: small.reports,
      extraFromRisk: 4,
    },
    boardMeetings: ['2027-05', '2027-09'],
    roles: [
      { id: 'lead', professions: ['SAS', 'UTV'] },
      { id: 'second', professions: ['MAS', 'SAS', 'UTV'] },
    ],
    staff: small.staff.map(({ profession, hours }, at) => ({
      id: `p${at}`,
      profession,
      hours: Object.fromEntries(all.map((month) => [month, hours])),
    })),
    units: small.units.map(({ lead, second, ...unit }, at) => ({
      id: `u${at}`,
      areaId: 'a',
      operatingForm: 'inHouse',
      risk: 3,
      hours: { basic: { lead: lead / 2, second }, inDepth: { lead, second }, extra: { lead: 1 } },
      ...unit,
    })),
    ...(small.decided.length > 0 && { decided: { followUps: decidedOf(small) } }),
  }
}

/** A decided plan of some of the follow-ups: it may ask for what cannot be, and what it says nothing of is free. */
function decidedOf({ decided, units, years, open }: Small): FollowUp[] {
  return decided
    .filter(({ unit, year }) => unit < units.length && year < years)
    .map(({ unit, year, month, depth }) => ({
      unitId: `u${unit}`,
      month: `${2027 + year}-${open[month % open.length]}`,
      depth,
      kind: 'annual',
      team: [],
    }))
}

/** Every way of laying one unit's follow-ups in months where somebody works, checked alone with all time there is. */
function waysOf(input: PlanInput, unit: InputUnit): FollowUp[][] {
  const open = [...new Set(input.staff.flatMap(({ hours }) => Object.keys(hours)))].sort()
  const years = [...new Set(open.map((month) => month.slice(0, 4)))]
  const alone = { ...input, units: [unit], rules: { ...input.rules, inDepthReportsPerMeeting: 99 } }
  const perYear = years.map((year) =>
    yearWays(
      unit,
      open.filter((month) => month.startsWith(year)),
    ),
  )
  return product(perYear)
    .map((ways) => ways.flat())
    .filter((ways) => check(alone, ways).every(({ rule }) => rule === 'team'))
}

function yearWays(unit: InputUnit, open: readonly string[]): FollowUp[][] {
  const bare = (month: string, depth: Depth, kind: FollowUp['kind']): FollowUp => ({
    unitId: unit.id,
    month,
    depth,
    kind,
    team: [],
  })
  const annual = open.flatMap((month) => [
    [bare(month, 'basic', 'annual')],
    [bare(month, 'inDepth', 'annual')],
  ])
  const withExtra = annual.flatMap((one) => open.map((month) => [...one, bare(month, 'basic', 'extra')]))
  return [[], ...annual, ...withExtra]
}

function product<Item>(lists: readonly (readonly Item[])[]): Item[][] {
  return lists.reduce<Item[][]>(
    (made, list) => made.flatMap((one) => list.map((item) => [...one, item])),
    [[]],
  )
}

/** The cost of the contract, written down once more. */
function costOf(input: PlanInput, followUps: readonly FollowUp[]): number {
  const units = new Map(input.units.map((unit) => [unit.id, unit]))
  const early = followUps
    .filter(({ kind }) => kind === 'annual')
    .reduce((total, one) => total + ((units.get(one.unitId)?.risk ?? 0) * Number(one.month.slice(5))) / 12, 0)
  return early + extrasCost(input, followUps) + balanceCost(input, followUps) + movingCost(input, followUps)
}

function movingCost({ decided }: PlanInput, followUps: readonly FollowUp[]): number {
  const annual = followUps.filter(({ kind }) => kind === 'annual')
  return (decided?.followUps ?? []).reduce((total, was) => {
    const now = annual.find(
      ({ unitId, month }) => unitId === was.unitId && month.slice(0, 4) === was.month.slice(0, 4),
    )
    const months = now ? Math.abs(Number(now.month.slice(5)) - Number(was.month.slice(5))) : 0
    return total + (months > 0 ? 6 + 0.5 * months : 0)
  }, 0)
}

function extrasCost(input: PlanInput, followUps: readonly FollowUp[]): number {
  const years = Array.from({ length: input.horizon.months / 12 }, (_, at) => String(2027 + at))
  return input.units
    .filter(({ risk }) => risk >= input.rules.extraFromRisk)
    .flatMap((unit) => years.map((year) => ({ unit, year })))
    .reduce((total, { unit, year }) => {
      const own = followUps.filter(({ unitId, month }) => unitId === unit.id && month.startsWith(year))
      if (!own.some(({ kind }) => kind === 'annual')) return total // nothing is owed, so no extra is allowed
      const extra = own.find(({ kind }) => kind === 'extra')
      return total + (extra ? (0.3 * Number(extra.month.slice(5))) / 12 : 3 * unit.risk)
    }, 0)
}

function balanceCost(input: PlanInput, followUps: readonly FollowUp[]): number {
  const hoursOf = ({ unitId, kind, depth }: FollowUp): number => {
    const hours = input.units.find(({ id }) => id === unitId)?.hours[kind === 'extra' ? 'extra' : depth] ?? {}
    return Object.values(hours).reduce((total, one) => total + one, 0)
  }
  const quarter = (month: string) => `${month.slice(0, 4)} ${Math.ceil(Number(month.slice(5)) / 3)}`
  const capacity = new Map<string, number>()
  for (const { hours } of input.staff)
    for (const [month, value] of Object.entries(hours))
      capacity.set(
        quarter(month),
        (capacity.get(quarter(month)) ?? 0) + value * (1 - input.rules.eventReserve),
      )
  const shares = [...capacity].map(([name, hours]) => ({
    year: name.slice(0, 4),
    share:
      followUps
        .filter(({ month }) => quarter(month) === name)
        .reduce((total, one) => total + hoursOf(one), 0) / hours,
  }))
  return (
    ((40 * input.units.length) / 50) *
    shares.reduce((total, { year, share }) => {
      const same = shares.filter((other) => other.year === year)
      const mean = same.reduce((sum, other) => sum + other.share, 0) / same.length
      return total + Math.abs(share - mean)
    }, 0)
  )
}

/** Whether people can be named so that nothing is broken: every team of every visit is tried. */
function staffable(
  input: PlanInput,
  followUps: readonly FollowUp[],
  done: readonly FollowUp[] = [],
): boolean {
  const [next, ...rest] = followUps
  if (!next) return check(input, done).length === 0
  return teamsFor(input, next).some((team) => {
    const named = [...done, { ...next, team }]
    return !check(input, named).some(({ rule }) => rule === 'capacity') && staffable(input, rest, named)
  })
}

function teamsFor(input: PlanInput, { unitId, kind, depth }: FollowUp): FollowUp['team'][] {
  const hours = input.units.find(({ id }) => id === unitId)?.hours[kind === 'extra' ? 'extra' : depth] ?? {}
  const needed = Object.entries(hours).filter(([, value]) => value > 0)
  return product(
    needed.map(([role, value]) => input.staff.map(({ id }) => ({ staffId: id, role, hours: value }))),
  ).filter((team) => new Set(team.map(({ staffId }) => staffId)).size === team.length && allowed(input, team))
}

function allowed({ roles, staff, rules }: PlanInput, team: FollowUp['team']): boolean {
  const professions = team.map(({ staffId }) => staff.find(({ id }) => id === staffId)?.profession ?? '')
  const fits = team.every(({ role }, at) =>
    roles.find(({ id }) => id === role)?.professions.includes(professions[at] ?? ''),
  )
  return fits && (team.length < 2 || new Set(professions).size >= rules.professionsPerTeam)
}

function bestCost(input: PlanInput): number | undefined {
  const plans = product(input.units.map((unit) => waysOf(input, unit))).map((ways) => ways.flat())
  const sorted = plans
    .map((followUps) => ({ followUps, cost: costOf(input, followUps) }))
    .sort((a, b) => a.cost - b.cost)
  return sorted.find(({ followUps }) => staffable(input, followUps))?.cost
}

test('in small municipalities the planner finds the best plan of all, or that there is none', async () => {
  await fc.assert(
    fc.asyncProperty(smallInput, async (input) => {
      const best = bestCost(input)
      const answer = await solve(input, { seconds: 30, gap: 0 })
      expect(answer.kind).toBe(best === undefined ? 'impossible' : 'plan')
      if (best === undefined || answer.kind !== 'plan') return
      expect(check(input, answer.plan.followUps)).toEqual([])
      expect(answer.plan.objective).toBeCloseTo(best, 5)
      expect(costOf(input, answer.plan.followUps)).toBeCloseTo(best, 5)
    }),
    { numRuns: Number(process.env['PLANNER_RUNS'] ?? 60), seed: Number(process.env['PLANNER_SEED'] ?? 1) },
  )
}, 300_000)
