import type { IsoDate } from '#kernel/dates.ts'
import { fieldProblem } from '#kernel/problem.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import {
  changedFrom,
  correctedOn,
  covers,
  type Period,
  type Rewriting,
} from '#modules/organisation/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { coverUnits, refuseOthersUnits } from './commands-units.ts'
import { ChangeAgreement, CreateAgreement, type AgreementFacts } from './contract.ts'
import { agreementDutyRules } from './duties.ts'
import { refuseWithoutPlan } from './plan-needed.ts'
import {
  endOf,
  insertStates,
  lockAgreement,
  refuseUnknownCatalogue,
  replaceStates,
  seenStates,
  shown,
  type Agreement,
  type StateRow,
} from './states.ts'

/**
 * An agreement as it is recorded. What is being written begins as a draft and is adopted by `agreement.sign`; what was
 * adopted elsewhere before is recorded as adopted, and what it then lacks is owed from the first day.
 */
export const createAgreement = command({
  verb: 'agreement.create',
  input: CreateAgreement,
  target: async ({ db }, { boardId }) => (await findBoard(db, boardId)) && { boardId },
  async run(context, _board, { id, boardId, providerId, kind, caseNumber, units, from, to, note, ...facts }) {
    const { db, actor, now } = context
    const agreement = { id, boardId, providerId, kind }
    await refuseUnknownProvider(db, providerId)
    await refuseUnknownCatalogue(db, facts)
    await refuseOthersUnits(db, agreement, { units, from })
    await db
      .insertInto('agreement')
      .values({ municipalityId: actor.municipalityId, ...agreement, caseNumber })
      .execute()
    const state = { ...facts, validFrom: from, validTo: to, changeNote: note, recordedAt: now }
    await insertStates(context, agreement, [state])
    await coverUnits(context, agreement, { units, from })
    await refreshDuties(context, agreementDutyRules, [id])
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
    const seen = await seenStates(db, agreementId, revision)
    const { inForce } = seen
    await refuseUnknownCatalogue(db, facts)
    const plain = change === 'change' ? changedFrom(inForce, from) : correctedOn(inForce, from)
    if (!plain) throw fieldProblem('from', 'nothingThatDay')
    refuseUnsigned(inForce, from, facts)
    if (change === 'change') await refuseUnplanned(context, agreement, { inForce, facts, from, to, units })
    const rewriting = ending(plain, to, inForce)
    const added = rewriting.added.map(({ validFrom, validTo, factsOf }) => {
      const kept = inForce.find((state) => state.id === factsOf)
      const changeNote = kept ? kept.changeNote : note
      return { ...(kept ? shown(kept) : facts), validFrom, validTo, changeNote }
    })
    const next = await replaceStates(context, agreement, seen, { superseded: rewriting.superseded, added })
    if (units) {
      await refuseOthersUnits(db, agreement, { units, from })
      await coverUnits(context, agreement, { units, from })
    }
    await refreshDuties(context, agreementDutyRules, [agreementId])
    return { id: agreementId, revision: next }
  },
  detail: ({ change, from, to }) => ({ change, from, to }),
})

/** A draft is adopted by signing it: that is where the plan, the reasons and its own requirements are asked for. */
function refuseUnsigned(states: readonly StateRow[], day: IsoDate, facts: AgreementFacts): void {
  const former = states.find((state) => covers(state, day))
  const written = former ?? (states.every((state) => state.status === 'drafted') ? states[0] : undefined)
  if (written?.status === 'drafted' && facts.status === 'adopted') throw fieldProblem('status', 'signFirst')
}

type Planned = {
  inForce: readonly StateRow[]
  facts: AgreementFacts
  from: IsoDate
  to: IsoDate | null
  units: readonly string[] | undefined
}

/**
 * Terms that run longer than before are an extension, whatever they are called, and other terms are a new state of what
 * is to be followed up: both ask for a follow-up plan that was looked through since the terms that now run (M-024).
 */
async function refuseUnplanned(context: Context, agreement: Agreement, planned: Planned): Promise<void> {
  const { inForce, facts, from, to } = planned
  if (facts.status !== 'adopted') return
  const end = endOf(inForce)
  const isLonger = end !== null && (to === null || to > end)
  const former = inForce.find((state) => state.status === 'adopted' && covers(state, from))
  const isOther = former !== undefined && changedTerms(former, planned, agreement.kind)
  if (isLonger || isOther) await refuseWithoutPlan(context, agreement)
}

/** Who to ring and what it is called are no terms. What a mandate covers is the mandate itself. */
function changedTerms(former: StateRow, { facts, units }: Planned, kind: Agreement['kind']): boolean {
  if (kind === 'mandate' && (units !== undefined || facts.title !== former.title)) return true
  return (['catalogueVersionId', 'procurementForm', 'noticeMonths'] as const).some(
    (term) => facts[term] !== former[term],
  )
}

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

function findBoard(db: Db, boardId: string) {
  return db.selectFrom('board').select('id').where('id', '=', boardId).executeTakeFirst()
}

async function refuseUnknownProvider(db: Db, providerId: string): Promise<void> {
  const found = await db.selectFrom('provider').select('id').where('id', '=', providerId).executeTakeFirst()
  if (!found) throw fieldProblem('providerId', 'chooseOne')
}
