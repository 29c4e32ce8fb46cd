import { sql } from 'kysely'
import { hasWords, rowsOnPage } from '#kernel/lists.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import { holdsOn } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { PlacingFilter, placingSorts } from './contract.ts'
import { quadrantOf, type Grade, type Quadrant } from './placing-rules.ts'
import type { Asked } from './units.ts'

/** Where an agreement is placed, and why; with who did it and what became of it. */
export type Placing = {
  id: string
  importance: Grade
  importanceReason: string
  complexity: Grade
  complexityReason: string
  placedBy: string
  placedAt: Date
  withdrawnBy: string | null
  withdrawnAt: Date | null
  withdrawnReason: string
}

export type PlacedAgreement = {
  agreementId: string
  title: string
  kind: 'lou' | 'lov' | 'mandate' | 'internal' | 'individual' | 'iop'
  caseNumber: string
  providerName: string
  units: number
  placing: Placing | null
  quadrant: Quadrant | null
}

/** The agreements of a board that are in force, each where it is placed. */
export async function placedAgreements(db: Db, asked: Asked): Promise<PlacedAgreement[]> {
  const placings = await listPlacings(db, { boardId: asked.boardId })
  const latest = new Map(
    placings
      .filter(({ withdrawnAt }) => !withdrawnAt)
      .toReversed()
      .map((row) => [row.agreementId, row]),
  )
  return (await agreementsOn(db, asked)).map((agreement) => {
    const placing = latest.get(agreement.agreementId) ?? null
    return {
      ...agreement,
      placing,
      quadrant: placing && quadrantOf(placing.importance, placing.complexity),
    }
  })
}

/** Every placing of a board's agreements, or of one of them, the latest first. */
export function listPlacings(
  db: Db,
  of: { boardId: string } | { agreementId: string },
): Promise<(Placing & { agreementId: string })[]> {
  const query = db
    .selectFrom('riskPlacing as p')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'p.municipalityId').onRef('a.id', '=', 'p.placedBy'),
    )
    .leftJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 'p.municipalityId').onRef('w.id', '=', 'p.withdrawnBy'),
    )
    .select(['p.id', 'p.agreementId', 'p.importanceReason', 'p.complexityReason', 'p.placedAt'])
    .select(['a.name as placedBy', 'w.name as withdrawnBy', 'p.withdrawnAt', 'p.withdrawnReason'])
    // The constraint of the columns: 1 to 4.
    .select([sql<Grade>`p.importance`.as('importance'), sql<Grade>`p.complexity`.as('complexity')])
    .orderBy('p.placedAt', 'desc')
    .orderBy('p.id', 'desc')
  return 'boardId' in of
    ? query.where('p.boardId', '=', of.boardId).execute()
    : query.where('p.agreementId', '=', of.agreementId).execute()
}

function agreementsOn(db: Db, { boardId, on }: Asked) {
  return db
    .selectFrom('agreement as a')
    .innerJoin('agreementState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'a.municipalityId')
        .onRef('s.agreementId', '=', 'a.id')
        .on(holdsOn('s', on)),
    )
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'a.municipalityId').onRef('p.id', '=', 'a.providerId'),
    )
    .select(['a.id as agreementId', 's.title', 'a.kind', 'a.caseNumber', 'p.name as providerName'])
    .select(
      sql<number>`(select count(distinct u.unit_id)::int from agreement_unit u
        where u.municipality_id = a.municipality_id and u.agreement_id = a.id and u.valid_from <= ${on}
          and (u.valid_to is null or u.valid_to > ${on}))`.as('units'),
    )
    .where('a.boardId', '=', boardId)
    .where('s.status', '=', 'adopted')
    .orderBy('a.id')
    .execute()
}

type Order = (one: PlacedAgreement, other: PlacedAgreement) => number
const orders: Readonly<Record<(typeof placingSorts)[number], Order>> = {
  avtal: (one, other) => compareSwedish(one.title, other.title),
  utforare: (one, other) => compareSwedish(one.providerName, other.providerName),
  betydelse: (one, other) => (one.placing?.importance ?? 0) - (other.placing?.importance ?? 0),
  komplexitet: (one, other) => (one.placing?.complexity ?? 0) - (other.placing?.complexity ?? 0),
}

/** One page of them, and all of them for the picture. The order is total. */
export async function listPlaced(db: Db, asked: Asked, filter: PlacingFilter) {
  const all = await placedAgreements(db, asked)
  const matching = all.filter((one) => isAsked(one, filter)).sort(orderOf(filter.sort))
  return { agreements: rowsOnPage(matching, filter), total: matching.length, all }
}

function orderOf(sort: PlacingFilter['sort']): Order {
  // The shape allows only the keys of `orders` after an optional minus.
  const order = orders[sort.replace('-', '') as keyof typeof orders]
  const way = sort.startsWith('-') ? -1 : 1
  return (one, other) =>
    way * order(one, other) ||
    orders.komplexitet(other, one) ||
    compareSwedish(one.title, other.title) ||
    (one.agreementId < other.agreementId ? -1 : 1)
}

function isAsked(one: PlacedAgreement, filter: PlacingFilter): boolean {
  const same = <Value>(wanted: Value | undefined, is: Value | undefined | null) =>
    wanted === undefined || wanted === is
  return (
    same(filter.quadrant, one.quadrant) &&
    same<number>(filter.importance, one.placing?.importance) &&
    same<number>(filter.complexity, one.placing?.complexity) &&
    !(filter.unplaced && one.placing) &&
    hasWords([one.title, one.caseNumber, one.providerName], filter.q)
  )
}
