import type { FollowUp, InputUnit, PlanInput } from '#methods/planner/contract.ts'
import { solve } from '#methods/planner/solve/solve.ts'
import { verdictOf, type Verdict } from './baselines.ts'
import { since } from './solved.ts'

/** From this month on something is no longer as it was; what lies before it is carried out. */
const FROM = '2027-07'

type Named = { readonly input: PlanInput; readonly followUps: readonly FollowUp[] }
export const happenings: Readonly<Record<string, (now: Named) => PlanInput>> = {
  'somebody leaves': leaver,
  'a unit closes': closedUnit,
  'an agreement is extended a year': extended,
  'all three': (now) => extended({ ...now, input: closedUnit({ ...now, input: leaver(now) }) }),
}

export type Revised = Verdict & {
  readonly kind: 'plan' | 'impossible' | 'unknown'
  readonly followUps: number
  readonly moved: number | null
  /** No plan moves fewer: the bound of the same problem where nothing but moving costs. */
  readonly hadToMove: number | null
  readonly gap: number | null
  readonly seconds: number
}

export async function revised(
  sound: PlanInput,
  followUps: readonly FollowUp[],
  { name, seconds, gap }: { name: string; seconds: number; gap: number },
): Promise<Revised> {
  const happen = happenings[name]
  if (!happen) throw new Error(`Nothing is called ${name}`)
  const executed = followUps.filter(({ month }) => month < FROM)
  const input = {
    ...withoutPast(happen({ input: sound, followUps })),
    decided: { followUps: [...followUps] },
    executed,
  }
  const began = performance.now()
  const answer = await solve(input, { seconds, gap })
  const took = since(began)
  const plan = answer.kind === 'plan' ? answer.plan : undefined
  return {
    kind: answer.kind,
    ...(plan ? verdictOf(input, plan.followUps) : { broken: 0, hoursOver: 0 }),
    followUps: followUps.filter(({ kind, month }) => kind === 'annual' && month >= FROM).length,
    moved: plan?.moved ?? null,
    hadToMove: plan ? await leastMoved(input, seconds / 2) : null,
    gap: plan?.gap ?? null,
    seconds: took,
  }
}

/** Months that have passed have no hours left: else the goal of even load would lay follow-ups in them. */
function withoutPast(input: PlanInput): PlanInput {
  const left = (hours: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(hours).filter(([month]) => month >= FROM))
  return { ...input, staff: input.staff.map((person) => ({ ...person, hours: left(person.hours) })) }
}

const onlyMoving = { move: 1, moveMonth: 0, extra: 0, risk: 0, balance: 0 }

async function leastMoved(input: PlanInput, seconds: number): Promise<number | null> {
  const answer = await solve({ ...input, weights: onlyMoving }, { seconds, gap: 0 })
  const bound =
    answer.kind === 'plan' ? (answer.plan.bound ?? 0) : answer.kind === 'unknown' ? answer.bound : 0
  return answer.kind === 'impossible' ? null : Math.max(0, Math.ceil(bound - extrasDone(input) - 1e-6))
}

/** What extras carried out cost by their months, whatever the weights: no move. Those still to come cost less left out. */
function extrasDone(input: PlanInput): number {
  const done = (input.executed ?? []).filter(({ kind }) => kind === 'extra')
  return done.reduce((total, { month }) => total + (0.3 * Number(month.slice(5))) / 12, 0)
}

/** Of the profession with most people, the one with most hours left in the plan. */
function leaver({ input, followUps }: Named): PlanInput {
  const professions = Map.groupBy(input.staff, ({ profession }) => profession)
  const [many = []] = [...professions.values()].sort((a, b) => b.length - a.length)
  const hours = (id: string) =>
    followUps
      .filter(({ month }) => month >= FROM)
      .flatMap(({ team }) => team)
      .reduce((total, member) => (member.staffId === id ? total + member.hours : total), 0)
  const [leaves] = many.toSorted((a, b) => hours(b.id) - hours(a.id))
  const staff = input.staff.map((person) =>
    person.id === leaves?.id ? { ...person, hours: before(person.hours) } : person,
  )
  return { ...input, staff }
}

function before(hours: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(hours).filter(([month]) => month < FROM))
}

/** A unit whose follow-up of the year is decided for after it closes, so that it has to move. */
function closedUnit({ input, followUps }: Named): PlanInput {
  const closes = '2027-09'
  const after = ({ month, kind }: FollowUp) => kind === 'annual' && month > closes && month < '2028'
  const late = new Set(followUps.filter(after).map(({ unitId }) => unitId))
  return withUnit(
    input,
    (unit) => !unit.endsOn && !unit.startsOn && !unit.decisionOn && late.has(unit.id),
    (unit) => ({ ...unit, endsOn: closes }),
  )
}

function extended({ input }: Named): PlanInput {
  return withUnit(
    input,
    ({ decisionOn = '' }) => decisionOn > '2028-02' && decisionOn < '2028-12',
    (unit) => ({ ...unit, decisionOn: `2029${unit.decisionOn?.slice(4) ?? '-06'}` }),
  )
}

function withUnit(
  input: PlanInput,
  is: (unit: InputUnit) => boolean,
  change: (unit: InputUnit) => InputUnit,
): PlanInput {
  const at = input.units.findIndex(is)
  if (at < 0) throw new Error('No unit is such that it can happen to it.')
  return { ...input, units: input.units.map((unit, place) => (place === at ? change(unit) : unit)) }
}
