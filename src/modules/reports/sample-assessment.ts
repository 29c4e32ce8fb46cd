import { uuidv7 } from '#kernel/ids.ts'
import { countsOf, type AssessmentSnapshot, type Verdict } from '#modules/assessments/rules.ts'
import { methods } from '#modules/followups/rules.ts'

const keys = ['first', 'second', 'third'] as const

/** A made-up judgement of a made-up unit: for tests. */
export function sampleAssessment(
  of: string,
  verdicts: readonly Verdict[],
  requirementId: string,
): AssessmentSnapshot {
  const rows = verdicts.map((verdict, at) => sampleRow(verdict, at, requirementId))
  return {
    ruleVersion: '1',
    followUp: { ...sampleFollowUp, id: of },
    summary: '',
    analysis: '',
    individualInput: '',
    economyInput: '',
    rows,
    counts: countsOf(rows),
    findings: [],
    comments: [],
    statement: '',
  }
}

function sampleRow(verdict: Verdict, at: number, requirementId: string): AssessmentSnapshot['rows'][number] {
  return {
    rowId: uuidv7(),
    requirementId,
    key: keys[at] ?? 'first',
    code: `B${at + 1}`,
    title: `Krav ${at + 1}`,
    text: `Utföraren ska uppfylla krav ${at + 1}.`,
    kind: 'must',
    focusArea: at === 2 ? 'dokumentation' : 'ledning-och-styrning',
    focusAreaName: at === 2 ? 'Dokumentation' : 'Ledning och styrning',
    qualityAreas: [],
    clause: '',
    origin: 'agreement',
    verdict,
    level: null,
    levelText: '',
    levels: [],
    measured: null,
    guideValue: null,
    note: verdict === 'met' ? '' : 'Rutinen saknas.',
    reason: '',
    evidence: [],
    lawReferences: ['SoL 6:2'],
    previousVerdict: null,
    severityIfNotMet: 'serious',
    acuteFindingId: null,
  }
}

const sampleFollowUp = {
  title: 'Björkgården',
  kind: 'planned',
  depth: 'basic',
  announced: true,
  unitName: 'Björkgården',
  providerName: 'Åkerbo Omsorg AB',
  serviceArea: 'Bostad med särskild service',
  operatingForm: 'procured',
  laws: ['LSS'],
  agreementTitle: 'Avtal',
  agreementCaseNumber: 'OMS 22/101',
  caseNumber: 'OMS 26/7',
  catalogueVersion: 'Kravkatalog 1',
  visits: [],
  team: [{ name: 'Ulla Uppföljare', profession: 'Socionom', isLead: true }],
  focusAreas: [],
  methods: [...methods],
  purposes: ['agreement'],
}
