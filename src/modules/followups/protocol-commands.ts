import type { z } from 'zod'
import { Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { protocolTexts } from '#texts/sv/protocol.ts'
import { SaveAnalysis, SaveVerdict, type SavedRow } from './protocol-contract.ts'
import { currentOf, isBiased, lockRow, type LockedRow } from './protocol-queries.ts'
import { isSameContent, type RowValues } from './protocol-rules.ts'
import { lockFollowUp, saveFollowUpState } from './queries.ts'
import type { FollowUpState } from './rules.ts'

/**
 * Saves one row as it is written. Two who wrote at once never overwrite each other unseen: the later one gets what
 * holds now and chooses. Content that is already there is a success, so that a form sent twice is harmless.
 */
export const saveVerdict = command({
  verb: 'verdict.save',
  input: SaveVerdict,
  target: ({ db }, input) => lockRow(db, input.rowId),
  async run(context, row, { rowId: _, revision, ...values }): Promise<SavedRow> {
    await assertOpenFor(context, row)
    if (revision === row.revision) return write(context, row, values)
    const current = await currentOf(context.db, row)
    if (!isSameContent(current, values)) throw new Problem('stale', { current })
    return {
      id: row.id,
      revision: row.revision,
      changedAt: current.changedAt ?? context.now.toISOString(),
      changedBy: current.changedBy ?? context.actor.name,
    }
  },
  detail: (_, result, row) => ({ followUpId: row.followUpId, revision: result.revision }),
})

async function write(context: Context, row: LockedRow, values: RowValues): Promise<SavedRow> {
  const { db, actor, now } = context
  const revision = row.revision + 1
  await db
    .updateTable('protocolRow')
    .set({ ...values, revision, changedBy: actor.accountId, changedAt: now })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, revision, changedAt: now.toISOString(), changedBy: actor.name }
}

/** Judging begins with the visit or the start, and ends when the draft is sent; whoever is biased takes no part. */
export async function assertOpenFor(
  { db, actor }: Context,
  row: { followUpId: string; state: FollowUpState },
  states: readonly FollowUpState[] = ['underway'],
): Promise<void> {
  if (!states.includes(row.state))
    throw new Problem('wrongState', { current: { state: row.state }, detail: `protocol is ${row.state}` })
  if (await isBiased(db, row.followUpId, actor.accountId)) throw new Problem('notAllowed')
}

/** Summary and analysis, and what individual follow-up and economy add (or why they add nothing). */
export const saveAnalysis = command({
  verb: 'followUp.change',
  input: SaveAnalysis,
  target: ({ db }, input) => lockFollowUp(db, input.followUpId),
  async run({ db }, followUp, input) {
    if (followUp.state !== 'underway' && followUp.state !== 'hearing')
      throw new Problem('wrongState', { current: { state: followUp.state } })
    if (input.revision !== followUp.revision)
      throw new Problem('stale', { current: { revision: followUp.revision } })
    const revision = await saveFollowUpState(db, followUp, {
      summary: input.summary,
      analysis: input.analysis,
      individualInput: joined(input.individual),
      ...casesOf(input.individual),
      economyInput: joined(input.economy),
    })
    return { id: followUp.id, revision }
  },
})

/** Where nothing was followed up there is no number of it. */
function casesOf({ missing, cases, from, to }: z.output<typeof SaveAnalysis>['individual']) {
  if (missing) return { individualCases: null, individualFrom: null, individualTo: null }
  return { individualCases: cases, individualFrom: from, individualTo: to }
}

/** That something is missing is itself said in the report, so it is kept as words and not as a flag. */
function joined(input: { text: string; missing: boolean }): string {
  return input.missing ? `${protocolTexts.missingPrefix}${input.text}` : input.text
}
