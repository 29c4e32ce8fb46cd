import { isOpenFinding } from '#kernel/open-finding.ts'
import { periodTexts as t } from '#texts/sv/period-reports.ts'
import {
  judgedOf,
  shareOf,
  sumOf,
  type PeriodAction,
  type PeriodContent,
  type PeriodFinding,
  type PeriodFollowUp,
} from './period-rules.ts'
import type { ReportColumn, TableRow } from './report-table.ts'

/** The row of all of them, last in each table of groups. */
export const wholeRow = 'alla'

/** Follow-ups that stand together in a row, with what was found in them and promised after them. */
export type Group = {
  key: string
  name: string
  followUps: readonly PeriodFollowUp[]
  findings: readonly PeriodFinding[]
  actions: readonly PeriodAction[]
  strong: boolean
}

/** A row for each value of the column and one for all of them: the same rows whoever runs the unit. */
export function groupsOf(
  content: PeriodContent,
  column: 'areaId' | 'providerKind',
  nameOf: (row: PeriodFollowUp) => string,
  total: string,
): Group[] {
  const groups = Map.groupBy(content.followUps, (row) => row[column])
  const found = Map.groupBy(content.findings, (row) => row.followUpId)
  const own = [...groups].map(([key, followUps]): Group => ({
    key,
    name: followUps[0] ? nameOf(followUps[0]) : key,
    followUps,
    findings: followUps.flatMap((row) => found.get(row.id) ?? []),
    actions: column === 'providerKind' ? content.actions.filter((row) => row.providerKind === key) : [],
    strong: false,
  }))
  const { followUps, findings, actions } = content
  return [
    ...own,
    ...(column === 'providerKind' ? withActionsOnly(content, groups) : []),
    { key: wholeRow, name: total, followUps, findings, actions, strong: true },
  ]
}

/** Promises can fall due in a period when nothing of that sort of provider was followed up. */
function withActionsOnly({ actions }: PeriodContent, seen: ReadonlyMap<string, unknown>): Group[] {
  const rest = Map.groupBy(
    actions.filter((row) => !seen.has(row.providerKind)),
    (row) => row.providerKind,
  )
  return [...rest].map(([key, own]) => ({
    key,
    name: t.providerKinds[key] ?? key,
    followUps: [],
    findings: [],
    actions: own,
    strong: false,
  }))
}

const number = (title: string, width = 12): ReportColumn => ({ title, type: 'number', width })

export function verdictColumns(first: string): ReportColumn[] {
  return [
    { title: first, width: 34 },
    number(t.followUpsColumn, 19),
    number(t.assessed),
    number(t.met),
    number(t.partly, 10),
    number(t.notMet, 13),
    { title: t.share, type: 'share', width: 13 },
  ]
}

export function verdictRow({ key, name, followUps, strong }: Group): TableRow {
  const sum = sumOf(followUps.map((row) => row.counts))
  const judged = judgedOf(sum)
  return {
    key,
    cells: [name, followUps.length, judged, sum.met, sum.partly, sum.notMet, shareOf(sum.met, judged)],
    strong,
    refs: { followUps: followUps.map((row) => row.id) },
  }
}

export function findingColumns(first: string): ReportColumn[] {
  return [
    { title: first, width: 34 },
    number(t.followUpsColumn, 19),
    number(t.acute),
    number(t.serious, 14),
    number(t.minor),
    number(t.all, 9),
    number(t.open, 11),
    number(t.repeated, 15),
  ]
}

export function findingRow({ key, name, followUps, findings, strong }: Group): TableRow {
  const of = (severity: PeriodFinding['severity']) =>
    findings.filter((row) => row.severity === severity).length
  return {
    key,
    cells: [
      name,
      followUps.length,
      of('acute'),
      of('serious'),
      of('minor'),
      findings.length,
      findings.filter(isOpenFinding).length,
      findings.filter((row) => row.repeats).length,
    ],
    strong,
    refs: { findings: findings.map((row) => row.id) },
  }
}

export function actionColumns(): ReportColumn[] {
  return [
    { title: t.provider, width: 34 },
    number(t.due),
    number(t.inTimeColumn),
    number(t.lateColumn),
    number(t.notDone),
    { title: t.inTimeShare, type: 'share', width: 13 },
  ]
}

export function actionRow({ key, name, actions, strong }: Group): TableRow {
  const of = (standing: PeriodAction['standing']) => actions.filter((row) => row.standing === standing).length
  const due = actions.length - of('notDue')
  return {
    key,
    cells: [name, due, of('inTime'), of('late'), of('notDone'), shareOf(of('inTime'), due)],
    strong,
    refs: { actions: actions.filter((row) => row.standing !== 'notDue').map((row) => row.id) },
  }
}
