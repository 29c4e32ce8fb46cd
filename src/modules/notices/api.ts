import { z } from 'zod'
import { changing, type Operation } from '#platform/web/api.ts'
import { openNotice } from './commands.ts'

export const noticesApi: readonly Operation[] = [
  changing({
    method: 'post',
    path: '/notices/{noticeId}/opening',
    tag: 'Notices',
    summary: 'Öppna ett besked / Open a notice',
    description: 'Marks one of the caller’s own notices as opened, and tells where it leads.',
    params: z.object({ noticeId: z.uuid() }),
    answer: z.object({ href: z.string() }),
    command: openNotice,
  }),
]
