import { z } from 'zod'
import { KindContent } from '#modules/registers/public.ts'

/** The shapes of content/frameworks.yaml, content/law.yaml and content/catalogue/*.yaml (docs/content.md). */

export const words = z.string().trim().min(1)
export const key = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'a key is lower case words with hyphens')
export const date = z.iso.date()
export const law = z.enum(['SoL', 'LSS', 'HSL'])
const areaKey = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'framework/area')

const framework = z.strictObject({
  key,
  name: words,
  source: z.strictObject({ document: words, caseNumber: words.nullable(), section: words }),
  areas: z.array(z.strictObject({ key, name: words, description: words, laws: z.array(law).optional() })),
})

const serviceArea = z.strictObject({
  key,
  name: words,
  laws: z.array(law).min(1),
  source: words,
  description: words,
  inHouseOnly: z.boolean().default(false),
  reason: z.string().default(''),
  answerableBody: z.string().default(''),
})

export const frameworksFile = z.strictObject({
  frameworks: z.array(framework),
  mappings: z.array(z.strictObject({ from: areaKey, to: z.array(areaKey).min(1) })),
  serviceAreas: z.array(serviceArea),
})

export const lawFile = z.strictObject({
  law: z.array(
    z.strictObject({
      key,
      act: words,
      short: words,
      section: words,
      summary: words,
      validFrom: date.nullable(),
      validTo: date.nullable(),
      replaces: key.optional(),
      verified: z.boolean(),
    }),
  ),
})

const guideValue = z.strictObject({
  value: z.number(),
  unit: words,
  better: z.enum(['higher', 'lower']),
  of: words,
})

export const requirement = z
  .strictObject({
    key,
    code: words,
    title: words,
    text: words,
    kind: z.enum(['must', 'should', 'guideValue']),
    guideValue: guideValue.optional(),
    focusArea: key,
    qualityAreas: z.array(areaKey).min(1),
    perspective: z.enum(['law', 'operation', 'customer']),
    dimension: z.enum(['structure', 'process', 'outcome']),
    serviceAreas: z.array(key).min(1),
    laws: z.array(law).min(1),
    depth: z.enum(['basic', 'inDepth']),
    methods: z.array(words).min(1),
    evidence: words,
    guidance: words,
    questions: z.array(words).min(1),
    levels: z.array(z.strictObject({ level: z.int().min(1).max(4), text: words })).length(4),
    severityIfNotMet: z.enum(['minor', 'serious', 'acute']),
    references: z.array(key),
  })
  .refine((one) => (one.kind === 'guideValue') === (one.guideValue !== undefined), {
    path: ['guideValue'],
    message: 'a guide value, and nothing else, carries guideValue',
  })
  .refine((one) => !isHealthOnly(one.laws) || one.qualityAreas.some((area) => area.startsWith('hsl/')), {
    path: ['qualityAreas'],
    message: 'a requirement of health care names one of the five areas of good care (hsl/…)',
  })

function isHealthOnly(laws: readonly string[]): boolean {
  return laws.every((one) => one === 'HSL')
}

export const catalogueFile = z.strictObject({
  part: key,
  title: words,
  description: words,
  requirements: z.array(requirement).min(1),
})

export const registersFile = z.strictObject({ registers: z.array(KindContent).min(1) })

export type RegistersFile = z.infer<typeof registersFile>
export type FrameworksFile = z.infer<typeof frameworksFile>
export type LawFile = z.infer<typeof lawFile>
export type Requirement = z.infer<typeof requirement> & { part: string; position: number }
