import { z } from 'zod'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import {
  decideOrder,
  discardOrder,
  recordChairDecision,
  removePoint,
  reportDecisions,
  savePoint,
  startOrder,
  takeDecision,
} from './commands.ts'
import {
  ChairDecision,
  DecideOrder,
  DelegationFilter,
  DelegationView,
  OrderView,
  PointView,
  ReportDecisions,
  SavePoint,
  StartOrder,
  TakeDecision,
} from './contract.ts'
import { examples } from './examples.ts'
import { listDelegations, listOrders, listPoints } from './queries.ts'

const tag = 'Delegation'
const made = z.object({ id: z.uuid() })
const ofOrder = z.object({ orderId: z.uuid() })
const numbered = made.extend({
  year: z.number().int(),
  number: z.number().int(),
  recordNumber: z.number().int(),
})

const orders: readonly Operation[] = [
  reading({
    path: '/delegation-orders',
    tag,
    verb: 'followUp.read',
    summary: 'Lista delegationsordningar / List delegation orders',
    description: 'Every version of the orders of your boards, the newest first.',
    answer: z.object({ orders: z.array(OrderView) }),
    run: async (tx) => ({ orders: await listOrders(tx) }),
  }),
  reading({
    path: '/delegation-orders/{orderId}/points',
    tag,
    verb: 'followUp.read',
    summary: 'Visa punkterna i en delegationsordning / Show the points of an order',
    description: 'What is delegated, to which roles, by which conditions and limits.',
    params: ofOrder,
    answer: z.object({ points: z.array(PointView) }),
    run: async (tx, input) => ({ points: await listPoints(tx, input.orderId) }),
  }),
  changing({
    path: '/delegation-orders',
    tag,
    method: 'post',
    summary: 'Börja på en ny version / Begin a new version',
    description: 'A draft that begins as a copy of the version before.',
    body: StartOrder,
    example: examples.startOrder,
    answer: made.extend({ number: z.number().int(), points: z.number().int() }),
    command: startOrder,
    created: true,
  }),
  changing({
    path: '/delegation-orders/{orderId}/points',
    tag,
    method: 'post',
    summary: 'Spara en punkt / Save a point',
    description: 'A new point, or a changed one by its id, in a draft.',
    params: ofOrder,
    body: SavePoint.omit({ orderId: true }),
    example: examples.savePoint,
    answer: made.extend({ orderId: z.uuid() }),
    command: savePoint,
    created: true,
  }),
  changing({
    path: '/delegation-points/{pointId}',
    tag,
    method: 'delete',
    summary: 'Ta bort en punkt / Remove a point',
    description: 'Only of a draft: what the board has decided never changes.',
    params: z.object({ pointId: z.uuid() }),
    answer: made.extend({ orderId: z.uuid() }),
    command: removePoint,
  }),
  changing({
    path: '/delegation-orders/{orderId}/decision',
    tag,
    method: 'put',
    summary: 'Skriv in nämndens beslut om ordningen / Record the board’s decision of the order',
    description: 'The paragraph and from when the order holds. After it the version never changes.',
    params: ofOrder,
    body: z.object(DecideOrder.shape).omit({ orderId: true }),
    example: examples.decideOrder,
    answer: made,
    command: decideOrder,
  }),
  changing({
    path: '/delegation-orders/{orderId}',
    tag,
    method: 'delete',
    summary: 'Ta bort ett utkast / Discard a draft',
    description: 'A draft that came to nothing. A decided order is never taken away.',
    params: ofOrder,
    answer: made,
    command: discardOrder,
  }),
]

const decisions: readonly Operation[] = [
  reading({
    path: '/delegation-decisions',
    tag,
    verb: 'followUp.read',
    summary: 'Lista delegationsbeslut / List decisions by delegation',
    description: 'Decisions by officials and the chair, with the meeting they were reported at.',
    query: DelegationFilter,
    answer: listOf('decisions', DelegationView, 'DelegationDecisions'),
    run: async (tx, filter) => ({
      ...(await listDelegations(tx, filter)),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  changing({
    path: '/delegation-decisions',
    tag,
    method: 'post',
    summary: 'Fatta ett delegationsbeslut / Decide by delegation',
    description: 'By the role of the point, in a matter that is open.',
    body: TakeDecision,
    example: examples.takeDecision,
    answer: numbered,
    command: takeDecision,
    created: true,
  }),
  changing({
    path: '/chair-decisions',
    tag,
    method: 'post',
    summary: 'Skriv in ordförandens beslut / Record an urgent decision by the chair',
    description: 'In a matter that could not wait for the board (KL 6:39).',
    body: ChairDecision,
    example: examples.recordChairDecision,
    answer: numbered,
    command: recordChairDecision,
    created: true,
  }),
  changing({
    path: '/meetings/{meetingId}/delegation-report',
    tag,
    method: 'post',
    summary: 'Anmäl delegationsbeslut / Report decisions by delegation',
    description: 'Gathers what no meeting has been given yet into one item of the agenda.',
    params: z.object({ meetingId: z.uuid() }),
    body: ReportDecisions.omit({ meetingId: true }),
    example: examples.reportDecisions,
    answer: made.extend({ meetingId: z.uuid(), decisions: z.number().int() }),
    command: reportDecisions,
    created: true,
  }),
]

export const delegationsApi: readonly Operation[] = [...orders, ...decisions]
