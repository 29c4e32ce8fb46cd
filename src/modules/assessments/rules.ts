/** The judgement as it is frozen: one shape for draft, fixed assessment and report, and the rule that makes findings of it. */
export const ruleVersion = '1'

export const verdicts = ['met', 'partly', 'notMet', 'notApplicable', 'notAssessed'] as const
export type Verdict = (typeof verdicts)[number]

export const severities = ['acute', 'serious', 'minor'] as const
export type Severity = (typeof severities)[number]

export const requirementKinds = ['must', 'should', 'guideValue'] as const
export type RequirementKind = (typeof requirementKinds)[number]

export const commentKinds = ['factualError', 'missingInformation', 'otherJudgement', 'typingError'] as const
export type CommentKind = (typeof commentKinds)[number]

export const outcomes = ['accepted', 'partly', 'declined'] as const
export type Outcome = (typeof outcomes)[number]

export type GuideValue = { value: number; unit: string; better: 'higher' | 'lower'; of: string }

export type SnapshotEvidence = { kind: string; text: string; fileName: string | null }

export type SnapshotRow = {
  rowId: string
  requirementId: string
  key: string
  code: string
  title: string
  text: string
  kind: RequirementKind
  focusArea: string
  /** The area's name when it was frozen. */
  focusAreaName: string
  qualityAreas: string[]
  clause: string
  origin: string
  verdict: Verdict
  level: number | null
  levelText: string
  /** All level texts: the criteria are open to the one who is assessed. */
  levels: { level: number; text: string }[]
  measured: number | null
  guideValue: GuideValue | null
  note: string
  reason: string
  evidence: SnapshotEvidence[]
  lawReferences: string[]
  previousVerdict: Verdict | null
  severityIfNotMet: Severity
  /** An acute finding that was raised before the assessment was fixed; it keeps its id. */
  acuteFindingId: string | null
}

export type SnapshotFinding = {
  id: string
  rowId: string
  requirementId: string
  key: string
  severity: Severity
  title: string
  description: string
  code: string
  kind: RequirementKind
  repeats: boolean
}

export type SnapshotComment = {
  rowId: string | null
  code: string
  kind: CommentKind
  text: string
  fileName: string | null
  outcome: Outcome | null
  answer: string
}

export type SnapshotVisit = { startsAt: string; timeOfDay: string; announced: boolean; metRoles: string[] }

export type SnapshotFollowUp = {
  id: string
  title: string
  kind: string
  depth: string
  announced: boolean
  unitName: string
  providerName: string
  serviceArea: string
  operatingForm: string
  laws: string[]
  agreementTitle: string
  agreementCaseNumber: string
  caseNumber: string
  catalogueVersion: string
  visits: SnapshotVisit[]
  team: { name: string; profession: string; isLead: boolean }[]
  focusAreas: string[]
  methods: string[]
  purposes: string[]
}

export type Counts = Record<Verdict, number> & { total: number }

export type AssessmentSnapshot = {
  ruleVersion: typeof ruleVersion
  followUp: SnapshotFollowUp
  summary: string
  analysis: string
  individualInput: string
  economyInput: string
  rows: SnapshotRow[]
  counts: Counts
  findings: SnapshotFinding[]
  comments: SnapshotComment[]
  statement: string
}

/**
 * Rule version 1. Not met gives a finding as severe as the requirement says (a guide value that is not reached is a
 * deviation of that severity); partly gives a minor one; an acute finding already raised stays. No overall score: a
 * mean would hide a failed must. Musts come first, then the most severe.
 */
export function findingsOf(rows: readonly SnapshotRow[]): SnapshotFinding[] {
  return rows
    .flatMap((row, position) => {
      const severity = severityOf(row)
      return severity ? [{ position, finding: findingOf(row, severity) }] : []
    })
    .sort((one, other) => order(one.finding, other.finding) || one.position - other.position)
    .map(({ finding }) => finding)
}

export function severityOf(
  row: Pick<SnapshotRow, 'verdict' | 'severityIfNotMet' | 'acuteFindingId'>,
): Severity | undefined {
  if (row.acuteFindingId) return 'acute'
  if (row.verdict === 'notMet') return row.severityIfNotMet
  return row.verdict === 'partly' ? 'minor' : undefined
}

export function countsOf(rows: readonly Pick<SnapshotRow, 'verdict'>[]): Counts {
  const of = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length
  return {
    met: of('met'),
    partly: of('partly'),
    notMet: of('notMet'),
    notApplicable: of('notApplicable'),
    notAssessed: of('notAssessed'),
    total: rows.length,
  }
}

/** Keys sorted, no space: the same content gives the same text, whoever writes it. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const members = Object.entries(value)
    .filter(([, content]) => content !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([key, content]) => `${JSON.stringify(key)}:${canonical(content)}`).join(',')}}`
}

function findingOf(row: SnapshotRow, severity: Severity): SnapshotFinding {
  return {
    id: row.acuteFindingId ?? row.rowId,
    rowId: row.rowId,
    requirementId: row.requirementId,
    key: row.key,
    severity,
    title: row.title,
    description: row.note || row.text,
    code: row.code,
    kind: row.kind,
    repeats: row.previousVerdict === 'notMet' || row.previousVerdict === 'partly',
  }
}

function order(one: SnapshotFinding, other: SnapshotFinding): number {
  return (
    requirementKinds.indexOf(one.kind) - requirementKinds.indexOf(other.kind) ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity)
  )
}
