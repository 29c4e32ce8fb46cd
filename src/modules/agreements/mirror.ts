import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { setCarried } from './commands-clauses.ts'
import { compareRequirements } from './compare.ts'
import { ExplainDifferences, MirrorAgreement } from './contract-more.ts'
import { copyOwnRequirements } from './own-requirements.ts'
import { appliedTo, requirementsBound, servedBy, type AgreementRequirement } from './requirements.ts'
import { internalKinds } from './rules.ts'
import { lockAgreement, replaceStates, seenStates, shown, statesOf, type Agreement } from './states.ts'

export type Difference = 'identical' | 'changed' | 'missing' | 'added'

/**
 * An internal agreement beside the external one that it follows: the same requirements asked of the municipality's own
 * as of others, and where they differ, why. Undefined: it follows none, or one of them binds nothing.
 */
export async function listDifferences(db: Db, agreementId: string, day: IsoDate) {
  const mirrored = await mirroredBy(db, agreementId)
  if (!mirrored) return undefined
  // The external agreement is asked what it would have required of these units: other services are no difference.
  const served = await servedBy(db, agreementId, day)
  const own = await boundBy(db, agreementId, { day, served })
  const theirs = await boundBy(db, mirrored, { day, served })
  if (!own || !theirs) return undefined
  const mine = new Map(own.all.map((row) => [row.key, row]))
  const others = new Map(theirs.all.map((row) => [row.key, row]))
  const rows = compareRequirements(own.held, theirs.held).map((row) => ({
    ...row,
    difference: differenceOf(row),
    otherText: others.get(row.key)?.text ?? '',
    ...written(mine.get(row.key)),
  }))
  return { mirrorsId: mirrored, rows: await withReasons(db, agreementId, rows) }
}

/** What the agreement excepts has its reason already. */
function written(here: AgreementRequirement | undefined) {
  if (!here) return { text: '', differenceReason: '', reason: '', isOwn: false }
  const { text, differenceReason, exceptedReason } = here
  const reason = differenceReason || exceptedReason
  return { text, differenceReason, reason, isOwn: here.origin === 'agreement' }
}

function differenceOf(row: {
  one: string | undefined
  other: string | undefined
  same: boolean
}): Difference {
  if (row.one === undefined) return 'missing'
  if (row.other === undefined) return 'added'
  return row.same ? 'identical' : 'changed'
}

/** A requirement that is only in the other agreement has its reason on the row of its key alone. */
async function withReasons<Row extends { key: string; reason: string; differenceReason: string }>(
  db: Db,
  agreementId: string,
  rows: readonly Row[],
): Promise<Row[]> {
  const written = await db
    .selectFrom('agreementClause')
    .select(['requirementKey', 'differenceReason'])
    .where('agreementId', '=', agreementId)
    .where('differenceReason', '<>', '')
    .execute()
  const reasons = new Map(written.map((row) => [row.requirementKey, row.differenceReason]))
  return rows.map((row) => {
    const differenceReason = reasons.get(row.key) ?? ''
    return { ...row, differenceReason, reason: differenceReason || row.reason }
  })
}

async function mirroredBy(db: Db, agreementId: string): Promise<string | null> {
  const row = await db
    .selectFrom('agreement')
    .select('mirrorsId')
    .where('id', '=', agreementId)
    .executeTakeFirst()
  return row?.mirrorsId ?? null
}

type Seen = { day: IsoDate; served: Awaited<ReturnType<typeof servedBy>> }

async function boundBy(db: Db, id: string, { day, served }: Seen) {
  const states = (await statesOf(db, id)).filter((state) => state.supersededAt === null)
  const state = states.findLast((one) => one.validFrom <= day) ?? states[0]
  if (!state) return undefined
  const asked = state.validFrom > day ? state.validFrom : day
  const { catalogueVersionId } = state
  const bound = await requirementsBound(db, {
    catalogueVersionId,
    agreementId: id,
    day: asked,
    withDraft: true,
  })
  const all = appliedTo(bound, served)
  const held: AgreementRequirement[] = all.filter((row) => !row.isExcepted)
  return { all, held }
}

/** No internal agreement is adopted with a difference that nobody has said why. */
export async function refuseUnexplained(db: Db, agreement: Agreement, day: IsoDate): Promise<void> {
  const found = await listDifferences(db, agreement.id, day)
  const open = found?.rows.filter((row) => row.difference !== 'identical' && row.reason === '') ?? []
  if (open.length > 0)
    throw new Problem('checksRemain', {
      fields: fieldProblem('differences', 'differencesUnexplained').fields,
    })
}

/** Chooses the external agreement that an internal one follows and, as long as it is a draft, takes over what it binds. */
export const mirrorAgreement = command({
  verb: 'agreement.change',
  input: MirrorAgreement,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, { mirrorsId, copy }) {
    const { db } = context
    if (!internalKinds.includes(agreement.kind)) throw new Problem('wrongState')
    const other = mirrorsId ? await findExternal(db, mirrorsId) : undefined
    if (mirrorsId && !other) throw fieldProblem('mirrorsId', 'chooseOne')
    await db.updateTable('agreement').set({ mirrorsId }).where('id', '=', agreement.id).execute()
    if (mirrorsId && copy) await takeOver(context, agreement, mirrorsId)
    return { id: agreement.id }
  },
  detail: ({ mirrorsId }) => ({ mirrorsId }),
})

function findExternal(db: Db, id: string) {
  return db
    .selectFrom('agreement')
    .select('id')
    .where('id', '=', id)
    .where('kind', 'not in', internalKinds)
    .executeTakeFirst()
}

async function takeOver(context: Context, agreement: Agreement, fromId: string): Promise<void> {
  const { db, now } = context
  const recorded = await statesOf(db, agreement.id)
  const seen = await seenStates(db, agreement.id, recorded.length)
  const drafted = seen.inForce.filter((state) => state.status === 'drafted')
  const source = (await statesOf(db, fromId)).findLast((state) => state.supersededAt === null)
  const [first] = drafted
  if (!first || !source) return
  const { catalogueVersionId } = source
  if (drafted.some((state) => state.catalogueVersionId !== catalogueVersionId)) {
    const added = drafted.map((state) => {
      const { validFrom, validTo, changeNote } = state
      return { ...shown(state), catalogueVersionId, validFrom, validTo, changeNote }
    })
    const superseded = drafted.map((state) => state.id)
    await replaceStates(context, agreement, seen, { superseded, added })
  }
  const { title, validFrom } = first
  await copyOwnRequirements(context, { id: fromId, day: todayIn(now) }, { ...agreement, title, validFrom })
}

/** Why the municipality's own is asked something else than others. Several at once; nobody's later words are lost. */
export const explainDifferences = command({
  verb: 'agreement.change',
  input: ExplainDifferences,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, agreement, { rows }) {
    const changes = rows.map(({ requirementKey, reason, seen }) => ({
      requirementKey,
      column: 'differenceReason' as const,
      text: reason,
      seen,
    }))
    return { id: agreement.id, changed: await setCarried(context, agreement, changes) }
  },
  detail: ({ rows }) => ({ requirements: rows.map((row) => row.requirementKey) }),
})
