import { z } from 'zod'
import { FileBody, FileInput } from '#modules/files/public.ts'
import { day, named, optionalText, revision, text, written } from '#platform/shapes.ts'
import { evidenceKinds, verdicts, type GuideValue, type RowValues } from './protocol-rules.ts'

const longText = text(10_000)

/** One row as the assessor wants it, with the revision they had before them. */
export const SaveVerdict = z
  .object({
    rowId: z.uuid(),
    revision,
    verdict: z.enum(verdicts),
    level: z.number().int().min(1).max(4).nullable().default(null),
    measured: z.number('number').min(-1e9).max(1e9).nullable().default(null),
    note: longText.default(''),
    reason: optionalText(2000),
  })
  .strict()

export const AddEvidence = z
  .object({
    rowId: z.uuid(),
    kind: z.enum(evidenceKinds),
    text: optionalText(4000),
    /** A document that was handed in for this follow-up. */
    fileId: z.uuid().optional(),
    file: FileInput.optional(),
  })
  .strict()
  .refine((input) => input.text !== '' || input.fileId !== undefined || input.file !== undefined, {
    path: ['text'],
    message: 'evidenceNeeded',
  })

export const EvidenceBody = z.object({
  kind: z.enum(evidenceKinds),
  text: z.string().optional(),
  fileId: z.uuid().optional(),
  file: FileBody.optional(),
})

export const RemoveEvidence = z.object({ evidenceId: z.uuid() }).strict()

export const RaiseAcute = z
  .object({
    rowId: z.uuid(),
    title: named(200),
    description: written(4000),
  })
  .strict()

const input = z.object({ text: longText, missing: z.boolean().default(false) }).strict()

/** What individual follow-ups show (M-037): how many cases it rests on and from which time, never persons. */
const individual = input.extend({
  cases: z.number('number').int('number').min(1, 'number').max(1_000_000, 'number').nullable().default(null),
  from: day.nullable().default(null),
  to: day.nullable().default(null),
})

/** All three or none: a number without its time says nothing, nor a time without its number. */
function faultsOfCases({ missing, ...of }: z.output<typeof individual>): [name: string, code: string][] {
  const parts = { cases: of.cases, from: of.from, to: of.to }
  const left = Object.entries(parts).filter(([, part]) => part === null)
  if (missing || left.length === 3) return []
  if (left.length > 0) return left.map(([name]) => [name, 'required'])
  return String(of.to) < String(of.from) ? [['to', 'dateBeforeOther']] : []
}

export const SaveAnalysis = z
  .object({
    followUpId: z.uuid(),
    revision,
    summary: longText,
    analysis: longText,
    individual,
    economy: input,
  })
  .strict()
  .superRefine((given, context) => {
    for (const name of ['individual', 'economy'] as const)
      if (given[name].missing && given[name].text === '')
        context.addIssue({ code: 'custom', path: [name, 'text'], message: 'reasonNeeded' })
    for (const [name, message] of faultsOfCases(given.individual))
      context.addIssue({ code: 'custom', path: ['individual', name], message })
  })

export const SavedRow = z.object({
  id: z.uuid(),
  revision: z.number().int(),
  changedAt: z.string(),
  changedBy: z.string(),
})
export type SavedRow = z.output<typeof SavedRow>

/** What `stale` answers with: what holds now, who wrote it and when. */
export type CurrentRow = RowValues & { revision: number; changedBy: string | null; changedAt: string | null }

export const EvidenceView = z.object({
  id: z.uuid(),
  rowId: z.uuid(),
  kind: z.enum(evidenceKinds),
  text: z.string(),
  fileId: z.uuid().nullable(),
  fileName: z.string().nullable(),
  addedBy: z.string(),
  addedAt: z.string(),
  /** What has been disposed of keeps its kind and its day; the certificate tells of it. */
  gone: z.object({ number: z.number().int().nullable() }).nullable(),
})
export type EvidenceView = z.output<typeof EvidenceView>

const GuideValueView = z.object({
  value: z.number(),
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
  of: z.string(),
}) satisfies z.ZodType<GuideValue>

/** A row with what is written in it: the state that changes, apart from the requirement that does not. */
export const RowView = z.object({
  rowId: z.uuid(),
  requirementId: z.uuid(),
  key: z.string(),
  code: z.string(),
  title: z.string(),
  area: z.string(),
  areaName: z.string(),
  kind: z.enum(['must', 'should', 'guideValue']),
  guideValue: GuideValueView.nullable(),
  verdict: z.enum(verdicts),
  level: z.number().int().nullable(),
  measured: z.number().nullable(),
  note: z.string(),
  reason: z.string(),
  evidenceCount: z.number().int(),
  revision: z.number().int(),
  changedBy: z.string().nullable(),
  changedAt: z.string().nullable(),
})
export type RowView = z.output<typeof RowView>

/** The requirement of a row in full, as it read when the protocol was made. */
export type RowDetail = {
  rowId: string
  text: string
  origin: 'agreement' | 'focus' | 'lastTime' | 'added'
  clause: string
  levels: { level: number; text: string }[]
  guidance: string
  evidenceAsked: string
  questions: string[]
  laws: LawView[]
  lastTime: { verdict: RowValues['verdict']; on: string } | null
  acuteFindingId: string | null
  evidence: EvidenceView[]
}

export type LawView = {
  key: string
  name: string
  summary: string
  validFrom: string | null
  validTo: string | null
}

export type Present = { accountId: string; name: string; rowId: string | null }
