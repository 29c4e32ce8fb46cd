import { z } from 'zod'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { registerProgramme } from './commands.ts'
import { ProgrammeBody, ProgrammeView } from './contract.ts'
import { examples } from './examples.ts'
import { listProgrammes } from './queries.ts'

const tag = 'Programmes'

export const programmesApi: readonly Operation[] = [
  reading({
    path: '/provider-programmes',
    tag,
    verb: 'protocol.read',
    summary: 'Lista program för privata utförare / List programmes for private providers',
    description: 'The council’s programmes, the latest term first.',
    answer: z.object({ programmes: z.array(ProgrammeView) }),
    run: async (tx) => ({ programmes: await listProgrammes(tx) }),
  }),
  changing({
    path: '/provider-programmes',
    method: 'post',
    tag,
    summary: 'Registrera ett program / Register a programme',
    description: 'What the council has adopted: its case number, the day of the decision and the term.',
    body: ProgrammeBody,
    example: examples.registerProgramme,
    answer: z.object({ id: z.uuid() }),
    command: registerProgramme,
    created: true,
  }),
]
