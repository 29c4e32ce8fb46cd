import type { IsoDate } from '#kernel/dates.ts'
import { hasWords } from '#kernel/lists.ts'
import {
  coverageOf,
  exceptionKey,
  isOwedIn,
  missingOfUnit,
  owesInDepth,
  standardRule,
  type AreaCoverage,
  type AreaRule,
  type Missing,
  type OwedRule,
  type Owing,
  type Planned,
  type UnitFacts,
} from './rules-owed.ts'
import { halfOf, type Depth } from './rules.ts'

/** All that a plan is held against: the settings, the units as they are, what is planned, and what is excepted. */
export type OwedFacts = {
  boardId: string
  boardName: string
  years: readonly number[]
  areas: readonly { id: string; name: string }[]
  rules: ReadonlyMap<string, AreaRule>
  units: readonly UnitFacts[]
  planned: readonly Planned[]
  /** Rows whose follow-up was cancelled: they answer to nothing, but tell why something is missing. */
  calledOff?: readonly Planned[]
  /** `exceptionKey` of every decision of exception. */
  excepted: ReadonlySet<string>
  setting: { selfCheckEvery: number; selfCheckFirst: number }
  reviews: readonly OwedReview[]
}

/** What the board has asked its office to look into; `planItemId` is the row that answers to it, of whatever plan. */
export type OwedReview = {
  id: string
  title: string
  caseNumber: string
  paragraph: string
  dueOn: IsoDate
  unitId: string | null
  serviceAreaId: string | null
  name: string
  depth: Depth
  planItemId: string | null
}

/** What is owed but missing, year by year: units first, then areas, then the authority itself. */
export function missingIn(facts: OwedFacts): Missing[] {
  const unitItems = groupBy(facts.planned, (item) => item.unitId ?? '')
  const unitsOf = groupBy(facts.units, (unit) => unit.serviceAreaId)
  return facts.years.flatMap((year) => [
    ...facts.units.flatMap((unit) => {
      const planned = unitItems.get(unit.unitId) ?? []
      return (
        missingOfUnit(unit, ruleOf(facts, unit.serviceAreaId), { year, planned, excepted: facts.excepted }) ??
        []
      )
    }),
    ...facts.areas.flatMap((area) => missingOfArea(facts, area, { year, units: unitsOf.get(area.id) ?? [] })),
    ...missingSelfCheck(facts, year),
    ...missingReviews(facts, year),
  ])
}

/** What of the owed a filter keeps. */
export function filterMissing(
  missing: readonly Missing[],
  filter: {
    q: string
    area?: string | undefined
    rule?: OwedRule | undefined
    year?: number | undefined
  },
): Missing[] {
  return missing.filter(
    (row) =>
      (filter.area === undefined || row.serviceAreaId === filter.area) &&
      (filter.year === undefined || row.year === filter.year) &&
      (filter.rule === undefined || row.owing.some((one) => one.rule === filter.rule)) &&
      hasWords([row.name, row.areaName], filter.q),
  )
}

/** Coverage of every area and year that asks for something. */
export function coverageIn(facts: OwedFacts): AreaCoverage[] {
  const unitsOf = groupBy(facts.units, (unit) => unit.serviceAreaId)
  return facts.areas.flatMap((area) =>
    facts.years.map((year) =>
      coverageOf(area, ruleOf(facts, area.id), {
        year,
        units: unitsOf.get(area.id) ?? [],
        planned: facts.planned,
      }),
    ),
  )
}

export function ruleOf(facts: Pick<OwedFacts, 'rules'>, serviceAreaId: string): AreaRule {
  return facts.rules.get(serviceAreaId) ?? { ...standardRule, serviceAreaId }
}

export type Area = { id: string; name: string }
export type AreaYear = { year: number; units: readonly UnitFacts[] }

function missingOfArea(facts: OwedFacts, area: Area, at: AreaYear): Missing[] {
  const rule = ruleOf(facts, area.id)
  return [
    ...(rule.coverage === 'share' || rule.coverage === 'area' ? missingShare(facts, area, at) : []),
    ...(rule.inDepthOf === 'area' ? missingDepthOfArea(facts, area, at) : []),
  ]
}

/** A share asks for so many more units: those that have waited longest come first. */
function missingShare(facts: OwedFacts, area: Area, at: AreaYear): Missing[] {
  const rule = ruleOf(facts, area.id)
  const { asked, planned } = coverageOf(area, rule, { ...at, planned: facts.planned })
  const count = asked - planned
  if (count <= 0 || isExcepted(facts, 'coverage', area.id, at.year)) return []
  const taken = new Set(
    facts.planned.flatMap((item) => (item.year === at.year && item.unitId ? [item.unitId] : [])),
  )
  const waiting = at.units
    .filter((unit) => isOwedIn(unit, rule, at.year) && !taken.has(unit.unitId))
    .toSorted(
      (one, other) => lastOf(one).localeCompare(lastOf(other)) || one.unitId.localeCompare(other.unitId),
    )
  const unitIds = rule.coverage === 'share' ? waiting.slice(0, count).map((unit) => unit.unitId) : []
  return [{ ...areaRow(area, at.year), owing: [{ rule: 'coverage', by: null, count }], unitIds }]
}

/** Whether an area owes in depth as such that year, and the rows that answer to it; null where it does not. */
export function depthOfArea(facts: OwedFacts, area: Area, at: AreaYear): readonly Planned[] | null {
  const rule = ruleOf(facts, area.id)
  if (!at.units.some((unit) => isOwedIn(unit, rule, at.year))) return null
  const items = facts.planned.filter((item) => item.serviceAreaId === area.id && item.depth === 'inDepth')
  const years = new Set([
    ...at.units.flatMap((unit) =>
      unit.followUps.filter((one) => one.depth === 'inDepth').map((one) => yearOf(one.on)),
    ),
    ...items.filter((item) => item.year < at.year).map((item) => item.year),
  ])
  const since = Math.min(...at.units.map((unit) => yearOf(unit.startsOn)))
  if (!owesInDepth(years, since, { year: at.year, every: rule.inDepthEvery })) return null
  return items.filter((item) => item.year === at.year)
}

function missingDepthOfArea(facts: OwedFacts, area: Area, at: AreaYear): Missing[] {
  if (isExcepted(facts, 'inDepth', area.id, at.year)) return []
  if (depthOfArea(facts, area, at)?.length !== 0) return []
  const row = areaRow(area, at.year)
  return [
    { ...row, key: `${row.key}:inDepth`, owing: [{ rule: 'inDepth', by: null, count: 1 }], depth: 'inDepth' },
  ]
}

function missingSelfCheck(facts: OwedFacts, year: number): Missing[] {
  if (!owesSelfCheck(facts.setting, year) || isExcepted(facts, 'selfCheck', facts.boardId, year)) return []
  if (facts.planned.some((item) => item.kind === 'selfCheck' && item.year === year)) return []
  return [
    {
      ...areaRow({ id: facts.boardId, name: facts.boardName }, year),
      key: `authority:${facts.boardId}:${year}`,
      serviceAreaId: null,
      owing: [{ rule: 'selfCheck', by: null, count: 1 }],
      kind: 'selfCheck',
    },
  ]
}

/** The year a review falls in: what was due before the plan began is owed in its first year. */
export function yearOfReview(facts: Pick<OwedFacts, 'years'>, { dueOn }: Pick<OwedReview, 'dueOn'>): number {
  return Math.max(yearOf(dueOn), facts.years[0] ?? 0)
}

export function owingOfReview(facts: OwedFacts, review: OwedReview): Owing {
  const isLate = yearOf(review.dueOn) < yearOfReview(facts, review)
  const by = isLate ? null : Number(review.dueOn.slice(5, 7))
  const ground = `${review.title} (${facts.boardName} ${review.paragraph}, ${review.caseNumber})`
  return { rule: 'review', by, count: 1, depth: review.depth, ground }
}

function missingReviews(facts: OwedFacts, year: number): Missing[] {
  const areaNames = new Map(facts.areas.map((area) => [area.id, area.name]))
  const unitAreas = new Map(facts.units.map((unit) => [unit.unitId, unit.serviceAreaId]))
  return facts.reviews
    .filter((review) => review.planItemId === null && yearOfReview(facts, review) === year)
    .map((review) => {
      const owing = owingOfReview(facts, review)
      const areaId = review.serviceAreaId ?? unitAreas.get(review.unitId ?? '') ?? null
      return {
        ...areaRow({ id: review.id, name: review.name || review.title }, year),
        key: `review:${review.id}`,
        unitId: review.unitId,
        serviceAreaId: areaId,
        areaName: areaNames.get(areaId ?? '') ?? '',
        owing: [owing],
        kind: 'targeted' as const, // the column's words
        depth: review.depth,
        month: owing.by,
        half: owing.by === null ? 1 : halfOf(owing.by),
        origin: 'decision' as const, // the column's words
        originId: review.id,
        assignment: `${facts.boardName} ${review.paragraph}, ${review.caseNumber}`,
      }
    })
}

function areaRow(area: Area, year: number): Missing {
  return {
    key: `area:${area.id}:${year}`,
    unitId: null,
    serviceAreaId: area.id,
    name: area.name,
    areaName: area.name,
    year,
    owing: [],
    itemId: null,
    unitIds: [],
    kind: 'planned',
    depth: 'basic',
    month: null,
    half: 1,
    origin: 'rule',
  }
}

export function isExcepted(facts: OwedFacts, rule: OwedRule, sourceId: string, year: number): boolean {
  return facts.excepted.has(exceptionKey(rule, sourceId, year))
}

const yearOf = (day: IsoDate) => Number(day.slice(0, 4))
const lastOf = (unit: UnitFacts) =>
  unit.followUps
    .map(({ on }) => on)
    .toSorted()
    .at(-1) ?? ''

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  return Map.groupBy(rows, keyOf)
}

/** The authority's own self-check (egenkontroll), every so many years from the first. */
export function owesSelfCheck(
  setting: { selfCheckEvery: number; selfCheckFirst: number },
  year: number,
): boolean {
  if (setting.selfCheckEvery === 0 || year < setting.selfCheckFirst) return false
  return (year - setting.selfCheckFirst) % setting.selfCheckEvery === 0
}
