import { formatDate } from '#kernel/dates.ts'
import { formatNumber } from '#kernel/swedish.ts'
import type { SnapshotComment, Verdict } from '#modules/assessments/rules.ts'
import type { Block, Cell } from '#platform/documents/document.ts'
import { commentKindWords, outcomeWords } from '#texts/sv/assessments.ts'
import { paperTexts as t } from '#texts/sv/reports.ts'
import type { ReportContent, ReportFinding, ReportRow } from './rules.ts'
import { findingStateWord } from './words.ts'

type Table = Extract<Block, { kind: 'table' }>

export function areaTable(report: ReportContent): Table {
  const compares = report.previous !== null
  const rows = report.areas.map(({ key, name }) => areaRow(name, report, (row) => row.focusArea === key))
  const all = areaRow(t.everyArea, report, () => true).map((text): Cell => ({
    text: String(text),
    strong: true,
  }))
  return {
    kind: 'table',
    caption: t.byArea,
    columns: [
      { title: t.areaColumn, width: 34 },
      { title: t.assessedColumn, align: 'right', width: 13 },
      { title: t.metColumn, align: 'right', width: 13 },
      { title: t.partlyColumn, align: 'right', width: 11 },
      { title: t.notMetColumn, align: 'right', width: 13 },
      ...(compares ? [{ title: t.lastColumn, align: 'right' as const, width: 18 }] : []),
    ],
    rows: [...rows, all],
  }
}

type Judged = { focusArea: string; verdict: Verdict }

function areaRow(name: string, report: ReportContent, within: (row: Judged) => boolean): Cell[] {
  const count = (list: readonly Judged[], ...wanted: readonly Verdict[]) =>
    list.filter((row) => within(row) && wanted.includes(row.verdict)).length
  const now = (...wanted: readonly Verdict[]) => formatNumber(count(report.rows, ...wanted))
  const then = report.previous?.verdicts
  const cells = [name, now('met', 'partly', 'notMet'), now('met'), now('partly'), now('notMet')]
  if (!then) return cells
  const judged = count(then, 'met', 'partly', 'notMet')
  return [...cells, judged === 0 ? '–' : `${count(then, 'met')} av ${judged}`]
}

export function findingsTable(findings: readonly ReportFinding[]): Table {
  return {
    kind: 'table',
    caption: t.findings,
    columns: [
      { title: t.finding, width: 34 },
      { title: t.severity, width: 18 },
      { title: t.action, width: 30 },
      { title: t.ready, width: 14 },
      { title: t.findingState, width: 16 },
    ],
    rows: findings.map(findingRow),
  }
}

function findingRow(finding: ReportFinding): Cell[] {
  const remarks = [
    finding.repeats ? t.repeated : '',
    finding.earlier ? t.earlier(formatDate(finding.foundOn)) : '',
  ].filter(Boolean)
  const actions = finding.actions.map(({ title, owner }) => (owner ? `${title} (${owner})` : title))
  return [
    [finding.title, ...remarks].join('\n'),
    { text: '', status: finding.severity },
    actions.join('\n') || t.noAction,
    finding.actions
      .map(({ dueOn }) => dueOn ?? '')
      .filter(Boolean)
      .join('\n'),
    findingStateWord(finding.state),
  ]
}

/** Nothing where nothing moved: an empty table says less than its absence. */
export function movedTable(caption: string, rows: readonly ReportRow[]): Table[] {
  if (rows.length === 0) return []
  const columns = [
    { title: t.requirement, width: 50 },
    { title: t.then, width: 25 },
    { title: t.now, width: 25 },
  ]
  return [
    {
      kind: 'table',
      caption,
      columns,
      rows: rows.map((row): Cell[] => [
        `${row.code} ${row.title}`,
        row.previousVerdict ? { text: '', status: row.previousVerdict } : '–',
        { text: '', status: row.verdict },
      ]),
    },
  ]
}

/** One table for each focus area: a reader finds an area, and a listener hears where it is. */
export function requirementTables(report: ReportContent): Block[] {
  return report.areas.flatMap(({ key, name }): Block[] => [
    { kind: 'heading', level: 2, text: name },
    {
      kind: 'table',
      caption: `${t.verdict}: ${name}`,
      columns: [
        { title: t.number, width: 9 },
        { title: t.requirement, width: 34 },
        { title: t.verdict, width: 20 },
        { title: t.observation, width: 37 },
      ],
      rows: report.rows.filter((row) => row.focusArea === key).map(requirementRow),
    },
  ])
}

function requirementRow(row: ReportRow): Cell[] {
  const said = [row.measured, row.note, row.reason].filter(Boolean).join('\n')
  return [row.code, row.title, { text: '', status: row.verdict }, said || t.noNote]
}

export function commentsTable(comments: readonly SnapshotComment[], rows: readonly ReportRow[]): Table {
  const titles = new Map(rows.map((row) => [row.code, row.title]))
  return {
    kind: 'table',
    caption: t.comments,
    columns: [
      { title: t.commentOn, width: 22 },
      { title: t.comment, width: 38 },
      { title: t.answer, width: 40 },
    ],
    rows: comments.map((comment): Cell[] => [
      comment.code ? `${comment.code} ${titles.get(comment.code) ?? ''}`.trim() : t.whole,
      `${commentKindWords[comment.kind]}: ${comment.text}`,
      [comment.outcome ? `${outcomeWords[comment.outcome]}.` : '', comment.answer].filter(Boolean).join(' '),
    ]),
  }
}
