import { workingDayOnOrAfter } from '#kernel/calendar.ts'
import { addDays, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { holdersOf, notify, operatorsOf } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { acuteTexts } from '#texts/sv/protocol.ts'
import { assertOpenFor } from './protocol-commands.ts'
import { RaiseAcute } from './protocol-contract.ts'
import { lockRow, type LockedRow } from './protocol-queries.ts'

/**
 * An acute finding waits for neither hearing nor decision: the operator, the director and the board are told at once
 * and a plan is demanded, while the hearing goes on beside it. It never replaces a lex Sarah report.
 */
export const raiseAcute = command({
  verb: 'finding.raiseAcute',
  input: RaiseAcute,
  target: ({ db }, input) => lockRow(db, input.rowId),
  async run(context, row, input) {
    await assertOpenFor(context, row, ['underway', 'hearing'])
    if (await hasOpenAcute(context.db, row.id)) throw new Problem('alreadyDone')
    const findingId = uuidv7(context.now.getTime())
    const planId = await demandPlan(context, row)
    const { title, description } = input
    await insertFinding(context, row, { id: findingId, actionPlanId: planId, title, description })
    await tellAtOnce(context, row, { findingId, planId })
    return { id: findingId, planId, rowId: row.id }
  },
  detail: (_, result, row) => ({ followUpId: row.followUpId, findingId: result.id, planId: result.planId }),
})

const findingHref = (findingId: string) => `/brister/${findingId}`
/** A member is led to the own notices; which finding it was about is in the address for the sender to follow. */
const memberHref = (findingId: string) => `/besked#${findingId}`

export type AcuteDelivery = Awaited<ReturnType<typeof listAcuteDeliveries>>[number]

/** To whom the notice of an acute finding went and when each opened it: the office of that board alone reads it. */
export function listAcuteDeliveries(db: Db, findingId: string) {
  return db
    .selectFrom('notice as n')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'n.municipalityId').onRef('a.id', '=', 'n.accountId'),
    )
    .select(['n.id', 'a.name', 'a.side', 'n.sentAt', 'n.openedAt'])
    .where('n.kind', '=', 'finding.acute')
    .where('n.href', 'in', [findingHref(findingId), memberHref(findingId)])
    .orderBy('n.sentAt')
    .orderBy('a.name')
    .orderBy('n.id')
    .execute()
}

async function hasOpenAcute(db: Db, rowId: string): Promise<boolean> {
  const found = await db
    .selectFrom('finding')
    .select('id')
    .where('protocolRowId', '=', rowId)
    .where('severity', '=', 'acute')
    .where('state', 'not in', ['closed', 'withdrawn'])
    .executeTakeFirst()
  return found !== undefined
}

async function insertFinding(
  { db, actor, now }: Context,
  row: LockedRow,
  finding: { id: string; actionPlanId: string; title: string; description: string },
): Promise<void> {
  await db
    .insertInto('finding')
    .values({
      ...finding,
      municipalityId: actor.municipalityId,
      followUpId: row.followUpId,
      boardId: row.boardId,
      unitId: row.unitId,
      providerId: row.providerId,
      requirementId: row.requirementId,
      requirementKey: row.requirementKey,
      protocolRowId: row.id,
      severity: 'acute',
      state: 'open',
      foundAt: now,
      sharedAt: now,
    })
    .execute()
}

/** A demand that is already due by the next working day takes this finding too; otherwise a new one is made. */
async function demandPlan({ db, actor, now }: Context, row: LockedRow): Promise<string> {
  const dueOn = workingDayOnOrAfter(addDays(todayIn(now), 1))
  const open = await db
    .selectFrom('actionPlan')
    .select('id')
    .where('followUpId', '=', row.followUpId)
    .where('state', 'in', ['requested', 'returned'])
    .where('dueOn', '<=', dueOn)
    .orderBy('requestedAt', 'desc')
    .orderBy('id')
    .executeTakeFirst()
  if (open) return open.id
  const id = uuidv7(now.getTime())
  await db
    .insertInto('actionPlan')
    .values({
      municipalityId: actor.municipalityId,
      id,
      followUpId: row.followUpId,
      boardId: row.boardId,
      unitId: row.unitId,
      providerId: row.providerId,
      state: 'requested',
      dueOn,
      requestedBy: actor.accountId,
      requestedAt: now,
      sharedAt: now,
    })
    .execute()
  return id
}

/** A sentence and a link, never content: a notice is read on a telephone in a corridor. */
async function tellAtOnce(
  context: Context,
  row: LockedRow,
  made: { findingId: string; planId: string },
): Promise<void> {
  const { db, now } = context
  const today = todayIn(now)
  const directors = await holdersOf(db, row.boardId, ['director'], today)
  const either = await holdersOf(db, row.boardId, ['director', 'boardMember'], today)
  const operators = await operatorsOf(db, { unitId: row.unitId, providerId: row.providerId }, today)
  // A board member cannot open the finding itself: the walls give the board frozen papers only.
  const members = either.filter((accountId) => !directors.includes(accountId))
  const base = { kind: 'finding.acute', boardId: row.boardId, acute: true }
  const href = findingHref(made.findingId)
  await notify(context, directors, { ...base, title: acuteTexts.noticeDirector, href })
  await notify(context, members, {
    ...base,
    title: acuteTexts.noticeMember,
    href: memberHref(made.findingId),
  })
  await notify(context, operators, { ...base, title: acuteTexts.noticeOperator, href })
  await notify(context, operators, {
    ...base,
    kind: 'plan.requested',
    title: acuteTexts.noticePlan,
    href: `/handlingsplaner/${made.planId}`,
  })
}
