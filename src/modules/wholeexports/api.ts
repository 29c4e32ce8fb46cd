import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { askWholeExport, removeWholeExport } from './commands.ts'
import { AskWholeExport, WholeExportView } from './contract.ts'
import { listWholeExports } from './queries.ts'

const tag = 'Whole export'
const done = z.object({ id: z.uuid() })

export const wholeExportsApi: readonly Operation[] = [
  reading({
    path: '/whole-exports',
    tag,
    verb: 'wholeExport.ask',
    summary: 'Exporter av hela kommunen / Whole exports',
    description:
      'The latest whole exports, with their state and the checksum of their manifest. The content is fetched from the page, signed in as oneself, never with a token.',
    answer: z.object({ exports: z.array(WholeExportView) }),
    run: async (tx) => ({ exports: await listWholeExports(tx) }),
  }),
  changing({
    method: 'post',
    path: '/whole-exports',
    tag,
    summary: 'Starta export av hela kommunen / Ask for a whole export',
    description:
      'The background work writes everything of the municipality in open formats. While one is under way, that one is the answer.',
    body: AskWholeExport,
    example: {},
    answer: done,
    command: askWholeExport,
    created: true,
  }),
  changing({
    method: 'delete',
    path: '/whole-exports/{exportId}',
    tag,
    summary: 'Ta bort en export / Remove a whole export',
    description: 'Takes the content away before its seven days are over.',
    params: z.object({ exportId: z.uuid() }),
    answer: done,
    command: removeWholeExport,
  }),
]
