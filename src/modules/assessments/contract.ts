import { z } from 'zod'
import { FileInput } from '#modules/files/public.ts'
import { day, optionalText, reason, revision, text, written } from '#platform/shapes.ts'
import { commentKinds, outcomes, verdicts } from './rules.ts'

const why = reason(2000)

export const SendHearing = z
  .object({
    followUpId: z.uuid(),
    /** The checksum of the draft that was looked at: what is sent is what was seen. */
    seen: z.string().regex(/^[0-9a-f]{64}$/),
    message: optionalText(4000),
    warningsConfirmed: z.boolean().default(false),
  })
  .strict()

export const RecallHearing = z.object({ hearingId: z.uuid(), reason: why }).strict()

export const AnswerExtension = z
  .object({
    hearingId: z.uuid(),
    answer: z.enum(['granted', 'refused'], 'chooseOne'),
    /** Left out: the day that was asked for. */
    until: day.optional(),
    reason: optionalText(2000),
  })
  .strict()
  .refine((input) => input.answer === 'granted' || input.reason !== '', {
    path: ['reason'],
    message: 'reasonNeeded',
  })

export const CloseSilent = z.object({ hearingId: z.uuid() }).strict()

export const AcceptLate = z.object({ hearingId: z.uuid(), until: day, reason: why }).strict()

export const AskExtension = z.object({ hearingId: z.uuid(), until: day, reason: why }).strict()

const commentFields = {
  /** Left out: about the draft as a whole. */
  rowId: z.uuid().optional(),
  kind: z.enum(commentKinds, 'chooseOne'),
  text: written(8000),
}

export const AddComment = z
  .object({ hearingId: z.uuid(), ...commentFields, file: FileInput.optional() })
  .strict()

export const ChangeComment = z
  .object({ commentId: z.uuid(), kind: commentFields.kind, text: commentFields.text })
  .strict()

export const RemoveComment = z.object({ commentId: z.uuid() }).strict()

export const SubmitHearing = z
  .object({
    hearingId: z.uuid(),
    statement: optionalText(20_000),
    /** The provider says that it has no comments: never guessed from an empty form. */
    noComments: z.boolean().default(false),
  })
  .strict()

export const AnswerComment = z
  .object({ commentId: z.uuid(), outcome: z.enum(outcomes, 'chooseOne'), answer: written(8000) })
  .strict()

const judgement = {
  verdict: z.enum(verdicts, 'chooseOne'),
  level: z.int().min(1).max(4).optional(),
  measured: z.number('number').optional(),
  note: optionalText(8000),
  reason: optionalText(2000),
}

export const ReviseRow = z.object({ followUpId: z.uuid(), rowId: z.uuid(), revision, ...judgement }).strict()

export const FixAssessment = z.object({ followUpId: z.uuid() }).strict()

export const CorrectAssessment = z
  .object({
    assessmentId: z.uuid(),
    reason: why,
    rows: z
      .array(z.object({ requirementId: z.uuid(), ...judgement }).strict())
      .max(300)
      .default([]),
    summary: text(20_000).optional(),
    analysis: text(40_000).optional(),
  })
  .strict()

export type Judgement = Pick<z.output<typeof ReviseRow>, 'verdict' | 'level' | 'measured' | 'note' | 'reason'>
