import { formatDate } from '#kernel/dates.ts'
import type { Block, Paper } from '#platform/documents/document.ts'
import { levelTexts, periodKindTexts } from '#texts/sv/period-kinds.ts'
import { periodTexts } from '#texts/sv/period-reports.ts'
import { paperKindNames, paperTexts as t } from '#texts/sv/reports.ts'
import { reportBlocks } from './blocks-report.ts'
import { periodBlocks } from './period-blocks.ts'
import { planBlocks } from './plan-blocks.ts'
import { levelOf } from './period-type-rules.ts'
import { periodKindName } from './rules-period-words.ts'
import { textBlocks } from './blocks-text.ts'
import type { PaperSnapshot } from './rules.ts'

/** The paper as its three forms are made of it: only of the snapshot, so that the same snapshot gives the same bytes. */
export function paperOf(snapshot: PaperSnapshot): Paper {
  const { date } = snapshot
  return {
    id: snapshot.paperId,
    kind: snapshot.period ? periodKindName(snapshot.period) : paperKindNames[snapshot.kind],
    title: snapshot.title,
    municipality: snapshot.municipality,
    board: snapshot.board,
    caseNumber: snapshot.caseNumber,
    date,
    author: snapshot.author,
    language: 'sv',
    accent: snapshot.accent,
    ...subtitleOf(snapshot),
    ...(snapshot.isInvented ? { invented: snapshot.period ? periodTexts.invented : t.invented } : {}),
    blocks: [...replaced(snapshot), ...contentBlocks(snapshot)],
  }
}

function contentBlocks({ report, period, plan, sections }: PaperSnapshot): Block[] {
  if (report) return reportBlocks(report, sections)
  if (period) return periodBlocks(period, sections)
  if (plan) return planBlocks(plan, sections)
  return sections.flatMap(plainSection)
}

function replaced({ replaces }: PaperSnapshot): Block[] {
  if (!replaces) return []
  const text = t.replacesText(replaces.title, formatDate(replaces.date), replaces.caseNumber)
  return [{ kind: 'note', tone: 'information', title: t.replacesTitle, text }]
}

function plainSection({ title, text }: { title: string; text: string }): Block[] {
  return text.trim() === '' ? [] : [{ kind: 'heading', level: 1, text: title }, ...textBlocks(text)]
}

function subtitleOf({ report, period }: PaperSnapshot): { subtitle?: string } {
  if (report) return { subtitle: `${report.followUp.unitName}, ${report.followUp.providerName}` }
  if (!period) return {}
  const days = `${formatDate(period.period.from)} – ${formatDate(period.period.to)}`
  const { name, forum } = levelTexts[levelOf(period.selection, period.period.kind)]
  return { subtitle: `${days}. ${periodKindTexts.goesTo(name, forum)}` }
}
