import type { IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { recordTime, type Period } from '#modules/organisation/public.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import type { AgreementFacts } from './contract.ts'
import { openOption, type AgreementKind, type ExtensionOption } from './rules.ts'

export type Agreement = { id: string; boardId: string; providerId: string; kind: AgreementKind }
export type NewState = AgreementFacts & Period & { changeNote: string; recordedAt: Date }

/** The columns that hold what a state says, in the order of the form. */
export const factColumns = [
  'title',
  'status',
  'catalogueVersionId',
  'decidedOn',
  'decidedBy',
  'procurementForm',
  'tenderDocument',
  'providerContact',
  'managedBy',
  'noticeMonths',
  'options',
  'extensionUntil',
  'extensionDecisionBy',
] as const

export function lockAgreement(db: Db, agreementId: string) {
  return db
    .selectFrom('agreement')
    .select(['id', 'boardId', 'providerId', 'kind', 'mirrorsId'])
    .where('id', '=', agreementId)
    .forUpdate()
    .executeTakeFirst()
}

/** Every state ever recorded. */
export async function statesOf(db: Db, agreementId: string) {
  const rows = await db
    .selectFrom('agreementState')
    .select(factColumns)
    .select(['id', 'changeNote', 'validFrom', 'validTo', 'recordedAt', 'supersededAt'])
    .where('agreementId', '=', agreementId)
    .orderBy('validFrom')
    .orderBy('id')
    .execute()
  // What the column holds was written by `insertStates` below, from the checked shape.
  return rows.map((row) => ({ ...row, options: row.options as ExtensionOption[] }))
}
export type StateRow = Awaited<ReturnType<typeof statesOf>>[number]

/** The states as the writer saw them; else what holds now goes back, so that both can be shown. */
export async function seenStates(db: Db, agreementId: string, revision: number) {
  const recorded = await statesOf(db, agreementId)
  const inForce = recorded.filter((state) => state.supersededAt === null)
  if (recorded.length !== revision)
    throw new Problem('stale', { current: { revision: recorded.length, states: inForce.map(shown) } })
  return { recorded, inForce }
}

export function shown(state: StateRow): AgreementFacts {
  const { id: _id, changeNote: _note, validFrom: _from, validTo: _to, ...rest } = state
  const { recordedAt: _at, supersededAt: _superseded, ...facts } = rest
  return facts
}

export async function insertStates(
  { db, actor, now }: Context,
  agreement: Agreement,
  states: readonly NewState[],
): Promise<void> {
  const rows = states.map((state) => ({
    ...withOptions(state),
    municipalityId: actor.municipalityId,
    id: uuidv7(now.getTime()),
    agreementId: agreement.id,
    boardId: agreement.boardId,
    providerId: agreement.providerId,
    recordedBy: actor.accountId,
  }))
  await db.insertInto('agreementState').values(rows).execute()
}

/** The list of options is what counts; the two short fields say the first open one, for whoever gives or reads only that. */
function withOptions(state: NewState) {
  const { extensionUntil: until, extensionDecisionBy: decideBy } = state
  const only = { decideBy, outcome: null, decidedOn: null, decision: '' }
  const given = state.options.length === 0 && until ? [{ ...only, until }] : state.options
  const options = [...given].sort((one, other) => (one.until < other.until ? -1 : 1))
  const next = openOption(options)
  return {
    ...state,
    options: JSON.stringify(options),
    extensionUntil: next?.until ?? null,
    extensionDecisionBy: next?.decideBy ?? null,
  }
}

export async function supersede(
  db: Db,
  agreementId: string,
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('agreementState')
    .set({ supersededAt: at })
    .where('agreementId', '=', agreementId)
    .where('id', 'in', [...ids])
    .execute()
}

type Recorded = Awaited<ReturnType<typeof seenStates>>
type Successor = AgreementFacts & Period & { changeNote: string }

/** Puts states out of force and others in their place. @returns the revision after it */
export async function replaceStates(
  context: Context,
  agreement: Agreement,
  { recorded }: Recorded,
  change: { superseded: readonly string[]; added: readonly Successor[] },
): Promise<number> {
  const recordedAt = recordTime(context.now, recorded)
  await supersede(context.db, agreement.id, change.superseded, recordedAt)
  await insertStates(
    context,
    agreement,
    change.added.map((state) => ({ ...state, recordedAt })),
  )
  return recorded.length + change.added.length
}

/** What is adopted binds a published version of the common catalogue: a draft can still change. */
export async function refuseUnknownCatalogue(db: Db, facts: AgreementFacts): Promise<void> {
  const version = await db
    .selectFrom('catalogueVersion')
    .select('state')
    .where('id', '=', facts.catalogueVersionId)
    .where('agreementId', 'is', null)
    .executeTakeFirst()
  if (!version || (facts.status === 'adopted' && version.state !== 'published'))
    throw fieldProblem('catalogueVersionId', 'chooseOne')
}

/** The last day of the adopted terms: null when they run until further notice. */
export function endOf(states: readonly Pick<StateRow, 'status' | 'validTo'>[]): IsoDate | null {
  const ends = states.filter((state) => state.status === 'adopted').map((state) => state.validTo)
  if (ends.length === 0 || ends.includes(null)) return null
  return ends.sort().at(-1) ?? null
}
