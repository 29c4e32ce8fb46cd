import { formatDate } from '#kernel/dates.ts'
import { formatNumber, listOf, plural } from '#kernel/swedish.ts'
import { depthNames, severityWords } from '#texts/sv/reports.ts'
import { movedRows } from './compare.ts'
import { kindWord, methodWords } from './words.ts'
import { assessed, isOpen, sectionRules, type PaperKind, type ReportContent, type Section } from './rules.ts'

type Writer = (report: ReportContent) => string

/** A first wording of each part, made of what is known, so that the author edits instead of starting from nothing. */
const writers: Record<string, Writer> = {
  summary,
  proposal: () => 'Nämnden tar del av rapporten och lägger den till handlingarna.',
  background,
  overall: (report) => report.analysis || requirementsSentence(report),
  strengths,
  deficiencies,
  comparison,
  risk,
  economy: (report) => report.economyInput,
  onward,
}

export function reportSections(report: ReportContent): Section[] {
  return sectionRules.followUpReport.map(({ key, title }) => ({
    key,
    title,
    text: writers[key]?.(report) ?? '',
  }))
}

export function emptyParts(kind: PaperKind): Section[] {
  return sectionRules[kind].map(({ key, title }) => ({ key, title, text: '' }))
}

function summary(report: ReportContent): string {
  const { unitName, providerName } = report.followUp
  return [
    `${unitName}, som drivs av ${providerName}, har följts upp. ${requirementsSentence(report)} ${findingsSentence(report)}`,
    changeSentence(report),
  ].join('\n\n')
}

function requirementsSentence({ counts }: ReportContent): string {
  const judged = assessed(counts)
  const left = counts.total - judged
  const rest = left > 0 ? ` ${plural(left, 'krav är', 'krav är')} inte aktuella eller inte bedömda.` : ''
  return `Av ${formatNumber(judged)} bedömda krav är ${formatNumber(counts.met)} uppfyllda, ${formatNumber(counts.partly)} delvis uppfyllda och ${formatNumber(counts.notMet)} inte uppfyllda.${rest}`
}

function findingsSentence({ findings }: ReportContent): string {
  const open = findings.filter(isOpen)
  if (open.length === 0) return 'Det finns inga öppna brister.'
  const counted = (['acute', 'serious', 'minor'] as const)
    .map((severity) => ({
      word: severityWords[severity],
      n: open.filter((f) => f.severity === severity).length,
    }))
    .filter(({ n }) => n > 0)
    .map(({ word, n }) => `${formatNumber(n)} ${n > 1 && word !== 'mindre' ? `${pluralOf(word)}` : word}`)
  return `Det finns ${plural(open.length, 'öppen brist', 'öppna brister')}: ${listOf(counted)}.`
}

function pluralOf(word: string): string {
  return word === 'akut' ? 'akuta' : 'allvarliga'
}

function changeSentence(report: ReportContent): string {
  if (!report.previous)
    return 'Det är första gången enheten följs upp på det här sättet. Det finns inget att jämföra med.'
  const better = movedRows(report, 'better').length
  const worse = movedRows(report, 'worse').length
  return `Sedan förra uppföljningen (${formatDate(report.previous.fixedOn)}) bedöms ${formatNumber(better)} krav som bättre uppfyllda och ${formatNumber(worse)} som sämre.`
}

function background({ followUp, individualInput }: ReportContent): string {
  const kind = kindWord(followUp.kind)
  const depth = depthNames[followUp.depth] ?? ''
  const methods = methodWords(followUp.methods)
  const how = methods.length > 0 ? ` Den bygger på ${listOf(methods)}.` : ''
  const lines = [
    `${kind} (${depth}) enligt ${followUp.catalogueVersion}.${how}`,
    'Utföraren har fått läsa utkastet för faktagranskning innan bedömningen fastställdes.',
    individualInput,
  ]
  return lines.filter(Boolean).join('\n\n')
}

function strengths({ areas, rows }: ReportContent): string {
  const whole = areas.filter(({ key }) => {
    const judged = rows.filter((row) => row.focusArea === key && isJudged(row))
    return judged.length > 0 && judged.every((row) => row.verdict === 'met')
  })
  const met = rows.filter((row) => row.verdict === 'met').length
  if (whole.length === 0) return `${plural(met, 'krav är uppfyllt', 'krav är uppfyllda')}.`
  return `Alla bedömda krav är uppfyllda inom ${listOf(whole.map(({ name }) => name.toLowerCase()))}.`
}

function isJudged(row: { verdict: string }): boolean {
  return row.verdict === 'met' || row.verdict === 'partly' || row.verdict === 'notMet'
}

function deficiencies(report: ReportContent): string {
  const open = report.findings.filter(isOpen)
  const planned = open.filter((finding) => finding.actions.length > 0).length
  const repeated = open.filter((finding) => finding.repeats).length
  const lines = [findingsSentence(report)]
  if (open.length > 0) lines.push(`${formatNumber(planned)} av dem har en åtgärd.`)
  if (repeated > 0)
    lines.push(`${plural(repeated, 'brist är upprepad', 'brister är upprepade')} sedan tidigare.`)
  return lines.join(' ')
}

function comparison(report: ReportContent): string {
  const { previous, counts } = report
  if (!previous) return changeSentence(report)
  return `${changeSentence(report)} Då var ${formatNumber(previous.counts.met)} av ${formatNumber(assessed(previous.counts))} bedömda krav uppfyllda, nu ${formatNumber(counts.met)} av ${formatNumber(assessed(counts))}.`
}

function risk({ findings }: ReportContent): string {
  const worst = findings.find(isOpen)
  if (!worst) return 'Uppföljningen visar ingen risk som nämnden behöver ta ställning till.'
  return `Den största risken gäller: ${lowerFirst(worst.title.replace(/\.$/, ''))}. Risken finns kvar till dess att bristen är åtgärdad och kontrollerad.`
}

function lowerFirst(text: string): string {
  return /^[A-ZÅÄÖ][a-zåäö]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function onward({ findings }: ReportContent): string {
  if (findings.filter(isOpen).length === 0) return 'Enheten följs upp igen enligt planen.'
  return 'Utföraren redovisar vad som har gjorts åt varje brist. Förvaltningen kontrollerar åtgärderna och återkommer till nämnden om en brist finns kvar.'
}
