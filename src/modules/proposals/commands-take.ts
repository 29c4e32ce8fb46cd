import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import { Problem } from '#kernel/problem.ts'
import { listCandidates } from '#modules/followups/public.ts'
import {
  changeOf,
  insertItems,
  listItems,
  lockYearPlan,
  recordChanges,
  timeOf,
  type Change,
  type PlanItem,
  type YearPlan,
} from '#modules/plans/public.ts'
import { command, type Context } from '#platform/command.ts'
import { proposalTexts as t } from '#texts/sv/proposals.ts'
import { TakeProposal } from './contract.ts'
import { computedRows, draftMarkOf } from './gather.ts'
import { findProposal, lockProposal, type Proposal } from './queries.ts'
import { answeredBy } from './result.ts'
import { rowsOf, type ProposedRow } from './rows.ts'
import { unitIdOf } from './input-units.ts'
import { isCoarse, keyOfRow, stepsOf, type Steps } from './take-over.ts'

/**
 * Writes a proposal into the draft, all of it or nothing: computed rows take the place of the planned follow-ups of units
 * that stand there; what was put in by hand of other kinds, and what is begun, stays. Every row is told of in the plan's log.
 */
export const takeProposal = command({
  verb: 'proposal.take',
  input: TakeProposal,
  async target({ db }, { proposalId }) {
    const held = await lockProposal(db, proposalId)
    const plan = held && (await lockYearPlan(db, held.yearPlanId))
    return plan && { id: proposalId, boardId: plan.boardId, plan }
  },
  async run(context, { id, plan }, input) {
    const proposal = await findProposal(context.db, id)
    if (!proposal?.plan) throw new Problem('notFound')
    if (plan.state !== 'draft' || proposal.state !== 'ready' || proposal.broken !== 0)
      throw new Problem('wrongState')
    const draftMark = await draftMarkOf(context.db, plan.id)
    if (draftMark !== input.draftMark) throw new Problem('stale', { current: { draftMark } })
    const steps = await stepsFor(context, plan, proposal)
    await take(context, { plan, proposal, reason: input.reason || t.takeReasonUsual }, steps)
    const taken = { takenBy: context.actor.accountId, takenAt: context.now }
    await context.db.updateTable('planProposal').set(taken).where('id', '=', id).execute()
    const { added, changed, removed, same } = steps
    return {
      ...{ id, yearPlanId: plan.id, added: added.length, changed: changed.length },
      ...{ removed: removed.length, same },
    }
  },
  detail: (input, { added, changed, removed }) => ({ added, changed, removed, reason: input.reason }),
})

/** People who have left since, and the one who was only supposed, are in no team. */
async function stepsFor({ db, now }: Context, plan: YearPlan, proposal: Proposal): Promise<Steps> {
  const known = new Set((await listCandidates(db, plan.boardId, todayIn(now))).map(({ id }) => id))
  const rows = rowsOf(answeredBy(proposal)).map((row) => ({
    ...row,
    team: row.team.filter(({ id }) => known.has(id)),
  }))
  // What the computing was told to leave as it is comes back without a team: it is begun, and nobody's to move.
  return stepsOf(await listItems(db, plan.id), await computedRows(db, plan.id), rows, asItIs(proposal))
}

function asItIs({ input }: Proposal): Set<string> {
  return new Set(
    (input.executed ?? []).map(({ unitId, month, kind }) =>
      keyOfRow({ unitId: unitIdOf(unitId), year: Number(month.slice(0, 4)), kind }),
    ),
  )
}

type Taking = { plan: YearPlan; proposal: Proposal; reason: string }

async function take(context: Context, taking: Taking, steps: Steps): Promise<void> {
  await removeRows(context, steps.removed)
  const changes: Change[] = steps.removed.map(({ id }) => ({
    itemId: id,
    kind: 'removed',
    before: null,
    after: null,
  }))
  changes.push(...(await changeRows(context, taking, steps.changed)))
  const added = steps.added.map((row) => ({ row, item: newItem(taking, row) }))
  for (const some of inParts(added.map(({ item }) => item))) {
    const ids = await insertItems(context, taking.plan, some)
    changes.push(...ids.map((itemId) => ({ itemId, kind: 'added' as const, before: null, after: null })))
  }
  await putTeams(context, taking.plan, [
    ...added.map(({ row, item }) => ({ itemId: item.id, row })),
    ...steps.changed.map(({ item, row }) => ({ itemId: item.id, row })),
  ])
  for (const some of inParts(changes))
    await recordChanges(context, taking.plan, some, { reason: taking.reason })
}

/** A statement takes 65,535 values; a plan of 2,000 units and three years has more. */
function inParts<Row>(rows: readonly Row[]): Row[][] {
  const size = 1000
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, at) =>
    rows.slice(at * size, (at + 1) * size),
  )
}

async function removeRows({ db, now }: Context, items: readonly PlanItem[]): Promise<void> {
  if (items.length === 0) return
  await db
    .updateTable('planItem')
    .set((set) => ({ removedAt: now, revision: set('revision', '+', 1) }))
    .where('id', '=', sql<string>`any(${items.map(({ id }) => id)}::uuid[])`)
    .execute()
}

function timeOfRow(row: ProposedRow, announced: boolean) {
  return timeOf({ month: row.month, half: row.month <= 6 ? 1 : 2, announced })
}

async function changeRows({ db }: Context, { proposal }: Taking, pairs: Steps['changed']): Promise<Change[]> {
  if (pairs.length === 0) return []
  const next = pairs.map(({ item, row }) => ({
    id: item.id,
    ...timeOfRow(row, !isCoarse(item)),
    depth: row.depth,
    hours: row.hours,
  }))
  await sql`update plan_item i set month = x.month, half = x.half, depth = x.depth, hours = x.hours,
      proposal_id = ${proposal.id}, revision = i.revision + 1
    from jsonb_to_recordset(${JSON.stringify(next)}::jsonb)
      as x (id uuid, month integer, half integer, depth text, hours numeric)
    where i.id = x.id`.execute(db)
  return pairs.flatMap(({ item, row }, at) => {
    const { id: _id, ...values } = next[at]! // one for each pair
    return changeOf(item, { ...item, ...values, team: teamAfter(row) }) ?? []
  })
}

/** In the order in which a plan's row has its team. */
function teamAfter({ team }: ProposedRow): PlanItem['team'] {
  return team
    .map(({ id, name, role, hours }) => ({ accountId: id, name, role: roleOf(role), hours }))
    .toSorted(
      (one, other) =>
        Number(one.role !== 'lead') - Number(other.role !== 'lead') ||
        one.role.localeCompare(other.role) ||
        compareSwedish(one.name, other.name),
    )
}

function roleOf(role: string): PlanItem['team'][number]['role'] {
  return role as PlanItem['team'][number]['role'] // the roles of the question are those of the plan's estimates
}

function newItem({ proposal }: Taking, row: ProposedRow) {
  const isExtra = row.kind === 'extra'
  return {
    id: uuidv7(),
    proposalId: proposal.id,
    subject: 'unit' as const, // the column's words
    unitId: row.unitId,
    serviceAreaId: row.areaId,
    name: row.name,
    otherBoardId: null,
    ground: '',
    year: row.year,
    ...timeOfRow(row, true),
    kind: isExtra ? ('targeted' as const) : ('planned' as const), // the column's words
    depth: row.depth,
    focusAreas: [],
    methods: [],
    announced: true,
    assignmentSource: '',
    origin: 'rule' as const, // the column's words
    // An extra one stands beside whatever else is aimed at the unit that year.
    originId: isExtra ? proposal.id : null,
    // The decided plan, and why its rows differ from what was decided before, is public: neither a unit's risk, nor a
    // priority that tells it, nor what a proposal is called may stand there.
    priority: 'normal' as const, // the column's word
    why: '',
    theme: '',
    note: '',
    hours: row.hours,
  }
}

type Team = { itemId: string; row: ProposedRow }

async function putTeams({ db, actor }: Context, plan: YearPlan, teams: readonly Team[]): Promise<void> {
  await db
    .deleteFrom('planItemMember')
    .where('planItemId', '=', sql<string>`any(${teams.map(({ itemId }) => itemId)}::uuid[])`)
    .execute()
  const members = teams.flatMap(({ itemId, row }) =>
    row.team.map(({ id, role, hours }) => ({
      ...{ municipalityId: actor.municipalityId, planItemId: itemId, boardId: plan.boardId },
      ...{ accountId: id, role: roleOf(role), hours },
    })),
  )
  for (const some of inParts(members)) await db.insertInto('planItemMember').values(some).execute()
}
