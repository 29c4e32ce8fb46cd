import { z } from 'zod'
import { listOf, reading, type Operation } from '#platform/web/api.ts'
import { listLog, LogFilter } from './queries.ts'

const LogRow = z.object({
  seq: z.number().int(),
  at: z.string(),
  verb: z.string(),
  outcome: z.enum(['done', 'denied', 'read']),
  targetId: z.uuid().nullable(),
  who: z.string().nullable(),
  /** The page or the address of the API, where it was a reading. */
  place: z.string(),
})

export const logApi: readonly Operation[] = [
  reading({
    path: '/log-rows',
    tag: 'Logg',
    verb: 'audit.read',
    summary: 'Läs loggen / Read the log',
    description:
      'Who did what and when, newest first, by reference and never by content. For the log reviewer.',
    query: LogFilter,
    answer: listOf('logRows', LogRow),
    run: async (tx, filter) => {
      const { rows, total } = await listLog(tx, filter)
      return { logRows: rows, total, page: filter.page, limit: filter.limit }
    },
  }),
]
