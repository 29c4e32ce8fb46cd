import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { reading, type Operation } from '#platform/web/api.ts'
import { searchAll } from './queries.ts'
import { searchGroups } from './rules.ts'

export const searchApi: readonly Operation[] = [
  reading({
    path: '/search',
    tag: 'Search',
    verb: 'notice.open', // everybody with a role may search; each kind of thing has its own reader below
    summary: 'Sök i allt du får se / Search everything you may see',
    description:
      'Units, providers, agreements, follow-ups, findings, matters, papers and requirements with all words.',
    query: z.object({ q: z.string().trim().min(2, 'tooShort').max(200) }),
    answer: z.object({
      groups: z.array(
        z.object({
          group: z.enum(searchGroups),
          total: z.number().int(),
          hits: z.array(z.object({ href: z.string(), title: z.string(), about: z.array(z.string()) })),
        }),
      ),
    }),
    run: async (tx, { q }, actor) => ({ groups: await searchAll(tx, actor, q, todayIn(new Date())) }),
  }),
]
