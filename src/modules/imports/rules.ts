/** In the order they are brought in: what comes later refers to what came before. */
export const importKinds = ['areas', 'providers', 'units', 'agreements', 'people'] as const
export type ImportKind = (typeof importKinds)[number]

export const outcomes = ['new', 'changed', 'unchanged', 'faulty'] as const
export type Outcome = (typeof outcomes)[number]

export const importStates = ['uploaded', 'read', 'previewed', 'done', 'undone', 'refused'] as const
export type ImportState = (typeof importStates)[number]

export const importMoves = {
  read: { from: ['uploaded'], to: 'read' },
  refuse: { from: ['uploaded'], to: 'refused' },
  map: { from: ['read', 'previewed'], to: 'read' },
  preview: { from: ['read', 'previewed'], to: 'previewed' },
  run: { from: ['previewed'], to: 'done' },
  undo: { from: ['done'], to: 'undone' },
} as const satisfies Record<string, { from: readonly ImportState[]; to: ImportState }>

/** What is asked for and done in the background, each one of the moves above. */
export const importSteps = ['read', 'preview', 'run'] as const satisfies (keyof typeof importMoves)[]
export type ImportStep = (typeof importSteps)[number]

/** Work that breaks off (the process dies, the memory ends) is begun again this many times, and then given up. */
export const mostBeginnings = 3

/** A value as a kind's rules read it; undefined: the file has no such column. */
export type Value = string | number | boolean | readonly string[] | null
export type Values = Readonly<Record<string, Value | undefined>>

/** Where and what, in Swedish: shown at the row, and in the file of faults. */
export type RowFault = {
  readonly cell: string
  readonly column: string
  readonly text: string
  readonly suggestion: string
}

/** What a fact was and will be, in words. */
export type RowChange = { readonly fact: string; readonly from: string; readonly to: string }

/** A sheet of the file and what it is taken for. `columns`: heading's place by field; null kind: left out. */
export type SheetPlan = {
  readonly index: number
  readonly name: string
  readonly kind: ImportKind | null
  /** Why it is left out from the start: hidden, empty, about the file, or for somebody else to bring in. */
  readonly skipped: 'hidden' | 'empty' | 'about' | 'notAllowed' | null
  readonly headers: readonly string[]
  readonly columns: Readonly<Record<string, number>>
  readonly signature: string
  readonly rows: number
  /** Rows that are no data: totals and examples. */
  readonly passedOver: number
  readonly isRemembered: boolean
}

/** Rows beyond this are brought in with another file: a preview nobody can look through helps nobody. */
export const mostRows = 20_000
export const largestImport = 50 * 1024 * 1024

export type Counts = Record<Outcome, number>
export type CountsByKind = Partial<Record<ImportKind, Counts>>

export function totalOf(counts: CountsByKind): Counts {
  const total: Counts = { new: 0, changed: 0, unchanged: 0, faulty: 0 }
  for (const kind of Object.values(counts)) for (const outcome of outcomes) total[outcome] += kind[outcome]
  return total
}
