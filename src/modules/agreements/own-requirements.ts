import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { missingFields, requirementFields, type RequirementFacts } from '#modules/catalogues/draft-rules.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Agreement } from './states.ts'

/** The draft of an agreement's own requirements, if one is being written. */
function findDraft(db: Db, agreementId: string) {
  return db
    .selectFrom('catalogueVersion')
    .select('id')
    .where('agreementId', '=', agreementId)
    .where('state', '=', 'draft')
    .forUpdate()
    .executeTakeFirst()
}

type Adopted = { decidedOn: IsoDate; decidedBy: string; decision: string; from: IsoDate }

/** What was written for an agreement alone is published as it is adopted. What cannot be followed up stops it. */
export async function publishOwnRequirements(
  { db, now }: Context,
  agreement: Agreement,
  { decidedOn, decidedBy, decision, from }: Adopted,
): Promise<void> {
  const draft = await findDraft(db, agreement.id)
  if (!draft) return
  await db
    .deleteFrom('requirement')
    .where('catalogueVersionId', '=', draft.id)
    .where('takenOutAt', 'is not', null)
    .execute()
  const rows = await db
    .selectFrom('requirement')
    .select(requirementFields)
    .where('catalogueVersionId', '=', draft.id)
    .execute()
  // The two columns of free form hold what the catalogue's own commands have checked.
  if (rows.some((row) => missingFields(row as RequirementFacts).length > 0))
    throw new Problem('checksRemain', {
      fields: fieldProblem('requirements', 'requirementsUnfinished').fields,
    })
  await db
    .updateTable('catalogueVersion')
    .set({ state: 'published', publishedAt: now, validFrom: from, decidedBy, decidedOn, decision })
    .where('id', '=', draft.id)
    .execute()
}

/** Copies the published own requirements of one agreement to a draft of another, in one statement. */
export async function copyOwnRequirements(
  { db, actor, now }: Context,
  from: { id: string; day: IsoDate },
  to: Agreement & { title: string; validFrom: IsoDate },
): Promise<void> {
  const source = await db
    .selectFrom('catalogueVersion')
    .select('id')
    .where('agreementId', '=', from.id)
    .where('state', '=', 'published')
    .orderBy('number', 'desc')
    .executeTakeFirst()
  if (!source || (await findDraft(db, to.id))) return
  const { number } = await db
    .selectFrom('catalogueVersion')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('number'))
    .where('agreementId', '=', to.id)
    .executeTakeFirstOrThrow()
  const { municipalityId, accountId: createdBy } = actor
  const [id, { title: name, validFrom }] = [uuidv7(now.getTime()), to]
  const version = {
    municipalityId,
    id,
    name,
    number,
    validFrom,
    createdBy,
    createdAt: now,
    baseId: source.id,
  }
  await db
    .insertInto('catalogueVersion')
    .values({ ...version, state: 'draft', agreementId: to.id })
    .execute()
  const columns = sql.join([...requirementFields, 'key', 'position'].map((column) => sql.ref(column)))
  await sql`insert into requirement (municipality_id, id, catalogue_version_id, ${columns})
    select municipality_id, gen_random_uuid(), ${id}, ${columns} from requirement
    where municipality_id = ${municipalityId} and catalogue_version_id = ${source.id}`.execute(db)
}
