import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, isProblem, Problem } from '#kernel/problem.ts'
import { handOverWork } from '#modules/agreements/public.ts'
import { handOverDuty, refreshDuties } from '#modules/duties/public.ts'
import { findingDutyRules } from '#modules/findings/public.ts'
import { followUpDutyRules, handOverFollowUp } from '#modules/followups/public.ts'
import { notify } from '#modules/notices/public.ts'
import { handOverPlanned } from '#modules/plans/public.ts'
import { handOverEntry } from '#modules/registers/public.ts'
import { writeAudit } from '#platform/audit/audit.ts'
import { command, type Context } from '#platform/command.ts'
import { handOverTexts as t } from '#texts/sv/handover.ts'
import { checkTeams } from './checks.ts'
import { HandOver } from './contract.ts'
import { findLeaver, listWork } from './queries.ts'
import { keyOf, type Assigned, type Work, type WorkKind } from './rules.ts'

type Given = { readonly from: string; readonly to: string; readonly reason: string }

/** Each kind is handed over by the module whose it is, which asks whether the receiver can have it. */
const ways: Record<WorkKind, (context: Context, id: string, given: Given) => Promise<void>> = {
  followUp: handOverFollowUp,
  planned: handOverPlanned,
  action: handOverDuty,
  duty: handOverDuty,
  agreementWork: handOverWork,
  register: handOverEntry,
}

/**
 * Hands over what somebody had, to one or several: all of it or nothing. What is no longer theirs stops it, so that
 * nobody believes to have handed over what a colleague already took. What was done keeps the name it was done under.
 */
export const handOver = command({
  verb: 'work.handOver',
  input: HandOver,
  async target({ db, now }, input) {
    const leaver = await findLeaver(db, input.fromAccountId)
    const work = leaver ? await listWork(db, leaver.id, todayIn(now)) : []
    const [first] = work
    return leaver && { id: leaver.id, name: leaver.name, boardId: first?.boardId ?? null, work }
  },
  async run(context, leaver, input) {
    const known = new Map(leaver.work.map((one) => [keyOf(one), one]))
    const taken: { work: Work; to: string }[] = []
    for (const [at, row] of input.rows.entries()) {
      const work = known.get(keyOf(row))
      if (!work) throw new Problem('stale', { current: { kind: row.kind, id: row.id } })
      if (!may(context.actor, 'work.handOver', { boardId: work.boardId })) throw new Problem('notAllowed')
      await handOverOne(context, { row, at }, { from: leaver.id, reason: input.reason })
      await tellHistory(context, work, { from: leaver.id, to: row.toAccountId })
      taken.push({ work, to: row.toAccountId })
    }
    await refreshLeads(
      context,
      taken.map((one) => one.work),
    )
    await tellReceivers(context, leaver.name, taken)
    const today = todayIn(context.now)
    const warnings = await checkTeams(context.db, { from: leaver.id, rows: input.rows, today })
    return { id: leaver.id, handedOver: taken.length, warnings }
  },
  detail: (input) => ({
    rows: input.rows.map(({ kind, id, toAccountId }) => ({ kind, id, to: toAccountId })),
  }),
})

async function handOverOne(
  context: Context,
  { row, at }: { row: Assigned; at: number },
  given: { from: string; reason: string },
): Promise<void> {
  const path = `rows.${at}.toAccountId`
  if (row.toAccountId === given.from) throw fieldProblem(path, 'theSamePerson')
  try {
    await ways[row.kind](context, row.id, { ...given, to: row.toAccountId })
  } catch (cause) {
    const fault = isProblem(cause) && cause.code === 'invalidInput' ? cause.fields[0] : undefined
    throw fault ? fieldProblem(path, fault.code) : cause
  }
}

/** Beside the command's own row in the log: one for each thing, so that its own history tells of it. */
async function tellHistory(context: Context, work: Work, who: { from: string; to: string }): Promise<void> {
  const { db, actor, now, commandId } = context
  await writeAudit(db, {
    municipalityId: actor.municipalityId,
    accountId: actor.accountId,
    verb: 'work.handOver',
    targetId: work.id,
    boardId: work.boardId,
    unitId: work.unitId,
    commandId,
    outcome: 'done',
    detail: who,
    at: now,
  })
}

/** What the lead of a follow-up owes is owed by the new one at once. */
async function refreshLeads(context: Context, taken: readonly Work[]): Promise<void> {
  const followUps = taken.filter((one) => one.kind === 'followUp').map((one) => one.id)
  if (followUps.length === 0) return
  await refreshDuties(context, followUpDutyRules, followUps)
  const rows = await context.db
    .selectFrom('action as x')
    .innerJoin('finding as f', (join) =>
      join.onRef('f.municipalityId', '=', 'x.municipalityId').onRef('f.id', '=', 'x.findingId'),
    )
    .select('x.id')
    .where('f.followUpId', 'in', followUps)
    .execute()
  const verify = findingDutyRules.filter((rule) => rule.key === 'action.verify')
  if (rows.length > 0)
    await refreshDuties(
      context,
      verify,
      rows.map((row) => row.id),
    )
}

/** One notice each, that names what came: not one for every row. */
async function tellReceivers(
  context: Context,
  leaver: string,
  taken: readonly { work: Work; to: string }[],
): Promise<void> {
  for (const [to, rows] of Map.groupBy(taken, (one) => one.to)) {
    const [first] = rows
    if (!first) continue
    await notify(context, [to], {
      kind: 'work.handOver',
      title: t.notice(
        leaver,
        rows.map(({ work }) => work),
      ),
      href: '/att-gora',
      boardId: first.work.boardId,
    })
  }
}
