import { sql } from 'kysely'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import {
  AddRequirement,
  BringBackRequirement,
  ChangeRequirement,
  MoveRequirement,
  TakeOutRequirement,
} from './contract-drafts.ts'
import { changedFields } from './difference-rules.ts'
import { blankRequirement, inEarlierOrder, type RequirementFacts } from './draft-rules.ts'
import { keyFrom } from './keys.ts'
import { findWritten, lockVersion, type Version, type WrittenRequirement } from './queries-drafts.ts'

/** Works for the general catalogue and for the requirements of one agreement alike: the version says which it is. */
export const addRequirement = command({
  verb: 'requirement.write',
  input: AddRequirement,
  target: ({ db }, { versionId }) => lockVersion(db, versionId),
  async run(context, version, { id, versionId, code, part, title, after }) {
    refusePublished(version)
    await refuseTakenCode(context.db, { versionId, code })
    const place = after === undefined ? await lastIn(context.db, versionId, part) : after
    const { guideValue, levels, ...facts } = { ...blankRequirement, code, part, title }
    await context.db
      .insertInto('requirement')
      .values({
        ...facts,
        ...asJson({ guideValue, levels }),
        ...stamp(context),
        municipalityId: context.actor.municipalityId,
        id,
        catalogueVersionId: versionId,
        key: keyFrom(title, id),
        position: 0,
      })
      .execute()
    await putAfter(context.db, { versionId, id, after: place })
    await touchVersion(context.db, versionId)
    return { id, revision: 1 }
  },
  detail: ({ versionId, code }) => ({ versionId, code }),
})

export const changeRequirement = command({
  verb: 'requirement.write',
  input: ChangeRequirement,
  target: ({ db }, { requirementId }) => lockRequirement(db, requirementId),
  async run(context, requirement, { requirementId, revision, ...facts }) {
    refuseStale(requirement, revision)
    const versionId = requirement.catalogueVersionId
    await refuseTakenCode(context.db, { versionId, code: facts.code, but: requirementId })
    await refuseUnknownKeys(context.db, requirement, facts)
    const { guideValue, levels, ...plain } = facts
    await context.db
      .updateTable('requirement')
      .set({ ...plain, ...ordered(requirement, facts), ...asJson({ guideValue, levels }) })
      .set({ ...stamp(context), revision: revision + 1 })
      .where('id', '=', requirementId)
      .execute()
    await touchVersion(context.db, versionId)
    return { id: requirementId, revision: revision + 1, changed: changedFields(requirement, facts) }
  },
  detail: (_, { changed }, { catalogueVersionId, code }) => ({
    versionId: catalogueVersionId,
    code,
    changed,
  }),
})

export const moveRequirement = command({
  verb: 'requirement.write',
  input: MoveRequirement,
  target: ({ db }, { requirementId }) => lockRequirement(db, requirementId),
  async run({ db }, { catalogueVersionId: versionId }, { requirementId, after }) {
    const other = after === null ? undefined : await findWritten(db, after)
    if (after !== null && (other?.catalogueVersionId !== versionId || after === requirementId))
      throw fieldProblem('after', 'chooseOne')
    await putAfter(db, { versionId, id: requirementId, after })
    await touchVersion(db, versionId)
    return { id: requirementId }
  },
  detail: (_input, _result, { catalogueVersionId, code }) => ({ versionId: catalogueVersionId, code }),
})

/** It leaves the version but is kept as written until the draft is published, so that it can be brought back. */
export const takeOutRequirement = command({
  verb: 'requirement.write',
  input: TakeOutRequirement,
  target: ({ db }, { requirementId }) => lockRequirement(db, requirementId),
  async run(context, requirement, { revision }) {
    refuseStale(requirement, revision)
    if (requirement.takenOutAt) throw new Problem('alreadyDone')
    return setTakenOut(context, requirement, context.now)
  },
  detail: (_input, _result, { catalogueVersionId, code }) => ({
    versionId: catalogueVersionId,
    code,
    out: true,
  }),
})

export const bringBackRequirement = command({
  verb: 'requirement.write',
  input: BringBackRequirement,
  target: ({ db }, { requirementId }) => lockRequirement(db, requirementId),
  async run(context, requirement) {
    if (!requirement.takenOutAt) throw new Problem('alreadyDone')
    const { catalogueVersionId: versionId, code, id } = requirement
    await refuseTakenCode(context.db, { versionId, code, but: id })
    return setTakenOut(context, requirement, null)
  },
  detail: (_input, _result, { catalogueVersionId, code }) => ({
    versionId: catalogueVersionId,
    code,
    out: false,
  }),
})

async function setTakenOut(
  context: Context,
  { id, revision, catalogueVersionId }: WrittenRequirement,
  at: Date | null,
) {
  await context.db
    .updateTable('requirement')
    .set({ takenOutAt: at, ...stamp(context), revision: revision + 1 })
    .where('id', '=', id)
    .execute()
  await touchVersion(context.db, catalogueVersionId)
  return { id, revision: revision + 1 }
}

/** The version is held first, so that nobody publishes it while one of its requirements is being written. */
async function lockRequirement(db: Db, requirementId: string) {
  const seen = await findWritten(db, requirementId)
  const version = seen && (await lockVersion(db, seen.catalogueVersionId))
  if (!version) return undefined
  refusePublished(version)
  const held = await findWritten(db, requirementId)
  return held && { ...held, boardId: version.boardId }
}

export function refusePublished(version: Pick<Version, 'state'>): void {
  if (version.state === 'published') throw new Problem('frozen')
}

function refuseStale(requirement: WrittenRequirement, revision: number): void {
  if (requirement.revision === revision) return
  const { changedAt: _at, takenOutAt: _out, ...current } = requirement
  throw new Problem('stale', { current })
}

async function refuseTakenCode(
  db: Db,
  asked: { versionId: string; code: string; but?: string },
): Promise<void> {
  let query = db
    .selectFrom('requirement')
    .select('id')
    .where('catalogueVersionId', '=', asked.versionId)
    .where('code', '=', asked.code)
    .where('takenOutAt', 'is', null)
  if (asked.but) query = query.where('id', '<>', asked.but)
  if (await query.executeTakeFirst()) throw fieldProblem('code', 'taken')
}

/** Areas, service areas and law are named by key: a word that means nothing would follow the requirement for ever. */
async function refuseUnknownKeys(db: Db, before: RequirementFacts, facts: RequirementFacts): Promise<void> {
  const areas = [...facts.qualityAreas, ...(facts.focusArea ? [`fokus/${facts.focusArea}`] : [])]
  const known = new Set([
    ...(
      await db
        .selectFrom('qualityArea')
        .select('key')
        .where('key', 'in', ['', ...areas])
        .execute()
    ).map(keyOf),
    ...before.qualityAreas,
  ])
  if (facts.focusArea && !known.has(`fokus/${facts.focusArea}`) && facts.focusArea !== before.focusArea)
    throw fieldProblem('focusArea', 'chooseOne')
  if (facts.qualityAreas.some((key) => !known.has(key))) throw fieldProblem('qualityAreas', 'chooseOne')
  const service = await db.selectFrom('serviceArea').select('key').execute()
  const served = new Set(['all', ...service.map(keyOf), ...before.serviceAreas])
  if (facts.serviceAreas.some((key) => !served.has(key))) throw fieldProblem('serviceAreas', 'chooseOne')
  const law = await db.selectFrom('lawReference').select('key').execute()
  const sections = new Set([...law.map(keyOf), ...before.lawKeys])
  if (facts.lawKeys.some((key) => !sections.has(key))) throw fieldProblem('lawKeys', 'chooseOne')
}

const keyOf = ({ key }: { key: string }) => key

async function lastIn(db: Db, versionId: string, part: string): Promise<string | null> {
  const last = await db
    .selectFrom('requirement')
    .select('id')
    .where('catalogueVersionId', '=', versionId)
    .orderBy((where) => where('part', '=', part), 'desc')
    .orderBy('position', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return last?.id ?? null
}

type Place = { versionId: string; id: string; after: string | null }

/** Numbers the whole version anew in one statement, with the requirement right after the other, or first. */
async function putAfter(db: Db, { versionId, id, after }: Place): Promise<void> {
  await sql`with others as (
      select id, row_number() over (order by position, id) * 2 as place from requirement
      where catalogue_version_id = ${versionId}::uuid and id <> ${id}::uuid
    ), placed as (
      select id, place from others union all
      select ${id}::uuid, coalesce((select place from others where id = ${after}::uuid), 0) + 1
    ), numbered as (select id, row_number() over (order by place) as position from placed)
    update requirement r set position = n.position from numbered n
    where r.id = n.id and r.catalogue_version_id = ${versionId}::uuid and r.position <> n.position`.execute(
    db,
  )
}

/** What a publisher saw is told from what holds now by this number. */
async function touchVersion(db: Db, versionId: string): Promise<void> {
  await db
    .updateTable('catalogueVersion')
    .set((set) => ({ revision: set('revision', '+', 1) }))
    .where('id', '=', versionId)
    .execute()
}

function stamp({ actor, now }: Context) {
  return { changedBy: actor.accountId, changedAt: now }
}

function ordered(before: RequirementFacts, facts: RequirementFacts) {
  return {
    qualityAreas: inEarlierOrder(before.qualityAreas, facts.qualityAreas),
    serviceAreas: inEarlierOrder(before.serviceAreas, facts.serviceAreas),
    laws: inEarlierOrder(before.laws, facts.laws),
    methods: inEarlierOrder(before.methods, facts.methods),
    lawKeys: inEarlierOrder(before.lawKeys, facts.lawKeys),
  }
}

/** The two columns that are kept as JSON. */
function asJson({ guideValue, levels }: Pick<RequirementFacts, 'guideValue' | 'levels'>) {
  return { guideValue: guideValue && JSON.stringify(guideValue), levels: JSON.stringify(levels) }
}
