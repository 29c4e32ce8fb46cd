import type { IsoDate } from '#kernel/dates.ts'
import { holdsOn } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { lawsText, whyTexts } from '#texts/sv/agreements.ts'
import { agreementsForUnit, type AgreementInForce } from './in-force.ts'
import { applies, isWithinDepth, type Depth, type Why } from './rules.ts'

/**
 * What a unit answers for on a day: the catalogue version that its agreement binds then, and those of its
 * requirements that apply, in the order of the catalogue, each with its clause in the agreement and why it applies.
 * Without an agreement in force the newest version published and valid that day is used. Undefined: no such unit that
 * day, or no catalogue.
 */
export async function listApplicableRequirements(db: Db, unitId: string, day: IsoDate, depth: Depth) {
  const unit = await findServed(db, unitId, day)
  if (!unit) return undefined
  const [agreement] = await agreementsForUnit(db, unitId, day)
  const catalogueVersionId = agreement?.catalogueVersionId ?? (await newestCatalogue(db, day))
  if (!catalogueVersionId) return undefined
  const all = await requirementsOf(db, catalogueVersionId, agreement)
  const requirements = all
    .filter((requirement) => isWithinDepth(requirement, depth))
    .flatMap((requirement) => {
      const answer = applies(requirement, unit)
      return answer.applies ? [{ ...requirement, why: whyWords(answer.why, unit.serviceArea) }] : []
    })
  return { catalogueVersionId, agreement, requirements }
}

export type ApplicableRequirements = NonNullable<Awaited<ReturnType<typeof listApplicableRequirements>>>
export type ApplicableRequirement = ApplicableRequirements['requirements'][number]

/** "Gäller alla verksamhetsområden enligt SoL, LSS" */
export function whyWords(why: Why, serviceArea: string): string {
  return whyTexts[why.ground](serviceArea) + lawsText(why.laws)
}

function findServed(db: Db, unitId: string, day: IsoDate) {
  return db
    .selectFrom('unitState as s')
    .innerJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.serviceAreaId'),
    )
    .select(['s.laws', 'a.key as serviceAreaKey', 'a.name as serviceArea'])
    .where('s.unitId', '=', unitId)
    .where(holdsOn('s', day))
    .executeTakeFirst()
}

/** The last day of a catalogue version is a day it holds. */
async function newestCatalogue(db: Db, day: IsoDate): Promise<string | undefined> {
  const version = await db
    .selectFrom('catalogueVersion')
    .select('id')
    .where('state', '=', 'published')
    .where('validFrom', '<=', day)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>=', day)]))
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return version?.id
}

async function requirementsOf(db: Db, catalogueVersionId: string, agreement: AgreementInForce | undefined) {
  const requirements = await db
    .selectFrom('requirement')
    .selectAll()
    .where('catalogueVersionId', '=', catalogueVersionId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const clauses = agreement ? await clausesOf(db, agreement.id) : new Map<string, string>()
  return requirements.map((requirement) => ({
    ...requirement,
    clause: clauses.get(requirement.key) ?? '',
  }))
}

async function clausesOf(db: Db, agreementId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('agreementClause')
    .select(['requirementKey', 'clause'])
    .where('agreementId', '=', agreementId)
    .execute()
  return new Map(rows.map((row) => [row.requirementKey, row.clause]))
}
