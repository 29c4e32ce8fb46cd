import type { Selectable } from 'kysely'
import { addDays, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { stateAfter } from '#kernel/moves.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { notify } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { DutyEventTable, DutyTable } from '#platform/db/types.ts'
import { dutyTexts as t } from '#texts/sv/duties.ts'
import { AssignDuty, DecideDuty, MoveDuty, SettleDuty, TakeBack, WaiveDuty } from './contract.ts'
import { listCandidates, lockDuty } from './queries.ts'
import { isOperatorRole, moves, ownRule, type DutyState } from './rules.ts'

type Duty = Selectable<DutyTable>
type Input = { readonly dutyId: string; readonly revision: number }
type Told = { kind: DutyEventTable['kind']; was?: string; became?: string; reason?: string }

const lock = ({ db }: Context, input: Input) => lockDuty(db, input.dutyId)

/** Gives an office duty to somebody, or back to everybody with the role. A unit hands out its own work itself. */
export const assignDuty = command({
  verb: 'duty.assign',
  input: AssignDuty,
  target: lock,
  async run(context, duty, input) {
    stateOf(duty, 'assign')
    if (isOperatorRole(duty.ownerRole))
      throw new Problem('wrongState', { detail: 'the unit assigns its own' })
    if (input.ownerId) await assertCandidate(context, duty.boardId, input.ownerId)
    const change = { ownerId: input.ownerId, assignedAt: input.ownerId ? context.now : null }
    const told = { kind: 'owner', was: duty.ownerId ?? '', became: input.ownerId ?? '' } as const
    const saved = await save(context, { duty, input }, change, told)
    if (input.ownerId && input.ownerId !== context.actor.accountId)
      await notify(context, [input.ownerId], {
        kind: 'duty',
        title: t.assignedNotice,
        href: `/skyldigheter/${duty.id}`,
        boardId: duty.boardId,
      })
    return saved
  },
})

/** Gives what somebody owes to another, because the one is leaving: told of in one notice, not in one for each. */
export async function handOverDuty(
  context: Context,
  dutyId: string,
  given: { readonly from: string; readonly to: string; readonly reason: string },
): Promise<void> {
  const duty = await lockDuty(context.db, dutyId)
  if (!duty || duty.ownerId !== given.from || isOperatorRole(duty.ownerRole))
    throw new Problem('stale', { current: { id: dutyId } })
  stateOf(duty, 'assign')
  await assertCandidate(context, duty.boardId, given.to, 'to')
  const change = { ownerId: given.to, assignedAt: context.now }
  const told = { kind: 'owner', was: given.from, became: given.to, reason: given.reason } as const
  await save(context, { duty, input: { dutyId, revision: duty.revision } }, change, told)
}

/** It need not be done, by a decision with its reason. The rule does not take it up again. */
export const waiveDuty = command({
  verb: 'duty.waive',
  input: WaiveDuty,
  target: lock,
  run: (context, duty, input) =>
    save(
      context,
      { duty, input },
      { state: stateOf(duty, 'waive') },
      { kind: 'waived', reason: input.reason },
    ),
})

/** It is done, though no rule can see it: when, and what shows it. */
export const settleDuty = command({
  verb: 'duty.settle',
  input: SettleDuty,
  target: lock,
  async run(context, duty, input) {
    if (input.doneOn > todayIn(context.now)) throw fieldProblem('doneOn', 'dateInFuture')
    const change = {
      state: stateOf(duty, 'settle'),
      doneOn: input.doneOn,
      proofNote: input.note,
      settledBy: context.actor.accountId,
    }
    return save(context, { duty, input }, change, { kind: 'done', became: input.doneOn, reason: input.note })
  },
})

/** Takes back that somebody said it was done; what the rule itself has seen done stays. */
export const takeBackSettled = command({
  verb: 'duty.settle',
  input: TakeBack,
  target: lock,
  async run(context, duty, input) {
    if (duty.settledBy === null) throw new Problem('wrongState', { detail: 'settled by its rule' })
    return reopen(context, duty, input)
  },
})

export const takeBackWaiver = command({
  verb: 'duty.waive',
  input: TakeBack,
  target: lock,
  async run(context, duty, input) {
    if (duty.state !== 'waived') throw new Problem('wrongState', { detail: `reopen from ${duty.state}` })
    return reopen(context, duty, input)
  },
})

/** Something is owed by a decision of the office itself. */
export const decideDuty = command({
  verb: 'duty.decide',
  input: DecideDuty,
  target: async (_context, input) => ({ boardId: input.boardId, unitId: input.unitId }),
  async run(context, _target, input) {
    const { db, actor, now } = context
    if (input.dueOn < todayIn(now)) throw fieldProblem('dueOn', 'dateInPast')
    if (input.ownerId) await assertCandidate(context, input.boardId, input.ownerId)
    const id = uuidv7(now.getTime())
    await db
      .insertInto('duty')
      .values({
        ...input,
        municipalityId: actor.municipalityId,
        id,
        rule: ownRule,
        sourceId: id,
        href: `/skyldigheter/${id}`,
        remindFrom: addDays(input.dueOn, -14),
        ownerRole: 'strategist',
        assignedAt: input.ownerId ? now : null,
        state: 'open',
        decidedBy: actor.accountId,
        firstSeenAt: now,
        changedAt: now,
      })
      .execute()
    await tell(context, { id, boardId: input.boardId }, { kind: 'decided', became: input.dueOn })
    return { id, revision: 1 }
  },
})

/** Another day for what the office itself decided. The day of a rule's duty is moved where the rule reads it. */
export const moveDuty = command({
  verb: 'duty.decide',
  input: MoveDuty,
  target: lock,
  async run(context, duty, input) {
    if (duty.rule !== ownRule) throw new Problem('wrongState', { detail: 'the rule sets the day' })
    stateOf(duty, 'assign')
    const change = { dueOn: input.dueOn, remindFrom: addDays(input.dueOn, -14) }
    const told = { kind: 'moved', was: duty.dueOn, became: input.dueOn, reason: input.reason } as const
    return save(context, { duty, input }, change, told)
  },
})

function stateOf(duty: Duty, move: keyof typeof moves): DutyState {
  return stateAfter<DutyState, keyof typeof moves>(moves, duty.state, move)
}

function reopen(context: Context, duty: Duty, input: Input & { reason: string }) {
  const change = {
    state: stateOf(duty, 'reopen'),
    doneOn: null,
    proofNote: '',
    proofHref: '',
    settledBy: null,
  }
  return save(context, { duty, input }, change, {
    kind: 'reopened',
    was: duty.doneOn ?? '',
    reason: input.reason,
  })
}

type Saved = { id: string; state: DutyState; revision: number }

async function save(
  context: Context,
  { duty, input }: { duty: Duty; input: Input },
  change: Partial<Omit<Duty, 'municipalityId' | 'id'>>,
  told: Told,
): Promise<Saved> {
  if (duty.revision !== input.revision)
    throw new Problem('stale', { current: { state: duty.state, dueOn: duty.dueOn, ownerId: duty.ownerId } })
  const revision = duty.revision + 1
  await context.db
    .updateTable('duty')
    .set({ ...change, revision, changedAt: context.now })
    .where('id', '=', duty.id)
    .execute()
  await tell(context, duty, told)
  return { id: duty.id, state: change.state ?? duty.state, revision }
}

async function tell(context: Context, duty: { id: string; boardId: string }, told: Told): Promise<void> {
  await context.db
    .insertInto('dutyEvent')
    .values({
      ...told,
      municipalityId: context.actor.municipalityId,
      id: uuidv7(context.now.getTime()),
      dutyId: duty.id,
      boardId: duty.boardId,
      byId: context.actor.accountId,
      at: context.now,
    })
    .execute()
}

async function assertCandidate(
  context: Context,
  boardId: string,
  ownerId: string,
  path = 'ownerId',
): Promise<void> {
  const candidates = await listCandidates(context.db, boardId, todayIn(context.now))
  if (!candidates.some((one) => one.id === ownerId))
    throw fieldProblem(path, path === 'ownerId' ? 'chooseOne' : 'cannotTakeOver')
}
