import { isOpenFinding } from '#kernel/open-finding.ts'
import { formatNumber, listOf, plural } from '#kernel/swedish.ts'
import { periodKindTexts as words } from '#texts/sv/period-kinds.ts'
import { periodTexts as t } from '#texts/sv/period-reports.ts'
import { shareOrCount } from './period-figures.ts'
import { judgedOf, sumOf, type PeriodContent, type PeriodFollowUp } from './period-rules.ts'
import { levelOf, mostThenNow, thenNowBlocks, typeRule } from './period-type-rules.ts'
import { periodLabel } from './rules-period-words.ts'
import { sectionRules, type Section } from './rules.ts'

/** A first wording of each part, made of what is known, so that the author edits instead of starting from nothing. */
const writers: Readonly<Record<string, (content: PeriodContent) => string>> = {
  summary,
  brief: (content) => `${requirementsSentence(content)} ${findingsSentence(content)}`,
  proposal: ({ period, selection }) =>
    levelOf(selection, period.kind) === 'strategic' ? t.proposal : t.councilProposal,
  how,
  results,
}

/** `standard`: what the municipality's template says for a part; it stands before what is made of the figures. */
export function periodSections(
  content: PeriodContent,
  standard: Readonly<Record<string, string>> = {},
): Section[] {
  const rule = typeRule(content.selection, content.period.kind)
  const written = rule.parts.map((key) => ({
    key,
    title: sectionRules.periodReport.find((part) => part.key === key)?.title ?? '',
    text: [standard[key] ?? '', writers[key]?.(content) ?? ''].filter(Boolean).join('\n\n'),
  }))
  return rule.hasThenNow
    ? [...written.slice(0, 1), ...thenNowSections(content), ...written.slice(1)]
    : written
}

/** Four blocks for each area; what holds now is known and stands there from the beginning (M-272). */
function thenNowSections({ followUps }: PeriodContent): Section[] {
  const areas = [...Map.groupBy(followUps, ({ area }) => area)].slice(0, mostThenNow)
  const parts: [string, PeriodFollowUp[]][] = areas.length > 0 ? areas : [[words.wholeBoard, []]]
  return parts.flatMap(([area, those], place) =>
    thenNowBlocks.map((block) => ({
      key: `${block}-${place}`,
      title: words.blockTitle(area, words.blocks[block]),
      text: block === 'now' ? requirementsSentence({ followUps: those }) : '',
    })),
  )
}

function summary(content: PeriodContent): string {
  const label = periodLabel(content.period)
  const fixed = plural(content.followUps.length, 'uppföljning', 'uppföljningar')
  const first = `Under ${label} fastställdes ${fixed}. ${requirementsSentence(content)}`
  return [first, `${findingsSentence(content)} ${missingSentence(content)}`.trim()].join('\n\n')
}

function requirementsSentence({ followUps }: Pick<PeriodContent, 'followUps'>): string {
  const sum = sumOf(followUps.map(({ counts }) => counts))
  const judged = judgedOf(sum)
  if (judged === 0) return 'Inga krav har bedömts.'
  return `Av ${formatNumber(judged)} bedömda krav är ${formatNumber(sum.met)} uppfyllda (${shareOrCount(sum.met, judged)}), ${formatNumber(sum.partly)} delvis uppfyllda och ${formatNumber(sum.notMet)} inte uppfyllda.`
}

function findingsSentence({ findings }: PeriodContent): string {
  if (findings.length === 0) return 'Inga brister hittades.'
  const of = (severity: string) => findings.filter((one) => one.severity === severity).length
  const open = findings.filter(isOpenFinding).length
  const repeated = findings.filter(({ repeats }) => repeats).length
  const counted = `${formatNumber(of('acute'))} akuta, ${formatNumber(of('serious'))} allvarliga och ${formatNumber(of('minor'))} mindre`
  const again = repeated > 0 ? ` ${plural(repeated, 'brist är upprepad', 'brister är upprepade')}.` : ''
  return `${plural(findings.length, 'brist', 'brister')} hittades: ${counted}. ${formatNumber(open)} av dem är öppna.${again}`
}

function missingSentence({ planned }: PeriodContent): string {
  const missing = planned.filter(({ standing }) => standing === 'missing').length
  if (missing === 0) return 'Alla planerade uppföljningar är genomförda.'
  return `${plural(missing, 'planerad uppföljning är inte genomförd', 'planerade uppföljningar är inte genomförda')}.`
}

function how({ followUps, period }: PeriodContent): string {
  const areas = [...new Set(followUps.map(({ area }) => area.toLowerCase()))]
  const units = new Set(followUps.map(({ unitId }) => unitId)).size
  if (followUps.length === 0) return `Ingen uppföljning fastställdes under ${periodLabel(period)}.`
  return `Uppföljningarna gäller ${plural(units, 'enhet', 'enheter')} inom ${listOf(areas)}. Utförarna har fått läsa utkasten för faktagranskning innan bedömningarna fastställdes. Samma krav och samma skala har använts för egen regi och andra utförare.`
}

function results(content: PeriodContent): string {
  const due = content.actions.filter(({ standing }) => standing !== 'notDue')
  const inTime = due.filter(({ standing }) => standing === 'inTime').length
  const actions =
    due.length === 0
      ? 'Ingen åtgärd skulle vara klar i perioden.'
      : `${formatNumber(due.length)} åtgärder skulle vara klara i perioden. ${formatNumber(inTime)} av dem var klara i tid.`
  return [requirementsSentence(content), findingsSentence(content), actions].join(' ')
}
