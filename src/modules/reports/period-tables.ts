import { isOpenFinding } from '#kernel/open-finding.ts'
import { outcomeNames } from '#texts/sv/meetings.ts'
import { severityNames } from '#texts/sv/findings.ts'
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
  shareOf,
  smallestForShare,
  type PeriodArea,
  type PeriodContent,
  type PeriodPlanned,
} from './period-rules.ts'
import { periodShort } from './period-words.ts'
import type { ReportTable, TableRow } from './table-rules.ts'
import { findingStateWord } from './words.ts'

/** Nobody reads more of a list on paper; the rows are in the Excel file and on the page behind each figure. */
const longestList = 40

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
  trend,
  units,
]

export function periodTables(content: PeriodContent): ReportTable[] {
  return writers.map((write) => write(content))
}

const byAreas = (content: PeriodContent) => groupsOf(content, 'areaId', (row) => row.area, t.totalAreas)
const byProviders = (content: PeriodContent) =>
  groupsOf(content, 'providerKind', (row) => t.providerKinds[row.providerKind] ?? row.providerKind, t.total)

function extent({ planned }: PeriodContent): ReportTable {
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
    note: t.extentNote,
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
    refs: { followUps: planned.map((row) => row.id) },
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

function acuteList({ findings }: PeriodContent): ReportTable {
  return findingList('akuta', t.acuteList, {
    findings: findings.filter(({ severity }) => severity === 'acute'),
    withSeverity: false,
  })
}

function repeatedList({ findings }: PeriodContent): ReportTable {
  return findingList('upprepade', t.repeatedList, {
    findings: findings.filter(({ repeats }) => repeats),
    withSeverity: true,
  })
}

type Listed = { findings: PeriodContent['findings']; withSeverity: boolean }

function findingList(key: string, caption: string, { findings, withSeverity }: Listed): ReportTable {
  return {
    key,
    caption,
    columns: [
      { title: t.unit, width: 22 },
      { title: t.finding, width: withSeverity ? 32 : 46 },
      ...(withSeverity ? [{ title: t.severity, width: 22 }] : []),
      { title: t.found, type: 'date', width: 13 },
      { title: t.state, width: 17 },
    ],
    rows: findings.map((one) => ({
      key: one.id,
      cells: [
        one.unitName,
        `${one.code} ${one.title}`,
        ...(withSeverity ? [{ text: severityNames[one.severity], status: one.severity }] : []),
        one.foundOn,
        findingStateWord(one.state),
      ],
      refs: { findings: [one.id] },
    })),
    note: '',
    printed: longestList,
  }
}

function lateList({ actions: promised }: PeriodContent): ReportTable {
  const late = promised.filter(({ standing }) => standing === 'notDone')
  return {
    key: 'sena-atgarder',
    caption: t.lateList,
    columns: [
      { title: t.unit, width: 28 },
      { title: t.action, width: 56 },
      { title: t.dueOn, type: 'date', width: 16 },
    ],
    rows: late.map(({ id, unitName, title, dueOn }) => ({
      key: id,
      cells: [unitName, title, dueOn],
      refs: { actions: [id] },
    })),
    note: '',
    printed: longestList,
  }
}

function decisions({ decisions: taken }: PeriodContent): ReportTable {
  const words: Readonly<Record<string, string>> = outcomeNames
  return {
    key: 'namnden',
    caption: t.decisions,
    columns: [
      { title: t.day, type: 'date', width: 13 },
      { title: t.matter, width: 42 },
      { title: t.outcome, width: 22 },
      { title: t.became, width: 23 },
    ],
    rows: taken.map((one) => ({
      key: one.id,
      cells: [
        one.heldOn,
        one.title,
        [words[one.outcome] ?? one.outcome, one.paragraph && `§ ${one.paragraph}`].filter(Boolean).join(', '),
        one.findings > 0 ? t.becameOf(one.open, one.findings) : t.becameNothing,
      ],
      refs: { followUps: one.followUpId ? [one.followUpId] : [] },
    })),
    note: '',
  }
}

function missingList({ planned }: PeriodContent): ReportTable {
  const missing = planned.filter(({ standing }) => standing === 'missing')
  return {
    key: 'saknas',
    caption: t.missingList,
    columns: [
      { title: t.unit, width: 26 },
      { title: t.followUp, width: 38 },
      { title: t.area, width: 24 },
      { title: t.dueOn, type: 'date', width: 14 },
    ],
    rows: missing.map(({ id, unitName, title, area, dueOn }) => ({
      key: id,
      cells: [unitName, title, area, dueOn],
      refs: { followUps: [id] },
    })),
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
