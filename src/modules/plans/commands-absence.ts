import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { listCandidates } from '#modules/followups/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { OfAbsence, RecordAbsence, type Absence } from './contract-absence.ts'
import { hoursLeft, monthAt, type AbsentMonth } from './rules-absence.ts'

/** Somebody is away some months: the hours of those months become fewer, and what they were is kept. */
export const recordAbsence = command({
  verb: 'capacity.set',
  input: RecordAbsence,
  target: (_, input) => Promise.resolve({ boardId: input.boardId }),
  run: (context, _, { boardId, ...input }) => takeAbsence(context, boardId, input),
  // Whose absence it is stands in the row itself; the log tells that hours were changed, of which months.
  detail: ({ from, to }, { months }) => ({ from, to, months }),
})

/** The same inside whatever command has the reason for it. */
export async function takeAbsence(
  context: Context,
  boardId: string,
  { accountId, from, to, share }: Absence,
): Promise<{ id: string; months: number }> {
  const { db, actor, now } = context
  const today = todayIn(now)
  if (from < today.slice(0, 7) || monthAt(to) - monthAt(from) > 59) throw fieldProblem('from', 'monthNotLeft')
  const known = await listCandidates(db, boardId, today)
  if (!known.some(({ id }) => id === accountId)) throw fieldProblem('accountId', 'chooseOne')
  if (await isRecorded(db, boardId, { accountId, from, to, share })) throw new Problem('duplicate')
  const hours = await hoursBetween(context, { boardId, accountId }, { from, to })
  const months = hoursLeft({ from, to, share }, (year, month) => hours.get(`${year}-${month}`) ?? 0)
  if (months.every(({ before }) => before === 0)) throw fieldProblem('accountId', 'noHoursToTake')
  await saveHours(context, { boardId, accountId }, months)
  const id = uuidv7(now.getTime())
  await db
    .insertInto('staffAbsence')
    .values({
      ...{ municipalityId: actor.municipalityId, id, boardId, accountId, share },
      ...{ fromMonth: `${from}-01`, toMonth: `${to}-01`, hours: JSON.stringify(months) },
      ...{ recordedBy: actor.accountId, recordedAt: now },
    })
    .execute()
  return { id, months: months.length }
}

/** Sent again from another window, or because the answer was lost: the hours that are left must not be taken once more. */
async function isRecorded(
  db: Db,
  boardId: string,
  { accountId, from, to, share }: Absence,
): Promise<boolean> {
  const same = await db
    .selectFrom('staffAbsence')
    .select('id')
    .where('boardId', '=', boardId)
    .where('accountId', '=', accountId)
    .where('fromMonth', '=', `${from}-01`)
    .where('toMonth', '=', `${to}-01`)
    .where('share', '=', share)
    .where('withdrawnAt', 'is', null)
    .executeTakeFirst()
  return same !== undefined
}

type Person = { boardId: string; accountId: string }

/**
 * The person's hours month by month. A year of which nothing has been set counts as the latest year before it, and is
 * written out whole: else the months that are changed would stand alone in it.
 */
async function hoursBetween(
  context: Context,
  person: Person,
  { from, to }: { from: string; to: string },
): Promise<Map<string, number>> {
  const rows = await context.db
    .selectFrom('staffHours')
    .select(['year', 'month', 'hours'])
    .where('boardId', '=', person.boardId)
    .where('accountId', '=', person.accountId)
    .where('year', '<=', Number(to.slice(0, 4)))
    .execute()
  const byYear = Map.groupBy(rows, ({ year }) => year)
  for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year += 1) {
    const latest = Math.max(...[...byYear.keys()].filter((one) => one <= year))
    if (byYear.has(year) || !Number.isFinite(latest)) continue
    const copied = (byYear.get(latest) ?? []).map((row) => ({ ...row, year }))
    byYear.set(year, copied)
    await saveHours(
      context,
      person,
      copied.map(({ month, hours }) => ({ year, month, after: hours })),
    )
  }
  return new Map([...byYear.values()].flat().map((row) => [`${row.year}-${row.month}`, row.hours]))
}

async function saveHours(
  { db, actor }: Context,
  person: Person,
  months: readonly Pick<AbsentMonth, 'year' | 'month' | 'after'>[],
): Promise<void> {
  await db
    .insertInto('staffHours')
    .values(
      months.map(({ year, month, after }) => ({
        ...{ municipalityId: actor.municipalityId, ...person, year, month, hours: after },
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['municipalityId', 'boardId', 'accountId', 'year', 'month'])
        .doUpdateSet((set) => ({ hours: set.ref('excluded.hours') })),
    )
    .execute()
}

/** Back sooner, or written wrong: the hours are put back in the months that nobody has changed since, from this one on. */
export const withdrawAbsence = command({
  verb: 'capacity.set',
  input: OfAbsence,
  target: ({ db }, { absenceId }) => lockAbsence(db, absenceId),
  async run(context, absence) {
    if (absence.withdrawnAt) throw new Problem('alreadyDone')
    const { db, actor, now } = context
    const person = { boardId: absence.boardId, accountId: absence.accountId }
    const thisMonth = monthAt(todayIn(now))
    const current = await hoursNow(db, person)
    const back = absence.hours.filter(
      ({ year, month, after }) =>
        year * 12 + month - 1 >= thisMonth && current.get(`${year}-${month}`) === after,
    )
    if (back.length > 0)
      await saveHours(
        context,
        person,
        back.map(({ year, month, before }) => ({ year, month, after: before })),
      )
    await db
      .updateTable('staffAbsence')
      .set({ withdrawnBy: actor.accountId, withdrawnAt: now })
      .where('id', '=', absence.id)
      .execute()
    return { id: absence.id, months: back.length }
  },
  detail: (_, { months }) => ({ months }),
})

async function hoursNow(db: Db, { boardId, accountId }: Person): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('staffHours')
    .select(['year', 'month', 'hours'])
    .where('boardId', '=', boardId)
    .where('accountId', '=', accountId)
    .execute()
  return new Map(rows.map(({ year, month, hours }) => [`${year}-${month}`, hours]))
}

function lockAbsence(db: Db, absenceId: string) {
  return (
    db
      .selectFrom('staffAbsence')
      // Written by `takeAbsence` in this shape.
      .select(['id', 'boardId', 'accountId', 'withdrawnAt', sql<AbsentMonth[]>`hours`.as('hours')])
      .where('id', '=', absenceId)
      .forUpdate()
      .executeTakeFirst()
  )
}

/** A board's absences, the latest first: for its strategist alone. */
export function listAbsences(db: Db, boardId: string) {
  return db
    .selectFrom('staffAbsence as s')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.accountId'),
    )
    .innerJoin('account as b', (join) =>
      join.onRef('b.municipalityId', '=', 's.municipalityId').onRef('b.id', '=', 's.recordedBy'),
    )
    .select(['s.id', 'a.name', 's.fromMonth', 's.toMonth', 's.share', 's.recordedAt', 's.withdrawnAt'])
    .select(['b.name as recordedBy', sql<AbsentMonth[]>`s.hours`.as('hours')])
    .where('s.boardId', '=', boardId)
    .orderBy('s.recordedAt', 'desc')
    .orderBy('s.id', 'desc')
    .limit(100)
    .execute()
}
export type AbsenceRow = Awaited<ReturnType<typeof listAbsences>>[number]
