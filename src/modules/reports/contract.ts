import { z } from 'zod'
import { paperKinds, paperStates } from './rules.ts'

const SectionInput = z
  .object({ key: z.string().min(1).max(40), text: z.string().trim().max(20_000) })
  .strict()

/** A report of a fixed follow-up, or a memo (tjänsteskrivelse) in a matter. */
export const CreatePaper = z
  .object({
    kind: z.enum(['followUpReport', 'memo']),
    followUpId: z.uuid().optional(),
    /** Needed for a memo, and for a report whose follow-up has no matter. */
    matterId: z.uuid().optional(),
    title: z.string().trim().max(200).default(''),
  })
  .strict()

export const EditPaper = z
  .object({
    paperId: z.uuid(),
    revision: z.number().int(),
    title: z.string().trim().min(1).max(200),
    sections: z.array(SectionInput).max(20),
  })
  .strict()

export const FreezePaper = z.object({ paperId: z.uuid(), revision: z.number().int() }).strict()
export const OfPaper = z.object({ paperId: z.uuid() }).strict()

export const EditBody = EditPaper.omit({ paperId: true })
export const FreezeBody = FreezePaper.omit({ paperId: true })

export const PaperView = z.object({
  id: z.uuid(),
  kind: z.enum(paperKinds),
  state: z.enum(paperStates),
  title: z.string(),
  followUpId: z.uuid().nullable(),
  matterId: z.uuid().nullable(),
  unitId: z.uuid().nullable(),
  authorName: z.string(),
  createdAt: z.string(),
  frozenAt: z.string().nullable(),
  sharedAt: z.string().nullable(),
  putBeforeBoardAt: z.string().nullable(),
  revision: z.number().int(),
  sections: z.array(z.object({ key: z.string(), title: z.string(), text: z.string() })),
  sha256: z.string().nullable(),
})
