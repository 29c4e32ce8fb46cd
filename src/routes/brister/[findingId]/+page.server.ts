import type { Actions, PageServerLoad } from './$types'
import { may, type Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import {
  findClause,
  findFinding,
  listChain,
  listEarlier,
  listEvidence,
  listFindingActions,
  listHistory,
  listSteps,
  proposedStep,
  type FindingRow,
} from '#modules/findings/public.ts'
import { listAcuteDeliveries } from '#modules/followups/protocol-public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { findingActions } from './actions.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const finding = found(await findFinding(tx, idFrom(params.findingId), todayIn(locals.now)))
    const actions = await listFindingActions(tx, finding.id, todayIn(locals.now))
    return {
      // Whether the board is to be told is the office's own until the board has been called.
      finding: actor.side === 'office' ? finding : { ...finding, boardPaperId: null },
      actions,
      chain: await listChain(tx, finding.id),
      isOffice: actor.side === 'office',
      office:
        actor.side === 'office'
          ? await officePart(tx, actor, {
              finding,
              actionIds: actions.map((one) => one.id),
            })
          : undefined,
    }
  })

/** What only the office reads: evidence of the protocol, the ladder's reasons, the decision about IVO, the history. */
async function officePart(
  tx: Db,
  actor: Actor,
  { finding, actionIds }: { finding: FindingRow; actionIds: readonly string[] },
) {
  const planId = finding.actionPlanId ? [finding.actionPlanId] : []
  const step = proposedStep({ ...finding, isRepeat: finding.repeatsId !== null })
  return {
    evidence: await listEvidence(tx, finding.protocolRowId),
    earlier: await listEarlier(tx, finding),
    deliveries: await listAcuteDeliveries(tx, finding.id),
    steps: await listSteps(tx, finding.id),
    history: await listHistory(tx, finding.followUpId, [finding.id, ...planId, ...actionIds]),
    proposed: step,
    knownClause: await findClause(tx, finding),
    mayConfirm: may(actor, 'finding.confirmRepeat', finding),
    mayDecideIvo: may(actor, 'finding.decideIvo', finding),
    mayEscalate: may(actor, 'finding.escalate', finding),
    mayClose: may(actor, 'finding.close', finding),
  }
}

export const actions: Actions = findingActions
