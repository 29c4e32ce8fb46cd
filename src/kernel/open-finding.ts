/**
 * The one definition of an open deficiency (öppen brist), on every page, in every list and in every report: it is not
 * closed and not withdrawn. One that the unit says is remedied is open until somebody has checked that it helped.
 */
export const endedFindingStates = ['closed', 'withdrawn'] as const

export function isOpenFinding({ state }: { state: string }): boolean {
  return !endedFindingStates.some((ended) => ended === state)
}
