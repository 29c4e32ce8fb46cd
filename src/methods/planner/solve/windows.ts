import type { InputUnit, PlanInput } from '../contract.ts'
import { monthNumber, range, yearOf } from '../months.ts'
import { everyRule, type Holds } from './rules.ts'

/** The steps that narrow a window, in the order of the contract. */
export type Step = 'operation' | 'choiceSystem' | 'procured' | 'pinned'

/**
 * The months a unit's annual follow-up of one year may lie in, as month numbers in rising order, and how it came to that:
 * `by` is the last step that changed it, `without` what the months would be had that step not been taken.
 */
export type Window = {
  readonly year: number
  readonly months: readonly number[]
  readonly by?: Step
  readonly without: readonly number[]
}

/** `asksNothing` is true when the unit's decision (procured) lies so that no year of the horizon can keep it. */
export type Windows = { readonly years: readonly Window[]; readonly asksNothing: boolean }

type Draft = { year: number; months: number[]; by: Step | undefined; without: number[] }

/** The windows of a unit, one for each year of the horizon. Follows "Which follow-ups are owed, and when". */
export function windowsOf(input: PlanInput, unit: InputUnit, holds: Holds = everyRule): Windows {
  const first = yearOf(monthNumber(input.horizon.from))
  const drafts = range(first, first + input.horizon.months / 12 - 1).map(wholeYear)
  takeStart(drafts, input, unit)
  takeEnd(drafts, unit)
  const asksNothing = !takeDecision(drafts, input, unit)
  takePins(drafts, unit)
  return { asksNothing, years: drafts.map((draft) => finished(draft, unit, holds)) }
}

/** A step that is not to be kept leaves the months as they were before it; without the annual rule nothing is owed. */
function finished({ by, ...rest }: Draft, unit: InputUnit, holds: Holds): Window {
  const asked = { areaId: unit.areaId, unitId: unit.id, year: rest.year }
  if (!holds({ rule: 'annual', ...asked })) return { ...rest, months: [] }
  if (!by) return rest
  return holds({ rule: by, ...asked }) ? { ...rest, by } : { ...rest, months: rest.without }
}

function wholeYear(year: number): Draft {
  const months = range(year * 12, year * 12 + 11)
  return { year, months, by: undefined, without: months }
}

function narrow(draft: Draft, step: Step, keeps: (month: number) => boolean): void {
  const kept = draft.months.filter(keeps)
  if (kept.length === draft.months.length) return
  // What operation alone leaves is no choice of anybody: it is what remains when that step is taken away too.
  Object.assign(draft, { without: step === 'operation' ? kept : draft.months, months: kept, by: step })
}

function takeStart(drafts: readonly Draft[], { rules }: PlanInput, unit: InputUnit): void {
  if (!unit.startsOn) return
  const start = monthNumber(unit.startsOn)
  if (unit.operatingForm === 'choiceSystem') return takeFirstOfChoice(drafts, start, rules.choiceSystemFirst)
  const june = (year: number) => year * 12 + 5
  for (const draft of drafts)
    narrow(draft, 'operation', (month) => start <= june(draft.year) && month >= start)
}

/** A new unit of the choice system owes its first follow-up some months after the start, and nothing before. */
function takeFirstOfChoice(
  drafts: readonly Draft[],
  start: number,
  [first, last]: readonly [number, number],
): void {
  const owed = yearOf(start + first)
  for (const draft of drafts) {
    const operating = (month: number) => month >= start
    if (draft.year < owed) narrow(draft, 'choiceSystem', () => false)
    if (draft.year === owed)
      narrow(draft, 'choiceSystem', (month) => month >= start + first && month <= start + last)
    draft.without = draft.without.filter(operating)
  }
}

function takeEnd(drafts: readonly Draft[], { endsOn }: InputUnit): void {
  if (!endsOn) return
  const end = monthNumber(endsOn)
  for (const draft of drafts) {
    const july = draft.year * 12 + 6
    narrow(draft, 'operation', (month) => end >= july && month <= end)
  }
}

/** False when the rule asks nothing because no year of the horizon has two of its months. */
function takeDecision(drafts: readonly Draft[], { rules }: PlanInput, unit: InputUnit): boolean {
  if (unit.operatingForm !== 'procured' || !unit.decisionOn) return true
  const [latest, earliest] = rules.procuredBeforeDecision
  const decision = monthNumber(unit.decisionOn)
  const before = (month: number) => month >= decision - earliest && month <= decision - latest
  const year = yearOf(decision - latest)
  const draft = [year, year - 1]
    .map((wanted) => drafts.find((one) => one.year === wanted))
    .find((one) => one !== undefined && one.months.filter(before).length >= 2)
  if (draft) narrow(draft, 'procured', before)
  return draft !== undefined
}

function takePins(drafts: readonly Draft[], { pinned = {}, pinnedHalf = {} }: InputUnit): void {
  for (const draft of drafts) {
    const pin = pinned[String(draft.year)]
    const half = pinnedHalf[String(draft.year)]
    if (pin === undefined && half !== undefined) takeHalf(draft, half)
    if (pin === undefined) continue
    Object.assign(draft, { without: draft.months, months: [monthNumber(pin)], by: 'pinned' })
  }
}

/** What is locked to a half keeps the months of it that are left; where none is, the whole half, as a month that is locked. */
function takeHalf(draft: Draft, half: 1 | 2): void {
  const months = range(draft.year * 12 + (half - 1) * 6, draft.year * 12 + half * 6 - 1)
  if (months.some((month) => draft.months.includes(month)))
    return narrow(draft, 'pinned', (month) => months.includes(month))
  Object.assign(draft, { without: draft.months, months, by: 'pinned' })
}
