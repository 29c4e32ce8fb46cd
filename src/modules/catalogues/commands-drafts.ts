import { addDays, todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { refusePublished } from './commands-requirements.ts'
import { PublishVersion, StartDraft, WithdrawDraft } from './contract-drafts.ts'
import { missingFields } from './draft-rules.ts'
import {
  copyRequirements,
  findNewestPublished,
  findOpenDraft,
  listWritten,
  lockVersion,
  type Version,
  type WrittenRequirement,
} from './queries-drafts.ts'
import { decisionSentence } from '#texts/sv/catalogue-drafts.ts'

/** A draft begins as the newest published version of its kind, requirement by requirement, or empty where none is. */
export const startDraft = command({
  verb: 'catalogue.draft',
  input: StartDraft,
  target: async ({ db }, { agreementId }) => (agreementId === null ? null : findAgreement(db, agreementId)),
  async run(context, _, { id, agreementId, name, validFrom }) {
    const { db, actor, now } = context
    if (await findOpenDraft(db, agreementId)) throw new Problem('alreadyDone', { detail: 'a draft is open' })
    const base = await findNewestPublished(db, agreementId)
    const { municipalityId } = actor
    await db
      .insertInto('catalogueVersion')
      .values({
        ...{ municipalityId, id, agreementId, name, validFrom, state: 'draft' },
        number: (base?.number ?? 0) + 1,
        baseId: base?.id ?? null,
        createdBy: actor.accountId,
        createdAt: now,
      })
      .execute()
    if (base) await copyRequirements(db, { municipalityId, fromId: base.id, toId: id })
    return { id, revision: 1 }
  },
  detail: ({ agreementId }) => ({ agreementId }),
})

/** Deletes a draft with everything written in it. Only the log then tells that it was there. */
export const withdrawDraft = command({
  verb: 'catalogue.draft',
  input: WithdrawDraft,
  target: ({ db }, { versionId }) => lockVersion(db, versionId),
  async run({ db }, version, { revision }) {
    refusePublished(version)
    refuseStale(version, revision)
    await db.deleteFrom('requirement').where('catalogueVersionId', '=', version.id).execute()
    await db.deleteFrom('catalogueVersion').where('id', '=', version.id).execute()
    return { id: version.id }
  },
  detail: (_input, _result, { name, number }) => ({ withdrawn: true, name, number }),
})

/**
 * From now on the version never changes. Agreements stay on the version they bind, and follow-ups that go on keep
 * their words: nothing moves by itself.
 */
export const publishVersion = command({
  verb: 'catalogue.publish',
  input: PublishVersion,
  target: ({ db }, { versionId }) => lockVersion(db, versionId),
  async run(context, version, input) {
    refusePublished(version)
    refuseStale(version, input.revision)
    const requirements = await listWritten(context.db, version.id)
    const kept = requirements.filter((requirement) => !requirement.takenOutAt)
    refuseIncomplete(kept)
    await refuseDays(context, version, input)
    refuseChangedAfter(requirements, input)
    await freeze(context, version, input)
    return { id: version.id, revision: version.revision + 1 }
  },
  detail: ({ validFrom, caseNumber }) => ({ validFrom, caseNumber }),
})

type Decided = ReturnType<typeof PublishVersion.parse>

async function freeze({ db, now }: Context, version: Version, input: Decided): Promise<void> {
  const { name, validFrom, decidedBy, decidedOn, caseNumber, paragraph } = input
  await db
    .deleteFrom('requirement')
    .where('catalogueVersionId', '=', version.id)
    .where('takenOutAt', 'is not', null)
    .execute()
  await db
    .updateTable('catalogueVersion')
    .set({ name, validFrom, decidedBy, decidedOn, caseNumber, paragraph })
    .set({ decision: decisionSentence({ decidedBy, decidedOn, caseNumber, paragraph }) })
    .set({ state: 'published', publishedAt: now, revision: version.revision + 1 })
    .where('id', '=', version.id)
    .execute()
}

/** Each fault names the requirement by its code and the field that is missing. */
function refuseIncomplete(requirements: readonly WrittenRequirement[]): void {
  const fields = requirements.flatMap((requirement) =>
    missingFields(requirement).map((field) => ({ path: `${requirement.code}.${field}`, code: 'required' })),
  )
  if (fields.length > 0) throw new Problem('checksRemain', { fields })
  if (requirements.length === 0) throw new Problem('checksRemain', { detail: 'no requirement' })
}

/** A decision is taken before it is entered, and what it adopts takes over from the version before, never earlier. */
async function refuseDays({ db, now }: Context, version: Version, input: Decided): Promise<void> {
  if (input.decidedOn > todayIn(now)) throw fieldProblem('decidedOn', 'dateInFuture')
  const newest = await findNewestPublished(db, version.agreementId)
  if (newest && input.validFrom <= newest.validFrom) throw fieldProblem('validFrom', 'dateBeforeOther')
}

/** The board decided on the words it had before it. What is changed later is hers who says that it is only of form. */
function refuseChangedAfter(requirements: readonly WrittenRequirement[], input: Decided): void {
  if (input.changesAreFormal) return
  const after = addDays(input.decidedOn, 1)
  const changed = requirements.some(({ changedAt }) => changedAt !== null && todayIn(changedAt) >= after)
  if (changed) throw fieldProblem('changesAreFormal', 'changedAfterDecision')
}

function refuseStale(version: Version, revision: number): void {
  if (version.revision !== revision) throw new Problem('stale', { current: { revision: version.revision } })
}

function findAgreement(db: Db, agreementId: string) {
  return db.selectFrom('agreement').select(['id', 'boardId']).where('id', '=', agreementId).executeTakeFirst()
}
