import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import {
  defaultDueOn,
  FindingFilter,
  listFindings,
  listPlanActions,
  listPlansOf,
  listReferrals,
  makeReferral,
  requestPlan,
} from '#modules/findings/public.ts'
import { authorities } from '#modules/findings/rules.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { findingsTexts as t } from '#texts/sv/findings.ts'
import { judging } from '../../../atgarder/judge.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const followUp = found(await findFollowUp(tx, idFrom(params.followUpId)))
    const filter = FindingFilter.parse({ followUp: followUp.id, sort: '-allvar', limit: 200 })
    const { findings } = await listFindings(tx, filter, today)
    const plans = await listPlansOf(tx, followUp.id)
    const isFixed = followUp.state === 'fixed' || followUp.state === 'closed'
    const waiting = findings.filter(
      (one) =>
        (one.state === 'open' || one.state === 'escalated') &&
        (isFixed || one.severity === 'acute') &&
        !plans.some((plan) => plan.id === one.actionPlanId && plan.state !== 'closed'),
    )
    const rows = []
    for (const plan of plans) rows.push(...(await listPlanActions(tx, plan.id, today)))
    return {
      followUp: { id: followUp.id, title: followUp.title, unitId: followUp.unitId },
      findings,
      plans,
      actions: rows,
      waiting: waiting.length,
      dueOn: defaultDueOn(
        waiting.map((one) => one.severity),
        today,
      ),
      referrals: await listReferrals(tx, followUp.id),
      mayRevisit:
        isFixed &&
        may(actor, 'followUp.create', followUp) &&
        findings.some((one) => one.state !== 'closed' && one.state !== 'withdrawn'),
      mayRequest: may(actor, 'plan.request', followUp),
      mayJudge: may(actor, 'action.approve', followUp),
      mayRefer: may(actor, 'referral.make', followUp),
    }
  })

export const actions: Actions = {
  ...judging,
  begar: (event) =>
    submit(event, requestPlan, {
      input: (form) => ({
        followUpId: event.params.followUpId,
        dueOn: parseTypedDate(form.text('senast')) ?? form.text('senast'),
      }),
      names: { dueOn: 'senast' },
      then: () => event.url.pathname,
      done: t.requestDone,
    }),
  anmal: (event) =>
    submit(event, makeReferral, {
      input: (form) => ({
        followUpId: event.params.followUpId,
        // The shape refuses what is not one of the authorities.
        receiver: form.text('myndighet') as (typeof authorities)[number],
        what: form.text('galler'),
        reference: form.text('nummer'),
      }),
      names: { receiver: 'myndighet', what: 'galler', reference: 'nummer' },
      then: () => event.url.pathname,
      done: t.referralDone,
    }),
}
