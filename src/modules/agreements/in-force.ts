import type { IsoDate } from '#kernel/dates.ts'
import { coversDay, holdsOn } from '#platform/db/fragments.ts'
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
        .on('t.status', '=', 'adopted')
        .on(holdsOn('t', day)),
    )
    .innerJoin('unitState as us', (join) =>
      join
        .onRef('us.municipalityId', '=', 'c.municipalityId')
        .onRef('us.unitId', '=', 'c.unitId')
        .onRef('us.providerId', '=', 'c.providerId')
        .on(holdsOn('us', day)),
    )
    .where(coversDay('c', day))
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
