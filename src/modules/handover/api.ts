import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { handOver } from './commands.ts'
import { HandOver, LeaverFilter, LeaverView, WorkView } from './contract.ts'
import { examples } from './examples.ts'
import { findLeaver, listLeavers, listWork } from './queries.ts'

const tag = 'Hand-over'
const verb = 'work.handOver'
const params = z.object({ fromAccountId: z.uuid() })

export const handOverApi: readonly Operation[] = [
  reading({
    path: '/hand-over',
    tag,
    verb,
    summary: 'Lista dem som slutar / List who is leaving',
    description:
      'People of the office who have left or leave within 30 days, with how much is still theirs, by kind.',
    query: LeaverFilter,
    answer: listOf('leavers', LeaverView),
    run: async (tx, filter) => ({
      ...(await listLeavers(tx, filter, todayIn(new Date()))),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/hand-over/{fromAccountId}',
    tag,
    verb,
    summary: 'Lista det som är kvar / List what is left',
    description: 'Everything that still has the person’s name on it and that you may see.',
    params,
    answer: z.object({
      id: z.uuid(),
      name: z.string(),
      endsOn: z.string().nullable(),
      work: z.array(WorkView),
    }),
    run: async (tx, { fromAccountId }) => {
      const leaver = await findLeaver(tx, fromAccountId)
      const work = leaver && (await listWork(tx, leaver.id, todayIn(new Date())))
      return leaver && { id: leaver.id, name: leaver.name, endsOn: leaver.endsOn, work }
    },
  }),
  changing({
    method: 'post',
    path: '/hand-over/{fromAccountId}',
    tag,
    summary: 'Lämna över arbete / Hand over work',
    description: 'Each row to its receiver: all of it or nothing. Answers what the teams lack afterwards.',
    params,
    body: z.object(HandOver.shape).omit({ fromAccountId: true }),
    example: examples.handOver,
    answer: z.object({
      id: z.uuid(),
      handedOver: z.number().int(),
      warnings: z.array(z.object({ id: z.uuid(), kind: z.string(), roles: z.array(z.string()) })),
    }),
    command: handOver,
  }),
]
