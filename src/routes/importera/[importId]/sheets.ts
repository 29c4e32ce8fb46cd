import {
  fieldsOf,
  guessColumns,
  importKinds,
  type ImportKind,
  type SheetPlan,
} from '#modules/imports/public.ts'
import type { FormReader } from '#platform/web/form.ts'
import type { Cell } from '#platform/tabular/read-shapes.ts'

/** The sheets as the person has them before the eyes: the kind chosen in the address goes before the one kept. */
export function chosenSheets(sheets: readonly SheetPlan[], url: URL) {
  return sheets.map((sheet) => {
    const chosen = chosenSheet(sheet, url)
    const fields = chosen.kind === null ? [] : Object.entries(fieldsOf(chosen.kind))
    return { ...chosen, fields: fields.map(([key, field]) => ({ key, isNeeded: field.isNeeded ?? false })) }
  })
}

function chosenSheet(sheet: SheetPlan, url: URL): SheetPlan {
  const asked = url.searchParams.get(`slag-${sheet.index}`)
  if (asked === null || sheet.skipped !== null) return sheet
  const kind = kindOf(asked)
  if (kind === sheet.kind) return sheet
  return { ...sheet, kind, columns: kind ? guessColumns(kind, sheet.headers) : {}, isRemembered: false }
}

export function sheetsFrom(form: FormReader, sheets: readonly SheetPlan[]) {
  return sheets.map(({ index }) => {
    const kind = kindOf(form.text(`slag-${index}`))
    const keys = kind ? Object.keys(fieldsOf(kind)) : []
    const chosen = keys.flatMap((key) => {
      const at = form.optional(`k-${index}-${key}`)
      return at === undefined ? [] : [[key, Number(at)] as const]
    })
    return { index, kind, columns: Object.fromEntries(chosen) }
  })
}

function kindOf(text: string): ImportKind | null {
  return importKinds.find((kind) => kind === text) ?? null
}

/** The first values of every column, by sheet and place. */
export function columnsOf(samples: readonly { sheet: number; cells: readonly Cell[] }[]) {
  const found: Record<string, string[]> = {}
  for (const { sheet, cells } of samples)
    cells.forEach((cell, at) => {
      if (cell.kind === 'empty') return
      const values = (found[`${sheet}-${at}`] ??= [])
      values.push(cell.kind === 'date' ? cell.date : cell.text)
    })
  return found
}
