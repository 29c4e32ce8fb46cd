/** What a table is before it becomes a file: its columns, and what it says of itself. */

export type ColumnType = 'text' | 'number' | 'date' | 'integer' | 'percent'

/** A date is YYYY-MM-DD, a percent is a share (0.873 is 87,3 %), null is an empty cell. */
export type Column<Row> = {
  readonly key: string
  readonly title: string
  readonly type: ColumnType
  readonly value: (row: Row) => string | number | null
}

export type Definition = { readonly term: string; readonly meaning: string }

/** What a table says of itself, so that a file that has left the system still can be understood. */
export type AboutTable = {
  readonly title: string
  readonly source: string
  readonly date: string
  readonly definitions?: readonly Definition[]
  readonly filter?: string
}
