import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'

/**
 * Agreements in force on a day, one row a unit: adopted then, covering the unit then, and with the one who runs the
 * unit then. An agreement never follows a unit to a new operator.
 */
export function inForceOn(db: Db, day: IsoDate) {
  return db
    .selectFrom('agreementUnit as c')
    .innerJoin('agreement as g', (join) =>
      join.onRef('g.municipalityId', '=', 'c.municipalityId').onRef('g.id', '=', 'c.agreementId'),
    )
    .innerJoin('agreementState as t', (join) =>
      join
        .onRef('t.municipalityId', '=', 'c.municipalityId')
        .onRef('t.agreementId', '=', 'c.agreementId')
        .on('t.supersededAt', 'is', null)
        .on('t.status', '=', 'adopted')
        .on('t.validFrom', '<=', day)
        .on((on) => on.or([on('t.validTo', 'is', null), on('t.validTo', '>', day)])),
    )
    .innerJoin('unitState as us', (join) =>
      join
        .onRef('us.municipalityId', '=', 'c.municipalityId')
        .onRef('us.unitId', '=', 'c.unitId')
        .onRef('us.providerId', '=', 'c.providerId')
        .on('us.supersededAt', 'is', null)
        .on('us.validFrom', '<=', day)
        .on((on) => on.or([on('us.validTo', 'is', null), on('us.validTo', '>', day)])),
    )
    .where('c.validFrom', '<=', day)
    .where((where) => where.or([where('c.validTo', 'is', null), where('c.validTo', '>', day)]))
}

/** The agreements in force for a unit on a day, the latest first. */
export function agreementsForUnit(db: Db, unitId: string, day: IsoDate) {
  return inForceOn(db, day)
    .innerJoin('catalogueVersion as v', (join) =>
      join.onRef('v.municipalityId', '=', 't.municipalityId').onRef('v.id', '=', 't.catalogueVersionId'),
    )
    .select([
      'g.id',
      'g.kind',
      'g.caseNumber',
      'g.providerId',
      't.title',
      't.status',
      't.catalogueVersionId',
      'v.name as catalogueName',
      'v.number as catalogueNumber',
      't.decidedOn',
      't.extensionUntil',
      't.extensionDecisionBy',
      't.validFrom',
      't.validTo',
    ])
    .where('c.unitId', '=', unitId)
    .orderBy('t.validFrom', 'desc')
    .orderBy('g.id')
    .execute()
}

export type AgreementInForce = Awaited<ReturnType<typeof agreementsForUnit>>[number]
