import { isOpenFinding } from '#kernel/open-finding.ts'
import { formatNumber, formatPercent } from '#kernel/swedish.ts'
import { periodTexts as t } from '#texts/sv/period-reports.ts'
import type { Figure } from './compare.ts'
import { wholeRow } from './period-rows.ts'
import { judgedOf, shareOf, sumOf, type PeriodContent, type PeriodPoint } from './period-rules.ts'

/** The headline figures with what they were the period before; the same in the paper and on the board's page. */
export function periodFigures(content: PeriodContent): Figure[] {
  const before = content.trend.at(-2)
  const then = before && before.followUps > 0 ? before : undefined
  return [
    { ...followUps(content, then), ...countedFrom(content.followUps, 'omraden') },
    { ...requirements(content, then), ...countedFrom(content.followUps, 'omraden') },
    { ...openFindings(content), ...countedFrom(content.findings, 'brister') },
    {
      ...actionsInTime(content, then),
      ...countedFrom(
        content.actions.filter(({ standing }) => standing !== 'notDue'),
        'atgarder',
      ),
    },
  ]
}

/** The row that sums up a table: it is counted from all of them. Nothing leads to where there is nothing to see. */
function countedFrom(counted: readonly unknown[], table: string): Pick<Figure, 'rows'> {
  return counted.length > 0 ? { rows: `${table}/${wholeRow}` } : {}
}

function followUps({ followUps: fixed }: PeriodContent, then: PeriodPoint | undefined): Figure {
  const change = then ? t.before(formatNumber(then.followUps)) : t.noBefore
  return { value: formatNumber(fixed.length), label: t.followUps, change, way: 'same', meaning: 'same' }
}

function requirements({ followUps: fixed }: PeriodContent, then: PeriodPoint | undefined): Figure {
  const sum = sumOf(fixed.map(({ counts }) => counts))
  const now = shareOf(sum.met, judgedOf(sum))
  const value = shareOrCount(sum.met, judgedOf(sum))
  const label = t.requirements
  if (!then) return { value, label, change: t.noBefore, way: 'same', meaning: 'same' }
  const earlier = shareOf(then.met, then.assessed)
  const change = t.before(shareOrCount(then.met, then.assessed))
  return { value, label, change, ...movement(now, earlier) }
}

function openFindings({ findings }: PeriodContent): Figure {
  const open = findings.filter(isOpenFinding).length
  const value = `${formatNumber(open)} av ${formatNumber(findings.length)}`
  return { value, label: t.openFindings, change: '', way: 'same', meaning: 'same' }
}

function actionsInTime({ actions }: PeriodContent, then: PeriodPoint | undefined): Figure {
  const due = actions.filter(({ standing }) => standing !== 'notDue')
  const inTime = due.filter(({ standing }) => standing === 'inTime').length
  const label = t.inTime
  if (due.length === 0) return { value: '–', label, change: t.noneDue, way: 'same', meaning: 'same' }
  const value = shareOrCount(inTime, due.length)
  if (!then || then.due === 0) return { value, label, change: t.noBefore, way: 'same', meaning: 'same' }
  const change = t.before(shareOrCount(then.inTime, then.due))
  return { value, label, change, ...movement(shareOf(inTime, due.length), shareOf(then.inTime, then.due)) }
}

/** "84 %", or "3 av 7" where there are too few for a share. */
export function shareOrCount(part: number, whole: number): string {
  const share = shareOf(part, whole)
  return share === null ? `${formatNumber(part)} av ${formatNumber(whole)}` : formatPercent(share)
}

function movement(now: number | null, then: number | null): Pick<Figure, 'way' | 'meaning'> {
  if (now === null || then === null || formatPercent(now) === formatPercent(then))
    return { way: 'same', meaning: 'same' }
  return now > then ? { way: 'up', meaning: 'better' } : { way: 'down', meaning: 'worse' }
}
