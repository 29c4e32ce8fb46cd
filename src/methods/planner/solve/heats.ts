/** How boldly to search, from heat to heat: a step that costs about so much of a month's delay of the least risk is taken. */
export const CAREFUL: readonly number[] = [0.015, 0.012, 0.01, 0.008, 0.006, 0.005, 0.004, 0.003, 0.002]

/** Where thousands are near the bound already. */
export const COOL: readonly number[] = [0.006, 0.004, 0.003, 0.002, 0.001]

/** Where whole visits leave no room, much has to be moved at once. */
export const BOLD: readonly number[] = [
  0.3, 0.2, 0.15, 0.12, 0.1, 0.08, 0.06, 0.05, 0.04, 0.03, 0.025, 0.02, 0.015, 0.01, 0.005,
]

/** Where a decided plan is revised a move costs so much that two of them change places only when it is warm. */
export const REVISED: readonly number[] = [1, 0.5, 0.3, 0.1, 0.03, 0.01, 0.006, 0.003]
