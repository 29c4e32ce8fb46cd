import { windowOf } from '../check/window.ts'
import type { FollowUp, InputUnit, PlanInput } from '../contract.ts'
import { monthNumber, monthText, quarterOf, range, yearOf } from '../months.ts'

/**
 * A step that took months away from a year, in the order the contract takes them: what it took, what it left, and the
 * month it goes by (of a half that is locked, `2027-H1`). `history` is the least time to what is carried out; `annualQuarter` keeps an extra from the annual one.
 */
export type WindowStep = {
  readonly step:
    'start' | 'choiceSystem' | 'end' | 'procured' | 'half' | 'pinned' | 'history' | 'annualQuarter'
  readonly because: string
  readonly removed: readonly string[]
  readonly left: readonly string[]
}

type Stage = {
  readonly step: WindowStep['step']
  readonly because: string | undefined
  readonly months: readonly string[]
}

/** The steps that cut the year of an annual follow-up; what took nothing is not told. */
export function annualSteps(input: PlanInput, unit: InputUnit, year: number): WindowStep[] {
  const months = (dates: readonly DateName[]) => windowOf(input, withOnly(unit, dates), year).months
  const start = unit.operatingForm === 'choiceSystem' ? 'choiceSystem' : 'start'
  const stages: Stage[] = [
    { step: start, because: unit.startsOn, months: months(['startsOn']) },
    { step: 'end', because: unit.endsOn, months: months(['startsOn', 'endsOn']) },
    { step: 'procured', because: unit.decisionOn, months: months(['startsOn', 'endsOn', 'decisionOn']) },
    {
      step: 'half',
      because: halfText(year, unit.pinnedHalf?.[String(year)]),
      months: months(['startsOn', 'endsOn', 'decisionOn', 'pinnedHalf']),
    },
    { step: 'pinned', because: unit.pinned?.[String(year)], months: months(dateNames) },
    ...historyStages(input, unit, months(dateNames)),
  ]
  return stepsOf(wholeYear(year), stages)
}

function halfText(year: number, half: 1 | 2 | undefined): string | undefined {
  return half === undefined ? undefined : `${year}-H${half}`
}

const dateNames = ['startsOn', 'endsOn', 'decisionOn', 'pinnedHalf', 'pinned'] as const
type DateName = (typeof dateNames)[number]

/** The unit as if only these of its dates were known. */
function withOnly(unit: InputUnit, dates: readonly DateName[]): InputUnit {
  const unknown = dateNames.filter((name) => !dates.includes(name))
  return unknown.reduce((known, name) => {
    const { [name]: _, ...rest } = known
    return rest
  }, unit)
}

/** Months nearer than the gap to what is carried out before or in the plan, one stage for each. */
function historyStages(input: PlanInput, unit: InputUnit, open: readonly string[]): Stage[] {
  const done = (input.executed ?? []).filter(({ unitId, kind }) => unitId === unit.id && kind === 'annual')
  const fixed = new Set([unit.lastFollowUp?.month, ...done.map(({ month }) => month)])
  let months = open
  return [...fixed].flatMap((because) => {
    if (because === undefined) return []
    months = months.filter((month) => apart(month, because) >= input.rules.minMonthsBetween)
    return [{ step: 'history' as const, because, months }]
  })
}

/** The steps that cut the year of an extra follow-up: operation, and the quarter of the annual one. */
export function extraSteps(unit: InputUnit, own: readonly FollowUp[], year: number): WindowStep[] {
  const { startsOn = '0000-01', endsOn = '9999-12' } = unit
  const annual = own.find(({ kind, month }) => kind === 'annual' && yearOf(monthNumber(month)) === year)
  const started = wholeYear(year).filter((month) => month >= startsOn)
  const ended = started.filter((month) => month <= endsOn)
  const clear = ended.filter((month) => !annual || quarter(month) !== quarter(annual.month))
  return stepsOf(wholeYear(year), [
    { step: 'start', because: startsOn, months: started },
    { step: 'end', because: endsOn, months: ended },
    { step: 'annualQuarter', because: annual?.month, months: clear },
  ])
}

function stepsOf(whole: readonly string[], stages: readonly Stage[]): WindowStep[] {
  let before = whole
  return stages.flatMap(({ step, because, months }) => {
    const removed = before.filter((month) => !months.includes(month))
    const changed = removed.length > 0 || months.length !== before.length
    before = months
    return changed ? [{ step, because: because ?? '', removed, left: months }] : []
  })
}

export function wholeYear(year: number): string[] {
  return range(year * 12, year * 12 + 11).map(monthText)
}

function apart(one: string, other: string): number {
  return Math.abs(monthNumber(one) - monthNumber(other))
}

function quarter(month: string): number {
  return quarterOf(monthNumber(month))
}
