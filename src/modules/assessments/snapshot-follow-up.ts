import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { dayOf, holdsOn } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { individualWords } from '#texts/sv/followups.ts'
import type { AssessmentSnapshot, SnapshotFollowUp, SnapshotVisit } from './rules.ts'

type Texts = Pick<AssessmentSnapshot, 'summary' | 'analysis' | 'individualInput' | 'economyInput'>

/** What the rows of the snapshot are looked up by. */
export type Origin = { followUpId: string; unitId: string; providerId: string; requirementsPer: IsoDate }

export type DescribedFollowUp = { followUp: SnapshotFollowUp; texts: Texts; origin: Origin }

/** The follow-up in words: unit, agreement and wording as they were on the day the protocol was made of. */
export async function describeFollowUp(db: Db, followUpId: string): Promise<DescribedFollowUp | undefined> {
  const row = await findNamed(db, followUpId)
  if (!row) return undefined
  const { unitId, providerId, requirementsPer, catalogueNumber, ...texted } = row
  const { summary, analysis, individualInput: said, economyInput, ...more } = texted
  const { individualCases: cases, individualFrom: from, individualTo: to, ...named } = more
  // The number goes with the words: whoever reads the draft or the report reads what the text rests on.
  const individualInput = [individualWords({ cases, from, to }), said].filter(Boolean).join(' ')
  return {
    followUp: {
      ...named,
      unitName: named.unitName ?? '',
      serviceArea: named.serviceArea ?? '',
      operatingForm: named.operatingForm ?? '',
      laws: named.laws ?? [],
      agreementTitle: named.agreementTitle ?? '',
      agreementCaseNumber: named.agreementCaseNumber ?? '',
      caseNumber: named.caseNumber ?? '',
      catalogueVersion: `${named.catalogueVersion}, version ${catalogueNumber}`,
      visits: await listVisits(db, followUpId),
      team: await listTeam(db, followUpId),
    },
    texts: { summary, analysis, individualInput, economyInput },
    origin: { followUpId, unitId, providerId, requirementsPer },
  }
}

const columns = [
  'f.id',
  'f.title',
  'f.kind',
  'f.depth',
  'f.announced',
  'f.unitId',
  'f.providerId',
  'f.requirementsPer',
  'f.summary',
  'f.analysis',
  'f.individualInput',
  'f.individualCases',
  'f.individualFrom',
  'f.individualTo',
  'f.economyInput',
  'f.focusAreas',
  'f.methods',
  'f.purposes',
  's.name as unitName',
  's.operatingForm',
  's.laws',
  'a.name as serviceArea',
  'p.name as providerName',
  'gs.title as agreementTitle',
  'g.caseNumber as agreementCaseNumber',
  'm.caseNumber',
  'c.name as catalogueVersion',
  'c.number as catalogueNumber',
] as const

function findNamed(db: Db, followUpId: string) {
  return withAgreement(db).select(columns).where('f.id', '=', followUpId).executeTakeFirst()
}

function withAgreement(db: Db) {
  return withUnit(db)
    .leftJoin('agreement as g', (join) =>
      join.onRef('g.municipalityId', '=', 'f.municipalityId').onRef('g.id', '=', 'f.agreementId'),
    )
    .leftJoin('agreementState as gs', (join) =>
      join
        .onRef('gs.municipalityId', '=', 'f.municipalityId')
        .onRef('gs.agreementId', '=', 'f.agreementId')
        .on(holdsOn('gs', dayOf('f.requirementsPer'))),
    )
    .leftJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'f.municipalityId').onRef('m.id', '=', 'f.matterId'),
    )
}

function withUnit(db: Db) {
  return db
    .selectFrom('followUp as f')
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'f.municipalityId').onRef('p.id', '=', 'f.providerId'),
    )
    .innerJoin('catalogueVersion as c', (join) =>
      join.onRef('c.municipalityId', '=', 'f.municipalityId').onRef('c.id', '=', 'f.catalogueVersionId'),
    )
    .leftJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'f.municipalityId')
        .onRef('s.unitId', '=', 'f.unitId')
        .on(holdsOn('s', dayOf('f.requirementsPer'))),
    )
    .leftJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.serviceAreaId'),
    )
}

async function listVisits(db: Db, followUpId: string): Promise<SnapshotVisit[]> {
  const rows = await db
    .selectFrom('visit')
    .select(['startsAt', 'timeOfDay', 'announced', 'metRoles'])
    .where('followUpId', '=', followUpId)
    .orderBy('startsAt')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, startsAt: row.startsAt.toISOString() }))
}

function listTeam(db: Db, followUpId: string) {
  return db
    .selectFrom('followUpMember')
    .select(['name', 'profession', 'isLead'])
    .where('followUpId', '=', followUpId)
    .where('removedAt', 'is', null)
    .where('bias', '<>', sql.lit('biased'))
    .orderBy('isLead', 'desc')
    .orderBy('name')
    .orderBy('accountId')
    .execute()
}
