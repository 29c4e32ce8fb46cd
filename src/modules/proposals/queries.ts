import { sql } from 'kysely'
import type { Broken } from '#methods/planner/check/check.ts'
import type { Plan, PlanInput } from '#methods/planner/contract.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Assumptions, Left, Note } from './rules.ts'

const told = [
  'p.id',
  'p.yearPlanId',
  'p.boardId',
  'p.name',
  'p.state',
  'p.mostSeconds',
  'p.wantedGap',
  'p.askedAt',
  'p.beganAt',
  'p.endedAt',
  'p.stopAskedAt',
  'p.seconds',
  'p.objective',
  'p.bound',
  'p.solverVersion',
  'p.fault',
  'p.takenAt',
  'p.draftMark',
  'a.name as askedBy',
  // Written by `askProposal` in this shape.
  sql<Assumptions>`p.assumptions`.as('assumptions'),
  sql<string>`encode(p.input_sha256, 'hex')`.as('inputSha256'),
  sql<number | null>`jsonb_array_length(p.broken)`.as('broken'),
  // How many may be computed before it, in the whole installation, as it stands now.
  sql<number>`case when p.state = 'queued' then coalesce(proposals_before(p.id), 0) else 0 end`.as('ahead'),
] as const

function proposals(db: Db) {
  return db
    .selectFrom('planProposal as p')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'p.municipalityId').onRef('a.id', '=', 'p.askedBy'),
    )
    .select(told)
}

/** A plan's proposals, the latest first, without their answers. */
export async function listProposals(db: Db, yearPlanId: string) {
  return proposals(db)
    .where('p.yearPlanId', '=', yearPlanId)
    .orderBy('p.askedAt', 'desc')
    .orderBy('p.id', 'desc')
    .execute()
}
export type ProposalRow = Awaited<ReturnType<typeof listProposals>>[number]

/** A proposal with its question and answer. While it is worked on, the answer is the first plan. */
export async function findProposal(db: Db, proposalId: string) {
  const row = await proposals(db)
    // Written by `askProposal` and `workProposals` in these shapes.
    .select([
      sql<PlanInput>`p.input`.as('input'),
      sql<Record<string, string>>`p.words`.as('words'),
      sql<{ notes: Note[]; left: Left[] }>`p.notes`.as('notes'),
      sql<Plan | null>`coalesce(p.answer, p.first)`.as('plan'),
      sql<boolean>`p.answer is null`.as('isFirst'),
      sql<Broken[] | null>`p.broken`.as('brokenRules'),
    ])
    .where('p.id', '=', proposalId)
    .executeTakeFirst()
  if (!row) return undefined
  const { notes, ...rest } = row
  return { ...rest, notes: notes.notes, left: notes.left }
}
export type Proposal = NonNullable<Awaited<ReturnType<typeof findProposal>>>

export function lockProposal(db: Db, proposalId: string) {
  return db
    .selectFrom('planProposal')
    .select(['id', 'yearPlanId', 'boardId', 'name', 'state', 'draftMark', 'takenAt'])
    .where('id', '=', proposalId)
    .forUpdate()
    .executeTakeFirst()
}

/** For the operator's monitoring: proposals that wait to be computed. */
export function waitingProposals(db: Db) {
  return db
    .selectFrom('planProposal')
    .select([
      sql<string>`'plan proposals'`.as('what'),
      sql<number>`count(*)`.as('count'),
      sql<Date | null>`min(asked_at)`.as('since'),
    ])
    .where('endedAt', 'is', null)
    .execute()
}
