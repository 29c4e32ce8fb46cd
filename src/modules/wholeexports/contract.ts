import { z } from 'zod'
import { wholeExportStates } from './rules.ts'

export const AskWholeExport = z.object({}).strict()
export const RemoveWholeExport = z.object({ exportId: z.uuid() }).strict()
export const FetchWholeExport = RemoveWholeExport

export const WholeExportView = z.object({
  id: z.uuid(),
  state: z.enum(wholeExportStates),
  askedBy: z.string(),
  askedAt: z.string(),
  rows: z.number().nullable(),
  files: z.number().nullable(),
  bytes: z.number().nullable(),
  /** The SHA-256 of the manifest: written down apart, it shows whether the export was changed afterwards. */
  manifestSha256: z.string().nullable(),
  expiresAt: z.string().nullable(),
})
