import { listRiskAnalyses, type RiskAnalysis } from '#modules/registers/public.ts'
import type { Db } from '#platform/db/pool.ts'

/** How a plan names a risk analysis of the register: its title, its day and its matter. */
export function nameOfAnalysis({ title, onDay, caseNumber }: RiskAnalysis): string {
  return [title, onDay, caseNumber].filter(Boolean).join(', ')
}

/** What the plans of a board can rest on, the latest first. */
export async function listAnalyses(db: Db, boardId: string): Promise<string[]> {
  const names = (await listRiskAnalyses(db, boardId)).map(nameOfAnalysis)
  return [...new Set(names)]
}

/** Where the risk analysis is read that a plan names; one that is kept elsewhere has no page (M-074). */
export async function analysisHref(
  db: Db,
  plan: { boardId: string; riskAnalysis: string },
): Promise<string | undefined> {
  const all = await listRiskAnalyses(db, plan.boardId)
  return all.find((one) => nameOfAnalysis(one) === plan.riskAnalysis)?.href
}
