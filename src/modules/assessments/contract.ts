import { z } from 'zod'
import { FileInput } from '#modules/files/public.ts'
import { commentKinds, outcomes, verdicts } from './rules.ts'

const text = (most: number) => z.string().trim().max(most)
const needed = (most: number, code = 'required') => text(most).min(1, code)
const day = z.iso.date('date')
const reason = needed(2000, 'reasonNeeded')

export const SendHearing = z
  .object({
    followUpId: z.uuid(),
    /** The checksum of the draft that was looked at: what is sent is what was seen. */
    seen: z.string().regex(/^[0-9a-f]{64}$/),
    message: text(4000).default(''),
    warningsConfirmed: z.boolean().default(false),
  })
  .strict()

export const RecallHearing = z.object({ hearingId: z.uuid(), reason }).strict()

export const AnswerExtension = z
  .object({
    hearingId: z.uuid(),
    answer: z.enum(['granted', 'refused'], 'chooseOne'),
    /** Left out: the day that was asked for. */
    until: day.optional(),
    reason: text(2000).default(''),
  })
  .strict()
  .refine((input) => input.answer === 'granted' || input.reason !== '', {
    path: ['reason'],
    message: 'reasonNeeded',
  })

export const CloseSilent = z.object({ hearingId: z.uuid() }).strict()

export const AcceptLate = z.object({ hearingId: z.uuid(), until: day, reason }).strict()

export const AskExtension = z.object({ hearingId: z.uuid(), until: day, reason }).strict()

const commentFields = {
  /** Left out: about the draft as a whole. */
  rowId: z.uuid().optional(),
  kind: z.enum(commentKinds, 'chooseOne'),
  text: needed(8000),
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
    statement: text(20_000).default(''),
    /** The provider says that it has no comments: never guessed from an empty form. */
    noComments: z.boolean().default(false),
  })
  .strict()

export const AnswerComment = z
  .object({ commentId: z.uuid(), outcome: z.enum(outcomes, 'chooseOne'), answer: needed(8000) })
  .strict()

const judgement = {
  verdict: z.enum(verdicts, 'chooseOne'),
  level: z.int().min(1).max(4).optional(),
  measured: z.number('number').optional(),
  note: text(8000).default(''),
  reason: text(2000).default(''),
}

export const ReviseRow = z
  .object({ followUpId: z.uuid(), rowId: z.uuid(), revision: z.int(), ...judgement })
  .strict()

export const FixAssessment = z.object({ followUpId: z.uuid() }).strict()

export const CorrectAssessment = z
  .object({
    assessmentId: z.uuid(),
    reason,
    rows: z
      .array(z.object({ requirementId: z.uuid(), ...judgement }).strict())
      .max(300)
      .default([]),
    summary: text(20_000).optional(),
    analysis: text(40_000).optional(),
  })
  .strict()

export type Judgement = Pick<z.output<typeof ReviseRow>, 'verdict' | 'level' | 'measured' | 'note' | 'reason'>
