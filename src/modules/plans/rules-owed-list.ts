import {
  coverageIn,
  depthOfArea,
  isExcepted,
  owesSelfCheck,
  owingOfReview,
  ruleOf,
  yearOfReview,
  type OwedFacts,
} from './rules-areas.ts'
import {
  answers,
  exceptionKey,
  owedRules,
  owingOf,
  type AreaRule,
  type Owing,
  type UnitFacts,
} from './rules-owed.ts'
import { halfOf, type Depth, type PlanItem } from './rules.ts'

/** Why something is owed: what a rule asks, and what the plan itself has promised. */
export const owedKinds = [...owedRules, 'focus', 'pinned'] as const
export type OwedKind = (typeof owedKinds)[number]

/** Who asks for it: the law, the board's guideline, an agreement, a decision of the board, or the plan by a lock. */
export const owedSources = ['law', 'guideline', 'agreement', 'decision', 'plan'] as const
export type OwedSource = (typeof owedSources)[number]
export const owedStates = ['missing', 'met', 'excepted'] as const
export type OwedState = (typeof owedStates)[number]

/** One thing that is owed in one year: who asks, by what, of whom, and whether the plan has it. */
export type OwedEntry = {
  key: string
  kind: OwedKind
  source: OwedSource
  unitId: string | null
  serviceAreaId: string | null
  name: string
  areaName: string
  year: number
  /** Null: some time of the year. */
  month: number | null
  half: 1 | 2
  depth: Depth | null
  /** For the sentence that says why; `asked` and `planned` where units are counted. */
  owing: Owing
  asked: number | null
  planned: number | null
  rule: AreaRule | null
  state: OwedState
  /** The row that answers to it. */
  itemId: string | null
  /** Where it is missing: the row that would answer to it, had its follow-up not been cancelled. */
  calledOffId: string | null
  /** What `takeOwed` calls it; null where nothing is to be put in. */
  takeKey: string | null
  /** What `exceptMany` calls it; null where there is nothing to leave out, or where the board's own decision asks for it. */
  exceptKey: string | null
  /** The unit's risk 1–5; null of what is no unit. */
  risk: number | null
}

type Given = {
  facts: OwedFacts
  items: readonly PlanItem[]
  focusAreas: readonly { year: number; areas: readonly string[] }[]
  /** The names of focus areas by the keys that rows have. */
  focusNames: ReadonlyMap<string, string>
}

/** Everything that is owed over the plan's years, whether the plan has it or not. */
export function owedEntries(given: Given): OwedEntry[] {
  const { facts } = given
  const itemsOf = Map.groupBy(facts.planned, (item) => item.unitId ?? '')
  return facts.years.flatMap((year) => [
    ...facts.units.flatMap((unit) => ofUnit(facts, unit, { year, planned: itemsOf.get(unit.unitId) ?? [] })),
    ...facts.areas.flatMap((area) => inDepthOfArea(facts, area, year)),
    ...coverageOfAreas(facts, year),
    ...selfCheck(facts, year),
    ...reviews(facts, year),
    ...focus(given, year),
    ...pinned(given.items, year),
  ])
}

const nothing = {
  unitId: null,
  serviceAreaId: null,
  areaName: '',
  month: null,
  half: 1 as const, // one of two
  depth: null,
  asked: null,
  planned: null,
  rule: null,
  itemId: null,
  calledOffId: null,
  takeKey: null,
  exceptKey: null,
  risk: null,
}
const one = { by: null, count: 1 }

function ofUnit(
  facts: OwedFacts,
  unit: UnitFacts,
  at: { year: number; planned: OwedFacts['planned'] },
): OwedEntry[] {
  const rule = ruleOf(facts, unit.serviceAreaId)
  const inYear = at.planned.filter((item) => item.year === at.year)
  return owingOf(unit, rule, at).map((owing, place) => {
    const item = inYear.find((row) => answers(row, owing))
    const isOut = facts.excepted.has(exceptionKey(owing.rule, unit.unitId, at.year))
    const isMissing = !item && !isOut
    return {
      ...nothing,
      key: `${owing.rule}:${unit.unitId}:${at.year}:${place}`,
      kind: owing.rule,
      source: sourceOf(owing, unit),
      ...{ unitId: unit.unitId, serviceAreaId: unit.serviceAreaId, name: unit.name, areaName: unit.areaName },
      year: at.year,
      month: owing.by,
      half: owing.by === null ? 1 : halfOf(owing.by),
      depth: owing.rule === 'inDepth' ? 'inDepth' : (owing.depth ?? null),
      owing,
      rule,
      state: stateOf(item !== undefined, isOut),
      itemId: item?.id ?? null,
      calledOffId: isMissing ? calledOffOf(facts, { unitId: unit.unitId, year: at.year, owing }) : null,
      takeKey: isMissing ? `unit:${unit.unitId}:${at.year}` : null,
      exceptKey: isMissing ? exceptionKey(owing.rule, unit.unitId, at.year) : null,
    }
  })
}

function calledOffOf(facts: OwedFacts, asked: { unitId: string; year: number; owing: Owing }): string | null {
  const row = facts.calledOff?.find(
    ({ unitId, year, ...item }) =>
      unitId === asked.unitId && year === asked.year && answers({ ...item, unitId, year }, asked.owing),
  )
  return row?.id ?? null
}

function stateOf(isMet: boolean, isOut: boolean): OwedState {
  if (isMet) return 'met'
  return isOut ? 'excepted' : 'missing'
}

/** The law asks for a follow-up of what others run by agreement, not how often: that is the board's guideline. */
function sourceOf(owing: Owing, unit: UnitFacts): OwedSource {
  if (owing.rule === 'agreement' || owing.rule === 'procured') return 'agreement'
  return owing.rule === 'coverage' && unit.byAgreement ? 'law' : 'guideline'
}

function inDepthOfArea(facts: OwedFacts, area: { id: string; name: string }, year: number): OwedEntry[] {
  const rule = ruleOf(facts, area.id)
  if (rule.inDepthOf !== 'area') return []
  const units = facts.units.filter((unit) => unit.serviceAreaId === area.id)
  const rows = depthOfArea(facts, area, { year, units })
  if (rows === null) return []
  const [row] = rows
  const state = stateOf(row !== undefined, isExcepted(facts, 'inDepth', area.id, year))
  return [
    {
      ...ofArea(area, year),
      key: `inDepth:${area.id}:${year}`,
      kind: 'inDepth',
      depth: 'inDepth',
      owing: { rule: 'inDepth', ...one },
      rule,
      state,
      itemId: row?.id ?? null,
      takeKey: state === 'missing' ? `area:${area.id}:${year}:inDepth` : null,
      exceptKey: state === 'missing' ? exceptionKey('inDepth', area.id, year) : null,
    },
  ]
}

function ofArea(area: { id: string; name: string }, year: number) {
  return {
    ...nothing,
    source: 'guideline' as const, // one of the sources
    ...{ serviceAreaId: area.id, name: area.name, areaName: area.name, year },
  }
}

/** A share of the units, or the area as such: counted, not unit by unit. */
function coverageOfAreas(facts: OwedFacts, year: number): OwedEntry[] {
  return coverageIn({ ...facts, years: [year] }).flatMap((row) => {
    const rule = ruleOf(facts, row.serviceAreaId)
    if (row.asked === 0 || rule.coverage === 'everyUnit') return []
    const isOut = isExcepted(facts, 'coverage', row.serviceAreaId, year)
    const state = stateOf(row.planned >= row.asked, isOut)
    return [
      {
        ...ofArea({ id: row.serviceAreaId, name: row.areaName }, year),
        key: `coverage:${row.serviceAreaId}:${year}`,
        kind: 'coverage' as const, // one of the kinds
        owing: { rule: 'coverage' as const, by: null, count: Math.max(0, row.asked - row.planned) },
        ...{ asked: row.asked, planned: row.planned, rule, state },
        takeKey: state === 'missing' ? `area:${row.serviceAreaId}:${year}` : null,
        exceptKey: state === 'missing' ? exceptionKey('coverage', row.serviceAreaId, year) : null,
      },
    ]
  })
}

function selfCheck(facts: OwedFacts, year: number): OwedEntry[] {
  if (!owesSelfCheck(facts.setting, year)) return []
  const item = facts.planned.find((row) => row.kind === 'selfCheck' && row.year === year)
  const state = stateOf(item !== undefined, isExcepted(facts, 'selfCheck', facts.boardId, year))
  return [
    {
      ...ofArea({ id: facts.boardId, name: facts.boardName }, year),
      serviceAreaId: null,
      areaName: '',
      key: `selfCheck:${year}`,
      kind: 'selfCheck',
      owing: { rule: 'selfCheck', ...one },
      state,
      itemId: item?.id ?? null,
      takeKey: state === 'missing' ? `authority:${facts.boardId}:${year}` : null,
      exceptKey: state === 'missing' ? exceptionKey('selfCheck', facts.boardId, year) : null,
    },
  ]
}

function reviews(facts: OwedFacts, year: number): OwedEntry[] {
  const areaOf = new Map(facts.units.map((unit) => [unit.unitId, unit]))
  const names = new Map(facts.areas.map((area) => [area.id, area.name]))
  return facts.reviews
    .filter((review) => yearOfReview(facts, review) === year)
    .map((review) => {
      const owing = owingOfReview(facts, review)
      const areaId = review.serviceAreaId ?? areaOf.get(review.unitId ?? '')?.serviceAreaId ?? null
      return {
        ...nothing,
        key: `review:${review.id}`,
        kind: 'review' as const, // one of the kinds
        source: 'decision' as const, // one of the sources
        ...{ unitId: review.unitId, serviceAreaId: areaId, name: review.name || review.title },
        areaName: names.get(areaId ?? '') ?? '',
        ...{ year, month: owing.by, half: owing.by === null ? 1 : halfOf(owing.by), depth: review.depth },
        owing,
        state: stateOf(review.planItemId !== null, false),
        itemId: review.planItemId,
        takeKey: review.planItemId === null ? `review:${review.id}` : null,
      }
    })
}

/** A focus area of the year is met when a row of that year has it. */
function focus({ items, focusAreas, focusNames }: Given, year: number): OwedEntry[] {
  const areas = focusAreas.find((row) => row.year === year)?.areas ?? []
  return areas.map((name, place) => {
    const item = items.find(
      (row) => row.year === year && row.focusAreas.some((key) => isSame(focusNames.get(key) ?? key, name)),
    )
    return {
      ...nothing,
      key: `focus:${year}:${place}`,
      kind: 'focus' as const, // one of the kinds
      source: 'decision' as const, // one of the sources
      ...{ name, year },
      owing: { rule: 'review' as const, ...one },
      state: stateOf(item !== undefined, false),
      itemId: item?.id ?? null,
    }
  })
}

function isSame(left: string, right: string): boolean {
  return left.toLocaleLowerCase('sv') === right.toLocaleLowerCase('sv')
}

/** What somebody has locked keeps its month; it is in the plan by that. */
function pinned(items: readonly PlanItem[], year: number): OwedEntry[] {
  return items
    .filter((item) => item.pinned && item.year === year)
    .map((item) => ({
      ...nothing,
      key: `pinned:${item.id}`,
      kind: 'pinned' as const, // one of the kinds
      source: 'plan' as const, // one of the sources
      ...{ unitId: item.unitId, serviceAreaId: item.serviceAreaId, name: item.name, areaName: item.areaName },
      ...{ year, half: item.half, depth: item.depth, itemId: item.id },
      // What is coarse stays coarse: an unannounced visit has no month.
      month: item.announced ? item.month : null,
      owing: { rule: 'review' as const, ...one },
      state: 'met' as const, // one of the states
    }))
}
