import type { IsoDate } from '#kernel/dates.ts'

/** A cell as the file has it. A formula gives its stored value; one that failed is an error with Excel's own word. */
export type Cell =
  | { readonly kind: 'empty' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'date'; readonly date: IsoDate; readonly text: string }
  | { readonly kind: 'boolean'; readonly boolean: boolean; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }

/** `number` is the row as the person sees it in Excel, from 1; empty rows are left out but counted. */
export type SheetRow = { readonly number: number; readonly cells: readonly Cell[] }

export type Sheet = {
  readonly name: string
  readonly isHidden: boolean
  readonly rows: readonly SheetRow[]
}

/** `reading` tells how a text file was understood, to be shown: encoding and delimiter. Null for Excel. */
export type Workbook = {
  readonly format: 'csv' | 'xlsx'
  readonly reading: {
    readonly encoding: 'utf-8' | 'utf-16le' | 'windows-1252'
    readonly delimiter: string
  } | null
  readonly sheets: readonly Sheet[]
}
