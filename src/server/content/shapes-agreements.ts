import { z } from 'zod'
import type { Actor } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { PlanRow } from '#modules/agreements/contract-more.ts'
import { answerables } from '#modules/agreements/rules.ts'
import { occasions } from '#modules/agreements/rules-plan.ts'
import { requirementMethods } from '#modules/catalogues/draft-rules.ts'

const text = z.string().min(1)
const day = z.iso.date()

const ownRequirement = z.strictObject({
  code: text,
  title: text,
  text,
  focusArea: text,
  methods: z.array(z.enum(requirementMethods)),
  evidence: text,
  guidance: text,
  questions: z.array(text),
  levels: z.array(text).length(4),
})

/** What is done with agreements in the demo: content/demo/agreements-work.yaml. */
export const agreementsWorkFile = z.strictObject({
  plans: z.array(
    z.strictObject({
      agreement: text,
      on: day,
      occasion: z.enum(occasions),
      note: z.string().default(''),
      rows: z.array(PlanRow),
    }),
  ),
  /** The plan that most agreements have. */
  usualPlan: z.strictObject({ on: day, agreements: z.array(text), rows: z.array(PlanRow) }),
  /** The choice systems whose terms are gone through every year, with what was said the last time. */
  termsReviews: z.array(z.strictObject({ agreement: text, text })),
  exceptions: z.array(
    z.strictObject({ agreement: text, on: day, occasion: z.enum(occasions), reason: text }),
  ),
  requirements: z.array(
    z.strictObject({
      agreement: text,
      on: day,
      name: text,
      validFrom: day,
      decidedBy: text,
      decidedOn: day,
      caseNumber: text,
      rows: z.array(ownRequirement),
    }),
  ),
  mirror: z.strictObject({
    agreement: text,
    from: text,
    on: day,
    title: text,
    board: text,
    provider: text,
    caseNumber: text,
    begins: day,
    ends: day,
    units: z.array(text),
    excepted: z.array(z.strictObject({ requirement: text, reason: text })),
    reasons: z.array(z.strictObject({ code: text, reason: text })),
  }),
  work: z.array(
    z.strictObject({
      board: text,
      area: text,
      position: z.int(),
      title: text,
      owner: text,
      due: day,
      agreement: text.optional(),
      note: z.string(),
    }),
  ),
  care: z.array(
    z.strictObject({
      agreement: text,
      unit: text,
      task: text,
      answerable: z.enum(answerables),
      clause: z.string(),
      from: day,
    }),
  ),
  notes: z.array(
    z.strictObject({
      agreement: text,
      on: day,
      kind: z.enum(['experience', 'review']),
      requirement: text.nullable(),
      text,
    }),
  ),
})

export type Content = z.infer<typeof agreementsWorkFile>

/** Where a scene is played: who acts, when, and what things are called. */
export type Stage = {
  db: Db
  actor: Actor
  /** As a command is called on a day of the demo. */
  at(day: string): { db: Db; actor: Actor; now: Date; commandId: string }
  id(kind: string, key: string): string
  /** The day of the story as it falls in this demo. */
  day(told: string): string
  today: string
}
