import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import { listFocusAreas } from '#modules/followups/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { methods as methodNames } from '#texts/sv/followups.ts'
import {
  contentTexts as t,
  itemDepthNames,
  itemKindNames,
  originNames,
  owedRuleNames,
  priorityNames,
  ruleText,
  whenText,
  withoutLastMonth,
} from '#texts/sv/plans.ts'
import { sentencesOf } from './difference.ts'
import { listChanges, listItems } from './queries-items.ts'
import { factsFor, listExceptions, yearsOf } from './queries-owed.ts'
import { decisionsOf } from './rules-exceptions.ts'
import { countProfessions, countUncovered } from './uncovered.ts'
import { findYearPlan, listVersions, type PlanVersion, type YearPlan } from './queries.ts'
import { coverageIn, ruleOf, type OwedFacts } from './rules-areas.ts'
import type { PlanContent, PlanContentItem, PlanDecision, PlanItem } from './rules.ts'

/**
 * A version of the plan as papers have it: the frozen content of a decided version, or the working version as it stands
 * now. Undefined where there is no such plan or version for the reader.
 */
export async function planContent(
  db: Db,
  yearPlanId: string,
  version: number,
  today: IsoDate = todayIn(new Date()),
): Promise<PlanContent | undefined> {
  const plan = await findYearPlan(db, yearPlanId)
  if (!plan) return undefined
  const versions = await listVersions(db, yearPlanId)
  const frozen = versions.find((one) => one.version === version)
  if (frozen && (plan.version !== version || plan.state === 'decided')) return frozen.content
  return plan.version === version ? contentNow(db, plan, { versions, today, decision: null }) : undefined
}

type Given = { versions: readonly PlanVersion[]; today: IsoDate; decision: PlanDecision | null }

/** The working version as plain words and numbers. */
export async function contentNow(db: Db, plan: YearPlan, given: Given): Promise<PlanContent> {
  const items = await listItems(db, plan.id)
  const facts = await factsFor(db, plan, { planned: items, today: given.today })
  const before = given.versions.find((one) => one.version < plan.version)
  const years = yearsOf(plan)
  const focusNames = new Map((await listFocusAreas(db)).map((area) => [area.key, area.name]))
  return {
    format: 'uppsikt-year-plan/1',
    yearPlanId: plan.id,
    version: plan.version,
    boardId: plan.boardId,
    boardName: plan.boardName,
    title: plan.title,
    years,
    caseNumber: plan.caseNumber,
    state: given.decision ? 'decided' : plan.state,
    reason: plan.version > 1 ? plan.reason : '',
    decision: given.decision,
    basis: plan.basis,
    riskAnalysis: plan.riskAnalysis,
    focusAreas: plan.focusAreas,
    rows: rowsOf(plan.boardName, years, items),
    items: items.map((item) => itemOf(item, focusNames)),
    resources: await resourcesOf(db, plan, items),
    coverage: await coverageRows(db, plan, facts),
    notCovered: plan.notCovered,
    // What was handed over is what is decided: counted then, and not again by whoever writes the decision down.
    uncovered:
      plan.state === 'submitted' && plan.uncovered
        ? plan.uncovered
        : await countUncovered(db, plan, { facts, today: given.today }),
    professions: await countProfessions(db, plan, { items, today: given.today }),
    difference: before
      ? {
          from: before.version,
          sentences: sentencesOf(before.items, items, await listChanges(db, plan.id, plan.version)),
        }
      : null,
  }
}

const isActivity = (item: PlanItem) => ['planned', 'targeted', 'theme', 'eventDriven'].includes(item.kind)
const isAction = (item: PlanItem) => item.kind === 'actions' || item.kind === 'revisit'

/** The table of S1 §5: the board's activities with the areas in the cells, in-depth areas, actions, self-check, themes. */
function rowsOf(
  boardName: string,
  years: readonly number[],
  items: readonly PlanItem[],
): PlanContent['rows'] {
  const cells = (lines: (year: number, of: readonly PlanItem[]) => string[]) =>
    years.map((year) =>
      lines(
        year,
        items.filter((item) => item.year === year),
      ),
    )
  const rows: PlanContent['rows'] = [
    {
      key: 'activities',
      title: `${t.activities}, ${boardName}`,
      cells: cells((_, of) => areaLines(of.filter((item) => isActivity(item) && item.subject !== 'theme'))),
    },
    { key: 'inDepth', title: t.inDepth, cells: cells((_, of) => inDepthLines(of)) },
    {
      key: 'actions',
      title: t.actions,
      cells: cells((year, of) =>
        of.some((item) => isAction(item) || item.sources > 0) ? [t.ofYear(year)] : [],
      ),
    },
    {
      key: 'selfCheck',
      title: t.selfCheck,
      cells: cells((_, of) => of.filter((item) => item.kind === 'selfCheck').map((item) => item.name)),
    },
    {
      key: 'themes',
      title: t.themes,
      cells: cells((_, of) => unique(of.map((item) => item.theme).filter(Boolean))),
    },
  ]
  return rows.filter((row) => row.key === 'activities' || row.cells.some((cell) => cell.length > 0))
}

function inDepthLines(items: readonly PlanItem[]): string[] {
  const lines = areaLines(items.filter((item) => isActivity(item) && item.depth === 'inDepth'))
  return lines.length > 0 ? lines : [t.asNeeded]
}

function areaLines(items: readonly PlanItem[]): string[] {
  const byArea = Map.groupBy(items, (item) => item.areaName || item.name)
  return [...byArea]
    .map(([area, of]) => {
      const units = new Set(of.flatMap((item) => item.unitId ?? [])).size
      return units === 0 ? area : t.units(area, units)
    })
    .toSorted(compareSwedish)
}

function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)].toSorted(compareSwedish)
}

function itemOf(item: PlanItem, focusNames: ReadonlyMap<string, string>): PlanContentItem {
  const month = item.announced ? item.month : null
  return {
    id: item.id,
    year: item.year,
    when: whenText({ month, half: item.half }),
    month,
    half: item.half,
    subject: item.name,
    area: item.areaName,
    otherBoard: item.otherBoardName ?? '',
    kind: itemKindNames[item.kind],
    depth: itemDepthNames[item.depth],
    announced: item.announced,
    focusAreas: item.focusAreas.map((key) => focusNames.get(key) ?? key),
    methods: item.methods.map((method) => namesOfMethods[method] ?? method),
    priority: priorityNames[item.priority],
    origin: originNames[item.origin],
    why: item.announced ? item.why : withoutLastMonth(item.why),
    assignmentSource: item.assignmentSource,
    hours: item.hours,
  }
}
const namesOfMethods: Readonly<Record<string, string>> = methodNames

/** The plan is public and a person's hours are not: only the sums of each year are told. */
async function resourcesOf(
  db: Db,
  plan: YearPlan,
  items: readonly PlanItem[],
): Promise<PlanContent['resources']> {
  const available = await db
    .selectFrom('staffHours')
    .select((select) => ['year', select.fn.sum<number>('hours').as('hours')])
    .where('boardId', '=', plan.boardId)
    .groupBy('year')
    .execute()
  return yearsOf(plan).map((year) => {
    const of = items.filter((item) => item.year === year)
    return {
      year,
      hours: Math.round(of.reduce((sum, item) => sum + item.hours, 0) * 10) / 10,
      available: available.find((row) => row.year === year)?.hours ?? null,
      items: of.length,
      inDepth: of.filter((item) => item.depth === 'inDepth').length,
    }
  })
}

async function coverageRows(db: Db, plan: YearPlan, facts: OwedFacts): Promise<PlanContent['coverage']> {
  const exceptions = await listExceptions(db, plan.id)
  const areaOf = new Map(facts.units.map((unit) => [unit.unitId, unit.serviceAreaId]))
  const nameOf = new Map(facts.units.map((unit) => [unit.unitId, unit.name]))
  return coverageIn(facts).map((row) => ({
    area: row.areaName,
    year: row.year,
    asked: row.asked,
    planned: row.planned,
    share: row.asked === 0 ? null : row.planned / row.asked,
    rule: ruleText(ruleOf(facts, row.serviceAreaId)),
    exceptions: exceptionsInWords(
      exceptions.filter(
        (one) => one.year === row.year && (areaOf.get(one.sourceId) ?? one.sourceId) === row.serviceAreaId,
      ),
      nameOf,
    ),
  }))
}

/** A decision that leaves out many is told once, with how many: a cell of the paper holds no hundred names. */
function exceptionsInWords(
  exceptions: Awaited<ReturnType<typeof listExceptions>>,
  nameOf: ReadonlyMap<string, string>,
): string[] {
  return decisionsOf(exceptions)
    .map(({ first, count }) => {
      const rule = owedRuleNames[first.rule]
      const what = count > 1 ? t.exceptedUnits(rule, count) : (nameOf.get(first.sourceId) ?? rule)
      return t.exception(what, first.reason, first.decidedBy, first.decidedOn)
    })
    .toSorted(compareSwedish)
}
