import type { Block, Paper } from '#platform/documents/document.ts'
import { paperKindNames, paperTexts as t } from '#texts/sv/reports.ts'
import { reportBlocks } from './blocks-report.ts'
import { textBlocks } from './blocks-text.ts'
import type { PaperSnapshot } from './rules.ts'

/** The paper as its three forms are made of it: only of the snapshot, so that the same snapshot gives the same bytes. */
export function paperOf(snapshot: PaperSnapshot): Paper {
  const { report, date } = snapshot
  return {
    id: snapshot.paperId,
    kind: paperKindNames[snapshot.kind],
    title: snapshot.title,
    municipality: snapshot.municipality,
    board: snapshot.board,
    caseNumber: snapshot.caseNumber,
    date,
    author: snapshot.author,
    language: 'sv',
    accent: snapshot.accent,
    ...(report ? { subtitle: `${report.followUp.unitName}, ${report.followUp.providerName}` } : {}),
    ...(snapshot.isInvented ? { invented: t.invented } : {}),
    blocks: report ? reportBlocks(report, snapshot.sections) : snapshot.sections.flatMap(plainSection),
  }
}

function plainSection({ title, text }: { title: string; text: string }): Block[] {
  return text.trim() === '' ? [] : [{ kind: 'heading', level: 1, text: title }, ...textBlocks(text)]
}
