import { formatDate } from '#kernel/dates.ts'
import { markedWords, type Marked } from '#kernel/marked-words.ts'
import { formatNumber } from '#kernel/swedish.ts'
import { requirementFieldNames, requirementFormTexts, yesOrNo } from '#texts/sv/catalogue-drafts.ts'
import {
  catalogueTexts as t,
  depthNames,
  dimensionNames,
  partName,
  perspectiveNames,
  requirementKindNames,
} from '#texts/sv/catalogues.ts'
import { severityNames } from '#texts/sv/findings.ts'
import { methods as methodNames } from '#texts/sv/followups.ts'
import type { Changed, Keyed } from './difference-rules.ts'
import type { GuideValue, RequirementFacts, RequirementField } from './draft-rules.ts'

/** What keys are called: areas (quality and focus), service areas and sections of law, each by its key. */
export type Names = {
  areas: Readonly<Record<string, string>>
  serviceAreas: Readonly<Record<string, string>>
  law: Readonly<Record<string, string>>
}

type Wording = (facts: RequirementFacts, names: Names) => string

const many = (keys: readonly string[], names: Readonly<Record<string, string>>) =>
  keys.map((key) => names[key] ?? key).join('\n')

const wordings: Record<RequirementField, Wording> = {
  code: ({ code }) => code,
  part: ({ part }) => partName(part),
  title: ({ title }) => title,
  text: ({ text }) => text,
  kind: ({ kind }) => requirementKindNames[kind],
  guideValue: ({ guideValue }) => (guideValue ? guideWords(guideValue) : ''),
  focusArea: ({ focusArea }, { areas }) => areas[focusArea] ?? focusArea,
  qualityAreas: ({ qualityAreas }, { areas }) => many(qualityAreas, areas),
  perspective: ({ perspective }) => perspectiveNames[perspective],
  dimension: ({ dimension }) => dimensionNames[dimension],
  serviceAreas: (facts, { serviceAreas }) => many(facts.serviceAreas, { all: t.everyArea, ...serviceAreas }),
  laws: ({ laws }) => laws.join(', '),
  depth: ({ depth }) => depthNames[depth],
  alwaysAsked: ({ alwaysAsked }) => yesOrNo(alwaysAsked),
  methods: ({ methods }) => many(methods, methodNames),
  evidence: ({ evidence }) => evidence,
  guidance: ({ guidance }) => guidance,
  questions: ({ questions }) => questions.join('\n'),
  levels: ({ levels }) => levels.map(({ level, text }) => `${t.level(level)}: ${text}`).join('\n'),
  severityIfNotMet: ({ severityIfNotMet }) => severityNames[severityIfNotMet],
  lawKeys: ({ lawKeys }, { law }) => many(lawKeys, law),
  decidedBy: ({ decidedBy }) => decidedBy,
  decidedOn: ({ decidedOn }) => (decidedOn ? formatDate(decidedOn) : ''),
  decidedCaseNumber: (facts) => facts.decidedCaseNumber,
}

/** What a field of a requirement says, as a person reads it; lists one a line. */
export function fieldWords(field: RequirementField, facts: RequirementFacts, names: Names): string {
  return wordings[field](facts, names)
}

export type ChangedWords = {
  field: RequirementField
  label: string
  before: string
  after: string
  marked: Marked
}

/** Each changed field with its old and its new words, and which of the words differ. */
export function changedWords<Row extends Keyed>(changed: Changed<Row>, names: Names): ChangedWords[] {
  return changed.fields.map((field) => {
    const before = fieldWords(field, changed.before, names)
    const after = fieldWords(field, changed.after, names)
    return { field, label: requirementFieldNames[field], before, after, marked: markedWords(before, after) }
  })
}

function guideWords({ value, unit, better, of }: GuideValue): string {
  return `${requirementFormTexts.betterShort[better]} ${formatNumber(value)} ${unit}: ${of}`
}
