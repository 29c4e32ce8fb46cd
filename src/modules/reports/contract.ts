import { z } from 'zod'
import { FileBody, FileInput } from '#modules/files/public.ts'
import { followUpKinds } from '#modules/followups/rules.ts'
import { operatingForms } from '#modules/organisation/rules.ts'
import { listFields, rowsUpTo, sortBy } from '#platform/list-filter.ts'
import { named, optionalSentence, optionalText, revision, sentence, text } from '#platform/shapes.ts'
import { reportLevels, reportTypeKeys, sourceKeys } from './period-type-rules.ts'
import { paperKinds, paperStates } from './rules.ts'

const SectionInput = z.object({ key: z.string().min(1).max(40), text: text(20_000) }).strict()

/** A report of a fixed follow-up, or a memo (tjänsteskrivelse) in a matter. */
export const CreatePaper = z
  .object({
    kind: z.enum(['followUpReport', 'memo']),
    followUpId: z.uuid().optional(),
    /** Needed for a memo, and for a report whose follow-up has no matter. */
    matterId: z.uuid().optional(),
    title: optionalSentence(200),
  })
  .strict()

/** A report over a period. Without a filter it is of every follow-up that was fixed in it. */
export const CreatePeriodReport = z
  .object({
    matterId: z.uuid('required'),
    period: z.string().regex(/^20\d\d(-H[12]|-Q[1-4])?$/, 'chooseOne'),
    title: optionalSentence(200),
    /** Which of the reports of the period; the board's own where nothing is said. */
    report: z.enum(reportTypeKeys).optional(),
    level: z.enum(reportLevels).optional(),
    areaId: z.uuid().optional(),
    form: z.enum(operatingForms).optional(),
    followUpKind: z.enum(followUpKinds).optional(),
    /** The units of one agreement, summed up together (M-018). */
    agreementId: z.uuid().optional(),
    /** Chosen one by one; empty is all that fit. */
    followUpIds: z.array(z.uuid()).max(2000).default([]),
  })
  .strict()

/** Which follow-ups a draft is of: the same choices as when it was begun. */
export const ChangeSelection = CreatePeriodReport.omit({
  matterId: true,
  period: true,
  title: true,
  report: true,
  level: true,
})
  .extend({ paperId: z.uuid(), revision })
  .strict()
export const SelectionBody = ChangeSelection.omit({ paperId: true })

const SourceInput = z
  .object({ key: z.enum(sourceKeys), present: z.boolean(), note: optionalText(500) })
  .strict()

/** Whether each source of the yearly analysis was there, with a note: those that are left out are not answered yet. */
export const MarkSources = z
  .object({
    paperId: z.uuid(),
    revision,
    sources: z.array(SourceInput).max(sourceKeys.length),
  })
  .strict()
export const SourcesBody = MarkSources.omit({ paperId: true })

export const paperSorts = ['datum', 'rubrik', 'slag', 'namnd', 'enhet', 'lage'] as const

/** Filter, order and page of the papers: the same in the page's address and in the API. */
export const PaperFilter = z.object({
  ...listFields,
  kind: z.enum(paperKinds).optional(),
  /** `undelivered`: frozen, about a unit, and not sent to it. */
  state: z.enum([...paperStates, 'undelivered']).optional(),
  period: z.string().max(10).optional(),
  board: z.uuid().optional(),
  unit: z.uuid().optional(),
  sort: sortBy(paperSorts, '-datum'),
  limit: rowsUpTo(10_000),
})
export type PaperFilter = z.output<typeof PaperFilter>

const line = sentence(200)

const kindTexts = z.record(z.string().max(40), text(5000)).optional()

/** A new version of the municipality's template. `revision` is the number of the version that was seen, 0 for none. */
export const ChangeTemplate = z
  .object({
    revision,
    note: line.default(''),
    logo: FileInput.optional(),
    removeLogo: z.boolean().default(false),
    logoAlt: line.default(''),
    letterhead: z.array(line).max(4).default([]),
    texts: z
      .object({ followUpReport: kindTexts, memo: kindTexts, plan: kindTexts, periodReport: kindTexts })
      .default({}),
    typst: z.string().max(60_000).default(''),
    word: FileInput.optional(),
    removeWord: z.boolean().default(false),
  })
  .strict()

/** The same through the API, where a file goes up as text. */
export const ChangeTemplateBody = ChangeTemplate.omit({ logo: true, word: true }).extend({
  logo: FileBody.optional(),
  word: FileBody.optional(),
})

export const SetReportDays = z
  .object({
    boardId: z.uuid(),
    days: z.array(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'date')).length(2),
  })
  .strict()

export const DaysBody = SetReportDays.omit({ boardId: true })

/** The plan in its working version. Without a matter the plan's own is taken. */
export const CreatePlanPaper = z.object({ yearPlanId: z.uuid(), matterId: z.uuid().optional() }).strict()

export const ReplacePaper = z.object({ paperId: z.uuid() }).strict()

export const EditPaper = z
  .object({
    paperId: z.uuid(),
    revision,
    title: named(200),
    sections: z.array(SectionInput).max(70),
  })
  .strict()

export const FreezePaper = z.object({ paperId: z.uuid(), revision }).strict()
export const OfPaper = z.object({ paperId: z.uuid() }).strict()

export const EditBody = EditPaper.omit({ paperId: true })
export const FreezeBody = FreezePaper.omit({ paperId: true })

export const PaperView = z.object({
  id: z.uuid(),
  kind: z.enum(paperKinds),
  period: z.string(),
  replacesId: z.uuid().nullable(),
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
