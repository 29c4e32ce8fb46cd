import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { covers, findUnit, type Period } from '#modules/organisation/public.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { RecordCare, WithdrawCare, WriteNote } from './contract-more.ts'
import { agreementDutyRules } from './duties.ts'
import { lockAgreement } from './states.ts'

/** What somebody learnt from working with an agreement, for the next one; or that its terms have been looked through. */
export const writeNote = command({
  verb: 'register.write',
  input: WriteNote,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, { agreementId, ...note }) {
    const { db, actor, now } = context
    if (note.notedOn > todayIn(now)) throw fieldProblem('notedOn', 'dateInFuture')
    const id = uuidv7(now.getTime())
    await db
      .insertInto('agreementNote')
      .values({
        ...note,
        id,
        municipalityId: actor.municipalityId,
        agreementId,
        boardId: agreement.boardId,
        writtenBy: actor.accountId,
        writtenAt: now,
      })
      .execute()
    if (note.kind === 'review') await refreshDuties(context, agreementDutyRules, [agreementId])
    return { id }
  },
  detail: ({ kind, requirementKey }) => ({ kind, requirementKey }),
})

/**
 * Who answers for a health-care task in a unit from a day. What held before ends that day; what is recorded of later
 * days stands. (Ansvar för hälso- och sjukvårdsuppgift)
 */
export const recordCare = command({
  verb: 'agreement.change',
  input: RecordCare,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run({ db, actor, now }, agreement, input) {
    const { agreementId, unitId, task, answerable, clause, from } = input
    const unit = await findUnit(db, unitId, from)
    if (unit?.providerId !== agreement.providerId || unit.boardId !== agreement.boardId)
      throw fieldProblem('unitId', 'otherProvider')
    const { municipalityId, accountId: recordedBy } = actor
    const owner = { municipalityId, unitId, boardId: unit.boardId, providerId: unit.providerId }
    const row = { ...owner, recordedBy, recordedAt: now }
    const held = await careOf(db, unitId, task)
    const fresh = {
      ...row,
      agreementId,
      task,
      answerable,
      clause,
      validFrom: from,
      validTo: endOf(held, input),
    }
    const former = held.find((one) => covers(one, from))
    if (former) await takeBack(db, former.id, now)
    const kept = former && former.validFrom < from ? [{ ...former, ...row, task, validTo: from }] : []
    const rows = [...kept, fresh].map((one) => ({ ...one, id: uuidv7(now.getTime()) }))
    await db.insertInto('careResponsibility').values(rows).execute()
    return { id: rows.at(-1)?.id ?? '' }
  },
  detail: ({ unitId, answerable, from }) => ({ unitId, answerable, from }),
})

/** What was wrong from the beginning is taken back; the row stays in the history. */
export const withdrawCare = command({
  verb: 'agreement.change',
  input: WithdrawCare,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run({ db, now }, agreement, { careId }) {
    const row = await db
      .selectFrom('careResponsibility')
      .select(['id', 'supersededAt'])
      .where('id', '=', careId)
      .where('agreementId', '=', agreement.id)
      .executeTakeFirst()
    if (!row) throw new Problem('notFound')
    if (row.supersededAt !== null) throw new Problem('alreadyDone')
    await takeBack(db, careId, now)
    return { id: careId }
  },
})

/** Until the day that is given, and never into what is recorded of later days. */
function endOf(held: readonly Period[], { from, to }: { from: IsoDate; to: IsoDate | null }): IsoDate | null {
  const [next] = held
    .map((one) => one.validFrom)
    .filter((day) => day > from)
    .sort()
  if (to !== null && next !== undefined && to > next) throw fieldProblem('to', 'overlapsLater')
  return to ?? next ?? null
}

function careOf(db: Db, unitId: string, task: string) {
  return db
    .selectFrom('careResponsibility')
    .select(['id', 'agreementId', 'answerable', 'clause', 'validFrom', 'validTo'])
    .where('unitId', '=', unitId)
    .where((where) => where(where.fn<string>('lower', ['task']), '=', task.toLowerCase()))
    .where('supersededAt', 'is', null)
    .orderBy('validFrom')
    .execute()
}

async function takeBack(db: Db, id: string, at: Date): Promise<void> {
  await db.updateTable('careResponsibility').set({ supersededAt: at }).where('id', '=', id).execute()
}
