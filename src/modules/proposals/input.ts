import type { PlanInput } from '#methods/planner/contract.ts'
import { ruleOf } from '#modules/plans/public.ts'
import type { Fixed, Ground } from './ground.ts'
import { usualEvery, withoutHistory } from './input-depth.ts'
import { owedOf } from './input-owed.ts'
import { rolesOf, staffOf } from './input-staff.ts'
import { inputUnits, termsOfAgreement, unitIdOf, usualTerms } from './input-units.ts'
import type { Assumptions, Left, Note } from './rules.ts'

export type Built = { input: PlanInput; left: Left[]; notes: Note[] }

/** The whole question in the planner's own format: what the database knows, and what is supposed beside it. */
export function inputOf(ground: Ground, assumptions: Assumptions): Built {
  const { owed, left } = owedOf(ground, assumptions)
  const terms = usualTerms(ground)
  const units = inputUnits({ ground, terms }, owed)
  const { staff, notes } = staffOf(ground, assumptions)
  const roles = rolesOf(ground.people, units)
  const { calculation } = ground
  const input: PlanInput = {
    format: 'uppsikt-plan-input/1',
    horizon: { from: `${ground.years[0]}-01`, months: ground.years.length * 12 },
    rules: {
      minMonthsBetween: calculation.monthsBetween,
      inDepthEveryYears: usualEvery(ground, assumptions),
      choiceSystemFirst: [terms.choice, terms.choice + 1],
      procuredBeforeDecision: [terms.procured, terms.procured + 6],
      eventReserve: (assumptions.reservePercent ?? calculation.reservePercent) / 100,
      professionsPerTeam: calculation.professionsPerTeam,
      reportLagMonths: ground.reportMonths,
      inDepthReportsPerMeeting: calculation.reportsPerMeeting,
      extraFromRisk: calculation.extraFromRisk,
    },
    boardMeetings: [...new Set(ground.meetings.map((day) => day.slice(0, 7)))].toSorted(),
    roles,
    staff,
    units,
    ...(ground.decided.length > 0 && { decided: { followUps: followUpsOf(ground.decided, units) } }),
    executed: followUpsOf(ground.executed, units),
  }
  const unknown = withoutHistory(ground, new Map(owed.map(({ unit, inDepth }) => [unit.unitId, inDepth])))
  const more: Note[] = unknown > 0 ? [{ code: 'unknownDepth', units: unknown }] : []
  return { input, left, notes: [...notes, ...more, ...notesOf(ground, input)] }
}

/** Each by the id under which the computing knows the unit that year. */
function followUpsOf(fixed: readonly Fixed[], units: PlanInput['units']): NonNullable<PlanInput['executed']> {
  const known = Map.groupBy(units, ({ id }) => unitIdOf(id))
  return fixed.flatMap(({ unitId, month, depth, isExtra }) => {
    const own = known
      .get(unitId)
      ?.find((one) => (one.startsOn ?? '') <= month && month <= (one.endsOn ?? '9999'))
    if (!own) return []
    return [
      { unitId: own.id, month, depth, kind: isExtra ? ('extra' as const) : ('annual' as const), team: [] },
    ]
  })
}

const roleWords: Readonly<Record<string, string>> = { mas: 'MAS', mar: 'MAR', sas: 'SAS' }

function notesOf(ground: Ground, input: PlanInput): Note[] {
  const people = new Set(input.staff.map(({ profession }) => profession))
  const byArea = ground.areas
    .filter(({ id }) => ruleOf(ground, id).coverage === 'area')
    .map(({ name }) => name)
  const kept = new Set(input.units.filter(({ decisionOn }) => decisionOn).map(({ id }) => unitIdOf(id)))
  const obliged = ground.units.filter(
    (unit) =>
      !kept.has(unit.unitId) &&
      termsOfAgreement(unit).some((month) => ground.years.includes(Math.floor(month / 12))),
  ).length
  return [
    ...ground.years
      .filter((year) => !input.boardMeetings.some((month) => month.startsWith(`${year}-`)))
      .map((year) => ({ code: 'noMeetings' as const, year })),
    ...input.roles
      .filter(({ professions }) => !professions.some((one) => people.has(one)))
      .map(({ id }) => ({ code: 'missingProfession' as const, role: roleWords[id] ?? id })),
    ...(byArea.length > 0 ? [{ code: 'areasByHand' as const, areas: byArea }] : []),
    ...(obliged > 0 ? [{ code: 'obligations' as const, units: obliged }] : []),
    ...(ground.byHand.rows > 0 ? [{ code: 'byHand' as const, ...ground.byHand }] : []),
  ]
}
