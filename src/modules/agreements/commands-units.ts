import type { IsoDate } from '#kernel/dates.ts'
import { fieldProblem } from '#kernel/problem.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'

type Agreement = { id: string; boardId: string; providerId: string }
type Coverage = { units: readonly string[]; from: IsoDate }

/** An agreement covers only units of its board that its provider runs that day. */
export async function refuseOthersUnits(
  db: Db,
  agreement: Agreement,
  { units, from }: Coverage,
): Promise<void> {
  if (units.length === 0) return
  const run = await unitsOn(db, from)
    .select('u.id')
    .where('u.id', 'in', [...units])
    .where('u.boardId', '=', agreement.boardId)
    .where('s.providerId', '=', agreement.providerId)
    .execute()
  if (run.length !== new Set(units).size) throw fieldProblem('units', 'otherProvider')
}

/** From the day the agreement covers just these units: the others end then, the new ones begin. */
export async function coverUnits(context: Context, agreement: Agreement, coverage: Coverage): Promise<void> {
  const { db } = context
  const covered = await coveredFrom(db, agreement.id, coverage.from)
  const ending = covered.filter((row) => !coverage.units.includes(row.unitId))
  for (const row of ending) await endCoverage(db, agreement.id, row, coverage.from)
  await beginCoverage(context, agreement, coverage, covered)
}

/**
 * A unit has gone into others: its coverage ends that day (unless it goes on itself) and theirs begins. What the
 * agreement already says of other units, also of later days, stays.
 */
export async function followUnits(
  context: Context,
  agreement: Agreement,
  given: { ending: readonly string[]; units: readonly string[]; from: IsoDate },
): Promise<void> {
  const { db } = context
  const covered = await coveredFrom(db, agreement.id, given.from)
  for (const row of covered)
    if (given.ending.includes(row.unitId)) await endCoverage(db, agreement.id, row, given.from)
  await beginCoverage(context, agreement, given, covered)
}

/** The agreements that cover one of the units on a day, with the provider whose they are. */
export function agreementsCovering(db: Db, units: readonly string[], day: IsoDate) {
  return db
    .selectFrom('agreementUnit as c')
    .innerJoin('agreement as g', (join) =>
      join.onRef('g.municipalityId', '=', 'c.municipalityId').onRef('g.id', '=', 'c.agreementId'),
    )
    .select(['g.id', 'g.boardId', 'g.providerId', 'g.caseNumber'])
    .distinct()
    .where('c.unitId', 'in', [...units])
    .where('c.validFrom', '<=', day)
    .where((where) => where.or([where('c.validTo', 'is', null), where('c.validTo', '>', day)]))
    .orderBy('g.id')
    .execute()
}

async function beginCoverage(
  { db, actor }: Context,
  agreement: Agreement,
  coverage: Coverage,
  covered: readonly Covered[],
): Promise<void> {
  const rows = [...new Set(coverage.units)]
    .map((unitId) => ({ unitId, begins: beginsOf(covered, unitId) }))
    .filter(({ begins }) => begins === undefined || begins > coverage.from)
    .map(({ unitId, begins }) => ({
      municipalityId: actor.municipalityId,
      agreementId: agreement.id,
      unitId,
      boardId: agreement.boardId,
      providerId: agreement.providerId,
      validFrom: coverage.from,
      validTo: begins ?? null,
    }))
  if (rows.length === 0) return
  await db
    .insertInto('agreementUnit')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['municipalityId', 'agreementId', 'unitId', 'validFrom'])
        .doUpdateSet((set) => ({ validTo: set.ref('excluded.validTo') })),
    )
    .execute()
}

/** The first day, from the given one on, that the unit is already covered: the gap before it is what is added. */
function beginsOf(covered: readonly Covered[], unitId: string): IsoDate | undefined {
  const days = covered.filter((row) => row.unitId === unitId).map((row) => row.validFrom)
  return days.sort()[0]
}

type Covered = { unitId: string; validFrom: IsoDate }

function coveredFrom(db: Db, agreementId: string, from: IsoDate): Promise<Covered[]> {
  return db
    .selectFrom('agreementUnit')
    .select(['unitId', 'validFrom'])
    .where('agreementId', '=', agreementId)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', from)]))
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', where.ref('validFrom'))]))
    .orderBy('unitId')
    .orderBy('validFrom')
    .execute()
}

/** Nothing is deleted: a coverage that had not begun ends on the day it would have begun, and so never holds. */
async function endCoverage(db: Db, agreementId: string, row: Covered, day: IsoDate): Promise<void> {
  await db
    .updateTable('agreementUnit')
    .set({ validTo: row.validFrom > day ? row.validFrom : day })
    .where('agreementId', '=', agreementId)
    .where('unitId', '=', row.unitId)
    .where('validFrom', '=', row.validFrom)
    .execute()
}
