import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { FileBody } from '#modules/files/public.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import {
  approveAction,
  closeAction,
  reportAction,
  returnAction,
  sayOfAction,
  verifyAction,
} from './commands-action.ts'
import { closeFinding, confirmRepeat, decideIvo, escalateFinding } from './commands-finding.ts'
import { requestPlan, submitPlan } from './commands-plan.ts'
import { makeReferral } from './commands-referral.ts'
import { writeAction } from './commands-write.ts'
import * as shapes from './contract.ts'
import { examples } from './examples.ts'
import { listFindings } from './queries-list.ts'
import { findFinding, listPlanFindings } from './queries.ts'
import { findAction, findPlan, listActions, listPlanActions } from './queries-plans.ts'
import { actionStates, findingStates, planStates } from './rules.ts'

const tag = 'Findings'
const today = () => todayIn(new Date())
const byFinding = z.object({ findingId: z.uuid() })
const byAction = z.object({ actionId: z.uuid() })
const byPlan = z.object({ planId: z.uuid() })
const byFollowUp = z.object({ followUpId: z.uuid() })
const made = z.object({ id: z.uuid() })
const movedFinding = z.object({ id: z.uuid(), state: z.enum(findingStates), revision: z.number().int() })
const movedAction = z.object({ id: z.uuid(), state: z.enum(actionStates), revision: z.number().int() })

const readings: readonly Operation[] = [
  reading({
    path: '/findings',
    tag,
    verb: 'followUp.read',
    summary: 'Lista brister / List findings',
    description:
      'Findings the reader may see: the office those of its boards, a provider its own that are shared.',
    query: shapes.FindingFilter,
    answer: listOf('findings', shapes.FindingView),
    run: async (tx, filter) => ({
      ...(await listFindings(tx, filter, today())),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/findings/{findingId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa en brist / Show a finding',
    description: 'One finding with the requirement as it read then.',
    params: byFinding,
    answer: shapes.FindingView,
    run: (tx, input) => findFinding(tx, input.findingId, today()),
  }),
  reading({
    path: '/actions',
    tag,
    verb: 'followUp.read',
    summary: 'Lista åtgärder / List actions',
    description: 'Actions the reader may see. Drafts of a provider are seen by that provider alone.',
    query: shapes.ActionFilter,
    answer: listOf('actions', shapes.ActionView),
    run: async (tx, filter) => ({
      ...(await listActions(tx, filter, today())),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/actions/{actionId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa en åtgärd / Show an action',
    description: 'One action.',
    params: byAction,
    answer: shapes.ActionView,
    run: (tx, input) => findAction(tx, input.actionId, today()),
  }),
  reading({
    path: '/action-plans/{planId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa en handlingsplan / Show an action plan',
    description: 'The plan with its findings and actions.',
    params: byPlan,
    answer: shapes.PlanView,
    run: async (tx, input) => {
      const plan = await findPlan(tx, input.planId)
      if (!plan) return undefined
      const findings = await listPlanFindings(tx, plan.id, today())
      return { ...plan, findings, actions: await listPlanActions(tx, plan.id, today()) }
    },
  }),
]

const ofPlans: readonly Operation[] = [
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/action-plans',
    tag,
    summary: 'Begär handlingsplan / Request an action plan',
    description:
      'Covers all open findings without a plan. The default deadline is 15 working days, 1 if acute.',
    params: byFollowUp,
    body: shapes.RequestPlan.omit({ followUpId: true }),
    example: examples.requestPlan,
    answer: z.object({ id: z.uuid(), dueOn: z.string(), findings: z.number().int() }),
    command: requestPlan,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/action-plans/{planId}/actions',
    tag,
    summary: 'Skriv en åtgärd / Write an action',
    description:
      'Adds a row, or with `actionId` and `revision` changes one. Half-written rows are kept as drafts.',
    params: byPlan,
    body: shapes.WriteAction.omit({ planId: true }),
    example: examples.writeAction,
    answer: z.object({ id: z.uuid(), revision: z.number().int() }),
    command: writeAction,
  }),
  changing({
    method: 'post',
    path: '/action-plans/{planId}/submission',
    tag,
    summary: 'Lämna in handlingsplanen / Submit the action plan',
    description: 'Refused until every finding has action, owner, date for action and date for follow-up.',
    params: byPlan,
    answer: z.object({ id: z.uuid(), state: z.enum(planStates) }),
    command: submitPlan,
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/referrals',
    tag,
    summary: 'Anmäl till annan myndighet / Refer to another authority',
    description: 'Passes an irregularity on. It is never investigated here.',
    params: byFollowUp,
    body: shapes.MakeReferral.omit({ followUpId: true }),
    example: examples.makeReferral,
    answer: made,
    command: makeReferral,
    created: true,
  }),
]

const ofActions: readonly Operation[] = [
  changing({
    method: 'post',
    path: '/actions/{actionId}/approval',
    tag,
    summary: 'Godkänn en åtgärd / Approve an action',
    description: 'The office finds action and timetable reasonable.',
    params: byAction,
    body: shapes.JudgeAction.omit({ actionId: true }),
    example: examples.approveAction,
    answer: movedAction,
    command: approveAction,
  }),
  changing({
    method: 'post',
    path: '/actions/{actionId}/return',
    tag,
    summary: 'Skicka tillbaka en åtgärd / Return an action',
    description: 'With a reason; the plan can then be changed and sent again.',
    params: byAction,
    body: shapes.ReturnAction.omit({ actionId: true }),
    example: examples.returnAction,
    answer: movedAction,
    command: returnAction,
  }),
  changing({
    method: 'post',
    path: '/actions/{actionId}/messages',
    tag,
    summary: 'Skriv i dialogen / Add a message',
    description: 'The dialogue about an action is kept.',
    params: byAction,
    body: shapes.SayOfAction.omit({ actionId: true }),
    example: examples.sayOfAction,
    answer: made,
    command: sayOfAction,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/actions/{actionId}/report',
    tag,
    summary: 'Rapportera en åtgärd / Report an action as done',
    description: 'What was done, and the evidence: a file in base64, or where it is to be found.',
    params: byAction,
    body: shapes.ReportAction.omit({ actionId: true }).extend({ file: FileBody.optional() }),
    example: examples.reportAction,
    answer: movedAction,
    command: reportAction,
  }),
  changing({
    method: 'post',
    path: '/actions/{actionId}/verification',
    tag,
    summary: 'Bedöm effekten / Judge the effect',
    description: 'Effective: verified. Not effective: returned with the reason.',
    params: byAction,
    body: shapes.VerifyAction.omit({ actionId: true }),
    example: examples.verifyAction,
    answer: movedAction,
    command: verifyAction,
  }),
  changing({
    method: 'post',
    path: '/actions/{actionId}/closing',
    tag,
    summary: 'Avsluta en åtgärd / Close an action',
    description: 'After its effect is verified.',
    params: byAction,
    body: shapes.JudgeAction.omit({ actionId: true }),
    example: examples.closeAction,
    answer: movedAction,
    command: closeAction,
  }),
]

const ofFindings: readonly Operation[] = [
  changing({
    method: 'post',
    path: '/findings/{findingId}/closing',
    tag,
    summary: 'Avsluta en brist / Close a finding',
    description: 'When its actions are closed or with a reason; never without a needed decision about IVO.',
    params: byFinding,
    body: shapes.CloseFinding.omit({ findingId: true }),
    example: examples.closeFinding,
    answer: movedFinding,
    command: closeFinding,
  }),
  changing({
    method: 'put',
    path: '/findings/{findingId}/repeat',
    tag,
    summary: 'Bekräfta upprepad brist / Confirm a repeat',
    description: 'Links to an earlier finding of the same unit, whatever its wording.',
    params: byFinding,
    body: shapes.ConfirmRepeat.omit({ findingId: true }),
    example: examples.confirmRepeat,
    answer: movedFinding,
    command: confirmRepeat,
  }),
  changing({
    method: 'put',
    path: '/findings/{findingId}/ivo-decision',
    tag,
    summary: 'Besluta om anmälan till IVO / Decide about notifying IVO',
    description: 'Notify, or a signed reason not to (SoL 27:7).',
    params: byFinding,
    body: shapes.DecideIvo.omit({ findingId: true }),
    example: examples.decideIvo,
    answer: movedFinding,
    command: decideIvo,
  }),
  changing({
    method: 'post',
    path: '/findings/{findingId}/steps',
    tag,
    summary: 'Ta nästa steg i åtgärdstrappan / Take the next step of the ladder',
    description: 'With the clause it rests on and the reason.',
    params: byFinding,
    body: shapes.EscalateFinding.omit({ findingId: true }),
    example: examples.escalateFinding,
    answer: movedFinding,
    command: escalateFinding,
  }),
]

export const findingsApi: readonly Operation[] = [...readings, ...ofPlans, ...ofActions, ...ofFindings]
