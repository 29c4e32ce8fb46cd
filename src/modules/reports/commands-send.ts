import { todayIn } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import { addRecord } from '#modules/meetings/public.ts'
import { holdersOf, notify } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { reportTexts as t } from '#texts/sv/reports.ts'
import { OfPaper } from './contract.ts'
import { findFrozenSnapshot, lockPaper } from './queries.ts'

/**
 * Sends a report of a period as information to the managers of the units it is about, and to the director. It is sent
 * whole and as it is, and therefore not before the board has it: then it is public.
 */
export const sendPeriodReport = command({
  verb: 'paper.deliver',
  input: OfPaper,
  target: ({ db }, input) => lockPaper(db, input.paperId),
  async run(context, paper) {
    const { db, now } = context
    if (paper.kind !== 'periodReport' || paper.state !== 'frozen' || !paper.matterId)
      throw new Problem('wrongState')
    if (!paper.putBeforeBoardAt) throw new Problem('wrongState', { detail: 'not before the board yet' })
    if (paper.sharedAt) throw new Problem('alreadyDone')
    const followUps = (await findFrozenSnapshot(db, paper.id))?.period?.followUps ?? []
    const sharedUnits = [...new Set(followUps.map(({ unitId }) => unitId))]
    await db.updateTable('paper').set({ sharedAt: now, sharedUnits }).where('id', '=', paper.id).execute()
    const receivers = await receiversOf(context, paper.boardId, followUps)
    await notify(context, receivers, {
      kind: 'paperDelivered',
      title: t.deliveredTitle(paper.title).slice(0, 300),
      href: `/rapporter/${paper.id}`,
      boardId: paper.boardId,
    })
    await addRecord(context, {
      matterId: paper.matterId,
      boardId: paper.boardId,
      title: t.sentForInformation(paper.title),
      direction: 'out',
      kind: 'paper',
      paperId: paper.id,
    })
    return { id: paper.id, receivers: receivers.length }
  },
  detail: (_, result) => ({ receivers: result.receivers }),
})

async function receiversOf(
  { db, now }: Context,
  boardId: string,
  followUps: readonly { id: string }[],
): Promise<string[]> {
  const today = todayIn(now)
  const directors = await holdersOf(db, boardId, ['director'], today)
  const managers = await managersOf(
    db,
    followUps.map(({ id }) => id),
    today,
  )
  return [...new Set([...directors, ...managers])]
}

/** Those who manage the unit, or the whole provider, of any of some follow-ups: one question for all of them. */
async function managersOf(db: Db, followUpIds: readonly string[], today: string): Promise<string[]> {
  if (followUpIds.length === 0) return []
  const rows = await db
    .selectFrom('followUp as f')
    .innerJoin('roleAssignment as r', (join) =>
      join
        .onRef('r.municipalityId', '=', 'f.municipalityId')
        .onRef('r.providerId', '=', 'f.providerId')
        .on((on) => on.or([on('r.unitId', 'is', null), on('r.unitId', '=', on.ref('f.unitId'))])),
    )
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'r.municipalityId').onRef('a.id', '=', 'r.accountId'),
    )
    .where('f.id', 'in', [...followUpIds])
    .where('r.role', 'in', ['unitManager', 'providerManager'])
    .where('a.state', '<>', 'closed')
    .where('r.validFrom', '<=', today)
    .where((where) => where.or([where('r.validTo', 'is', null), where('r.validTo', '>=', today)]))
    .select('r.accountId')
    .distinct()
    .orderBy('r.accountId')
    .execute()
  return rows.map(({ accountId }) => accountId)
}
