import type { IsoDate } from '#kernel/dates.ts'
import type { dimensions, perspectives, requirementKinds } from './rules.ts'

export const requirementMethods = [
  'documentReview',
  'visit',
  'observation',
  'interviewManagement',
  'interviewStaff',
  'interviewUsers',
  'recordReview',
  'registerData',
  'survey',
] as const
export const requirementLaws = ['SoL', 'LSS', 'HSL'] as const
export const severities = ['minor', 'serious', 'acute'] as const
export const betterWays = ['higher', 'lower'] as const

/** What a guide value is measured in, and which way is better. `of` says what is counted. (Riktvärde) */
export type GuideValue = { value: number; unit: string; better: (typeof betterWays)[number]; of: string }
export type Level = { level: number; text: string }

/** Everything a requirement says. The key, which is the same through all versions, is not among it. (Krav) */
export type RequirementFacts = {
  code: string
  part: string
  title: string
  text: string
  kind: (typeof requirementKinds)[number]
  guideValue: GuideValue | null
  focusArea: string
  qualityAreas: string[]
  perspective: (typeof perspectives)[number]
  dimension: (typeof dimensions)[number]
  serviceAreas: string[]
  laws: string[]
  depth: 'basic' | 'inDepth'
  methods: string[]
  evidence: string
  guidance: string
  questions: string[]
  levels: Level[]
  severityIfNotMet: (typeof severities)[number]
  lawKeys: string[]
  alwaysAsked: boolean
  decidedBy: string
  decidedOn: IsoDate | null
  decidedCaseNumber: string
}
export type RequirementField = keyof RequirementFacts

/** The order in which a person meets the fields, in the form and in the difference. */
export const requirementFields = [
  'code',
  'part',
  'title',
  'text',
  'kind',
  'guideValue',
  'focusArea',
  'qualityAreas',
  'perspective',
  'dimension',
  'serviceAreas',
  'laws',
  'depth',
  'alwaysAsked',
  'methods',
  'evidence',
  'guidance',
  'questions',
  'levels',
  'severityIfNotMet',
  'lawKeys',
  'decidedBy',
  'decidedOn',
  'decidedCaseNumber',
] as const satisfies readonly RequirementField[]

const sets: readonly RequirementField[] = ['qualityAreas', 'serviceAreas', 'laws', 'methods', 'lawKeys']

/** Fields that hold several keys in no order of their own. */
export function isSet(field: RequirementField): boolean {
  return sets.includes(field)
}

/** What was chosen before in the order it had, and then what is new: so that a difference shows only what differs. */
export function inEarlierOrder(before: readonly string[], chosen: readonly string[]): string[] {
  const kept = before.filter((key) => chosen.includes(key))
  return [...kept, ...new Set(chosen.filter((key) => !kept.includes(key)))]
}

const isMissing: Partial<Record<RequirementField, (facts: RequirementFacts) => boolean>> = {
  code: ({ code }) => code === '',
  part: ({ part }) => part === '',
  title: ({ title }) => title === '',
  text: ({ text }) => text === '',
  guideValue: ({ kind, guideValue }) => kind === 'guideValue' && !isWhole(guideValue),
  focusArea: ({ focusArea }) => focusArea === '',
  qualityAreas: ({ qualityAreas, laws }) => qualityAreas.length === 0 || lacksGoodCare(laws, qualityAreas),
  serviceAreas: ({ serviceAreas }) => serviceAreas.length === 0,
  laws: ({ laws }) => laws.length === 0,
  methods: ({ methods }) => methods.length === 0,
  evidence: ({ evidence }) => evidence === '',
  levels: ({ levels }) => levels.length < 4 || levels.some(({ text }) => text === ''),
  decidedOn: ({ decidedBy, decidedOn }) => decidedBy !== '' && decidedOn === null,
  decidedCaseNumber: ({ decidedBy, decidedCaseNumber }) => decidedBy !== '' && decidedCaseNumber === '',
}

/**
 * What a requirement lacks before it can be published: it must be relevant and possible to follow up, that is to say
 * how (method), on what (evidence) and against what (measure and levels). A requirement adopted by a board names the
 * day and the case number too.
 */
export function missingFields(facts: RequirementFacts): RequirementField[] {
  return requirementFields.filter((field) => isMissing[field]?.(facts) ?? false)
}

/** Health care alone is also told by one of the five areas of good care. */
export function lacksGoodCare(laws: readonly string[], qualityAreas: readonly string[]): boolean {
  return (
    laws.length > 0 &&
    laws.every((law) => law === 'HSL') &&
    !qualityAreas.some((area) => area.startsWith('hsl/'))
  )
}

function isWhole(guide: GuideValue | null): boolean {
  return guide !== null && guide.unit !== '' && guide.of !== ''
}

/** What a new requirement says before anybody has written it. */
export const blankRequirement: RequirementFacts = {
  code: '',
  part: '',
  title: '',
  text: '',
  kind: 'must',
  guideValue: null,
  focusArea: '',
  qualityAreas: [],
  perspective: 'operation',
  dimension: 'process',
  serviceAreas: ['all'],
  laws: ['SoL', 'LSS'],
  depth: 'basic',
  methods: [],
  evidence: '',
  guidance: '',
  questions: [],
  levels: [1, 2, 3, 4].map((level) => ({ level, text: '' })),
  severityIfNotMet: 'serious',
  lawKeys: [],
  alwaysAsked: false,
  decidedBy: '',
  decidedOn: null,
  decidedCaseNumber: '',
}
