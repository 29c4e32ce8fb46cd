import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  approveDisposal,
  findDisposal,
  getRule,
  listItems,
  rejectDisposal,
  withdrawDisposal,
} from '#modules/disposals/public.ts'
import { canMove } from '#modules/disposals/rules.ts'
import { findMinutes } from '#modules/reports/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { disposalTexts as t } from '#texts/sv/disposals.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const disposal = found(await findDisposal(tx, idFrom(params.disposalId)))
    const isOwn = disposal.proposedBy === actor.accountId
    const mayDecide = canMove(disposal.state, 'approve') && may(actor, 'disposal.decide', disposal)
    return {
      disposal,
      rule: await getRule(tx, disposal.ruleId),
      items: await listItems(tx, disposal.id),
      certificate: await findMinutes(tx, disposal.paperId),
      isOwn: isOwn && mayDecide,
      may: {
        decide: mayDecide && !isOwn,
        withdraw: canMove(disposal.state, 'withdraw') && may(actor, 'disposal.propose', disposal),
      },
      commandIds: { approve: uuidv7(), reject: uuidv7(), withdraw: uuidv7() },
    }
  })

export const actions: Actions = {
  godkann: (event) =>
    submit(event, approveDisposal, {
      input: (form) => ({ disposalId: event.params.disposalId, revision: form.revision() }),
      then: () => event.url.pathname,
      done: t.approved,
    }),
  avsla: (event) =>
    submit(event, rejectDisposal, {
      input: (form) => ({
        ...{ disposalId: event.params.disposalId, revision: form.revision() },
        reason: form.text('skal'),
      }),
      names: { reason: 'skal' },
      then: () => event.url.pathname,
      done: t.rejected,
    }),
  aterta: (event) =>
    submit(event, withdrawDisposal, {
      input: (form) => ({
        ...{ disposalId: event.params.disposalId, revision: form.revision() },
        reason: form.text('skal'),
      }),
      names: { reason: 'skal' },
      then: () => event.url.pathname,
      done: t.withdrawn,
    }),
}
