import type { IsoDate } from '#kernel/dates.ts'
import { holdsOn } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { lawsText, whyTexts } from '#texts/sv/agreements.ts'
import { agreementsForUnit } from './in-force.ts'
import { applies, isWithinDepth, type Depth, type Why } from './rules.ts'

/**
 * What a unit answers for on a day: the catalogue version that its agreement binds then, and those of its
 * requirements that apply, in the order of the catalogue, each with its clause in the agreement and why it applies;
 * then those of the agreement alone (`origin` says which). What the agreement excepts is left out. Without an agreement
 * in force the newest version published and valid that day is used. Undefined: no such unit that day, or no catalogue.
 */
export async function listApplicableRequirements(db: Db, unitId: string, day: IsoDate, depth: Depth) {
  const unit = await findServed(db, unitId, day)
  if (!unit) return undefined
  const [agreement] = await agreementsForUnit(db, unitId, day)
  const catalogueVersionId = agreement?.catalogueVersionId ?? (await newestCatalogue(db, day))
  if (!catalogueVersionId) return undefined
  const all = await requirementsBound(db, { catalogueVersionId, agreementId: agreement?.id, day })
  const requirements = all
    .filter((requirement) => !requirement.isExcepted && isWithinDepth(requirement, depth))
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

/** The newest version of the common catalogue. The last day of a version is a day it holds. */
async function newestCatalogue(db: Db, day: IsoDate): Promise<string | undefined> {
  const version = await db
    .selectFrom('catalogueVersion')
    .select('id')
    .where('agreementId', 'is', null)
    .where('state', '=', 'published')
    .where('validFrom', '<=', day)
    .where((where) => where.or([where('validTo', 'is', null), where('validTo', '>=', day)]))
    .orderBy('number', 'desc')
    .executeTakeFirst()
  return version?.id
}

type Bound = {
  catalogueVersionId: string
  agreementId: string | undefined
  day: IsoDate
  /** With what is still a draft of the agreement's own: for its own page, never for a protocol. */
  withDraft?: boolean
}

/** Every requirement that an agreement binds on a day, excepted ones too; a wording of its own goes before the common. */
export async function requirementsBound(db: Db, { catalogueVersionId, agreementId, day, withDraft }: Bound) {
  const own = agreementId
    ? await ownVersion(db, agreementId, { day, withDraft: withDraft ?? false })
    : undefined
  const rows = await db
    .selectFrom('requirement')
    .selectAll()
    .where('catalogueVersionId', 'in', own ? [catalogueVersionId, own.id] : [catalogueVersionId])
    .where('takenOutAt', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const written = rows.filter((row) => row.catalogueVersionId === own?.id)
  const replaced = new Set(written.map((row) => row.key))
  const common = rows.filter((row) => row.catalogueVersionId !== own?.id && !replaced.has(row.key))
  const carried = agreementId ? await carriedBy(db, agreementId) : new Map<string, Carried>()
  return [...common, ...written].map((row) => ({
    ...row,
    origin: row.catalogueVersionId === own?.id ? ('agreement' as const) : ('catalogue' as const),
    isDraft: row.catalogueVersionId === own?.id && own.state === 'draft',
    ...howCarried(carried.get(row.key), day),
  }))
}
export type BoundRequirement = Awaited<ReturnType<typeof requirementsBound>>[number]

/** The version of the agreement's own requirements: the newest published that has begun, or the draft where it counts. */
function ownVersion(db: Db, agreementId: string, { day, withDraft }: { day: IsoDate; withDraft: boolean }) {
  return db
    .selectFrom('catalogueVersion')
    .select(['id', 'state'])
    .where('agreementId', '=', agreementId)
    .where((where) =>
      where.or([
        where.and([where('state', '=', 'published'), where('validFrom', '<=', day)]),
        ...(withDraft ? [where('state', '=', 'draft')] : []),
      ]),
    )
    .orderBy((order) => order.case('state').when('draft').then(0).else(1).end())
    .orderBy('number', 'desc')
    .executeTakeFirst()
}

type Carried = Awaited<ReturnType<typeof clauseRows>>[number]

async function carriedBy(db: Db, agreementId: string): Promise<Map<string, Carried>> {
  const rows = await clauseRows(db, agreementId)
  return new Map(rows.map((row) => [row.requirementKey, row]))
}

function clauseRows(db: Db, agreementId: string) {
  return db
    .selectFrom('agreementClause')
    .select(['requirementKey', 'clause', 'exceptedFrom', 'exceptedReason', 'differenceReason'])
    .where('agreementId', '=', agreementId)
    .execute()
}

const notCarried = { clause: '', exceptedFrom: null, exceptedReason: '', differenceReason: '' }

function howCarried(how: Carried | undefined, day: IsoDate) {
  const { clause, exceptedFrom, exceptedReason, differenceReason } = how ?? notCarried
  const isExcepted = exceptedFrom !== null && exceptedFrom <= day
  return { clause, isExcepted, exceptedFrom, exceptedReason, differenceReason }
}

type Of = { id: string; catalogueVersionId: string }

/** The requirements of an agreement as its own page shows them: for which of its units each applies, and why. */
export async function agreementRequirements(db: Db, agreement: Of, day: IsoDate, withDraft = true) {
  const bound = await requirementsBound(db, { ...agreement, agreementId: agreement.id, day, withDraft })
  return appliedTo(bound, await servedBy(db, agreement.id, day))
}

type ServedUnit = Awaited<ReturnType<typeof servedBy>>[number]

/** Those that apply to some of the units, with which and why; without a unit, all. */
export function appliedTo(bound: readonly BoundRequirement[], served: readonly ServedUnit[]) {
  return bound.flatMap((requirement) => {
    const answers = served.map((unit) => ({ unit, ...applies(requirement, unit) }))
    const where = answers.filter((answer) => answer.applies)
    const [first] = where
    if (served.length > 0 && !first) return []
    const why = first ? whyWords(first.why, first.unit.serviceArea) : ''
    return [{ ...requirement, why, units: where.map(({ unit }) => unit.name) }]
  })
}
export type AgreementRequirement = Awaited<ReturnType<typeof agreementRequirements>>[number]

/** The units of an agreement on a day, or where it has not begun, those it will cover. */
export function servedBy(db: Db, agreementId: string, day: IsoDate) {
  return db
    .selectFrom('agreementUnit as c')
    .innerJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'c.municipalityId')
        .onRef('s.unitId', '=', 'c.unitId')
        .on(holdsOn('s', day)),
    )
    .innerJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.serviceAreaId'),
    )
    .select(['s.name', 's.laws', 'a.key as serviceAreaKey', 'a.name as serviceArea'])
    .where('c.agreementId', '=', agreementId)
    .where((where) => where.or([where('c.validTo', 'is', null), where('c.validTo', '>', day)]))
    .orderBy('s.name')
    .orderBy('s.unitId')
    .execute()
}
