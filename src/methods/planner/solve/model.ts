/** A linear model with whole-number columns, built row by row. Minimises; `offset` is the part of the cost that is decided already. */
export type Model = {
  readonly cost: number[]
  readonly lower: number[]
  readonly upper: number[]
  readonly whole: boolean[]
  readonly rows: Row[]
  offset: number
}
export type Row = { readonly lower: number; readonly upper: number; readonly entries: readonly Entry[] }
export type Entry = readonly [column: number, value: number]

export function emptyModel(): Model {
  return { cost: [], lower: [], upper: [], whole: [], rows: [], offset: 0 }
}

/** Adds a column of at least 0 and gives its number. */
export function addColumn(
  model: Model,
  { cost = 0, upper = Infinity, whole = false }: { cost?: number; upper?: number; whole?: boolean },
): number {
  model.cost.push(cost)
  model.lower.push(0)
  model.upper.push(upper)
  model.whole.push(whole)
  return model.cost.length - 1
}

export function addRow(model: Model, lower: number, upper: number, entries: readonly Entry[]): void {
  model.rows.push({ lower, upper, entries })
}
