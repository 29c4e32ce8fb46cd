import { mayAnywhere } from '#access/may.ts'
import { hasPersonalNumber } from '#kernel/personal-number.ts'
import { isProblem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Workbook } from '#platform/tabular/read-shapes.ts'
import { readWorkbook } from '#platform/tabular/read.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import { ReadImport } from './contract.ts'
import { closed, lockImport, opened, type HeldImport, type ImportVerb, type Next } from './lock.ts'
import { personalFaults, type Personal } from './personal.ts'
import type { Reading } from './queries.ts'
import { readable } from './readable.ts'
import { importMoves, mostRows, type SheetPlan } from './rules.ts'
import { understand, type ReadSheet } from './sheets.ts'
import { inParts } from './written.ts'

export const readImport = makeRead('import.run')
export const readPeople = makeRead('import.people')

/** Reads the rows of the file and guesses its columns. What cannot be read, or must not be, is refused and said so. */
function makeRead(verb: ImportVerb) {
  return command({
    verb,
    input: ReadImport,
    target: ({ db }, { importId }) => lockImport(db, importId),
    async run(context, held, { importId }) {
      const next = opened(held, { verb, move: 'read' })
      const outcome = await read(context, importId, held.fileName)
      if ('fault' in outcome) return refuse(context, held, { fault: outcome.fault })
      context.tell?.(mostOfReading)
      const personal = personalFaults(outcome.workbook, outcome.sheets)
      if (personal.length > 0) return refusePersonal(context, held, { outcome, personal })
      return keep(context, held, { ...outcome, next })
    },
    detail: (_input, result) => ({ state: result.state }),
  })
}

/** The file in percent of the whole; the rest is the keeping of its rows. */
const mostOfReading = 60

type ReadFile = { workbook: Workbook; sheets: ReadSheet[] }

async function read(
  { db, tell }: Context,
  importId: string,
  name: string,
): Promise<ReadFile | { fault: string }> {
  const { content } = await db
    .selectFrom('import')
    .select('content')
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
  try {
    const told = (rows: number) => tell?.(Math.min(mostOfReading, 5 + (mostOfReading * rows) / mostRows))
    const workbook = readable(await readWorkbook({ name, bytes: content ?? new Uint8Array() }, told))
    const sheets = understand(workbook, name)
    const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
    return rows > mostRows ? { fault: 'importTooManyRows' } : { workbook, sheets }
  } catch (error) {
    if (isProblem(error) && error.fields[0]) return { fault: error.fields[0].code }
    throw error
  }
}

/** Nothing of the file stays but its name and what was wrong. */
function refuse(context: Context, held: HeldImport, reading: Reading, sheets: readonly SheetPlan[] = []) {
  const next = { state: importMoves.refuse.to, revision: held.revision + 1 }
  const kept = { reading: JSON.stringify(reading), sheets: JSON.stringify(sheets) }
  return closed(context, held, { ...next, ...kept, content: null })
}

type RefusedFile = { outcome: ReadFile; personal: readonly Personal[] }

async function refusePersonal(context: Context, held: HeldImport, { outcome, personal }: RefusedFile) {
  const { db, actor } = context
  const rows = personal.map(({ sheet, number, faults }) => ({
    ...{
      municipalityId: actor.municipalityId,
      importId: held.id,
      boardId: held.boardId,
      sheet,
      rowNumber: number,
    },
    ...{ cells: '[]', outcome: 'faulty' as const, faults: JSON.stringify(faults) },
  }))
  await inParts(rows, (part) => db.insertInto('importRow').values(part).execute())
  const sheets = outcome.sheets.map(({ plan }) => ({
    ...plan,
    name: hasPersonalNumber(plan.name) ? t.sheetNumber(plan.index + 1) : plan.name,
    ...{ kind: null, headers: [], columns: {} },
  }))
  return refuse(context, held, { fault: 'personalNumberInFile' }, sheets)
}

async function keep(
  context: Context,
  held: HeldImport,
  { workbook, sheets, next }: ReadFile & { next: Next },
) {
  const { db, actor } = context
  const plans = await remembered(context, sheets, held)
  const isRead = new Set(plans.filter(({ skipped }) => skipped === null).map(({ index }) => index))
  const rows = sheets
    .filter(({ plan }) => isRead.has(plan.index))
    .flatMap(({ plan, rows: own }) =>
      own.map((row) => ({
        ...{
          municipalityId: actor.municipalityId,
          importId: held.id,
          boardId: held.boardId,
          sheet: plan.index,
        },
        ...{ rowNumber: row.number, cells: JSON.stringify(row.cells) },
      })),
    )
  let kept = 0
  await inParts(rows, async (part) => {
    await db.insertInto('importRow').values(part).execute()
    kept += part.length
    context.tell?.(mostOfReading + ((99 - mostOfReading) * kept) / rows.length)
  })
  const reading: Reading = { format: workbook.format, ...workbook.reading }
  return closed(context, held, {
    ...next,
    ...{ reading: JSON.stringify(reading), sheets: JSON.stringify(plans) },
  })
}

/** Columns as they were chosen the last time the same headings came; and only what the person may bring in. */
async function remembered(
  { db, actor }: Context,
  sheets: readonly ReadSheet[],
  held: HeldImport,
): Promise<SheetPlan[]> {
  const saved = await db
    .selectFrom('importMapping')
    .select(['kind', 'signature', 'columns'])
    .orderBy('savedAt')
    .execute()
  return sheets.map(({ plan }) => {
    const own = saved.filter(({ signature }) => signature === plan.signature)
    const found = own.find(({ kind }) => kind === plan.kind) ?? (plan.kind === null ? own.at(-1) : undefined)
    // Written by this module only, as these shapes.
    const kept = found && {
      kind: found.kind as SheetPlan['kind'],
      columns: found.columns as SheetPlan['columns'],
    }
    const chosen: SheetPlan = kept && plan.skipped === null ? { ...plan, ...kept, isRemembered: true } : plan
    const isAllowed = chosen.kind === 'people' ? mayAnywhere(actor, 'import.people') : held.boardId !== null
    return chosen.kind === null || isAllowed
      ? chosen
      : { ...chosen, kind: null, skipped: 'notAllowed', rows: 0 }
  })
}
