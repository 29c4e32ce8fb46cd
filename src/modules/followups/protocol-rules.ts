/** The protocol's rules: pure, shared by server, page and checks before sending. Imports nothing, so a tablet carries little. */
export const verdicts = ['met', 'partly', 'notMet', 'notApplicable', 'notAssessed'] as const
export type Verdict = (typeof verdicts)[number]

export const evidenceKinds = ['document', 'observation', 'interview', 'figure', 'record'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]

/** What goal attainment is judged against, with its direction. (Riktvärde) */
export type GuideValue = { value: number; unit: string; better: 'higher' | 'lower'; of: string }

/** What an assessor writes in one row. */
export type RowValues = {
  verdict: Verdict
  level: number | null
  measured: number | null
  note: string
  reason: string
}

/** What the checks need to know of a row. */
export type CheckedRow = RowValues & {
  rowId: string
  area: string
  guideValue: GuideValue | null
  evidenceCount: number
}

/** Levels that a verdict can stand on: 1 falls short, 2 in part, 3 and 4 fulfil. The others are not measured at all. */
export const levelsOf: Readonly<Record<Verdict, readonly number[]>> = {
  met: [3, 4],
  partly: [2],
  notMet: [1],
  notApplicable: [],
  notAssessed: [],
}

type Check = { blocks: boolean; applies: (row: CheckedRow) => boolean }

const judged: readonly Verdict[] = ['met', 'partly', 'notMet']
const isJudged = (row: CheckedRow) => judged.includes(row.verdict)
const isEmpty = (text: string) => text.trim() === ''

/** What blocks stops the draft; the rest is shown and has to be confirmed by the one who sends it. */
const checks = {
  unassessed: { blocks: true, applies: (row) => row.verdict === 'notAssessed' },
  notMetWithoutNote: { blocks: true, applies: (row) => row.verdict === 'notMet' && isEmpty(row.note) },
  partlyWithoutNote: { blocks: true, applies: (row) => row.verdict === 'partly' && isEmpty(row.note) },
  notApplicableWithoutReason: {
    blocks: true,
    applies: (row) => row.verdict === 'notApplicable' && isEmpty(row.reason),
  },
  metWithoutEvidence: { blocks: false, applies: (row) => row.verdict === 'met' && row.evidenceCount === 0 },
  levelContradicts: {
    blocks: false,
    applies: (row) => isJudged(row) && row.level !== null && !levelsOf[row.verdict].includes(row.level),
  },
  guideValueMissing: {
    blocks: false,
    applies: (row) => isJudged(row) && row.guideValue !== null && row.measured === null,
  },
  guideValueContradicts: { blocks: false, applies: contradictsGuideValue },
} as const satisfies Record<string, Check>

export type FaultCode = keyof typeof checks
export const faultCodes = Object.keys(checks) as readonly FaultCode[] // the keys of the table above

export type Fault = { rowId: string; code: FaultCode; blocks: boolean }

export function checkRow(row: CheckedRow): Fault[] {
  return faultCodes
    .filter((code) => checks[code].applies(row))
    .map((code) => ({ rowId: row.rowId, code, blocks: checks[code].blocks }))
}

export type AreaProgress = {
  area: string
  total: number
  assessed: number
  blocking: number
  warnings: number
}

export type ProtocolCheck = {
  /** These stop the draft. */
  faults: Fault[]
  /** These are allowed, once somebody has said that they are meant. */
  warnings: Fault[]
  areas: AreaProgress[]
}

export function checkProtocol(rows: readonly CheckedRow[]): ProtocolCheck {
  const found = rows.flatMap(checkRow)
  return {
    faults: found.filter((fault) => fault.blocks),
    warnings: found.filter((fault) => !fault.blocks),
    areas: progressByArea(rows),
  }
}

/** Areas in the order in which they first occur. How far the work has come, never how it turned out. */
export function progressByArea(rows: readonly CheckedRow[]): AreaProgress[] {
  return [...new Set(rows.map((row) => row.area))].map((area) => {
    const own = rows.filter((row) => row.area === area)
    const found = own.flatMap(checkRow)
    return {
      area,
      total: own.length,
      assessed: own.filter((row) => row.verdict !== 'notAssessed').length,
      // What is not assessed yet is work to do, not a fault in what was done.
      blocking: found.filter((fault) => fault.blocks && fault.code !== 'unassessed').length,
      warnings: found.filter((fault) => !fault.blocks).length,
    }
  })
}

export function countVerdicts(rows: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const of = (verdict: Verdict) => rows.filter((row) => row.verdict === verdict).length
  return {
    met: of('met'),
    partly: of('partly'),
    notMet: of('notMet'),
    notApplicable: of('notApplicable'),
    notAssessed: of('notAssessed'),
  }
}

/** The same content, whoever wrote it: then there is nothing to choose between. */
export function isSameContent(one: RowValues, other: RowValues): boolean {
  return (
    one.verdict === other.verdict &&
    one.level === other.level &&
    one.measured === other.measured &&
    one.note.trim() === other.note.trim() &&
    one.reason.trim() === other.reason.trim()
  )
}

export function reachesGuideValue(measured: number, guide: GuideValue): boolean {
  return guide.better === 'higher' ? measured >= guide.value : measured <= guide.value
}

function contradictsGuideValue(row: CheckedRow): boolean {
  if (!isJudged(row) || row.guideValue === null || row.measured === null) return false
  return reachesGuideValue(row.measured, row.guideValue) !== (row.verdict === 'met')
}
