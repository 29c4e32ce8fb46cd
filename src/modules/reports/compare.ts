import { formatNumber } from '#kernel/swedish.ts'
import { paperTexts as t } from '#texts/sv/reports.ts'
import {
  assessed,
  isOpen,
  sectionText,
  type PaperSnapshot,
  type ReportContent,
  type ReportRow,
} from './rules.ts'

export type Figure = {
  value: string
  label: string
  change: string
  way: 'up' | 'down' | 'same'
  meaning: 'better' | 'worse' | 'same'
  /** Table and row that it is counted from, where the page can show them. */
  rows?: string
}

const rank = { met: 2, partly: 1, notMet: 0, notApplicable: null, notAssessed: null } as const

/** Requirements judged both times, whose verdict has moved in one direction. */
export function movedRows(report: ReportContent, way: 'better' | 'worse'): ReportRow[] {
  return report.rows.filter((row) => {
    const [now, then] = [rank[row.verdict], row.previousVerdict && rank[row.previousVerdict]]
    if (now === null || typeof then !== 'number') return false
    return way === 'better' ? now > then : now < then
  })
}

/** The three figures of the board page, each with what it was last time. Worded so that nobody has to know a rule. */
export function figuresOf(report: ReportContent): Figure[] {
  return [requirementsFigure(report), findingsFigure(report), actionsFigure(report)]
}

function requirementsFigure({ counts, previous }: ReportContent): Figure {
  const value = shareText(counts.met, assessed(counts))
  if (!previous) return { value, label: t.requirementsMet, change: t.firstTime, way: 'same', meaning: 'same' }
  const difference =
    share(counts.met, assessed(counts)) - share(previous.counts.met, assessed(previous.counts))
  const then = shareText(previous.counts.met, assessed(previous.counts))
  return { value, label: t.requirementsMet, change: t.lastTime(then), ...movement(difference, 'up') }
}

function findingsFigure({ findings, previous }: ReportContent): Figure {
  const open = findings.filter(isOpen).length
  const value = formatNumber(open)
  if (!previous) return { value, label: t.openFindings, change: t.firstTime, way: 'same', meaning: 'same' }
  const change = t.lastTime(formatNumber(previous.findings))
  return { value, label: t.openFindings, change, ...movement(open - previous.findings, 'down') }
}

function actionsFigure({ actions, previous }: ReportContent): Figure {
  const label = t.actionsInTime
  const still = { way: 'same', meaning: 'same' } as const
  if (actions.due === 0) return { value: '–', label, change: t.noActionsDue, ...still }
  const value = shareText(actions.done, actions.due)
  const then = previous?.actions
  if (!then || then.due === 0) return { value, label, change: '', ...still }
  const difference = share(actions.done, actions.due) - share(then.done, then.due)
  return { value, label, change: t.lastTime(shareText(then.done, then.due)), ...movement(difference, 'up') }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function shareText(part: number, whole: number): string {
  return `${formatNumber(part)} av ${formatNumber(whole)}`
}

function movement(difference: number, good: 'up' | 'down'): Pick<Figure, 'way' | 'meaning'> {
  if (difference === 0) return { way: 'same', meaning: 'same' }
  const way = difference > 0 ? 'up' : 'down'
  return { way, meaning: way === good ? 'better' : 'worse' }
}

/** What a board member reads in one minute: made of the frozen paper and of nothing else. */
export function boardSummary(snapshot: PaperSnapshot) {
  const { report, sections } = snapshot
  const first = (key: string) => firstParagraph(sectionText(sections, key))
  return {
    kind: snapshot.kind,
    title: snapshot.title,
    caseNumber: snapshot.caseNumber,
    date: snapshot.date,
    isInvented: snapshot.isInvented,
    summary: first('summary'),
    proposal: sectionText(sections, 'proposal'),
    risk: first('risk'),
    cost: first('economy'),
    changed: first('comparison'),
    ...(report ? told(report) : nothingTold),
  }
}

const nothingTold = {
  unitName: '',
  providerName: '',
  figures: [],
  worst: [],
  moreOpen: 0,
  mended: [],
  better: 0,
  worse: [],
  worseCount: 0,
  lastOn: null,
  hasLastTime: false,
  statement: '',
}

const shown = 2

function told(report: ReportContent) {
  const open = report.findings.filter(isOpen)
  const better = movedRows(report, 'better')
  const worse = movedRows(report, 'worse')
  return {
    unitName: report.followUp.unitName,
    providerName: report.followUp.providerName,
    figures: figuresOf(report),
    worst: open.slice(0, shown).map(({ severity, title, repeats }) => ({ severity, title, repeats })),
    moreOpen: Math.max(0, open.length - shown),
    mended: better.slice(0, shown).map((row) => row.title),
    better: better.length,
    worse: worse.slice(0, shown).map((row) => row.title),
    worseCount: worse.length,
    lastOn: report.previous?.fixedOn ?? null,
    hasLastTime: report.previous !== null,
    statement: report.statement,
  }
}
export type BoardSummary = ReturnType<typeof boardSummary>

function firstParagraph(text: string): string {
  return text.split(/\n\s*\n/)[0]?.trim() ?? ''
}
