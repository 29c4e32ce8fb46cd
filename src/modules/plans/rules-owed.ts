import { addMonths, type IsoDate } from '#kernel/dates.ts'
import { halfOf, monthsOf, type Depth, type ItemKind, type Origin, type PlanItem } from './rules.ts'

export const coverages = ['everyUnit', 'share', 'area', 'none'] as const
export type Coverage = (typeof coverages)[number]
export const inDepthOfs = ['unit', 'area'] as const

/** What a service area asks of each year. "Every unit every year" is one way to read S1 §5, so it is a setting. */
export type AreaRule = {
  serviceAreaId: string
  coverage: Coverage
  sharePercent: number | null
  /** In depth at least once in so many calendar years; 0 asks for none. */
  inDepthEvery: number
  inDepthOf: (typeof inDepthOfs)[number]
  /** A unit in a choice system (LOV) is followed up so many months after its start; 0 asks for none. */
  choiceSystemMonths: number
  /** A procured unit (LOU) is followed up at the latest so many months before the extension decision; 0 asks for none. */
  procuredMonths: number
  lastYearActions: boolean
  /** The social coordinator takes part in follow-ups under SoL and LSS (M-051). */
  needsSas?: boolean
  ground: string
}

export const standardRule: Omit<AreaRule, 'serviceAreaId'> = {
  coverage: 'everyUnit',
  sharePercent: null,
  inDepthEvery: 2,
  inDepthOf: 'unit',
  choiceSystemMonths: 6,
  procuredMonths: 2,
  lastYearActions: true,
  ground: '',
}

export const owedRules = [
  'coverage',
  'inDepth',
  'choiceSystem',
  'procured',
  'actions',
  'selfCheck',
  'agreement',
  'review',
] as const
export type OwedRule = (typeof owedRules)[number]

/** What is known of a unit when its year is planned. */
export type UnitFacts = {
  unitId: string
  name: string
  serviceAreaId: string
  areaName: string
  choiceSystem: boolean
  startsOn: IsoDate
  endsOn: IsoDate | null
  /** The decision on extension of its procured agreement. */
  decisionOn: IsoDate | null
  /** Run by somebody else by agreement: then the law asks for the follow-up, and the guideline how often. */
  byAgreement?: boolean
  /** What has been followed up, or is under way, before the plan's items: by day. */
  followUps: readonly { on: IsoDate; depth: Depth }[]
  openActions: number
  openFindings: number
  /** What its agreements' own follow-up plans ask: the last day, and how deep where the plan says. */
  obligations: readonly { latestOn: IsoDate; depth: Depth | null; ground: string }[]
}

/** One ground on which something is owed. `by` is the last month of the year, where the ground names one. */
export type Owing = {
  rule: OwedRule
  by: number | null
  count: number
  /** What an agreement's own plan asks for: in depth or not, and in its own words. */
  depth?: Depth | null
  ground?: string
}

export type Planned = Pick<
  PlanItem,
  'id' | 'unitId' | 'serviceAreaId' | 'year' | 'month' | 'half' | 'kind' | 'depth' | 'announced'
>

/** Owed and missing for one unit, area or the authority in one year, with what would mend it. */
export type Missing = {
  key: string
  unitId: string | null
  serviceAreaId: string | null
  name: string
  areaName: string
  year: number
  owing: Owing[]
  /** The row that is there already and would do, were it in depth or earlier; null: a row is to be added. */
  itemId: string | null
  /** For a share of the units: those that have waited longest. */
  unitIds: readonly string[]
  kind: ItemKind
  depth: Depth
  month: number | null
  half: 1 | 2
  origin: Origin
  /** What a special review asks for: the review itself, and by which decision. */
  originId?: string
  assignment?: string
}

const annualKinds: readonly ItemKind[] = ['planned', 'targeted', 'theme']
const isAnnual = (item: Planned) => annualKinds.includes(item.kind)
const yearOf = (day: IsoDate) => Number(day.slice(0, 4))
const monthOf = (day: IsoDate) => Number(day.slice(5, 7))
const lastMonth = (item: Planned) => monthsOf(item).at(-1) ?? 12

/** The window of the first follow-up of a unit in a choice system, as the planner counts it. */
function firstChoiceMonth(unit: UnitFacts, rule: AreaRule): IsoDate | null {
  if (!unit.choiceSystem || rule.choiceSystemMonths === 0) return null
  return addMonths(unit.startsOn, rule.choiceSystemMonths)
}

/** Whether the year asks for a follow-up of the unit at all: one that starts late or ends early is not asked for. */
export function isOwedIn(unit: UnitFacts, rule: AreaRule, year: number): boolean {
  if (unit.endsOn && unit.endsOn < `${year}-07-01`) return false
  const first = firstChoiceMonth(unit, rule)
  if (first) return yearOf(first) <= year
  return unit.startsOn < `${year}-07-01`
}

/** In depth is owed when otherwise as many calendar years in a row as the rule says would pass without one. */
export function owesInDepth(
  depthYears: ReadonlySet<number>,
  since: number,
  at: { year: number; every: number },
): boolean {
  if (at.every === 0) return false
  const before = Array.from({ length: at.every - 1 }, (_, back) => at.year - 1 - back)
  return before.every((year) => year >= since && !depthYears.has(year))
}

function choiceSystemOwing(unit: UnitFacts, rule: AreaRule, year: number): Owing | null {
  const first = firstChoiceMonth(unit, rule)
  if (
    !first ||
    yearOf(first) !== year ||
    unit.followUps.some(({ on }) => on >= unit.startsOn && yearOf(on) < year)
  )
    return null
  return { rule: 'choiceSystem', by: Math.min(12, monthOf(first) + 1), count: 1 }
}

/** The last month is counted back from the decision; where that leaves hardly any of the year, the year before carries it. */
function procuredOwing(unit: UnitFacts, rule: AreaRule, year: number): Owing | null {
  if (!unit.decisionOn || rule.procuredMonths === 0) return null
  const last = addMonths(unit.decisionOn, -rule.procuredMonths)
  const opens = addMonths(last, -6)
  if (unit.followUps.some(({ on }) => on >= opens && on <= unit.decisionOn!)) return null
  const at = yearAndMonth(last)
  return at.year === year ? { rule: 'procured', by: at.by, count: 1 } : null
}

/** What is owed so early that hardly any of its year is left is carried by the year before. */
function yearAndMonth(latestOn: IsoDate): { year: number; by: number } {
  const early = monthOf(latestOn) < 2
  return { year: yearOf(latestOn) - (early ? 1 : 0), by: early ? 12 : monthOf(latestOn) }
}

/** The agreements' own plans: owed until a follow-up of the same year, deep enough, has come before its last day. */
function agreementOwing(unit: UnitFacts, year: number): Owing[] {
  return unit.obligations.flatMap(({ latestOn, depth, ground }) => {
    const at = yearAndMonth(latestOn)
    const isMade = unit.followUps.some(
      (one) =>
        yearOf(one.on) === at.year && one.on <= latestOn && (depth !== 'inDepth' || one.depth === 'inDepth'),
    )
    return at.year === year && !isMade
      ? [{ rule: 'agreement' as const, by: at.by, count: 1, depth, ground }]
      : []
  })
}

/** Everything that the settings ask of one unit in one year, planned or not. */
export function owingOf(
  unit: UnitFacts,
  rule: AreaRule,
  at: { year: number; planned: readonly Planned[] },
): Owing[] {
  const { year, planned } = at
  const isOwed = isOwedIn(unit, rule, year)
  const depthYears = new Set([
    ...unit.followUps.filter(({ depth }) => depth === 'inDepth').map(({ on }) => yearOf(on)),
    ...planned.filter((item) => item.depth === 'inDepth' && item.year < year).map((item) => item.year),
  ])
  const asksDepth =
    isOwed &&
    rule.inDepthOf === 'unit' &&
    owesInDepth(depthYears, yearOf(unit.startsOn), { year, every: rule.inDepthEvery })
  return [
    ...(isOwed && rule.coverage === 'everyUnit' ? [{ rule: 'coverage', by: null, count: 1 } as const] : []),
    ...(asksDepth ? [{ rule: 'inDepth', by: null, count: 1 } as const] : []),
    choiceSystemOwing(unit, rule, year),
    procuredOwing(unit, rule, year),
    rule.lastYearActions && unit.openActions > 0
      ? ({ rule: 'actions', by: null, count: unit.openActions } as const)
      : null,
    ...agreementOwing(unit, year),
  ].filter((owing) => owing !== null)
}

/** Whether a row of the plan answers to what is owed. */
export function answers(item: Planned, owing: Owing): boolean {
  if (owing.rule === 'actions') return true
  if (!isAnnual(item)) return false
  if (owing.rule === 'inDepth') return item.depth === 'inDepth'
  if (owing.depth === 'inDepth' && item.depth !== 'inDepth') return false
  if (owing.by === null) return true
  // An unannounced visit is never asked to be more exact in the plan than its half-year: its day is the team's.
  return item.announced ? lastMonth(item) <= owing.by : item.half <= halfOf(owing.by)
}

/** What is missing of one unit in one year: one row, however many grounds. */
export function missingOfUnit(
  unit: UnitFacts,
  rule: AreaRule,
  at: { year: number; planned: readonly Planned[]; excepted: ReadonlySet<string> },
): Missing | null {
  const inYear = at.planned.filter((item) => item.year === at.year)
  const owing = owingOf(unit, rule, at).filter(
    (one) =>
      !at.excepted.has(exceptionKey(one.rule, unit.unitId, at.year)) &&
      !inYear.some((item) => answers(item, one)),
  )
  if (owing.length === 0) return null
  const onlyActions = owing.every((one) => one.rule === 'actions')
  const by = Math.min(12, ...owing.flatMap((one) => one.by ?? []))
  const there = onlyActions ? undefined : inYear.find((item) => item.kind === 'planned')
  const month = owing.some((one) => one.by !== null) ? by : null
  return {
    key: `unit:${unit.unitId}:${at.year}`,
    unitId: unit.unitId,
    serviceAreaId: unit.serviceAreaId,
    name: unit.name,
    areaName: unit.areaName,
    year: at.year,
    owing,
    itemId: there?.id ?? null,
    unitIds: [],
    kind: onlyActions ? 'revisit' : 'planned',
    depth: owing.some((one) => one.rule === 'inDepth' || one.depth === 'inDepth') ? 'inDepth' : 'basic',
    month,
    half: month === null ? 1 : halfOf(month),
    origin: originOf(onlyActions, month),
  }
}

function originOf(onlyActions: boolean, month: number | null): Origin {
  if (onlyActions) return 'lastYear'
  return month === null ? 'rule' : 'obligation'
}

export function exceptionKey(rule: OwedRule, sourceId: string, year: number): string {
  return `${rule}:${sourceId}:${year}`
}

/** How many follow-ups the setting asks of an area in a year, and how many the plan holds. */
export type AreaCoverage = {
  serviceAreaId: string
  areaName: string
  year: number
  asked: number
  planned: number
}

export function coverageOf(
  area: { id: string; name: string },
  rule: AreaRule,
  at: { year: number; units: readonly UnitFacts[]; planned: readonly Planned[] },
): AreaCoverage {
  const owed = at.units.filter((unit) => isOwedIn(unit, rule, at.year))
  const items = at.planned.filter((item) => item.year === at.year && isAnnual(item))
  const ids = new Set(owed.map((unit) => unit.unitId))
  const units = new Set(items.flatMap((item) => (item.unitId && ids.has(item.unitId) ? [item.unitId] : [])))
    .size
  const asked = askedOf(rule, owed.length)
  const touched = units > 0 || items.some((item) => item.serviceAreaId === area.id)
  const planned = rule.coverage === 'area' ? Number(touched) : units
  return {
    serviceAreaId: area.id,
    areaName: area.name,
    year: at.year,
    asked,
    planned: Math.min(planned, asked),
  }
}

function askedOf(rule: AreaRule, owed: number): number {
  if (rule.coverage === 'none' || owed === 0) return 0
  if (rule.coverage === 'area') return 1
  return rule.coverage === 'everyUnit' ? owed : Math.ceil((owed * (rule.sharePercent ?? 100)) / 100)
}
