import { sql } from 'kysely'
import { countOf } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { GuideValue, Level, RequirementFacts } from './draft-rules.ts'
import { requirementFields } from './draft-rules.ts'

/** A version of the catalogue or of an agreement's own requirements, with who began it. */
export function findVersion(db: Db, versionId: string) {
  return db
    .selectFrom('catalogueVersion as v')
    .leftJoin('agreement as g', (join) =>
      join.onRef('g.municipalityId', '=', 'v.municipalityId').onRef('g.id', '=', 'v.agreementId'),
    )
    .leftJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 'v.municipalityId').onRef('w.id', '=', 'v.createdBy'),
    )
    .select(['v.id', 'v.name', 'v.number', 'v.state', 'v.validFrom', 'v.publishedAt', 'v.decision'])
    .select(['v.decidedBy', 'v.decidedOn', 'v.caseNumber', 'v.paragraph', 'v.revision'])
    .select(['v.agreementId', 'v.baseId', 'v.createdAt', 'g.boardId', 'w.name as createdBy'])
    .where('v.id', '=', versionId)
    .executeTakeFirst()
}
export type Version = NonNullable<Awaited<ReturnType<typeof findVersion>>>

/** Holds a draft while it is written; a published version needs no holding, since nobody can change it. */
export async function lockVersion(db: Db, versionId: string): Promise<Version | undefined> {
  await db
    .selectFrom('catalogueVersion')
    .select('id')
    .where('id', '=', versionId)
    .where('state', '=', 'draft')
    .forUpdate()
    .execute()
  return findVersion(db, versionId)
}

/** The open draft of the catalogue, or of an agreement's own requirements. */
export function findOpenDraft(db: Db, agreementId: string | null = null) {
  return db
    .selectFrom('catalogueVersion as v')
    .leftJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 'v.municipalityId').onRef('w.id', '=', 'v.createdBy'),
    )
    .select(['v.id', 'v.name', 'v.number', 'v.createdAt', 'w.name as createdBy'])
    .where('v.state', '=', 'draft')
    .where('v.agreementId', agreementId === null ? 'is' : '=', agreementId)
    .executeTakeFirst()
}

/** The newest published version of the same kind: what the next one is copied from. */
export function findNewestPublished(db: Db, agreementId: string | null = null) {
  return db
    .selectFrom('catalogueVersion as v')
    .select(['v.id', 'v.name', 'v.number', 'v.validFrom'])
    .where('v.state', '=', 'published')
    .where('v.agreementId', agreementId === null ? 'is' : '=', agreementId)
    .orderBy('v.number', 'desc')
    .executeTakeFirst()
}

function requirementsWithWriter(db: Db) {
  return db
    .selectFrom('requirement as r')
    .leftJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 'r.municipalityId').onRef('w.id', '=', 'r.changedBy'),
    )
    .select(requirementFields.map((field) => `r.${field}` as const))
    .select(['r.id', 'r.key', 'r.position', 'r.catalogueVersionId', 'r.revision', 'r.takenOutAt'])
    .select(['r.changedAt', 'w.name as changedBy'])
}

type StoredRow = Awaited<ReturnType<ReturnType<typeof requirementsWithWriter>['execute']>>[number]
export type WrittenRequirement = Omit<StoredRow, 'guideValue' | 'levels'> & RequirementFacts

/** The two columns hold what the commands and the importer have checked. */
export function written(row: StoredRow): WrittenRequirement {
  return {
    ...row,
    guideValue: row.guideValue as GuideValue | null,
    levels: row.levels as Level[],
  }
}

/** Every requirement of a version in its order, also what is taken out of a draft. */
export async function listWritten(db: Db, versionId: string): Promise<WrittenRequirement[]> {
  const rows = await requirementsWithWriter(db)
    .where('r.catalogueVersionId', '=', versionId)
    .orderBy('r.position')
    .orderBy('r.id')
    .execute()
  return rows.map(written)
}

export async function findWritten(db: Db, requirementId: string): Promise<WrittenRequirement | undefined> {
  const row = await requirementsWithWriter(db).where('r.id', '=', requirementId).executeTakeFirst()
  return row && written(row)
}

/** The requirement as its version was copied with it: what the draft is compared with. */
export async function findInVersion(
  db: Db,
  versionId: string,
  key: string,
): Promise<WrittenRequirement | undefined> {
  const row = await requirementsWithWriter(db)
    .where('r.catalogueVersionId', '=', versionId)
    .where('r.key', '=', key)
    .executeTakeFirst()
  return row && written(row)
}

export type Copied = { municipalityId: string; fromId: string; toId: string }

/** One statement, whatever the size: the same keys, wordings and order under a new version. */
export async function copyRequirements(db: Db, { municipalityId, fromId, toId }: Copied): Promise<void> {
  const columns = sql.join(
    [...requirementFields, 'key' as const, 'position' as const].map((name) => sql.ref(name)),
  )
  await sql`insert into requirement (municipality_id, id, catalogue_version_id, ${columns})
    select municipality_id, gen_random_uuid(), ${toId}::uuid, ${columns} from requirement
    where municipality_id = ${municipalityId}::uuid and catalogue_version_id = ${fromId}::uuid
      and taken_out_at is null`.execute(db)
}

/** Follow-ups that are prepared and go on: they keep the words of their version. */
export function countRunning(db: Db, versionId: string): Promise<number> {
  const running = db
    .selectFrom('followUp')
    .where('catalogueVersionId', '=', versionId)
    .where('state', 'not in', ['planned', 'closed', 'cancelled'])
  return countOf(running)
}

/** The version that this one is read against: the one it was copied from, else the one published before it. */
export async function findBase(db: Db, version: Pick<Version, 'baseId' | 'number' | 'agreementId'>) {
  if (version.baseId) return findVersion(db, version.baseId)
  const before = await db
    .selectFrom('catalogueVersion')
    .select('id')
    .where('state', '=', 'published')
    .where('number', '<', version.number)
    .where('agreementId', version.agreementId === null ? 'is' : '=', version.agreementId)
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return before && findVersion(db, before.id)
}

/** Both versions' requirements as they stand: what is taken out of a draft is not there. */
export async function listKept(db: Db, versionId: string | undefined): Promise<WrittenRequirement[]> {
  if (versionId === undefined) return []
  return (await listWritten(db, versionId)).filter((row) => row.takenOutAt === null)
}
