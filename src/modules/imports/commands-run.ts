import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { MapImport, OneImport } from './contract.ts'
import { fieldsOf, neededFields } from './fields.ts'
import { closed, lockImport, opened, type HeldImport, type ImportVerb } from './lock.ts'
import { countsOf, effectOf, makePlan, type Asked, type Plan } from './plan.ts'
import { listImportRows, listStoredRows } from './queries.ts'
import type { PlannedRow } from './rows.ts'
import { mostRows, totalOf, type CountsByKind, type SheetPlan } from './rules.ts'
import { writePlan } from './write.ts'
import type { Written } from './written.ts'

export const mapImport = makeMap('import.run')
export const mapPeople = makeMap('import.people')

/** The person has said what the columns mean; it is kept for the next file with the same headings. */
function makeMap(verb: ImportVerb) {
  return command({
    verb,
    input: MapImport,
    target: ({ db }, { importId }) => lockImport(db, importId),
    async run(context, held, input) {
      const next = opened(held, { verb, move: 'map', revision: input.revision })
      const sheets = sheetsOf(held).map((sheet) => mapped(sheet, input.sheets))
      refuseMissing(sheets)
      await remember(context, sheets)
      const { validFrom, changeKind, note } = input
      return closed(context, held, { ...next, sheets: JSON.stringify(sheets), validFrom, changeKind, note })
    },
    detail: ({ validFrom, changeKind }) => ({ validFrom, changeKind }),
  })
}

/** Written by this module only, as this shape. */
function sheetsOf(held: HeldImport): SheetPlan[] {
  return held.sheets as SheetPlan[]
}

type Chosen = { index: number; kind: SheetPlan['kind']; columns: Record<string, number> }

function mapped(sheet: SheetPlan, chosen: readonly Chosen[]): SheetPlan {
  const one = chosen.find(({ index }) => index === sheet.index)
  if (!one || sheet.skipped !== null) return sheet
  const known = one.kind ? fieldsOf(one.kind) : {}
  const columns = Object.entries(one.columns).filter(([key, at]) => key in known && at < sheet.headers.length)
  return { ...sheet, kind: one.kind, columns: Object.fromEntries(columns) }
}

function refuseMissing(sheets: readonly SheetPlan[]): void {
  const fields = sheets.flatMap(({ kind, columns, index }) =>
    (kind ? neededFields(kind) : [])
      .filter((key) => columns[key] === undefined)
      .map((key) => ({ path: `sheets.${index}.${key}`, code: 'columnNeeded' })),
  )
  if (fields.length > 0) throw new Problem('invalidInput', { fields })
}

async function remember({ db, actor, now }: Context, sheets: readonly SheetPlan[]): Promise<void> {
  for (const { kind, signature, columns } of sheets) {
    if (kind === null) continue
    const saved = { columns: JSON.stringify(columns), savedBy: actor.accountId, savedAt: now }
    await db
      .insertInto('importMapping')
      .values({ municipalityId: actor.municipalityId, kind, signature, ...saved })
      .onConflict((conflict) => conflict.columns(['municipalityId', 'kind', 'signature']).doUpdateSet(saved))
      .execute()
  }
}

export const previewImport = makePreview('import.run')
export const previewPeople = makePreview('import.people')

/** What each row would do, and every fault at its cell. Nothing is written but the preview itself. */
function makePreview(verb: ImportVerb) {
  return command({
    verb,
    input: OneImport,
    target: ({ db }, { importId }) => lockImport(db, importId),
    async run(context, held, { revision }) {
      const next = opened(held, { verb, move: 'preview', revision })
      refuseMissing(sheetsOf(held))
      const stored = await listStoredRows(context.db, held.id)
      context.tell?.(20)
      const plan = await makePlan(context, askedOf(context, held), stored)
      context.tell?.(60)
      const counts = countsOf(plan.results)
      await saveRows(context, held.id, plan.results)
      const previewed = { counts: JSON.stringify(counts), previewedAt: context.now }
      return { ...(await closed(context, held, { ...next, ...previewed })), counts }
    },
    detail: (_input, { counts }) => ({ counts }),
  })
}

function askedOf({ now }: Context, held: HeldImport): Asked {
  const isCorrection = held.changeKind === 'correction'
  return {
    boardId: held.boardId,
    day: todayIn(now),
    sheets: sheetsOf(held),
    settings: { from: held.validFrom, isCorrection, note: held.note },
  }
}

/** One statement, however many rows; rows of sheets that are left out are emptied of what they would have done. */
async function saveRows({ db }: Context, importId: string, results: readonly PlannedRow[]): Promise<void> {
  await sql`update import_row set kind = null, label = '', outcome = null, changes = '[]', faults = '[]', target_id = null
    where import_id = ${importId} and outcome is not null`.execute(db)
  const rows = results.map((row) => ({
    ...{ sheet: row.sheet, number: row.number, kind: row.kind, label: row.label, outcome: row.outcome },
    ...{ changes: row.changes, faults: row.faults },
  }))
  await sql`update import_row r set kind = x.kind, label = x.label, outcome = x.outcome, changes = x.changes,
      faults = x.faults
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x (sheet integer, number integer, kind text, label text, outcome text, changes jsonb, faults jsonb)
    where r.municipality_id = scope.municipality() and r.import_id = ${importId} and r.sheet = x.sheet
      and r.row_number = x.number`.execute(db)
}

export const runImport = makeRun('import.run')
export const runPeople = makeRun('import.people')

/** All or nothing, and only what was looked at: if anything it rests on has changed since, nothing is done. */
function makeRun(verb: ImportVerb) {
  return command({
    verb,
    input: OneImport,
    target: ({ db }, { importId }) => lockImport(db, importId),
    async run(context, held, { revision }) {
      const next = opened(held, { verb, move: 'run', revision })
      // Written by this module only, as this shape.
      const total = totalOf(held.counts as CountsByKind)
      if (total.faulty > 0) throw new Problem('importHasFaults')
      if (total.new + total.changed === 0) throw new Problem('alreadyDone')
      await takeTurns(context)
      const plan = await makePlan(context, askedOf(context, held), await listStoredRows(context.db, held.id))
      await refuseOthersChanges(context, held.id, plan)
      context.tell?.(40)
      const isCorrection = held.changeKind === 'correction'
      const written = await writePlan(context, plan, { boardId: held.boardId, isCorrection })
      context.tell?.(80)
      await saveDone(context, held.id, { plan, written })
      const done = { doneBy: context.actor.accountId, doneAt: context.now }
      const told = { counts: countsOf(plan.results), fileName: held.fileName }
      return { ...(await closed(context, held, { ...next, ...done })), ...told }
    },
    detail: (_input, { counts, fileName }) => ({ counts, fileName }),
  })
}

/** Two imports of one municipality never interleave; whoever changes by hand waits a moment, or is told afterwards. */
async function takeTurns({ db, actor }: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import:${actor.municipalityId}`}, 0))`.execute(
    db,
  )
  for (const table of ['service_area', 'provider', 'unit', 'agreement', 'account'])
    await sql`select from ${sql.table(table)} where municipality_id = scope.municipality() order by id for update`.execute(
      db,
    )
}

async function refuseOthersChanges({ db }: Context, importId: string, plan: Plan): Promise<void> {
  const { rows } = await listImportRows(db, importId, { q: '', page: 1, limit: mostRows })
  const seen = new Map(rows.map((row) => [`${row.sheet} ${row.rowNumber}`, row]))
  const differing = plan.results.filter((row) => {
    const before = seen.get(`${row.sheet} ${row.number}`)
    return !before?.outcome || effectOf({ ...before, outcome: before.outcome }) !== effectOf(row)
  })
  if (differing.length === 0) return
  const shown = differing.slice(0, 20).map((row) => {
    const before = seen.get(`${row.sheet} ${row.number}`)
    return {
      rowNumber: row.number,
      label: row.label,
      was: before?.outcome ?? null,
      is: row.outcome,
      changes: row.changes,
    }
  })
  throw new Problem('stale', { current: { differing: differing.length, rows: shown } })
}

async function saveDone(
  { db }: Context,
  importId: string,
  { plan, written }: { plan: Plan; written: Written[] },
) {
  const done = new Map(written.map((one) => [`${one.sheet} ${one.number}`, one.done]))
  const rows = plan.results.map(({ sheet, number, targetId }) => {
    return { sheet, number, target_id: targetId, done: done.get(`${sheet} ${number}`) ?? null }
  })
  await sql`update import_row r set target_id = x.target_id, done = nullif(x.done, 'null')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (sheet integer, number integer, target_id uuid, done jsonb)
    where r.municipality_id = scope.municipality() and r.import_id = ${importId} and r.sheet = x.sheet
      and r.row_number = x.number`.execute(db)
}
