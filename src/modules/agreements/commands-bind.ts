import { sql } from 'kysely'
import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { dayInHistory, optionalText } from '#platform/shapes.ts'
import { writeException } from './commands-plan.ts'
import { agreementsLackingPlan } from './plan-needed.ts'

export const BindCatalogue = z
  .object({
    agreementId: z.uuid(),
    catalogueVersionId: z.uuid('chooseOne'),
    from: dayInHistory,
    note: optionalText(2000),
    /** Why the agreement is moved without a follow-up plan, where it lacks one. */
    reason: optionalText(2000),
  })
  .strict()
export type BindCatalogue = z.output<typeof BindCatalogue>
export const BindCatalogueBody = BindCatalogue.omit({ agreementId: true })

/**
 * From the day the agreement refers to another published version of the catalogue, through every state that is already
 * recorded after it (an extension). All else that the states say stays as it was, and what was known is kept. Other
 * requirements are other terms: the agreement's follow-up plan is asked for as when they are changed one by one (M-024).
 */
export const bindCatalogue = command({
  verb: 'agreement.change',
  input: BindCatalogue,
  target: ({ db }, { agreementId }) => lockAgreement(db, agreementId),
  async run(context, { id, boardId }, input) {
    const { db } = context
    const version = await findPublished(db, input.catalogueVersionId)
    if (!version) throw fieldProblem('catalogueVersionId', 'chooseOne')
    if (input.from < version.validFrom) throw fieldProblem('from', 'dateBeforeOther')
    const states = await statesFrom(db, id, input.from)
    if (states.length === 0) throw fieldProblem('from', 'nothingThatDay')
    const others = states.filter((state) => state.catalogueVersionId !== input.catalogueVersionId)
    if (others.length === 0) throw new Problem('alreadyDone')
    const lacking = await agreementsLackingPlan(db, [id], todayIn(context.now))
    if (lacking.has(id)) await exceptOrRefuse(context, { id, boardId }, input.reason)
    for (const state of others) await rebind(context, state, input)
    return { id, states: others.length }
  },
  detail: ({ catalogueVersionId, from }) => ({ catalogueVersionId, from }),
})

async function exceptOrRefuse(context: Context, agreement: { id: string; boardId: string }, reason: string) {
  if (reason === '') throw fieldProblem('reason', 'followUpPlanNeeded')
  await writeException(context, agreement, { occasion: 'changed', reason })
}

function lockAgreement(db: Db, agreementId: string) {
  return db
    .selectFrom('agreement')
    .select(['id', 'boardId'])
    .where('id', '=', agreementId)
    .forUpdate()
    .executeTakeFirst()
}

function findPublished(db: Db, versionId: string) {
  return db
    .selectFrom('catalogueVersion')
    .select('validFrom')
    .where('id', '=', versionId)
    .where('state', '=', 'published')
    .where('agreementId', 'is', null)
    .executeTakeFirst()
}

/** What holds on the day or later, as known now. */
function statesFrom(db: Db, agreementId: string, from: string) {
  return db
    .selectFrom('agreementState')
    .select(['id', 'validFrom', 'catalogueVersionId', 'recordedAt'])
    .where('agreementId', '=', agreementId)
    .where('supersededAt', 'is', null)
    .where('status', '=', 'adopted')
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>', from)]))
    .orderBy('validFrom')
    .orderBy('id')
    .execute()
}

type State = Awaited<ReturnType<typeof statesFrom>>[number]

/** The state is closed as known and written again: as it was until the day, with the other version from it. */
async function rebind(context: Context, state: State, input: BindCatalogue): Promise<void> {
  const { db, actor, now } = context
  const at = new Date(Math.max(now.getTime(), state.recordedAt.getTime()))
  const written = { superseded_at: null, recorded_at: at, recorded_by: actor.accountId }
  const until = { ...written, valid_to: input.from }
  const after = {
    ...written,
    ...(state.validFrom < input.from ? { valid_from: input.from } : {}),
    catalogue_version_id: input.catalogueVersionId,
    change_note: input.note,
  }
  await db.updateTable('agreementState').set({ supersededAt: at }).where('id', '=', state.id).execute()
  if (state.validFrom < input.from) await copyState(db, state.id, until)
  await copyState(db, state.id, after)
}

/** The row as it is, whatever columns it has, with these put in their place. */
async function copyState(db: Db, id: string, changed: Record<string, unknown>): Promise<void> {
  await sql`insert into agreement_state select (jsonb_populate_record(null::agreement_state, to_jsonb(t)
      || jsonb_build_object('id', gen_random_uuid()) || ${JSON.stringify(changed)}::jsonb)).*
    from agreement_state t where t.id = ${id}::uuid`.execute(db)
}
