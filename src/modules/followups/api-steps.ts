import { z } from 'zod'
import { changing, type Operation } from '#platform/web/api.ts'
import { followUpKinds } from './rules.ts'
import { describeSteps, DescribeSteps } from './steps.ts'

export const stepsApi: readonly Operation[] = [
  changing({
    method: 'put',
    path: '/follow-up-steps',
    tag: 'Follow-ups',
    summary: 'Beskriv stegen / Describe the steps',
    description: 'What the municipality calls the steps of one kind of follow-up, and who takes each.',
    body: DescribeSteps,
    example: { kind: 'planned', steps: [{ position: 1, name: 'Förbereda', role: 'Uppföljare' }] },
    answer: z.object({ kind: z.enum(followUpKinds) }),
    command: describeSteps,
  }),
]
