import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { askExtension, assignRequest } from './commands-tasks.ts'
import { submitRequest } from './commands.ts'
import {
  AskExtension,
  AssignRequest,
  CriterionView,
  HandInFilter,
  HandInView,
  ReceiptView,
  SubmitBody,
  WaitingView,
} from './contract.ts'
import { examples } from './examples.ts'
import { findHandIn, listCriteria, listHandIns, reachOf } from './queries.ts'
import { listAllReceipts, listReceipts } from './queries-receipts.ts'
import { listComing, listWaiting } from './queries-waiting.ts'

const tag = 'Hand-ins'
const verb = 'request.submit'
const params = z.object({ requestId: z.uuid() })
const unitOnly = z.object({ unit: z.uuid().optional() })
const changed = z.object({ id: z.uuid(), revision: z.number().int() })

const ComingView = z.object({
  id: z.uuid(),
  unitId: z.uuid(),
  unitName: z.string(),
  title: z.string(),
  kind: z.string(),
  depth: z.string(),
  dueOn: z.string(),
  state: z.string(),
  team: z.array(z.object({ name: z.string(), profession: z.string(), isLead: z.boolean() })),
})

export const handinsApi: readonly Operation[] = [
  reading({
    path: '/hand-ins/waiting',
    tag,
    verb,
    summary: 'Lista det som väntar / List what waits',
    description:
      'Documents, hearings, action plans and actions that wait for the operator, in order of date.',
    query: unitOnly,
    answer: z.object({ waiting: z.array(WaitingView) }),
    run: async (tx, { unit }, actor) => ({
      waiting: await listWaiting(tx, reachOf(actor), { today: todayIn(new Date()), unit }),
    }),
  }),
  reading({
    path: '/hand-ins/coming',
    tag,
    verb,
    summary: 'Lista aviserade uppföljningar / List announced follow-ups',
    description: 'Announced follow-ups of own units that are prepared or under way, with the team.',
    query: unitOnly,
    answer: z.object({ followUps: z.array(ComingView) }),
    run: async (tx, { unit }, actor) => ({ followUps: await listComing(tx, reachOf(actor), unit) }),
  }),
  reading({
    path: '/hand-ins/receipts',
    tag,
    verb,
    summary: 'Lista kvittenser / List receipts',
    description: 'Everything handed in, newest first.',
    query: HandInFilter,
    answer: listOf('receipts', ReceiptView),
    run: async (tx, filter, actor) => ({
      ...(await listAllReceipts(tx, reachOf(actor), filter)),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/hand-ins',
    tag,
    verb,
    summary: 'Lista begärda underlag / List requested documents',
    description: 'Every request to own units, whatever its state, by due date.',
    query: unitOnly,
    answer: z.object({ requests: z.array(HandInView) }),
    run: async (tx, { unit }, actor) => ({ requests: await listHandIns(tx, reachOf(actor), unit) }),
  }),
  reading({
    path: '/hand-ins/{requestId}',
    tag,
    verb,
    summary: 'Visa ett begärt underlag / Show a requested document',
    description: 'What, why, on what ground, with the criteria and everything handed in so far.',
    params,
    answer: HandInView.extend({ criteria: z.array(CriterionView), receipts: z.array(ReceiptView) }),
    run: async (tx, { requestId }, actor) => {
      const found = await findHandIn(tx, requestId, reachOf(actor))
      return (
        found && {
          ...found,
          criteria: await listCriteria(tx, found.requirementIds),
          receipts: await listReceipts(tx, requestId, reachOf(actor)),
        }
      )
    },
  }),
  changing({
    method: 'post',
    path: '/hand-ins/{requestId}/submissions',
    tag,
    summary: 'Lämna in / Hand in',
    description:
      'One or more documents, new or handed in before. Each gets a receipt. What comes late is taken.',
    params,
    body: SubmitBody,
    example: examples.submitRequest,
    answer: z.object({
      id: z.uuid(),
      late: z.boolean(),
      handedIn: z.array(z.object({ id: z.uuid(), receiptNumber: z.string(), fileName: z.string() })),
    }),
    command: submitRequest,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/hand-ins/{requestId}/extension',
    tag,
    summary: 'Be om anstånd / Ask for more time',
    description: 'One open ask at a time.',
    params,
    body: AskExtension.omit({ requestId: true }),
    example: examples.askExtension,
    answer: changed,
    command: askExtension,
  }),
  changing({
    method: 'put',
    path: '/hand-ins/{requestId}/assignee',
    tag,
    summary: 'Lämna över till en kollega / Hand on to a colleague',
    description: 'To a colleague at the same provider; null takes the task back.',
    params,
    body: AssignRequest.omit({ requestId: true }),
    example: examples.assignRequest,
    answer: changed.extend({ name: z.string().nullable() }),
    command: assignRequest,
  }),
]
