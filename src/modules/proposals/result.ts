import type { FollowUp, Plan, PlanInput } from '#methods/planner/contract.ts'
import { addedId } from './input-staff.ts'
import { unitIdOf } from './input-units.ts'
import type { Left } from './rules.ts'

/** The question and the answer, as a proposal keeps them. */
export type Answered = {
  input: PlanInput
  followUps: readonly FollowUp[]
  left: readonly Left[]
  words: Readonly<Record<string, string>>
}

/** A proposal with its answer beside its question; without follow-ups while there is no answer. */
export function answeredBy<Kept extends Omit<Answered, 'followUps'> & { plan: Plan | null }>(
  proposal: Kept,
): Kept & Answered {
  return { ...proposal, followUps: proposal.plan?.followUps ?? [] }
}

export type YearResult = {
  year: number
  followUps: number
  inDepth: number
  extras: number
  hours: number
  /** Everybody's hours less the reserve. */
  has: number
  roles: { role: string; hours: number }[]
  /** Share of all the units' risk that lies in units that are followed up. */
  riskShare: number
  high: number
  highCovered: number
  without: number
}
export type QuarterResult = { year: number; quarter: number; hours: number; has: number }
export type PersonResult = {
  id: string
  name: string
  profession: string
  hours: number
  has: number
  fullest: { month: string; share: number } | null
}

/** What the plan means, in figures: counted from the question and the answer alone. */
export function resultOf(of: Answered) {
  const years = yearsOf(of.input)
  return {
    followUps: of.followUps.length,
    hours: rounded(hoursOf(of.followUps)),
    years: years.map((year) => yearResult(of, year)),
    quarters: years.flatMap((year) => [1, 2, 3, 4].map((quarter) => quarterResult(of, year, quarter))),
    people: of.input.staff.map((person) => personResult(of, person)),
  }
}
export type Result = ReturnType<typeof resultOf>

export function yearsOf({ horizon }: PlanInput): number[] {
  const first = Number(horizon.from.slice(0, 4))
  return Array.from({ length: horizon.months / 12 }, (_, at) => first + at)
}

/** From this risk on it is high. */
export const highRisk = 4

function yearResult({ input, followUps, left }: Answered, year: number): YearResult {
  const own = followUps.filter(({ month }) => month.startsWith(`${year}-`))
  const covered = new Set(own.map(({ unitId }) => unitIdOf(unitId)))
  const risks = new Map([
    ...input.units.map(({ id, risk }) => [unitIdOf(id), risk] as const),
    ...left.filter((one) => one.year === year).map(({ unitId, risk }) => [unitId, risk] as const),
  ])
  // A unit that is not in operation that year is no risk to cover.
  for (const one of left)
    if (one.year === year && one.why === 'operation' && !covered.has(one.unitId)) risks.delete(one.unitId)
  const all = [...risks]
  const sum = (of: readonly (readonly [string, number])[]) => of.reduce((total, [, risk]) => total + risk, 0)
  const high = all.filter(([, risk]) => risk >= highRisk)
  return {
    year,
    followUps: own.length,
    inDepth: own.filter(({ depth }) => depth === 'inDepth').length,
    extras: own.filter(({ kind }) => kind === 'extra').length,
    hours: rounded(hoursOf(own)),
    has: rounded(capacityOf(input, (month) => month.startsWith(`${year}-`))),
    roles: input.roles.map(({ id }) => ({
      role: id,
      hours: rounded(hoursOf(own, ({ role }) => role === id)),
    })),
    riskShare: all.length === 0 ? 1 : sum(all.filter(([id]) => covered.has(id))) / sum(all),
    high: high.length,
    highCovered: high.filter(([id]) => covered.has(id)).length,
    without: all.filter(([id]) => !covered.has(id)).length,
  }
}

function quarterResult({ input, followUps }: Answered, year: number, quarter: number): QuarterResult {
  const isIn = (month: string) =>
    month.startsWith(`${year}-`) && Math.ceil(Number(month.slice(5)) / 3) === quarter
  return {
    year,
    quarter,
    hours: rounded(hoursOf(followUps.filter(({ month }) => isIn(month)))),
    has: rounded(capacityOf(input, isIn)),
  }
}

function personResult(
  { input, followUps, words }: Answered,
  { id, profession, hours }: PlanInput['staff'][number],
): PersonResult {
  const net = 1 - input.rules.eventReserve
  const mine = new Map<string, number>()
  for (const { month, team } of followUps)
    for (const member of team)
      if (member.staffId === id) mine.set(month, (mine.get(month) ?? 0) + member.hours)
  const shares = [...mine].map(([month, used]) => ({
    month,
    share: used / Math.max((hours[month] ?? 0) * net, 0.01),
  }))
  return {
    id,
    name: words[id] ?? words[addedId] ?? '',
    profession,
    hours: rounded([...mine.values()].reduce((sum, one) => sum + one, 0)),
    has: rounded(Object.values(hours).reduce((sum, one) => sum + one, 0) * net),
    fullest:
      shares.toSorted((one, other) => other.share - one.share || one.month.localeCompare(other.month))[0] ??
      null,
  }
}

function capacityOf({ staff, rules }: PlanInput, isIn: (month: string) => boolean): number {
  const all = staff.flatMap(({ hours }) => Object.entries(hours).filter(([month]) => isIn(month)))
  return all.reduce((sum, [, hours]) => sum + hours, 0) * (1 - rules.eventReserve)
}

function hoursOf(
  followUps: readonly FollowUp[],
  counts: (member: FollowUp['team'][number]) => boolean = () => true,
): number {
  return followUps.reduce(
    (sum, { team }) => sum + team.filter(counts).reduce((own, { hours }) => own + hours, 0),
    0,
  )
}

function rounded(hours: number): number {
  return Math.round(hours * 10) / 10
}
