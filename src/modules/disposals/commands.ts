import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { holdersOf, notify } from '#modules/notices/public.ts'
import { matrix } from '#access/roles.ts'
import { command, type Context } from '#platform/command.ts'
import { disposalTexts as t, kindNames } from '#texts/sv/disposals.ts'
import { ApproveDisposal, ProposeDisposal, RejectDisposal, WithdrawDisposal } from './contract.ts'
import { amountOf, listDue, type Due } from './due.ts'
import { findOpen, lockDisposal, type LockedDisposal } from './queries.ts'
import { findRule } from './queries-rule.ts'
import { beforeOf, stateOf, type Kind, type Move } from './rules.ts'

/**
 * Puts down what the rule says has had its years, name by name, for a second person to look through. The list is that of
 * this moment; what comes up before it is carried out is held back then.
 */
export const proposeDisposal = command({
  verb: 'disposal.propose',
  input: ProposeDisposal,
  target: (_, { boardId }) => Promise.resolve({ boardId }),
  async run(context, _, { boardId, kind, note, backupDays }) {
    const { db, actor, now } = context
    const rule = await ruleToDispose(context, { boardId, kind })
    if (await findOpen(db, { boardId, kind })) throw fieldProblem('kind', 'disposalOpen')
    const before = beforeOf(todayIn(now), rule.years)
    const due = await listDue(db, { boardId, kind, before })
    if (!due.some((row) => row.held === null)) throw fieldProblem('kind', 'nothingToDispose')
    const id = uuidv7(now.getTime())
    const number = await nextNumber(context, boardId)
    await db
      .insertInto('disposal')
      .values({
        ...{ municipalityId: actor.municipalityId, id, boardId, number, kind, ruleId: rule.id },
        ...{ beforeOn: before, state: 'proposed', note, backupDays },
        ...{ proposedBy: actor.accountId, proposedByName: actor.name, proposedAt: now },
      })
      .execute()
    await insertItems(context, { disposalId: id, boardId }, due)
    await tellTheSecond(context, { id, boardId, kind })
    return { id, number, listed: amountOf(due.filter(({ held }) => !held)) }
  },
  detail: ({ kind }, { number, listed }) => ({ kind, number, listed }),
})

async function ruleToDispose({ db }: Context, at: { boardId: string; kind: Kind }) {
  const rule = await findRule(db, at)
  if (!rule || rule.action !== 'dispose' || rule.years === null)
    throw fieldProblem('kind', 'noRuleOfDisposal')
  return { id: rule.id, years: rule.years }
}

/** One series a board, so that a certificate is named by it. Two at once meet the unique key, and one is asked again. */
async function nextNumber({ db }: Context, boardId: string): Promise<number> {
  const last = await db
    .selectFrom('disposal')
    .select((select) => select.fn.max<number | null>('number').as('number'))
    .where('boardId', '=', boardId)
    .executeTakeFirstOrThrow()
  return (last.number ?? 0) + 1
}

async function insertItems(
  { db, actor }: Context,
  at: { disposalId: string; boardId: string },
  due: readonly Due[],
): Promise<void> {
  const rows = due.map(({ key, label, ...row }, position) => ({
    ...{ ...row, ...at, municipalityId: actor.municipalityId, position },
    ...{ itemKey: key, label: label.slice(0, 500) },
  }))
  await db.insertInto('disposalItem').values(rows).execute()
}

/** Whoever may decide, but the one who proposed. */
async function tellTheSecond(
  context: Context,
  { id, boardId, kind }: { id: string; boardId: string; kind: Kind },
): Promise<void> {
  const { db, actor, now } = context
  const holders = await holdersOf(db, boardId, matrix['disposal.decide'], todayIn(now))
  const others = holders.filter((accountId) => accountId !== actor.accountId)
  const title = t.noticeProposed(kindNames[kind])
  await notify(context, others, { kind: 'disposal.proposed', title, href: `/gallring/${id}`, boardId })
}

/** The second person. The rule must be the one that the proposal rests on: a board may have changed its mind since. */
export const approveDisposal = command({
  verb: 'disposal.decide',
  input: ApproveDisposal,
  target: ({ db }, { disposalId }) => lockDisposal(db, disposalId),
  async run(context, disposal, { revision }) {
    refuseSamePerson(context, disposal)
    const state = after(disposal, 'approve', revision)
    const rule = await findRule(context.db, disposal)
    if (rule?.id !== disposal.ruleId) throw new Problem('ruleChanged')
    return decide(context, disposal, { state, reason: '' })
  },
  detail: () => ({ approved: true }),
})

export const rejectDisposal = command({
  verb: 'disposal.decide',
  input: RejectDisposal,
  target: ({ db }, { disposalId }) => lockDisposal(db, disposalId),
  run(context, disposal, { revision, reason }) {
    refuseSamePerson(context, disposal)
    return decide(context, disposal, { state: after(disposal, 'reject', revision), reason })
  },
  detail: () => ({ approved: false }),
})

/** By whoever keeps the records, while nobody has decided. */
export const withdrawDisposal = command({
  verb: 'disposal.propose',
  input: WithdrawDisposal,
  target: ({ db }, { disposalId }) => lockDisposal(db, disposalId),
  async run({ db, now }, disposal, { revision, reason }) {
    const state = after(disposal, 'withdraw', revision)
    await db
      .updateTable('disposal')
      .set({ state, reason, endedAt: now, revision: disposal.revision + 1 })
      .where('id', '=', disposal.id)
      .execute()
    return { id: disposal.id, revision: disposal.revision + 1 }
  },
  detail: () => ({ withdrawn: true }),
})

/** The database refuses it too: nobody disposes of anything alone. */
function refuseSamePerson({ actor }: Context, { proposedBy }: LockedDisposal): void {
  if (actor.accountId === proposedBy) throw new Problem('secondPerson')
}

function after(disposal: LockedDisposal, move: Move, revision: number) {
  const state = stateOf(disposal.state, move)
  if (disposal.revision !== revision)
    throw new Problem('stale', { current: { revision: disposal.revision, state: disposal.state } })
  return state
}

async function decide(
  { db, actor, now }: Context,
  { id, revision }: LockedDisposal,
  decided: { state: LockedDisposal['state']; reason: string },
) {
  await db
    .updateTable('disposal')
    .set({
      ...decided,
      ...{ decidedBy: actor.accountId, decidedByName: actor.name, decidedAt: now, revision: revision + 1 },
      ...(decided.state === 'rejected' ? { endedAt: now } : {}),
    })
    .where('id', '=', id)
    .execute()
  return { id, revision: revision + 1 }
}
