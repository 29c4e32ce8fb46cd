import type { IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import {
  changedFrom,
  correctedOn,
  recordTime,
  type Period,
  type Rewriting,
} from '#modules/organisation/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { coverUnits, refuseOthersUnits } from './commands-units.ts'
import { ChangeAgreement, CreateAgreement, type AgreementFacts } from './contract.ts'

export const createAgreement = command({
  verb: 'agreement.create',
  input: CreateAgreement,
  target: async ({ db }, { boardId }) => (await findBoard(db, boardId)) && { boardId },
  async run(context, _board, { id, boardId, providerId, kind, caseNumber, units, from, to, note, ...facts }) {
    const { db, actor, now } = context
    const agreement = { id, boardId, providerId }
    await refuseUnknownProvider(db, providerId)
    await refuseUnknownCatalogue(db, facts)
    await refuseOthersUnits(db, agreement, { units, from })
    await db
      .insertInto('agreement')
      .values({ municipalityId: actor.municipalityId, ...agreement, kind, caseNumber })
      .execute()
    const state = { ...facts, validFrom: from, validTo: to, changeNote: note, recordedAt: now }
    await insertStates(context, agreement, [state])
    await coverUnits(context, agreement, { units, from })
    return { id, revision: 1 }
  },
  detail: ({ from, to }) => ({ from, to }),
})

/** New terms from a day, or a correction of what was recorded. Both leave what was known before readable. */
export const changeAgreement = command({
  verb: 'agreement.change',
  input: ChangeAgreement,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, { agreementId, change, from, to, units, note, revision, ...facts }) {
    const { db } = context
    const recorded = await statesOf(db, agreementId)
    const inForce = recorded.filter((state) => state.supersededAt === null)
    if (recorded.length !== revision)
      throw new Problem('stale', { current: { revision: recorded.length, states: inForce.map(shown) } })
    await refuseUnknownCatalogue(db, facts)
    const plain = change === 'change' ? changedFrom(inForce, from) : correctedOn(inForce, from)
    if (!plain) throw fieldProblem('from', 'nothingThatDay')
    const rewriting = ending(plain, to, inForce)
    const recordedAt = recordTime(context.now, recorded)
    await supersede(db, agreementId, rewriting, recordedAt)
    const rows = rewriting.added.map(({ validFrom, validTo, factsOf }) => {
      const kept = inForce.find((state) => state.id === factsOf)
      const changeNote = kept ? kept.changeNote : note
      return { ...(kept ? shown(kept) : facts), validFrom, validTo, changeNote, recordedAt }
    })
    await insertStates(context, agreement, rows)
    if (units) {
      await refuseOthersUnits(db, agreement, { units, from })
      await coverUnits(context, agreement, { units, from })
    }
    return { id: agreementId, revision: recorded.length + rows.length }
  },
  detail: ({ change, from, to }) => ({ change, from, to }),
})

/** An agreement has an end of its own: the new state holds until then, and never into one that is recorded later. */
function ending(rewriting: Rewriting, to: IsoDate | null, states: readonly Period[]): Rewriting {
  const added = rewriting.added.map((period) => {
    if (period.factsOf !== null) return period
    const later = states.map((state) => state.validFrom).filter((from) => from > period.validFrom)
    const next = later.sort()[0] ?? null
    if (to !== null && to <= period.validFrom) throw fieldProblem('to', 'dateBeforeOther')
    if (to !== null && next !== null && to > next) throw fieldProblem('to', 'overlapsLater')
    return { ...period, validTo: to ?? next }
  })
  return { superseded: rewriting.superseded, added }
}

type NewState = AgreementFacts & Period & { changeNote: string; recordedAt: Date }
type StateRow = Awaited<ReturnType<typeof statesOf>>[number]
type Agreement = { id: string; boardId: string; providerId: string }

async function insertStates(
  { db, actor, now }: Context,
  agreement: Agreement,
  states: readonly NewState[],
): Promise<void> {
  const rows = states.map((state) => ({
    municipalityId: actor.municipalityId,
    id: uuidv7(now.getTime()),
    agreementId: agreement.id,
    boardId: agreement.boardId,
    providerId: agreement.providerId,
    recordedBy: actor.accountId,
    ...state,
  }))
  await db.insertInto('agreementState').values(rows).execute()
}

async function supersede(db: Db, agreementId: string, rewriting: Rewriting, at: Date): Promise<void> {
  if (rewriting.superseded.length === 0) return
  await db
    .updateTable('agreementState')
    .set({ supersededAt: at })
    .where('agreementId', '=', agreementId)
    .where('id', 'in', [...rewriting.superseded])
    .execute()
}

function statesOf(db: Db, agreementId: string) {
  return db
    .selectFrom('agreementState')
    .select([
      'id',
      'title',
      'status',
      'catalogueVersionId',
      'decidedOn',
      'extensionUntil',
      'extensionDecisionBy',
    ])
    .select(['changeNote', 'validFrom', 'validTo', 'recordedAt', 'supersededAt'])
    .where('agreementId', '=', agreementId)
    .orderBy('validFrom')
    .orderBy('id')
    .execute()
}

function shown(state: StateRow): AgreementFacts {
  const { title, status, catalogueVersionId, decidedOn, extensionUntil, extensionDecisionBy } = state
  return { title, status, catalogueVersionId, decidedOn, extensionUntil, extensionDecisionBy }
}

function lockAgreement(db: Db, agreementId: string) {
  return db
    .selectFrom('agreement')
    .select(['id', 'boardId', 'providerId'])
    .where('id', '=', agreementId)
    .forUpdate()
    .executeTakeFirst()
}

function findBoard(db: Db, boardId: string) {
  return db.selectFrom('board').select('id').where('id', '=', boardId).executeTakeFirst()
}

async function refuseUnknownProvider(db: Db, providerId: string): Promise<void> {
  const found = await db.selectFrom('provider').select('id').where('id', '=', providerId).executeTakeFirst()
  if (!found) throw fieldProblem('providerId', 'chooseOne')
}

/** What is adopted binds a published catalogue: a draft can still change. */
async function refuseUnknownCatalogue(db: Db, facts: AgreementFacts): Promise<void> {
  const version = await db
    .selectFrom('catalogueVersion')
    .select('state')
    .where('id', '=', facts.catalogueVersionId)
    .executeTakeFirst()
  if (!version || (facts.status === 'adopted' && version.state !== 'published'))
    throw fieldProblem('catalogueVersionId', 'chooseOne')
}
