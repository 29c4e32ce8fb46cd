export const periodKinds = ['halfYear', 'quarter', 'year'] as const
export type PeriodKind = (typeof periodKinds)[number]

/**
 * Every report over a period is one of these rows, and nothing else tells them apart: which periods it is made for, which
 * parts it has, who owns it, which requirements it counts and where it goes.
 */
export const reportTypes = {
  halfYear: standard('halfYear', 'strategic'),
  quarter: standard('quarter', 'tactical'),
  year: standard('year', 'strategic'),
  quality: {
    ...standard('year', 'strategic'),
    parts: ['brief', 'how', 'results', 'sources', 'development', 'proposal'],
    hasSources: true,
  },
  /** The law wants it by the first of March; the one who is medically responsible answers for it (M-271). */
  patientSafety: {
    ...standard('year', 'strategic'),
    parts: ['summary', 'careFollowUp', 'how', 'results', 'measures', 'sources', 'development', 'proposal'],
    owners: ['mas', 'strategist'],
    law: 'HSL',
    hasSources: true,
  },
  annual: {
    ...standard('year', 'strategic'),
    parts: ['brief', 'results', 'sources', 'development', 'proposal'],
    hasSources: true,
  },
  thenNow: {
    ...standard('halfYear', 'tactical'),
    periods: ['halfYear', 'quarter', 'year'],
    parts: ['summary', 'results', 'proposal'],
    hasThenNow: true,
  },
} as const satisfies Record<string, TypeRule>
export type ReportType = keyof typeof reportTypes

// Object.keys forgets the names of the table it is given.
export const reportTypeKeys = Object.keys(reportTypes) as ReportType[]

/** Strategic is the board's, tactical the quality council's, operative that of those who lead the units (M-042). */
export const reportLevels = ['strategic', 'tactical', 'operative'] as const
export type ReportLevel = (typeof reportLevels)[number]

export type TypeRule = {
  periods: readonly PeriodKind[]
  parts: readonly string[]
  /** Who may freeze it. */
  owners: readonly ('strategist' | 'reviewer' | 'mas')[]
  level: ReportLevel
  /** Only requirements under this law are counted. */
  law?: 'HSL'
  /** Freezing wants an answer for each source of the yearly analysis (M-264). */
  hasSources?: boolean
  /** Each service area in four blocks: then, expected effect, now and next (M-272). */
  hasThenNow?: boolean
}

function standard(period: PeriodKind, level: ReportLevel) {
  const parts = ['summary', 'proposal', 'how', 'results', 'development']
  return { periods: [period], parts, owners: ['strategist', 'reviewer'], level } as const
}

/** What a report is of beside its filter. Papers begun before there were several kinds have the first of their period. */
type Typed = { report?: ReportType; level?: ReportLevel }

export function typeOf({ report }: Typed, kind: PeriodKind): ReportType {
  return report ?? kind
}

export function typeRule(selection: Typed, kind: PeriodKind): TypeRule {
  return reportTypes[typeOf(selection, kind)]
}

export function levelOf(selection: Typed, kind: PeriodKind): ReportLevel {
  return selection.level ?? typeRule(selection, kind).level
}

/** The sources that the yearly analysis is to rest on. */
export const sourceKeys = [
  'annualAccount',
  'internalControl',
  'qualityReports',
  'privateReports',
  'userSurveys',
  'registers',
  'ownSystems',
  'deviations',
] as const
export type SourceKey = (typeof sourceKeys)[number]
export type Sources = { [Key in SourceKey]?: { present: boolean; note: string } }

export function unansweredSources(rule: TypeRule, sources: Sources = {}): SourceKey[] {
  return rule.hasSources ? sourceKeys.filter((key) => !sources[key]) : []
}

export const thenNowBlocks = ['then', 'expected', 'now', 'next'] as const
/** More areas than this are told of in the results alone: the page would be too long to write. */
export const mostThenNow = 14

export const isThenNow = (key: string): boolean => thenNowBlocks.some((block) => key.startsWith(`${block}-`))
