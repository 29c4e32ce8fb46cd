import { sql } from 'kysely'
import { unitNameOn } from '#modules/organisation/public.ts'
import { swedishToday } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { ruleKeys, type FactKind, type Initiator, type RuleKey, type Trigger } from './rules.ts'

const columns = [
  'p.id',
  'p.boardId',
  'p.title',
  'p.kind',
  'p.form',
  'p.depth',
  'p.focusAreas',
  'p.requirementIds',
  'p.reason',
  'p.restsOn',
  'p.urgency',
  'p.wantedBy',
  'p.initiatorDecision',
  'p.agreementId',
  'p.clause',
  'p.rule',
  'p.ruleGroup',
  'p.state',
  'p.decidedOn',
  'p.decidedPoint',
  'p.decisionReason',
  'p.raisedBy',
  'p.createdAt',
  'p.waitsSince',
  'p.revision',
] as const

/** A proposal of a follow-up that no plan has. (Förslag om uppföljning) */
export type Proposal = Awaited<ReturnType<ReturnType<typeof proposals>['executeTakeFirstOrThrow']>>

function proposals(db: Db) {
  return (
    db
      .selectFrom('triggerProposal as p')
      .select(columns)
      // The shapes of the commands, and the table of rules, let nothing else in.
      .select([sql<Trigger>`p.trigger`.as('trigger'), sql<Initiator>`p.initiator`.as('initiator')])
  )
}

/** Holds the row until the transaction ends, so that two who decide at once never cross. */
export function lockTrigger(db: Db, triggerId: string): Promise<Proposal | undefined> {
  return proposals(db).where('p.id', '=', triggerId).forUpdate().executeTakeFirst()
}

/** The proposal with everything that it is about. */
export async function findTrigger(db: Db, triggerId: string) {
  const found = await proposals(db)
    .leftJoin('account as r', (join) =>
      join.onRef('r.municipalityId', '=', 'p.municipalityId').onRef('r.id', '=', 'p.raisedBy'),
    )
    .leftJoin('account as d', (join) =>
      join.onRef('d.municipalityId', '=', 'p.municipalityId').onRef('d.id', '=', 'p.decidedBy'),
    )
    .select(['r.name as raisedByName', 'd.name as decidedByName'])
    .where('p.id', '=', triggerId)
    .executeTakeFirst()
  if (!found) return undefined
  return {
    ...found,
    rule: ruleOf(found.rule),
    units: await listUnitsOf(db, triggerId),
    facts: await listFactsOf(db, triggerId),
    requirements: await listRequirementsOf(db, found.requirementIds),
    events: await listEvents(db, triggerId),
  }
}
export type FoundTrigger = NonNullable<Awaited<ReturnType<typeof findTrigger>>>

export function ruleOf(text: string): RuleKey | null {
  return ruleKeys.find((key) => key === text) ?? null
}

/** The units it is about, as they are called today, with the follow-up that each came to. */
export function listUnitsOf(db: Db, triggerId: string) {
  return db
    .selectFrom('triggerUnit as t')
    .innerJoin('provider as v', (join) =>
      join.onRef('v.municipalityId', '=', 't.municipalityId').onRef('v.id', '=', 't.providerId'),
    )
    .leftJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 't.municipalityId').onRef('f.id', '=', 't.followUpId'),
    )
    .select(['t.unitId', 't.providerId', 'v.name as providerName', 't.followUpId'])
    .select(['f.title as followUpTitle', 'f.state as followUpState', 'f.dueOn'])
    .select(unitNameOn('t', swedishToday).as('name'))
    .where('t.proposalId', '=', triggerId)
    .orderBy('t.position')
    .orderBy('t.unitId')
    .execute()
}

export function listFactsOf(db: Db, triggerId: string) {
  return (
    db
      .selectFrom('triggerFact')
      .select(['id', 'sourceId', 'unitId', 'title', 'href', 'happenedOn'])
      // Only kinds of the table of sources are written.
      .select(sql<FactKind>`kind`.as('kind'))
      .where('proposalId', '=', triggerId)
      .orderBy('happenedOn', 'desc')
      .orderBy('id')
      .execute()
  )
}

function listRequirementsOf(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return Promise.resolve([])
  return db
    .selectFrom('requirement')
    .select(['id', 'key', 'code', 'title'])
    .where('id', 'in', [...ids])
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** The keys that stay the same from one version of the catalogue to the next. */
export async function keysOf(db: Db, requirementIds: readonly string[]): Promise<string[]> {
  return (await listRequirementsOf(db, requirementIds)).map(({ key }) => key)
}

/** What happened to it, the latest first. */
function listEvents(db: Db, triggerId: string) {
  return db
    .selectFrom('triggerEvent as e')
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'e.municipalityId').onRef('a.id', '=', 'e.byId'),
    )
    .select(['e.id', 'e.kind', 'e.reason', 'e.at', 'a.name as by'])
    .where('e.proposalId', '=', triggerId)
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .execute()
}

/** The proposal that a follow-up came of, for its page. */
export function findTriggerOf(db: Db, followUpId: string) {
  return db
    .selectFrom('triggerUnit as t')
    .innerJoin('triggerProposal as p', (join) =>
      join.onRef('p.municipalityId', '=', 't.municipalityId').onRef('p.id', '=', 't.proposalId'),
    )
    .select(['p.id', 'p.title'])
    .where('t.followUpId', '=', followUpId)
    .orderBy('p.createdAt')
    .orderBy('p.id')
    .executeTakeFirst()
}
