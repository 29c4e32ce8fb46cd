import { formatDate } from '#kernel/dates.ts'
import { findingStateNames, ladderNames, severityNames } from './findings.ts'
import type { FindingState, LadderStep, Severity } from '#modules/findings/rules.ts'

/** What the memo to the board is begun with when a finding is taken there: facts with their days, no proposal. */
export const boardMemoTexts = {
  boardClause: (paragraph: string, day: string) => `§ ${paragraph}, ${day}`,
  boardSaid: (outcome: string, text: string, isMended: boolean) =>
    [`${isMended ? 'Rättat beslut' : 'Nämndens beslut'}: ${outcome}.`, text].filter(Boolean).join(' '),
  title: (unit: string, finding: string) => `${unit}: ${finding}`.slice(0, 200),
  summary: (of: { finding: string; unit: string; provider: string; day: string; state: FindingState }) =>
    `En brist kvarstår vid ${of.unit}, som drivs av ${of.provider}: ${of.finding}. Den konstaterades ${formatDate(of.day)}. Läget nu: ${findingStateNames[of.state].toLowerCase()}.`,
  requirement: (code: string, title: string, text: string) => `Kravet (${code}, ${title}): ${text}`,
  found: (day: string, severity: Severity, text: string) =>
    `${formatDate(day)}: bristen konstaterades (${severityNames[severity].toLowerCase()}). ${text}`,
  repeats: (day: string, title: string) => `${formatDate(day)}: en tidigare brist som är samma, ${title}`,
  requested: (day: string, due: string) =>
    `${formatDate(day)}: handlingsplan begärdes till ${formatDate(due)}.`,
  submitted: (day: string) => `${formatDate(day)}: handlingsplanen lämnades in.`,
  action: (title: string, due: string | null) =>
    `Åtgärd: ${title}${due ? `, klar senast ${formatDate(due)}` : ''}.`,
  entry: {
    message: undefined,
    return: (day: string, text: string) => `${formatDate(day)}: skickades tillbaka. Skäl: ${text}`,
    approval: (day: string) => `${formatDate(day)}: åtgärden godkändes.`,
    report: (day: string, text: string) => `${formatDate(day)}: rapporterades genomförd. ${text}`,
    evidence: (day: string, text: string) => `${formatDate(day)}: underlag lämnades in. ${text}`,
    verification: (day: string, text: string) => `${formatDate(day)}: effekten bekräftades. ${text}`,
  },
  step: (day: string, of: { step: LadderStep; clause: string; reason: string }) =>
    `${formatDate(day)}: ${ladderNames[of.step].toLowerCase()} (${of.clause}). Skäl: ${of.reason}`,
  noActions: 'Ingen åtgärd är inlämnad.',
  receivers: (unit: string, provider: string) => `${provider}, ${unit}`,
}
