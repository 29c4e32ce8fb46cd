import type { IsoDate } from '#kernel/dates.ts'
import { allows } from '#kernel/moves.ts'
import { Problem } from '#kernel/problem.ts'
import { isOpenFinding } from '#kernel/open-finding.ts'
import type {
  Counts,
  Severity,
  SnapshotComment,
  SnapshotFollowUp,
  Verdict,
} from '#modules/assessments/rules.ts'
import type { PlanContent } from '#modules/plans/rules.ts'
import type { PeriodContent } from './period-rules.ts'

export const paperKinds = ['followUpReport', 'memo', 'plan', 'periodReport'] as const
export type PaperKind = (typeof paperKinds)[number]

export const paperStates = ['draft', 'frozen'] as const
export type PaperState = (typeof paperStates)[number]

/** A paper is written, then frozen for good. Delivering shows it; it changes nothing in it. */
export const moves = {
  edit: { from: ['draft'], to: 'draft' },
  freeze: { from: ['draft'], to: 'frozen' },
  deliver: { from: ['frozen'], to: 'frozen' },
} as const satisfies Record<string, { from: readonly PaperState[]; to: PaperState }>
export type Move = keyof typeof moves

export function canMove(state: PaperState, move: Move): boolean {
  return allows<PaperState, Move>(moves, state, move)
}

/** The same paper in its next state. What is frozen answers so to whoever tries to change it. */
export function moved<Row extends { state: PaperState }>(row: Row, move: Move): Row {
  if (canMove(row.state, move)) return { ...row, state: moves[move].to }
  throw new Problem(row.state === 'frozen' ? 'frozen' : 'wrongState', { detail: `${move} from ${row.state}` })
}

/** One text that a person writes. The title is kept with it: it stays what it was when it was written. */
export type Section = { key: string; title: string; text: string }

/** `longest`: a summary that nobody shortens is no summary (M-263). */
export type SectionRule = { key: string; title: string; required: boolean; longest?: number }

/** The standard parts of each kind (M-266, M-269). A memo has all its parts, none empty. */
export const sectionRules: Record<PaperKind, readonly SectionRule[]> = {
  followUpReport: [
    { key: 'summary', title: 'Sammanfattning', required: true },
    { key: 'proposal', title: 'Förslag', required: true },
    { key: 'background', title: 'Bakgrund och metod', required: true },
    { key: 'overall', title: 'Samlad bedömning', required: true },
    { key: 'strengths', title: 'Det som fungerar bra', required: true },
    { key: 'deficiencies', title: 'Brister och åtgärder', required: true },
    { key: 'comparison', title: 'Jämförelse med förra uppföljningen', required: true },
    { key: 'risk', title: 'Risk', required: true },
    { key: 'economy', title: 'Ekonomi', required: false },
    { key: 'onward', title: 'Fortsatt hantering', required: true },
  ],
  memo: [
    { key: 'summary', title: 'Sammanfattning', required: true },
    { key: 'basis', title: 'Beslutsunderlag', required: true },
    { key: 'economy', title: 'Ekonomiska konsekvenser', required: true },
    { key: 'proposal', title: 'Förslag till beslut', required: true },
    { key: 'receivers', title: 'Beslutet skickas till', required: true },
  ],
  plan: [
    { key: 'summary', title: 'Sammanfattning av ärendet', required: true },
    { key: 'basis', title: 'Beslutsunderlag', required: true },
    { key: 'economy', title: 'Ekonomiska konsekvenser', required: true },
    { key: 'proposal', title: 'Förslag till beslut', required: true },
    { key: 'receivers', title: 'Beslutet skickas till', required: true },
    { key: 'purpose', title: 'Syfte och utgångspunkter', required: true },
    { key: 'feedback', title: 'Återkoppling och revidering', required: true },
  ],
  periodReport: [
    { key: 'summary', title: 'Sammanfattning', required: true, longest: 1500 },
    { key: 'proposal', title: 'Förslag', required: true },
    { key: 'how', title: 'Så har arbetet gjorts', required: true },
    { key: 'results', title: 'Resultat', required: true },
    { key: 'development', title: 'Så kan arbetet utvecklas', required: true },
    { key: 'brief', title: 'Samlat resultat i korthet', required: true, longest: 700 },
    { key: 'careFollowUp', title: 'Så har hälso- och sjukvården följts upp', required: true },
    { key: 'measures', title: 'Åtgärder för ökad patientsäkerhet', required: true },
    { key: 'sources', title: 'Underlag för analysen', required: false },
  ],
}

/** Reports of a period differ in their parts: those it was begun with are those it has. */
export function rulesOf(kind: PaperKind, sections: readonly Section[]): readonly SectionRule[] {
  const has = new Set(sections.map(({ key }) => key))
  return kind === 'periodReport' ? sectionRules[kind].filter(({ key }) => has.has(key)) : sectionRules[kind]
}

/** The part that is longer than its rule allows, if there is one. */
export function tooLongSections(kind: PaperKind, sections: readonly Section[]): string[] {
  return sectionRules[kind]
    .filter(({ key, longest }) => longest !== undefined && sectionText(sections, key).length > longest)
    .map(({ key }) => key)
}

/** What stands in the way of freezing, by the titles its author sees: parts that are empty or too long. */
export function lackingSections(kind: PaperKind, sections: readonly Section[]): string[] {
  const keys = new Set([...emptySections(kind, sections), ...tooLongSections(kind, sections)])
  return sectionRules[kind].filter(({ key }) => keys.has(key)).map(({ title }) => title)
}

/** Which plan of the year, and which version of it, a paper carries. */
export type PlanSource = { yearPlanId: string; version: number }

export function sectionText(sections: readonly Section[], key: string): string {
  return sections.find((section) => section.key === key)?.text ?? ''
}

/** Keys of the parts that must be written before the paper can be frozen. */
export function emptySections(kind: PaperKind, sections: readonly Section[]): string[] {
  return rulesOf(kind, sections)
    .filter((rule) => rule.required && sectionText(sections, rule.key).trim() === '')
    .map((rule) => rule.key)
}

export type ReportRow = {
  key: string
  code: string
  title: string
  focusArea: string
  verdict: Verdict
  previousVerdict: Verdict | null
  level: number | null
  note: string
  reason: string
  measured: string
}

export type ReportAction = {
  title: string
  owner: string
  dueOn: IsoDate | null
  state: string
  reportedOn: IsoDate | null
}

export type ReportFinding = {
  key: string
  severity: Severity
  title: string
  state: string
  repeats: boolean
  /** Found at an earlier follow-up and still open. */
  earlier: boolean
  foundOn: IsoDate
  actions: ReportAction[]
}

export type Previous = {
  title: string
  fixedOn: IsoDate
  counts: Counts
  verdicts: { key: string; focusArea: string; verdict: Verdict }[]
  findings: number
  actions: InTime | null
}

/** Actions whose day has come, and how many of them were ready by then. */
export type InTime = { done: number; due: number }

/** The judgement and what has come of it, as it stood when the paper was made. Only what the paper says. */
export type ReportContent = {
  assessmentVersion: number
  ruleVersion: string
  fixedOn: IsoDate
  correction: string
  followUp: SnapshotFollowUp
  economyInput: string
  individualInput: string
  analysis: string
  areas: { key: string; name: string }[]
  rows: ReportRow[]
  counts: Counts
  findings: ReportFinding[]
  actions: InTime
  previous: Previous | null
  comments: SnapshotComment[]
  statement: string
  laws: string[]
}

/** Everything a paper is rendered from: nothing else is read when it is made. */
export type PaperSnapshot = {
  format: 1
  paperId: string
  kind: PaperKind
  title: string
  municipality: string
  board: string
  caseNumber: string
  date: IsoDate
  author: string
  accent: string
  isInvented: boolean
  sections: Section[]
  report: ReportContent | null
  /** Papers frozen before these were made have none of them. */
  period?: PeriodContent
  plan?: PlanContent
  /** The version of the municipality's template that the paper was made with. */
  template?: { id: string; number: number }
  replaces?: { id: string; title: string; date: IsoDate; caseNumber: string }
}

export const isOpen = isOpenFinding

/**
 * An action is in time when it was reported ready on its day or before. One that is not ready counts when its day has
 * passed, as in the list of late actions.
 */
export function inTime(actions: readonly ReportAction[], today: IsoDate): InTime {
  const isReady = (action: ReportAction) => ['reported', 'verified', 'closed'].includes(action.state)
  const due = actions.filter((action) => action.dueOn && (action.dueOn < today || isReady(action)))
  const done = due.filter(
    (action) => isReady(action) && action.reportedOn && action.dueOn && action.reportedOn <= action.dueOn,
  )
  return { done: done.length, due: due.length }
}

export const assessed = (counts: Counts): number => counts.met + counts.partly + counts.notMet
