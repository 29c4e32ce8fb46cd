import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { examples } from './examples.ts'
import { endFeed, findFeed, RenewFeed, renewFeed } from './feed.ts'

const tag = 'Calendar'
const path = '/me/calendar-feed'
const done = z.object({ id: z.uuid() })

export const calendarApi: readonly Operation[] = [
  reading({
    path,
    tag,
    verb: 'feed.renew',
    summary: 'Visa min kalenderadress / Show my calendar address',
    description:
      'Since when the caller has an address, and when a calendar last asked for it. The address itself is kept nowhere.',
    answer: z.object({ madeAt: z.string(), readAt: z.string().nullable() }),
    run: (tx, _input, actor) => findFeed(tx, actor),
  }),
  changing({
    path,
    method: 'put',
    tag,
    summary: 'Byt kalenderadress / Replace my calendar address',
    description:
      'The caller makes 32 random bytes and writes them as base64url: that is the last part of /kalender/… Only the SHA-256 of that text is handed over, as 64 hexadecimal digits.',
    body: RenewFeed,
    example: examples.renewFeed,
    answer: done,
    command: renewFeed,
  }),
  changing({
    path,
    method: 'delete',
    tag,
    summary: 'Ta bort kalenderadressen / End my calendar address',
    description: 'The address is dead at once.',
    answer: done,
    command: endFeed,
  }),
]
