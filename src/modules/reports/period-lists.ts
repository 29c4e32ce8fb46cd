import { severityNames } from '#texts/sv/findings.ts'
import { outcomeNames } from '#texts/sv/meetings.ts'
import { periodTexts as t } from '#texts/sv/period-reports.ts'
import { plannedRef, type PeriodContent } from './period-rules.ts'
import type { ReportTable } from './report-table.ts'
import { findingStateWord, kindWord } from './words.ts'

/** Nobody reads more of a list on paper; the rows are in the Excel file and on the page behind each figure. */
const longestList = 40

export function acuteList({ findings }: PeriodContent): ReportTable {
  return findingList('akuta', t.acuteList, {
    findings: findings.filter(({ severity }) => severity === 'acute'),
    withSeverity: false,
  })
}

export function repeatedList({ findings }: PeriodContent): ReportTable {
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

export function lateList({ actions: promised }: PeriodContent): ReportTable {
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

export function decisions({ decisions: taken }: PeriodContent): ReportTable {
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

export function missingList({ planned }: PeriodContent): ReportTable {
  const missing = planned.filter(({ standing }) => standing === 'missing' || standing === 'cancelled')
  return {
    key: 'saknas',
    caption: t.missingList,
    columns: [
      { title: t.unit, width: 24 },
      { title: t.area, width: 22 },
      { title: t.dueOn, type: 'date', width: 14 },
      { title: t.stands, width: 13 },
      { title: t.why, width: 27 },
    ],
    rows: missing.map((row) => ({
      key: row.id,
      cells: [
        row.unitName,
        row.area,
        row.dueOn,
        row.standing === 'missing' ? t.notCarriedOut : t.calledOff,
        row.reason || t.noReason,
      ],
      refs: { followUps: [plannedRef(row)] },
    })),
    note: '',
    printed: longestList,
  }
}

export function extraList({ followUps, extra = [] }: PeriodContent): ReportTable {
  const onTop = new Set(extra)
  return {
    key: 'utover',
    caption: t.extraList,
    columns: [
      { title: t.unit, width: 28 },
      { title: t.followUp, width: 42 },
      { title: t.kind, width: 16 },
      { title: t.fixedOn, type: 'date', width: 14 },
    ],
    rows: followUps
      .filter(({ id }) => onTop.has(id))
      .map(({ id, unitName, title, kind, fixedOn }) => ({
        key: id,
        cells: [unitName, title, kindWord(kind), fixedOn],
        refs: { followUps: [id] },
      })),
    note: '',
    printed: longestList,
  }
}
