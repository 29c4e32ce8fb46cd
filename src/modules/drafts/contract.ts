import { z } from 'zod'

/** What the draft is of: a word for the form, and the ids it stands at ("handin/0190…"). */
export const DraftKey = z
  .string()
  .max(200)
  .regex(/^[a-z][a-z-]{0,40}(\/[a-z0-9-]{1,40}){0,4}$/, 'notValid')

/** Field names of the form with what stands in them. */
export const DraftContent = z
  .record(z.string().max(100), z.union([z.string().max(20_000), z.array(z.string().max(2_000)).max(200)]))
  .refine((content) => JSON.stringify(content).length <= 200_000, 'tooLong')
export type DraftContent = z.output<typeof DraftContent>

export const KeepDraft = z.object({ key: DraftKey, content: DraftContent }).strict()
export const DropDraft = z.object({ key: DraftKey }).strict()

export const DraftView = z.object({ key: z.string(), content: DraftContent, savedAt: z.string() })
