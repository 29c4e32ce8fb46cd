import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { reading, type Operation } from '#platform/web/api.ts'
import { listVisitTimes, VisitTimeFilter } from './visit-times.ts'

export const visitTimesApi: readonly Operation[] = [
  reading({
    path: '/visit-times',
    tag: 'Follow-ups',
    verb: 'protocol.read',
    summary: 'Lista besökens tider per enhet / List the times of visits by unit',
    description: 'Visits that have been made, by time of day. Units without any are there too.',
    query: VisitTimeFilter,
    answer: z.object({
      units: z.array(
        z.looseObject({
          unitId: z.uuid(),
          name: z.string(),
          officeHours: z.number().int(),
          evening: z.number().int(),
          night: z.number().int(),
          weekend: z.number().int(),
          visits: z.number().int(),
          latest: z.string().nullable(),
        }),
      ),
      total: z.number().int(),
    }),
    run: (tx, filter) => listVisitTimes(tx, filter, todayIn(new Date())),
  }),
]
