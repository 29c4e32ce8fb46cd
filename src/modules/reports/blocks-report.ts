import { describeVerdictBars, verdictBars, type VerdictBar } from '#charts/verdict-bars.ts'
import { formatDate } from '#kernel/dates.ts'
import { listOf } from '#kernel/swedish.ts'
import type { Verdict } from '#modules/assessments/rules.ts'
import type { Block } from '#platform/documents/document.ts'
import { lawsLine, visitsText } from './blocks-facts.ts'
import { areaTable, commentsTable, findingsTable, movedTable, requirementTables } from './blocks-tables.ts'
import { textBlocks } from './blocks-text.ts'
import { figuresOf, movedRows } from './compare.ts'
import { kindWord, methodWords } from './words.ts'
import { isOpen, type ReportContent, type Section } from './rules.ts'
import { operatingForms } from '#texts/sv/common.ts'
import { paperTexts as t, ruleTexts } from '#texts/sv/reports.ts'

type Writer = (report: ReportContent) => Block[]

/** What stands with each text of the author: figures and tables that nobody writes by hand. */
const companions: Record<string, Writer> = {
  summary: figures,
  background: facts,
  overall: judgement,
  deficiencies: findings,
  comparison: changes,
}

export function reportBlocks(report: ReportContent, sections: readonly Section[]): Block[] {
  return [
    ...correction(report),
    ...sections.flatMap((section) => sectionBlocks(report, section)),
    ...hearing(report),
    ...statement(report),
    ...heading(t.rule),
    ...(ruleTexts[report.ruleVersion] ?? []).map((text): Block => ({ kind: 'paragraph', text })),
    ...heading(t.all),
    ...requirementTables(report),
    ...heading(t.sources),
    ...sources(report),
  ]
}

function sectionBlocks(report: ReportContent, { key, title, text }: Section): Block[] {
  if (text.trim() === '') return []
  const more = companions[key]?.(report) ?? []
  return [...heading(title), ...textBlocks(text), ...more]
}

function heading(text: string): Block[] {
  return [{ kind: 'heading', level: 1, text }]
}

function correction({ correction: reason, assessmentVersion }: ReportContent): Block[] {
  if (assessmentVersion === 1) return []
  return [{ kind: 'note', tone: 'information', title: t.correctionTitle, text: reason }]
}

function figures(report: ReportContent): Block[] {
  const items = figuresOf(report).map(({ value, label, change }) => ({ value, label, change }))
  const acute = report.findings.filter((finding) => finding.severity === 'acute' && isOpen(finding))
  const notes = acute.map(({ title }): Block => ({
    kind: 'note',
    tone: 'acute',
    title: t.acuteTitle,
    text: title,
  }))
  return [{ kind: 'figures', items }, ...notes]
}

function facts(report: ReportContent): Block[] {
  const { followUp, fixedOn, assessmentVersion } = report
  const agreement = [followUp.agreementTitle, followUp.agreementCaseNumber].filter(Boolean).join(', ')
  const rows = [
    { label: t.unit, value: followUp.unitName },
    { label: t.provider, value: followUp.providerName },
    { label: t.area, value: followUp.serviceArea },
    { label: t.form, value: formName(followUp.operatingForm) },
    { label: t.laws, value: lawsLine(followUp.laws) },
    { label: t.agreement, value: agreement },
    { label: t.kind, value: kindWord(followUp.kind) },
    { label: t.visits, value: visitsText(followUp.visits) },
    { label: t.methods, value: listOf(methodWords(followUp.methods)) },
    { label: t.team, value: teamText(followUp.team) },
    { label: t.catalogue, value: followUp.catalogueVersion },
    { label: t.fixed, value: `${formatDate(fixedOn)}, ${t.version(assessmentVersion)}` },
  ]
  return [{ kind: 'facts', rows: rows.filter(({ value }) => value !== '') }]
}

function formName(form: string): string {
  const names: Record<string, string> = operatingForms
  return names[form] ?? form
}

function teamText(team: ReportContent['followUp']['team']): string {
  return team
    .map(({ name, profession }) => (profession ? `${name}, ${profession.toLowerCase()}` : name))
    .join('\n')
}

function judgement(report: ReportContent): Block[] {
  const bars = report.areas.map((area) => barOf(report, area))
  return [
    areaTable(report),
    {
      kind: 'svg',
      svg: verdictBars(bars),
      title: report.previous ? t.chart : t.chartNow,
      description: describeVerdictBars(bars),
    },
  ]
}

function barOf({ rows, previous }: ReportContent, area: { key: string; name: string }): VerdictBar {
  const within = (list: readonly { focusArea: string; verdict: Verdict }[]) =>
    countsIn(list.filter((row) => row.focusArea === area.key).map((row) => row.verdict))
  const before = previous ? within(previous.verdicts) : undefined
  const hasBefore = before && Object.values(before).some((count) => count > 0)
  return { label: area.name, now: within(rows), ...(hasBefore ? { before } : {}) }
}

function countsIn(verdicts: readonly Verdict[]) {
  const of = (...wanted: readonly Verdict[]) => verdicts.filter((verdict) => wanted.includes(verdict)).length
  return {
    met: of('met'),
    partly: of('partly'),
    notMet: of('notMet'),
    other: of('notAssessed', 'notApplicable'),
  }
}

function findings(report: ReportContent): Block[] {
  return report.findings.length > 0 ? [findingsTable(report.findings)] : []
}

function changes(report: ReportContent): Block[] {
  const better = movedRows(report, 'better')
  const worse = movedRows(report, 'worse')
  return [...movedTable(t.better, better), ...movedTable(t.worse, worse)]
}

function hearing({ comments, rows }: ReportContent): Block[] {
  if (comments.length === 0) return []
  return [...heading(t.hearing), { kind: 'paragraph', text: t.hearingLead }, commentsTable(comments, rows)]
}

/** The statement is never edited: it stands as it came, also when it does not agree. */
function statement({ statement: text, followUp }: ReportContent): Block[] {
  const by = t.statementBy(followUp.providerName)
  if (text.trim() === '') return [...heading(t.statement), { kind: 'paragraph', text: t.noStatement }]
  return [...heading(t.statement), { kind: 'quote', title: followUp.providerName, text, by }]
}

function sources({ followUp, laws }: ReportContent): Block[] {
  const agreement = [followUp.agreementTitle, followUp.agreementCaseNumber].filter(Boolean).join(', ')
  const items = [`${t.catalogue}: ${followUp.catalogueVersion}`]
  if (agreement) items.push(`${t.agreement}: ${agreement}`)
  if (laws.length > 0) items.push(`${t.lawSources}: ${laws.join('; ')}`)
  return [{ kind: 'list', items }]
}
