import { z } from 'zod'
import { date, key, words } from './shapes-base.ts'
import { code } from './shapes-demo.ts'
import {
  followUpKinds,
  followUpStates,
  depths,
  methods,
  purposes,
  timesOfDay,
} from '#modules/followups/rules.ts'
import { metRoles } from '#modules/followups/rules-visits.ts'

/** The shapes of the follow-ups in content/demo: results-<year>.yaml, running-<year>.yaml and remedies.yaml. */

const deviation = z.strictObject({
  req: key,
  verdict: z.enum(['partly', 'notMet', 'notApplicable']),
  note: words,
  level: z.int().min(1).max(4).optional(),
  measured: z.number().optional(),
  /** How far the finding has come; left out it is closed, or open in a follow-up that is not closed. */
  finding: z.enum(['open', 'planned', 'remedied', 'closed', 'escalated']).optional(),
  acute: z.boolean().default(false),
  /** By when the unit is to have mended it and when that is looked at, where the unit has been given longer than usual. */
  dueOn: date.optional(),
  checkOn: date.optional(),
  /** A step taken on the ladder (åtgärdstrappan), with the clause it rests on and why. */
  step: z
    .strictObject({
      step: z.enum(['dialogue', 'reminder', 'revisit', 'boardReport', 'sanction']),
      clause: words,
      reason: words,
      on: date,
    })
    .optional(),
})

const hearing = z.strictObject({
  sentOn: date,
  dueOn: date,
  state: z.enum(['open', 'answered', 'silent']),
  answeredOn: date.optional(),
  statement: z.string().default(''),
  comments: z
    .array(
      z.strictObject({
        req: key,
        kind: z.enum(['factualError', 'missingInformation', 'otherJudgement', 'typingError']),
        text: words,
        outcome: z.enum(['accepted', 'partly', 'declined']).optional(),
        answer: z.string().default(''),
      }),
    )
    .default([]),
})

const request = z.strictObject({
  title: words,
  why: words,
  ground: words,
  requirements: z.array(key).min(1),
  requestedOn: date,
  dueOn: date,
})

const followUp = z.strictObject({
  unit: code,
  /** The day it is to be done by. */
  due: date,
  /** The day of the visit; none where there has been none. */
  on: date.optional(),
  at: z
    .string()
    .regex(/^\d{2}:\d{2}$/)
    .default('09:00'),
  timeOfDay: z.enum(timesOfDay).default('officeHours'),
  kind: z.enum(followUpKinds).default('planned'),
  depth: z.enum(depths),
  announced: z.boolean().default(true),
  state: z.enum(followUpStates).default('closed'),
  matter: z.string().optional(),
  /** The lead first. */
  team: z.array(key).min(1),
  undeclared: z.array(key).default([]),
  focus: z.array(key).default([]),
  methods: z
    .array(z.enum(methods))
    .default(['documentReview', 'visit', 'interviewManagement', 'interviewStaff']),
  purposes: z.array(z.enum(purposes)).default(['agreement', 'development']),
  /** Whom the team met at the visit, as roles. */
  met: z.array(z.enum(metRoles)).default(['unitManager', 'careStaff']),
  summary: z.string().default(''),
  analysis: z.string().default(''),
  individualInput: z.string().default(''),
  economyInput: z.string().default(''),
  /** How many requirements are assessed so far, in a protocol that is under way; left out: all. */
  assessed: z.int().optional(),
  /** What set it off, when it was not planned. */
  cause: z.string().default(''),
  fixedOn: date.optional(),
  deviations: z.array(deviation).default([]),
  hearing: hearing.optional(),
  requests: z.array(request).default([]),
  plan: z
    .strictObject({
      state: z.enum(['requested', 'submitted', 'returned', 'approved', 'closed']),
      requestedOn: date,
      dueOn: date,
      submittedOn: date.optional(),
    })
    .optional(),
})

export const followUpsFile = z.strictObject({ followUps: z.array(followUp) })

/** What a unit usually promises when a requirement is not met. */
export const remediesFile = z.strictObject({
  remedies: z.record(key, z.strictObject({ action: words, how: words, effect: words })),
})

export type FollowUpContent = z.infer<typeof followUp>
export type Deviation = z.infer<typeof deviation>
export type Remedies = z.infer<typeof remediesFile>['remedies']
