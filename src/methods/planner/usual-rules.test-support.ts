import type { PlanInput } from './contract.ts'

/** The contract's own rules, without a reserve, for problems small enough to reckon by hand. */
export const usualRules: PlanInput['rules'] = {
  minMonthsBetween: 6,
  inDepthEveryYears: 2,
  choiceSystemFirst: [6, 7],
  procuredBeforeDecision: [2, 8],
  eventReserve: 0,
  professionsPerTeam: 1,
  reportLagMonths: 1,
  inDepthReportsPerMeeting: 10,
  extraFromRisk: 6,
}
