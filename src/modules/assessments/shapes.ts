import { z } from 'zod'
import { commentKinds, outcomes, requirementKinds, ruleVersion, severities, verdicts } from './rules.ts'
import type { AssessmentSnapshot } from './rules.ts'

/** The frozen judgement as stored and as the API gives it. */
const verdict = z.enum(verdicts)
const level = z.object({ level: z.number().int(), text: z.string() })
const guideValue = z.object({
  value: z.number(),
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
  of: z.string(),
})

const rowShape = z.object({
  rowId: z.uuid(),
  requirementId: z.uuid(),
  key: z.string(),
  code: z.string(),
  title: z.string(),
  text: z.string(),
  kind: z.enum(requirementKinds),
  focusArea: z.string(),
  focusAreaName: z.string(),
  qualityAreas: z.array(z.string()),
  clause: z.string(),
  origin: z.string(),
  verdict,
  level: z.number().int().nullable(),
  levelText: z.string(),
  levels: z.array(level),
  measured: z.number().nullable(),
  guideValue: guideValue.nullable(),
  note: z.string(),
  reason: z.string(),
  evidence: z.array(z.object({ kind: z.string(), text: z.string(), fileName: z.string().nullable() })),
  lawReferences: z.array(z.string()),
  previousVerdict: verdict.nullable(),
  severityIfNotMet: z.enum(severities),
  acuteFindingId: z.uuid().nullable(),
})

const findingShape = z.object({
  id: z.uuid(),
  rowId: z.uuid(),
  requirementId: z.uuid(),
  key: z.string(),
  severity: z.enum(severities),
  title: z.string(),
  description: z.string(),
  code: z.string(),
  kind: z.enum(requirementKinds),
  repeats: z.boolean(),
})

const followUpShape = z.object({
  id: z.uuid(),
  title: z.string(),
  kind: z.string(),
  depth: z.string(),
  announced: z.boolean(),
  unitName: z.string(),
  providerName: z.string(),
  serviceArea: z.string(),
  operatingForm: z.string(),
  laws: z.array(z.string()),
  agreementTitle: z.string(),
  agreementCaseNumber: z.string(),
  caseNumber: z.string(),
  catalogueVersion: z.string(),
  visits: z.array(
    z.object({
      startsAt: z.string(),
      timeOfDay: z.string(),
      announced: z.boolean(),
      metRoles: z.array(z.string()),
    }),
  ),
  team: z.array(z.object({ name: z.string(), profession: z.string(), isLead: z.boolean() })),
  focusAreas: z.array(z.string()),
  methods: z.array(z.string()),
  purposes: z.array(z.string()),
})

const commentShape = z.object({
  rowId: z.uuid().nullable(),
  code: z.string(),
  kind: z.enum(commentKinds),
  text: z.string(),
  fileName: z.string().nullable(),
  outcome: z.enum(outcomes).nullable(),
  answer: z.string(),
})

export const CountsShape = z.object({
  met: z.number().int(),
  partly: z.number().int(),
  notMet: z.number().int(),
  notApplicable: z.number().int(),
  notAssessed: z.number().int(),
  total: z.number().int(),
})

export const SnapshotShape: z.ZodType<AssessmentSnapshot> = z
  .object({
    ruleVersion: z.literal(ruleVersion),
    followUp: followUpShape,
    summary: z.string(),
    analysis: z.string(),
    individualInput: z.string(),
    economyInput: z.string(),
    rows: z.array(rowShape),
    counts: CountsShape,
    findings: z.array(findingShape),
    comments: z.array(commentShape),
    statement: z.string(),
  })
  .meta({ id: 'AssessmentSnapshot' })

/** A stored snapshot. One that does not hold its shape is a fault of ours, never shown half. */
export function readSnapshot(stored: unknown): AssessmentSnapshot {
  return SnapshotShape.parse(stored)
}
