import { z } from 'zod'
import { dayInHistory, named, optionalSentence, optionalText, revision } from '#platform/shapes.ts'
import { laws } from './rules.ts'

const AreaFacts = z.object({
  name: named(200),
  laws: z.array(z.enum(laws)).min(1, 'chooseOne').max(3),
  description: optionalText(1000),
  inHouseOnly: z.boolean().default(false),
  inHouseReason: optionalText(1000),
  answerableBody: optionalSentence(300),
})

/** Followed up in own units only: then the reader is told why, and who follows up the rest. */
function explainsItself(facts: z.output<typeof AreaFacts>, context: z.RefinementCtx): void {
  if (!facts.inHouseOnly) return
  if (!facts.inHouseReason)
    context.addIssue({ code: 'custom', path: ['inHouseReason'], message: 'reasonNeeded' })
  if (!facts.answerableBody)
    context.addIssue({ code: 'custom', path: ['answerableBody'], message: 'required' })
}

export const AddArea = AreaFacts.extend({ from: dayInHistory }).strict().superRefine(explainsItself)
export const ChangeArea = AreaFacts.extend({ areaId: z.uuid(), revision, from: dayInHistory })
  .strict()
  .superRefine(explainsItself)
export const EndArea = z.object({ areaId: z.uuid(), revision, endsOn: dayInHistory }).strict()

/** The bodies of the API: the same fields, checked whole by the commands. */
export const AreaBody = AreaFacts.extend({ from: dayInHistory })
export const ChangeAreaBody = AreaBody.extend({ revision })
export const EndAreaBody = EndArea.omit({ areaId: true })

export const AreaView = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  laws: z.array(z.string()),
  description: z.string(),
  source: z.string(),
  inHouseOnly: z.boolean(),
  inHouseReason: z.string(),
  answerableBody: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  revision: z.number().int(),
})

export const FrameworkView = z.object({
  key: z.string(),
  name: z.string(),
  sourceDocument: z.string(),
  sourceCaseNumber: z.string(),
  sourceSection: z.string(),
  own: z.boolean(),
  areas: z.array(
    z.object({
      id: z.uuid(),
      key: z.string(),
      name: z.string(),
      description: z.string(),
      validFrom: z.string().nullable(),
      validTo: z.string().nullable(),
      revision: z.number().int(),
      mapsTo: z.array(z.object({ key: z.string(), name: z.string(), framework: z.string() })),
    }),
  ),
})
