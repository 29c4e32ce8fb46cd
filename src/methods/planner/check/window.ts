import type { InputUnit, PlanInput, RuleName } from '../contract.ts'

/** The window of a year as the contract tells it, step by step, and the step that last changed it. */
export function windowOf(
  input: PlanInput,
  unit: InputUnit,
  year: number,
): { months: readonly string[]; last: RuleName } {
  let months = monthsOfYear(year)
  let last: RuleName = 'window'
  const set = (kept: readonly string[], rule: RuleName): void => {
    if (kept.length === months.length && kept.every((month, at) => month === months[at])) return
    months = [...kept]
    last = rule
  }
  set(
    afterStart(input, unit, year, months),
    unit.operatingForm === 'choiceSystem' ? 'choiceSystem' : 'operation',
  )
  set(beforeEnd(unit, year, months), 'operation')
  set(beforeDecision(input, unit, year, months), 'procured')
  const half = unit.pinnedHalf?.[String(year)]
  const pin = unit.pinned?.[String(year)]
  if (half !== undefined && pin === undefined) set(inHalf(months, monthsOfYear(year), half), 'pinned')
  if (pin !== undefined) set([pin], 'pinned')
  return { months, last }
}

/** The months of the half that the steps before have left; all of the half, where they left none. */
function inHalf(months: readonly string[], year: readonly string[], half: 1 | 2): readonly string[] {
  const all = half === 1 ? year.slice(0, 6) : year.slice(6)
  const kept = all.filter((month) => months.includes(month))
  return kept.length > 0 ? kept : all
}

function afterStart(
  { rules }: PlanInput,
  unit: InputUnit,
  year: number,
  months: readonly string[],
): readonly string[] {
  const { startsOn } = unit
  if (!startsOn) return months
  if (unit.operatingForm !== 'choiceSystem')
    return startsOn > `${year}-06` ? [] : months.filter((month) => month >= startsOn)
  const [from, to] = rules.choiceSystemFirst.map((after) => plusMonths(startsOn, after)) as [string, string] // the rule is a pair
  if (year < yearOf(from)) return []
  return year > yearOf(from) ? months : months.filter((month) => month >= from && month <= to)
}

function beforeEnd({ endsOn }: InputUnit, year: number, months: readonly string[]): readonly string[] {
  if (!endsOn) return months
  return endsOn < `${year}-07` ? [] : months.filter((month) => month <= endsOn)
}

function beforeDecision(
  input: PlanInput,
  unit: InputUnit,
  year: number,
  months: readonly string[],
): readonly string[] {
  if (unit.operatingForm !== 'procured' || !unit.decisionOn) return months
  const [latest, earliest] = input.rules.procuredBeforeDecision
  const from = plusMonths(unit.decisionOn, -earliest)
  const to = plusMonths(unit.decisionOn, -latest)
  const those = (of: number) => left(input, unit, of).filter((month) => month >= from && month <= to)
  const end = yearOf(to)
  const chosen = [end, end - 1].find((one) => those(one).length >= 2)
  return chosen === year ? those(year) : months
}

/** What the first three steps leave of a year; nothing outside the horizon. */
function left(input: PlanInput, unit: InputUnit, year: number): readonly string[] {
  const first = yearOf(input.horizon.from)
  if (year < first || year >= first + input.horizon.months / 12) return []
  return beforeEnd(unit, year, afterStart(input, unit, year, monthsOfYear(year)))
}

function monthsOfYear(year: number): string[] {
  return Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)
}

export function plusMonths(month: string, more: number): string {
  const total = yearOf(month) * 12 + Number(month.slice(5)) - 1 + more
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`
}

export function yearOf(month: string): number {
  return Number(month.slice(0, 4))
}
