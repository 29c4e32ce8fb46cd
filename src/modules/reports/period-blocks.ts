import { describeSeverity, severityBars, type SeverityRow } from '#charts/severity-bars.ts'
import { describeTrend, trendLine } from '#charts/trend-line.ts'
import { describeVerdictBars, verdictBars } from '#charts/verdict-bars.ts'
import { formatDate } from '#kernel/dates.ts'
import type { Block } from '#platform/documents/document.ts'
import { periodKindTexts as words } from '#texts/sv/period-kinds.ts'
import { periodTexts as t } from '#texts/sv/period-reports.ts'
import { textBlocks } from './blocks-text.ts'
import { periodFigures } from './period-figures.ts'
import { groupsOf, type Group } from './period-rows.ts'
import { shareOf, sumOf, type PeriodContent } from './period-rules.ts'
import { isThenNow, typeRule } from './period-type-rules.ts'
import { periodTables } from './period-tables.ts'
import { periodShort } from './rules-period-words.ts'
import type { Section } from './rules.ts'
import { tableBlock, type ReportTable } from './report-table.ts'

type Tables = ReadonlyMap<string, ReportTable>

/** What stands in the paper: the texts of the author, each with its figures, then the tables and the appendix. */
export function periodBlocks(content: PeriodContent, sections: readonly Section[]): Block[] {
  const tables = new Map(periodTables(content).map((table) => [table.key, table]))
  return [
    ...choice(content),
    ...onlyLaw(content),
    ...sections.flatMap((section) => [...sectionBlocks(section), ...shownWith(section.key, content, tables)]),
    ...heading(t.rule),
    ...rules(content),
    ...heading(t.appendix),
    ...shown(tables, ['enheter']),
  ]
}

/** The figures that belong under a part, whichever kind of report the part stands in. */
function shownWith(key: string, content: PeriodContent, tables: Tables): Block[] {
  if (key === 'summary' || key === 'brief')
    return [{ kind: 'figures', items: periodFigures(content) }, ...acuteNotes(content)]
  if (key === 'how') return shown(tables, ['omfattning'])
  return key === 'results' ? results(content, tables) : shown(tables, key === 'sources' ? ['underlag'] : [])
}

function onlyLaw({ selection, period }: PeriodContent): Block[] {
  if (!typeRule(selection, period.kind).law) return []
  return [{ kind: 'note', tone: 'information', title: words.lawNote, text: words.lawText }]
}

function sectionBlocks({ key, title, text }: Section): Block[] {
  if (isThenNow(key)) return [...heading(title, 2), ...(text.trim() === '' ? emptyBlock() : textBlocks(text))]
  if (key === 'sources') return [...heading(title), ...textBlocks(text)]
  return text.trim() === '' ? [] : [...heading(title), ...textBlocks(text)]
}

function emptyBlock(): Block[] {
  return [{ kind: 'note', tone: 'warning', title: words.emptyBlock, text: '' }]
}

function heading(text: string, level: 1 | 2 = 1): Block[] {
  return [{ kind: 'heading', level, text }]
}

function choice({ choice: words }: PeriodContent): Block[] {
  if (words === '') return []
  return [{ kind: 'note', tone: 'information', title: t.choiceNote, text: t.choiceText(words) }]
}

function acuteNotes({ findings }: PeriodContent): Block[] {
  const open = findings.filter((one) => one.severity === 'acute' && one.state !== 'closed')
  return open.slice(0, 3).map(({ unitName, title }) => ({
    kind: 'note',
    tone: 'acute',
    title: unitName,
    text: title,
  }))
}

type Part = { head: string; drawn: Block[]; keys: readonly string[]; none: string }

function results(content: PeriodContent, tables: Tables): Block[] {
  const areas = groupsOf(content, 'areaId', (row) => row.area, t.totalAreas).filter(({ strong }) => !strong)
  const providers = groupsOf(
    content,
    'providerKind',
    (row) => t.providerKinds[row.providerKind] ?? '',
    t.total,
  ).filter(({ strong, followUps }) => !strong && followUps.length > 0)
  const parts: Part[] = [
    {
      head: t.byArea,
      drawn: verdictChart(areas, t.chartArea),
      keys: ['omraden', 'kvalitet', 'kommunens-kvalitet'],
      none: t.noFollowUps,
    },
    {
      head: t.ownAndOthers,
      drawn: verdictChart(providers, t.chartForm),
      keys: ['utforare', 'brister-utforare'],
      none: t.noFollowUps,
    },
    {
      head: t.findingsHead,
      drawn: findingChart(areas),
      keys: ['brister', 'akuta', 'upprepade'],
      none: t.noFindings,
    },
    { head: t.actionsHead, drawn: [], keys: ['atgarder', 'sena-atgarder'], none: t.noActions },
    { head: t.boardHead, drawn: [], keys: ['namnden'], none: t.noDecisions },
    { head: t.planHead, drawn: [], keys: ['saknas', 'utover'], none: t.noMissing },
    { head: t.trendHead, drawn: trendChart(content), keys: ['utveckling'], none: '' },
  ]
  return parts.flatMap((part) => partBlocks(part, tables))
}

/** Where there is nothing to show, that is what is said: a heading over nothing leaves the reader guessing. */
function partBlocks({ head, drawn, keys, none }: Part, tables: Tables): Block[] {
  const listed = shown(tables, keys)
  const said: Block[] = listed.length > 0 ? [...drawn, ...listed] : [{ kind: 'paragraph', text: none }]
  return [...heading(head, 2), ...said]
}

function shown(tables: Tables, keys: readonly string[]): Block[] {
  return keys.flatMap((key) => {
    const table = tables.get(key)
    return table && table.rows.some((row) => !row.strong) ? [tableBlock(table)] : []
  })
}

function verdictChart(groups: readonly Group[], title: string): Block[] {
  const bars = groups.map(({ name, followUps }) => ({
    label: name,
    now: sumOf(followUps.map(({ counts }) => counts)),
  }))
  if (bars.length === 0) return []
  return [{ kind: 'svg', svg: verdictBars(bars), title, description: describeVerdictBars(bars) }]
}

function findingChart(groups: readonly Group[]): Block[] {
  const rows = groups.map(({ name, findings }): SeverityRow => {
    const of = (severity: string) => findings.filter((one) => one.severity === severity).length
    return { label: name, acute: of('acute'), serious: of('serious'), minor: of('minor') }
  })
  if (rows.length === 0) return []
  const title = t.chartFindings
  return [{ kind: 'svg', svg: severityBars(rows, title), title, description: describeSeverity(rows) }]
}

function trendChart({ trend }: PeriodContent): Block[] {
  const points = trend.map(({ period, met, assessed }) => ({
    label: periodShort(period),
    share: shareOf(met, assessed),
  }))
  const title = t.chartTrend
  return [{ kind: 'svg', svg: trendLine(points, title), title, description: describeTrend(points) }]
}

function rules({ period, asOf }: PeriodContent): Block[] {
  const texts = [t.ruleText(formatDate(period.from), formatDate(period.to), formatDate(asOf)), ...t.rules]
  return texts.map((text) => ({ kind: 'paragraph', text }))
}
