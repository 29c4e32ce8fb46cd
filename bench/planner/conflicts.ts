import type { InputUnit, PlanInput, RuleGroup, Waiver } from '#methods/planner/contract.ts'
import { explain } from '#methods/planner/solve/explain.ts'
import { windowOf } from '#methods/planner/check/window.ts'
import { solve } from '#methods/planner/solve/solve.ts'
import { since } from './solved.ts'

/** A fault put into a municipality that has a plan, and the rule the explanation has to name. */
type Planted = { readonly input: PlanInput; readonly rule: RuleGroup }
export const plantings: Readonly<Record<string, (sound: PlanInput) => Planted>> = {
  'hours short in a year': shortHours,
  'decisions bunched in two months': bunchedDecisions,
  'two pins too close': closePins,
}

export type Explanation = {
  readonly kind: 'plan' | 'impossible' | 'unknown'
  readonly seconds: number
  readonly groups: number
  readonly named: boolean
  readonly waivers: readonly Tried[]
}
/** Whether there is a plan when the waiver is granted, and when a tenth less is. `unknown` is no answer in the time. */
type Tried = {
  readonly rule: string
  readonly amount: number
  readonly granted: string
  readonly less: string
}

export async function explained(sound: PlanInput, name: string, seconds: number): Promise<Explanation> {
  const plant = plantings[name]
  if (!plant) throw new Error(`Nothing is called ${name}`)
  const { input, rule } = plant(sound)
  const began = performance.now()
  const { kind } = await solve(input, { seconds, gap: 0.01 })
  const found = kind === 'impossible' ? await explain(input, seconds) : undefined
  const took = since(began)
  const rules = found?.conflicts[0]?.rules ?? []
  const waivers: Tried[] = []
  for (const waiver of found?.waivers ?? []) {
    const tried = await tryWaiver(input, waiver, seconds)
    if (tried) waivers.push(tried)
  }
  return { kind, seconds: took, groups: rules.length, named: rules.some((one) => covers(one, rule)), waivers }
}

/** The rule said of the same, or in narrower words. */
function covers(found: RuleGroup, planted: RuleGroup): boolean {
  return Object.entries(planted).every(([name, value]) => found[name as keyof RuleGroup] === value) // entries of a RuleGroup
}

function shortHours(sound: PlanInput): Planted {
  const input = withHours(sound, ({ profession }, month) =>
    profession === 'MAS' && month.startsWith('2028') ? 0.4 : 1,
  )
  return { input, rule: { rule: 'capacity', role: 'MAS', year: 2028 } }
}

/**
 * Every agreement is decided in April 2028, so all of them are owed in January and February; every other unit of one's own
 * is procured too, so that no municipality has the hours.
 */
function bunchedDecisions(sound: PlanInput): Planted {
  const units = sound.units.map((unit, at): InputUnit =>
    unit.operatingForm === 'procured' || (unit.operatingForm === 'inHouse' && at % 2 === 0)
      ? { ...unit, operatingForm: 'procured', decisionOn: '2028-04' }
      : unit,
  )
  return { input: { ...sound, units }, rule: { rule: 'procured', year: 2028 } }
}

function closePins(sound: PlanInput): Planted {
  const at = sound.units.findIndex(({ startsOn, endsOn, decisionOn }) => !startsOn && !endsOn && !decisionOn)
  const units = sound.units.map((unit, place) =>
    place === at ? { ...unit, pinned: { '2027': '2027-11', '2028': '2028-03' } } : unit,
  )
  return { input: { ...sound, units }, rule: { rule: 'gap' } }
}

function withHours(
  input: PlanInput,
  times: (person: PlanInput['staff'][number], month: string) => number,
): PlanInput {
  const staff = input.staff.map((person) => ({
    ...person,
    hours: Object.fromEntries(
      Object.entries(person.hours).map(([month, hours]) => [month, hours * times(person, month)]),
    ),
  }))
  return { ...input, staff }
}

/** What a file can grant; the others would need another problem than the format can tell. */
const grants: Readonly<Record<string, (input: PlanInput, waiver: Waiver, amount: number) => PlanInput>> = {
  capacity: moreHours,
  gap: (input, _, amount) => ({
    ...input,
    rules: { ...input.rules, minMonthsBetween: input.rules.minMonthsBetween - amount },
  }),
  procured: withoutDecisions,
  pinned: (input, { unitId }, amount) => ({
    ...input,
    units: input.units.map((unit) => (unit.id === unitId && amount >= 1 ? unpinned(unit) : unit)),
  }),
}

async function tryWaiver(input: PlanInput, waiver: Waiver, seconds: number): Promise<Tried | undefined> {
  const grant = grants[waiver.rule]
  if (!grant) return undefined
  const less = waiver.unit === 'hours' ? waiver.amount * 0.9 : Math.ceil(waiver.amount * 0.9) - 1
  const kind = async (amount: number) => (await solve(grant(input, waiver, amount), { seconds, gap: 1 })).kind
  return {
    rule: waiver.rule,
    amount: waiver.amount,
    granted: await kind(waiver.amount),
    less: await kind(less),
  }
}

/** Spread over the year as the hours of those who have the role are. */
function moreHours(input: PlanInput, { role, year }: Waiver, amount: number): PlanInput {
  const professions = input.roles.find(({ id }) => id === role)?.professions ?? []
  const own = ({ profession }: PlanInput['staff'][number]) => professions.includes(profession)
  const inYear = (month: string) => month.startsWith(String(year))
  const now = input.staff
    .filter(own)
    .flatMap(({ hours }) => Object.entries(hours))
    .filter(([month]) => inYear(month))
    .reduce((total, [, hours]) => total + hours * (1 - input.rules.eventReserve), 0)
  return withHours(input, (person, month) => (own(person) && inYear(month) ? 1 + amount / now : 1))
}

/** The largest first, as the waiver counts them. */
function withoutDecisions(input: PlanInput, { year }: Waiver, amount: number): PlanInput {
  const size = ({ hours }: InputUnit) => Object.values(hours.inDepth).reduce((total, one) => total + one, 0)
  const bound = input.units
    .filter((unit) => windowOf(input, unit, year ?? 0).last === 'procured')
    .toSorted((a, b) => size(b) - size(a))
  const free = new Set(bound.slice(0, amount).map(({ id }) => id))
  const units = input.units.map((unit) => {
    const { decisionOn: _, ...rest } = unit
    return free.has(unit.id) ? rest : unit
  })
  return { ...input, units }
}

function unpinned({ pinned: _, ...unit }: InputUnit): InputUnit {
  return unit
}
