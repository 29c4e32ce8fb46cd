import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { recordHours } from './commands-hours.ts'
import { examples } from './examples.ts'
import { listHours } from './queries-hours.ts'
import { findFollowUp } from './queries.ts'
import { hourRoles, RecordHours } from './rules-hours.ts'

const params = z.object({ followUpId: z.uuid() })

export const hoursApi: readonly Operation[] = [
  reading({
    path: '/follow-ups/{followUpId}/hours',
    tag: 'Follow-ups',
    verb: 'protocol.read',
    summary: 'Visa timmarna som gått åt / Show the hours used',
    description:
      'By person and month. Entries that were corrected are kept, with who corrected them and why.',
    params,
    answer: z.object({
      hours: z.array(
        z.looseObject({
          id: z.uuid(),
          accountId: z.uuid(),
          role: z.enum(hourRoles),
          year: z.number().int(),
          month: z.number().int(),
          hours: z.number(),
          replacedAt: z.string().nullable(),
        }),
      ),
    }),
    run: async (tx, { followUpId }) =>
      (await findFollowUp(tx, followUpId)) && { hours: await listHours(tx, followUpId) },
  }),
  changing({
    method: 'post',
    path: '/follow-ups/{followUpId}/hours',
    tag: 'Follow-ups',
    summary: 'Skriv in timmar / Record hours',
    description:
      'What a member of the team gave in a month. Where something stands already it is corrected, with a reason.',
    params,
    body: RecordHours.omit({ followUpId: true }),
    example: examples.recordHours,
    answer: z.object({ id: z.uuid(), followUpId: z.uuid(), corrected: z.boolean() }),
    command: recordHours,
    created: true,
  }),
]
