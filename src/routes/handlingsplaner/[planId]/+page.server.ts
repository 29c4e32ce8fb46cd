import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import {
  findPlan,
  listPlanActions,
  listPlanFindings,
  missingIn,
  submitPlan,
  writeAction,
} from '#modules/findings/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { findingsTexts as t } from '#texts/sv/findings.ts'
import { judging } from '../../atgarder/judge.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const today = todayIn(locals.now)
    const plan = found(await findPlan(tx, idFrom(params.planId)))
    const findings = await listPlanFindings(tx, plan.id, today)
    const rows = await listPlanActions(tx, plan.id, today)
    const isOpen = plan.state === 'requested' || plan.state === 'returned'
    const mayWrite = isOpen && may(actor, 'plan.submit', plan)
    const returned = (findingId: string) =>
      rows.some((row) => row.findingId === findingId && row.state === 'returned')
    return {
      plan,
      // What the municipality wants changed stands first.
      findings: findings.toSorted((one, other) => Number(returned(other.id)) - Number(returned(one.id))),
      actions: rows.toSorted(
        (one, other) => Number(other.state === 'returned') - Number(one.state === 'returned'),
      ),
      missing: mayWrite ? missingIn(findings, rows) : [],
      mayWrite,
      isOffice: actor.side === 'office',
      mayRevisit:
        (plan.state === 'approved' || plan.state === 'closed') &&
        may(actor, 'followUp.create', plan) &&
        findings.some((one) => one.state !== 'closed' && one.state !== 'withdrawn'),
      mayJudge: may(actor, 'action.approve', plan),
    }
  })

export const actions: Actions = {
  ...judging,
  spara: (event) =>
    submit(event, writeAction, {
      input: (form) => ({ planId: event.params.planId, ...written(form) }),
      names: { title: 'gora', description: 'hur', owner: 'ansvarig', dueOn: 'klar', followUpOn: 'uppfoljd' },
      theirs: () => event.url.pathname,
      then: () => event.url.pathname,
      done: t.savedDraft,
    }),
  'lamna-in': (event) =>
    submit(event, submitPlan, {
      input: () => ({ planId: event.params.planId }),
      then: () => event.url.pathname,
      done: t.submitDone,
    }),
}

function written(form: FormReader) {
  const day = (name: string) => {
    const text = form.text(name)
    return text === '' ? null : (parseTypedDate(text) ?? text)
  }
  const actionId = form.optional('atgard')
  return {
    findingId: form.text('brist'),
    ...(actionId ? { actionId, revision: form.revision() } : {}),
    title: form.text('gora'),
    description: form.text('hur'),
    owner: form.text('ansvarig'),
    dueOn: day('klar'),
    followUpOn: day('uppfoljd'),
  }
}
