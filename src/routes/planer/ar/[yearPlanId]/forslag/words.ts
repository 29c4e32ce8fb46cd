import type { ProposalState } from '#modules/proposals/rules.ts'
import type { StatusKind } from '#ui/shapes.ts'

export const stateKinds: Readonly<Record<ProposalState, StatusKind>> = {
  queued: 'notAssessed',
  working: 'info',
  ready: 'met',
  impossible: 'warn',
  failed: 'notMet',
}

/** How much better the best possible plan may be at most, as a share; null while nothing is known of it. */
export function gapOf({
  objective,
  bound,
}: {
  objective: number | null
  bound: number | null
}): number | null {
  if (objective === null || bound === null) return null
  return objective <= 0 ? 0 : Math.max(0, (objective - bound) / objective)
}
