import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { assess, type Assessed, type Judgement } from './assess.ts'
import type { Facts } from './fact-rules.ts'
import { factsOf } from './facts.ts'
import { reasonsOf } from './reasons.ts'
import { usualRules, type Class, type Factor, type RiskRules, type Value } from './rules.ts'
import { unitsOfBoard, type Asked, type RiskUnit } from './units.ts'

/** The risk of a unit as other modules use it. `reasons` are short Swedish phrases, the heaviest first. */
export type UnitRisk = { unitId: string; points: number; risk: Class; reasons: string[] }

/** A unit with everything its risk rests on. */
export type WeighedUnit = RiskUnit & Assessed & { readonly facts: Facts; readonly reasons: readonly string[] }

/** Every unit of a board with its risk, in the order of their ids. One question a source, whatever the number of units. */
export async function listRisks(db: Db, asked: { boardId: string; on: IsoDate }): Promise<UnitRisk[]> {
  const weighed = await weighUnits(db, asked)
  return weighed.map(({ unitId, points, risk, reasons }) => ({ unitId, points, risk, reasons: [...reasons] }))
}

/** What is known of the units of a board, before it is weighed: other rules can be tried on it without asking again. */
export async function knowUnits(db: Db, asked: Asked) {
  const units = await unitsOfBoard(db, asked)
  const facts = await factsOf(db, asked, units)
  const judgements = Map.groupBy(await listHolding(db, asked), ({ unitId }) => unitId)
  return units.map((unit) => ({
    unit,
    facts: facts.get(unit.unitId) ?? {},
    judgements: (judgements.get(unit.unitId) ?? []).filter(
      ({ providerId }) => providerId === unit.providerId,
    ),
  }))
}
export type KnownUnit = Awaited<ReturnType<typeof knowUnits>>[number]

export async function weighUnits(db: Db, asked: Asked): Promise<WeighedUnit[]> {
  const rules = await getRules(db, asked.boardId)
  return (await knowUnits(db, asked)).map((known) => weigh(known, rules, asked.on))
}

export function weigh({ unit, ...known }: KnownUnit, rules: RiskRules, on: IsoDate): WeighedUnit {
  const assessed = assess(known, rules, on)
  return { ...unit, ...assessed, facts: known.facts, reasons: reasonsOf(assessed, known.facts, on) }
}

/** The rules of a board, and their number: 0 where it has not chosen for itself. */
export async function getRules(db: Db, boardId: string): Promise<RiskRules & { revision: number }> {
  const row = await db
    .selectFrom('riskRule')
    // Written by `setRules` in these shapes.
    .select([
      sql<RiskRules['weights']>`weights`.as('weights'),
      sql<RiskRules['limits']>`limits`.as('limits'),
      sql<RiskRules['actFrom']>`act_from`.as('actFrom'),
      'oldAfterMonths',
      'revision',
    ])
    .where('boardId', '=', boardId)
    .executeTakeFirst()
  return row ?? { ...usualRules, revision: 0 }
}

type Holding = Judgement & { unitId: string; providerId: string }

/** The latest judgement of each factor that is not withdrawn, under each operator there has been. */
async function listHolding(db: Db, { boardId, unitId }: Asked): Promise<Holding[]> {
  let query = db
    .selectFrom('riskJudgement as j')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'j.municipalityId').onRef('a.id', '=', 'j.judgedBy'),
    )
    .distinctOn(['j.unitId', 'j.providerId', 'j.factor'])
    .select(['j.id', 'j.unitId', 'j.providerId', 'j.reason', 'j.source', 'j.observedOn', 'j.judgedAt'])
    .select('a.name as judgedBy')
    // The shape of `judgeUnit` lets nothing else in.
    .select([sql<Factor>`j.factor`.as('factor'), sql<Value>`j.value`.as('value')])
    .where('j.boardId', '=', boardId)
    .where('j.withdrawnAt', 'is', null)
    .orderBy('j.unitId')
    .orderBy('j.providerId')
    .orderBy('j.factor')
    .orderBy('j.judgedAt', 'desc')
    .orderBy('j.id', 'desc')
  if (unitId) query = query.where('j.unitId', '=', unitId)
  return query.execute()
}
