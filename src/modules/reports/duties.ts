import { addDays, addMonths, todayIn, type IsoDate } from '#kernel/dates.ts'
import { addWorkingDays } from '#kernel/calendar.ts'
import type { DutyRule, Owed } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { reportDutyLabels as labels } from '#texts/sv/duty-rules.ts'
import { reportDutyTexts as t } from '#texts/sv/period-reports.ts'
import { patientSafety } from './duties-yearly.ts'
import { periodsTo, periodWith, type Period } from './period-rules.ts'
import { periodLabel } from './rules-period-words.ts'

/** What is owed about reports: twice a year to each board, after each follow-up, and sent to the one it is about. */
export const reportDutyRules: readonly DutyRule[] = [
  { key: 'report.halfYear', label: labels.halfYear, list: listHalfYears },
  { key: 'report.quarter', label: labels.quarter, list: listQuarters },
  patientSafety,
  { key: 'report.ofFollowUp', label: labels.ofFollowUp, list: listOfFollowUps },
  { key: 'report.delivery', label: labels.delivery, list: listDeliveriesOwed },
]

/** Days from a judgement was fixed until its report is to be done. */
const daysToReport = 20
const daysToDeliver = 5

const ownedBy = { ownerId: null, ownerRole: 'strategist' } as const
const ofNoUnit = { unitId: null, providerId: null } as const

type Due = { kind: 'halfYear' | 'quarter'; owed: (board: Board, period: Period) => Wanted }
type Wanted = Pick<Owed, 'title' | 'ground' | 'dueOn'>

const halfYears: Due = {
  kind: 'halfYear',
  owed: (board, period) => ({
    title: t.halfYear(periodLabel(period), board.name),
    ground: t.halfYearGround,
    dueOn: dayAfter(period.to, board.reportDays),
  }),
}

/** For the process and quality council (M-261), a month after the quarter. */
const quarters: Due = {
  kind: 'quarter',
  owed: (board, period) => ({
    title: t.quarter(periodLabel(period), board.name),
    ground: t.quarterGround,
    dueOn: addMonths(period.to, 1),
  }),
}

function listHalfYears(db: Db, { today }: { today: IsoDate }): Promise<Owed[]> {
  return listOfPeriods(db, today, halfYears)
}

function listQuarters(db: Db, { today }: { today: IsoDate }): Promise<Owed[]> {
  return listOfPeriods(db, today, quarters)
}

async function listOfPeriods(db: Db, today: IsoDate, due: Due): Promise<Owed[]> {
  const boards = await db
    .selectFrom('board')
    .select(['id', 'name', 'reportDays', 'validFrom', 'validTo'])
    .orderBy('id')
    .execute()
  const papers = await db
    .selectFrom('paper')
    .select(['id', 'boardId', 'period', 'frozenAt'])
    .where('kind', '=', 'periodReport')
    .where('state', '=', 'frozen')
    .orderBy('frozenAt')
    .orderBy('id')
    .execute()
  const begun = await db.selectFrom('municipality').select('createdAt').executeTakeFirstOrThrow()
  // What ended before the municipality was there is owed by nobody, unless it was reported here all the same.
  const isOwed = (board: Board, { key, to }: Period) =>
    to >= todayIn(begun.createdAt) ||
    papers.some((paper) => paper.boardId === board.id && paper.period === key)
  const ended = periodsTo(periodWith(due.kind, today), 3).slice(0, 2)
  return boards.flatMap((board) =>
    ended
      .filter(({ from }) => board.validFrom <= from && (board.validTo === null || board.validTo > from))
      .filter((period) => isOwed(board, period))
      .map((period) => ofPeriod(board, period, { papers, wanted: due.owed(board, period) })),
  )
}

type Board = { id: string; name: string; reportDays: string[] }
type Done = { id: string; boardId: string; period: string; frozenAt: Date | null }

function ofPeriod(
  board: Board,
  period: Period,
  { papers, wanted }: { papers: readonly Done[]; wanted: Wanted },
): Owed {
  const done = papers.find((paper) => paper.boardId === board.id && paper.period === period.key)
  return {
    sourceId: board.id,
    period: period.key,
    boardId: board.id,
    ...ofNoUnit,
    ...ownedBy,
    ...wanted,
    href: done ? `/rapporter/${done.id}` : `/rapporter/ny?period=${period.key}&namnd=${board.id}`,
    remindFrom: addDays(wanted.dueOn, -30),
    proof: done?.frozenAt ? { doneOn: todayIn(done.frozenAt), href: `/rapporter/${done.id}` } : null,
  }
}

/** The first of the board's report days after the half-year has ended. */
export function dayAfter(end: IsoDate, days: readonly string[]): IsoDate {
  const year = Number(end.slice(0, 4))
  const candidates = [year, year + 1].flatMap((one) => days.map((day) => `${one}-${day}`)).sort()
  return candidates.find((day) => day > end) ?? addMonths(end, 2)
}

/** The report after each follow-up in the plan (S1 §4); closing it with a reason is the decision not to. */
async function listOfFollowUps(db: Db, { today }: { today: IsoDate }): Promise<Owed[]> {
  const rows = await listJudged(db, `${Number(today.slice(0, 4)) - 1}-01-01`)
  return rows.map(({ fixedAt, doneAt, id, title, ...place }) => {
    const dueOn = addWorkingDays(todayIn(fixedAt), daysToReport)
    const href = `/uppfoljningar/${id}/rapport`
    return {
      ...place,
      ...ownedBy,
      sourceId: id,
      period: '',
      title: t.ofFollowUp(title),
      href,
      ground: t.ofFollowUpGround,
      dueOn,
      remindFrom: addDays(dueOn, -7),
      proof: doneAt ? { doneOn: todayIn(doneAt), href } : null,
    }
  })
}

/** Follow-ups with a judgement since a day, each with when its report was fixed. */
function listJudged(db: Db, since: IsoDate) {
  return db
    .selectFrom('followUp as f')
    .innerJoin('assessment as j', (join) =>
      join
        .onRef('j.municipalityId', '=', 'f.municipalityId')
        .onRef('j.followUpId', '=', 'f.id')
        .on('j.version', '=', 1),
    )
    .leftJoin('paper as p', (join) =>
      join
        .onRef('p.municipalityId', '=', 'f.municipalityId')
        .onRef('p.followUpId', '=', 'f.id')
        .on('p.kind', '=', 'followUpReport')
        .on('p.state', '=', 'frozen'),
    )
    .where('f.state', 'in', ['fixed', 'closed'])
    .where('f.endedReason', '=', '')
    .where('j.fixedAt', '>=', new Date(`${since}T00:00:00Z`))
    .select((select) => [
      'f.id',
      'f.boardId',
      'f.unitId',
      'f.providerId',
      'f.title',
      'j.fixedAt',
      select.fn.min<Date | null>('p.frozenAt').as('doneAt'),
    ])
    .groupBy(['f.municipalityId', 'f.id', 'j.fixedAt'])
    .orderBy('j.fixedAt')
    .orderBy('f.id')
    .execute()
}

/** A report that is fixed and not sent helps nobody in the unit. */
async function listDeliveriesOwed(db: Db, { today }: { today: IsoDate }): Promise<Owed[]> {
  const since = `${Number(today.slice(0, 4)) - 1}-01-01`
  const rows = await db
    .selectFrom('paper')
    .select(['id', 'boardId', 'unitId', 'providerId', 'title', 'frozenAt', 'sharedAt'])
    .where('kind', '=', 'followUpReport')
    .where('state', '=', 'frozen')
    .where('frozenAt', '>=', new Date(`${since}T00:00:00Z`))
    .orderBy('frozenAt')
    .orderBy('id')
    .execute()
  return rows.map(({ id, title, frozenAt, sharedAt, ...place }) => {
    const frozenOn = todayIn(frozenAt ?? new Date(0))
    const href = `/rapporter/${id}`
    return {
      ...place,
      ...ownedBy,
      sourceId: id,
      period: '',
      title: t.delivery(title),
      href,
      ground: t.deliveryGround,
      dueOn: addWorkingDays(frozenOn, daysToDeliver),
      remindFrom: frozenOn,
      proof: sharedAt ? { doneOn: todayIn(sharedAt), href } : null,
    }
  })
}
