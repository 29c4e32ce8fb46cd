import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { changeFollowUp, createFollowUp } from './commands.ts'
import { beginFollowUp, cancelFollowUp, closeFollowUp, prepareFollowUp } from './commands-course.ts'
import {
  CancelFollowUp,
  ChangeFollowUp,
  CloseFollowUp,
  CreateFollowUp,
  FollowUpFilter,
  FollowUpRowView,
  FollowUpView,
  MoveFollowUp,
  ProtocolPreview,
} from './contract.ts'
import { examples } from './examples.ts'
import { countProtocol } from './queries-protocol.ts'
import { listFollowUps } from './queries-list.ts'
import { findFollowUp } from './queries.ts'
import { hoursApi } from './api-hours.ts'
import { partsApi } from './api-parts.ts'

const tag = 'Follow-ups'
const params = z.object({ followUpId: z.uuid() })
const moved = z.object({ id: z.uuid(), state: z.string(), revision: z.number().int() })

const courseApi: readonly Operation[] = [
  reading({
    path: '/follow-ups',
    tag,
    verb: 'followUp.read',
    summary: 'Lista uppföljningar / List follow-ups',
    description:
      'What is due first comes first. `late` keeps those past their day; `mine` those whose team you are in.',
    query: FollowUpFilter,
    answer: listOf('followUps', FollowUpRowView).extend({ late: z.number().int() }),
    run: async (tx, filter, actor) => ({
      ...(await listFollowUps(tx, filter, { accountId: actor.accountId, today: todayIn(new Date()) })),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/follow-ups/{followUpId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa en uppföljning / Show a follow-up',
    description: 'One follow-up. A provider finds it once it has been shared with the unit.',
    params,
    answer: FollowUpView,
    run: (tx, input) => findFollowUp(tx, input.followUpId),
  }),
  reading({
    path: '/follow-ups/{followUpId}/protocol-size',
    tag,
    verb: 'protocol.read',
    summary: 'Räkna protokollets krav / Count the requirements of the protocol',
    description: 'How many requirements the protocol has, and why they are in it.',
    params,
    answer: ProtocolPreview,
    run: async (tx, input) =>
      (await findFollowUp(tx, input.followUpId)) && countProtocol(tx, input.followUpId),
  }),
  changing({
    method: 'post',
    path: '/follow-ups',
    tag,
    summary: 'Planera en uppföljning / Plan a follow-up',
    description: 'Takes who runs the unit, and which agreement binds it, as they are today.',
    body: CreateFollowUp,
    example: examples.createFollowUp,
    answer: z.object({ id: z.uuid() }),
    command: createFollowUp,
    created: true,
  }),
  changing({
    method: 'put',
    path: '/follow-ups/{followUpId}',
    tag,
    summary: 'Ändra en plan / Change the plan of a follow-up',
    description: 'Carries the revision that was read; a mismatch answers 412 with what holds now.',
    params,
    body: ChangeFollowUp.omit({ followUpId: true }),
    example: examples.changeFollowUp,
    answer: z.object({ id: z.uuid(), revision: z.number().int() }),
    command: changeFollowUp,
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/prepare',
    tag,
    summary: 'Gör i ordning protokollet / Prepare a follow-up',
    description: 'Makes the protocol of what binds today. An announced follow-up is told to the unit.',
    params,
    body: MoveFollowUp.omit({ followUpId: true }),
    example: examples.prepareFollowUp,
    answer: moved.extend({ requirements: z.number().int() }),
    command: prepareFollowUp,
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/begin',
    tag,
    summary: 'Börja uppföljningen / Begin a follow-up',
    description: 'Everyone in the team must have declared bias. An unannounced one is told to the unit now.',
    params,
    body: MoveFollowUp.omit({ followUpId: true }),
    example: examples.beginFollowUp,
    answer: moved,
    command: beginFollowUp,
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/cancel',
    tag,
    summary: 'Ställ in uppföljningen / Cancel a follow-up',
    description: 'With a reason; open requests are withdrawn.',
    params,
    body: CancelFollowUp.omit({ followUpId: true }),
    example: examples.cancelFollowUp,
    answer: moved,
    command: cancelFollowUp,
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/close',
    tag,
    summary: 'Avsluta uppföljningen / Close a follow-up',
    description: 'With its frozen report, or a reason why there is none.',
    params,
    body: CloseFollowUp.omit({ followUpId: true }),
    example: examples.closeFollowUp,
    answer: moved,
    command: closeFollowUp,
  }),
]

export const followUpsApi: readonly Operation[] = [...courseApi, ...partsApi, ...hoursApi]
