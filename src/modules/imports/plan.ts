import type { Context } from '#platform/command.ts'
import type { Cell } from '#platform/tabular/read-shapes.ts'
import { codesOfOthers, loadKnown, type Known } from './known.ts'
import { planAgreements } from './plan-agreements.ts'
import { planAreas, planProviders, type Settings } from './plan-base.ts'
import { planPeople } from './plan-people.ts'
import { planUnits } from './plan-units.ts'
import { makeRefer } from './refer.ts'
import { readRow, textIn, type PlannedRow, type Row } from './rows.ts'
import { outcomes, type CountsByKind, type ImportKind, type SheetPlan } from './rules.ts'

export type StoredRow = {
  readonly sheet: number
  readonly rowNumber: number
  readonly cells: readonly Cell[]
}
export type Asked = {
  readonly boardId: string | null
  readonly day: string
  readonly sheets: readonly SheetPlan[]
  readonly settings: Settings
}

export type Plan = Awaited<ReturnType<typeof makePlan>>

/**
 * What the file would do to what there is now, kind by kind in the order they refer to each other. Nothing is written:
 * the preview keeps the rows, and the run makes the same plan again and writes it only if it is still the same.
 */
export async function makePlan(context: Context, asked: Asked, stored: readonly StoredRow[]) {
  const known = await loadKnown(context, asked.boardId, asked.day)
  const rows = rowsByKind(asked.sheets, stored)
  const areas = planAreas(rows('areas'), known, asked.settings)
  const providers = planProviders(rows('providers'), known, asked.settings)
  const given = { known, refer: makeRefer(known), settings: asked.settings }
  const othersCodes = await takenCodes(context, rows('units'), known)
  const units = planUnits(rows('units'), { ...given, othersCodes })
  const later = { ...given, refer: makeRefer(known) }
  const agreements = planAgreements(rows('agreements'), later)
  const people = planPeople(rows('people'), later)
  const results: PlannedRow[] = [areas, providers, units, agreements, people].flatMap((part) => part.results)
  return { results, areas, providers, units, agreements, people }
}

function rowsByKind(sheets: readonly SheetPlan[], stored: readonly StoredRow[]) {
  const plans = new Map(sheets.map((sheet) => [sheet.index, sheet]))
  const byKind = new Map<ImportKind, Row[]>()
  for (const { sheet, rowNumber, cells } of stored) {
    const plan = plans.get(sheet)
    if (!plan?.kind) continue
    const rows = byKind.get(plan.kind) ?? []
    rows.push(readRow(plan, plan.kind, rowNumber, cells))
    byKind.set(plan.kind, rows)
  }
  return (kind: ImportKind) => byKind.get(kind) ?? []
}

function takenCodes({ db }: Context, rows: readonly Row[], known: Known): Promise<ReadonlySet<string>> {
  const codes = rows.map((row) => textIn(row, 'code')).filter((code) => code !== '' && !known.units.has(code))
  return codes.length === 0 ? Promise.resolve(new Set()) : codesOfOthers(db, codes)
}

export function countsOf(results: readonly PlannedRow[]): CountsByKind {
  const counts: CountsByKind = {}
  for (const { kind, outcome } of results) {
    const own = (counts[kind] ??= { new: 0, changed: 0, unchanged: 0, faulty: 0 })
    own[outcome] += 1
  }
  return counts
}

/** What a row would do, as a text that is the same when it would still do the same. */
export function effectOf(row: Pick<PlannedRow, 'outcome' | 'changes' | 'faults'>): string {
  const changes = row.changes.map(({ fact, from, to }) => [fact, from, to])
  return JSON.stringify([outcomes.indexOf(row.outcome), changes, row.faults.map((fault) => fault.text)])
}
