import { isOpenFinding } from '#kernel/open-finding.ts'
import { periodKindTexts as words } from '#texts/sv/period-kinds.ts'
import { periodTexts as t } from '#texts/sv/period-reports.ts'
import {
  actionRow,
  actionColumns,
  findingColumns,
  findingRow,
  groupsOf,
  verdictColumns,
  verdictRow,
  type Group,
} from './period-rows.ts'
import {
  plannedRef,
  shareOf,
  smallestForShare,
  type PeriodArea,
  type PeriodContent,
  type PeriodPlanned,
} from './period-rules.ts'
import { acuteList, decisions, extraList, lateList, missingList, repeatedList } from './period-lists.ts'
import { sourceKeys, typeRule, type SourceKey, type Sources } from './period-type-rules.ts'
import { periodShort } from './rules-period-words.ts'
import type { ReportTable, TableRow } from './report-table.ts'

type Writer = (content: PeriodContent) => ReportTable

/** Every table of a report of a period, by the key that its rows are found under. */
const writers: readonly Writer[] = [
  extent,
  verdictsByArea,
  (content) => qualityTable(content, 'national'),
  (content) => qualityTable(content, 'own'),
  verdictsByForm,
  findingsByArea,
  findingsByForm,
  actions,
  acuteList,
  repeatedList,
  lateList,
  decisions,
  missingList,
  extraList,
  trend,
  units,
  sources,
]

export function periodTables(content: PeriodContent): ReportTable[] {
  return writers.map((write) => write(content))
}

/** What the yearly analysis rests on, and what it had to do without (M-264). */
function sources({ selection, period }: PeriodContent): ReportTable {
  const marked = selection.sources ?? {}
  const keys = typeRule(selection, period.kind).hasSources ? sourceKeys : []
  return {
    key: 'underlag',
    caption: words.sources,
    columns: [{ title: words.source, width: 3 }, { title: words.standing }, { title: words.note, width: 3 }],
    rows: keys.map((key) => ({ key, cells: sourceCells(key, marked[key]), refs: {} })),
    note: '',
  }
}

function sourceCells(key: SourceKey, source: Sources[SourceKey]): TableRow['cells'] {
  const name = words.sourceNames[key]
  if (!source) return [name, words.unanswered, '']
  return [name, source.present ? words.present : words.missing, source.note]
}

const byAreas = (content: PeriodContent) => groupsOf(content, 'areaId', (row) => row.area, t.totalAreas)
const byProviders = (content: PeriodContent) =>
  groupsOf(content, 'providerKind', (row) => t.providerKinds[row.providerKind] ?? row.providerKind, t.total)

function extent({ planned, plan }: PeriodContent): ReportTable {
  const areas = new Map(planned.map((row) => [row.areaId, row.area]))
  const rows = [...areas].map(([key, name]) =>
    extentRow(
      key,
      name,
      planned.filter((row) => row.areaId === key),
    ),
  )
  return {
    key: 'omfattning',
    caption: t.extent,
    columns: [
      { title: t.area, width: 34 },
      ...[t.planned, t.done, t.doneLater, t.missing, t.cancelled].map((title) => ({
        title,
        type: 'number' as const,
        width: 13,
      })),
    ],
    rows: [...rows, { ...extentRow('alla', t.totalAreas, planned), strong: true }],
    note: plan ? t.extentOfPlan(plan.title, plan.version, plan.decidedOn) : t.extentNote,
  }
}

function extentRow(key: string, name: string, planned: readonly PeriodPlanned[]): TableRow {
  const of = (standing: PeriodPlanned['standing']) =>
    planned.filter((row) => row.standing === standing).length
  return {
    key,
    cells: [
      name,
      planned.length - of('cancelled'),
      of('done'),
      of('doneLater'),
      of('missing'),
      of('cancelled'),
    ],
    refs: { followUps: planned.map(plannedRef) },
  }
}

function verdictsByArea(content: PeriodContent): ReportTable {
  return verdictTable('omraden', t.byArea, { first: t.area, groups: byAreas(content) })
}

function verdictsByForm(content: PeriodContent): ReportTable {
  return verdictTable('utforare', t.byForm, { first: t.provider, groups: byProviders(content) })
}

type Grouped = { first: string; groups: readonly Group[] }

function verdictTable(key: string, caption: string, { first, groups }: Grouped): ReportTable {
  return {
    key,
    caption,
    columns: verdictColumns(first),
    rows: groups.map(verdictRow),
    note: t.shareNote(smallestForShare),
  }
}

function qualityTable(content: PeriodContent, view: 'national' | 'own'): ReportTable {
  const caption = view === 'national' ? t.byNational : t.byOwn
  return {
    key: view === 'national' ? 'kvalitet' : 'kommunens-kvalitet',
    caption,
    columns: verdictColumns(t.qualityArea),
    rows: content[view].map((area) => qualityRow(content, area, view === 'national')),
    note: `${t.qualityNote} ${t.shareNote(smallestForShare)}`,
  }
}

/** The framework by its law: its whole name on each row hides the area's. */
const lawWords: Readonly<Record<string, string>> = { sol: 'SoL', lss: 'LSS', hsl: 'HSL' }

function qualityRow({ followUps }: PeriodContent, area: PeriodArea, withFramework: boolean): TableRow {
  const within = area.counts.flatMap(([place, met, partly, notMet]) => {
    const followUp = followUps[place]
    return followUp ? [{ ...followUp, counts: { met, partly, notMet, other: 0 } }] : []
  })
  const law = lawWords[area.key.split('/')[0] ?? ''] ?? area.framework
  const name = withFramework ? `${area.name} (${law})` : area.name
  return verdictRow({ key: area.key, name, followUps: within, findings: [], actions: [], strong: false })
}

function findingsByArea(content: PeriodContent): ReportTable {
  return findingTable('brister', t.findingsByArea, { first: t.area, groups: byAreas(content) })
}

function findingsByForm(content: PeriodContent): ReportTable {
  return findingTable('brister-utforare', t.findingsByForm, {
    first: t.provider,
    groups: byProviders(content),
  })
}

function findingTable(key: string, caption: string, { first, groups }: Grouped): ReportTable {
  return { key, caption, columns: findingColumns(first), rows: groups.map(findingRow), note: t.openNote }
}

function actions(content: PeriodContent): ReportTable {
  return {
    key: 'atgarder',
    caption: t.actions,
    columns: actionColumns(),
    rows: byProviders(content).map(actionRow),
    note: '',
  }
}

function trend({ trend: points }: PeriodContent): ReportTable {
  const number = (title: string, width: number) => ({ title, type: 'number' as const, width })
  return {
    key: 'utveckling',
    caption: t.trend,
    columns: [
      { title: t.period, width: 14 },
      number(t.followUpsColumn, 19),
      number(t.requirementsShort, 9),
      number(t.met, 14),
      { title: t.share, type: 'share', width: 14 },
      number(t.findings, 11),
      number(t.acute, 10),
      number(t.repeated, 16),
      { title: t.inTimeShare, type: 'share', width: 11 },
    ],
    rows: points.map((point) => ({
      key: point.period,
      cells: [
        periodShort(point.period),
        point.followUps,
        point.assessed,
        point.met,
        shareOf(point.met, point.assessed),
        point.findings,
        point.acute,
        point.repeated,
        shareOf(point.inTime, point.due),
      ],
      refs: {},
    })),
    note: '',
  }
}

function units(content: PeriodContent): ReportTable {
  const found = Map.groupBy(content.findings, (one) => one.followUpId)
  const number = (title: string, width: number) => ({ title, type: 'number' as const, width })
  return {
    key: 'enheter',
    caption: t.units,
    columns: [
      { title: t.unit, width: 25 },
      { title: t.provider, width: 24 },
      { title: t.fixedOn, type: 'date', width: 15 },
      number(t.requirementsShort, 8),
      number(t.met, 13),
      number(t.partly, 9),
      number(t.notMetShort, 8),
      number(t.findings, 10),
      number(t.openShort, 10),
    ],
    rows: content.followUps.map(({ id, unitName, providerName, fixedOn, counts }) => {
      const own = found.get(id) ?? []
      const { met, partly, notMet } = counts
      return {
        key: id,
        cells: [
          unitName,
          providerName,
          fixedOn,
          met + partly + notMet,
          met,
          partly,
          notMet,
          own.length,
          own.filter(isOpenFinding).length,
        ],
        refs: { followUps: [id], findings: own.map((one) => one.id) },
      }
    }),
    note: '',
  }
}
