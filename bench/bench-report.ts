import { sql } from 'kysely'
import { scopeOf } from '#access/may.ts'
import { nothingChosen, periodContent } from '#modules/reports/period-content.ts'
import { periodSections } from '#modules/reports/period-prefill.ts'
import { periodOf } from '#modules/reports/period-rules.ts'
import { renderDocuments } from '#modules/reports/documents.ts'
import { withScope } from '#platform/db/transaction.ts'
import { renderDocx, renderPdf, type Paper } from '#platform/documents/document.ts'
import { samplePaper } from '#platform/documents/sample-paper.ts'
import { interleaved, median, timed } from './measure.ts'
import type { Stage } from './stage.ts'
import { milliseconds, type Outcome } from './table.ts'

const rounds = 5
const pages = 40

/** A report of forty pages as PDF/UA-1 and Word, against a paper with nothing in it. */
export async function benchReport(): Promise<Outcome[]> {
  const report = await reportOf(pages)
  const nothing: Paper = { ...samplePaper(), blocks: [] }
  const times = await interleaved(
    rounds,
    () => timed(() => both(report)),
    () => timed(() => both(nothing)),
  )
  const [mine, theirs] = [median(times.ours), median(times.reference)]
  return [
    {
      what: `report of ${await pagesIn(report)} pages, PDF/UA-1 and Word`,
      ours: milliseconds(mine),
      reference: `${milliseconds(theirs)} empty paper`,
      ratio: mine / theirs,
      budget: '2 s',
      kept: mine < 2000,
    },
  ]
}

async function both(paper: Paper): Promise<void> {
  await renderPdf(paper, 'ua-1')
  await renderDocx(paper)
}

/** The sample, as many times over as it takes. */
async function reportOf(wanted: number): Promise<Paper> {
  for (let repeats = 1; repeats <= wanted; repeats += 1) {
    const paper = samplePaper(60, repeats)
    if ((await pagesIn(paper)) >= wanted) return paper
  }
  throw new Error('The sample has no pages')
}

async function pagesIn(paper: Paper): Promise<number> {
  const pdf = Buffer.from(await renderPdf(paper, 'ua-1')).toString('latin1')
  return pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0
}

const measured = '2025-H1'

/**
 * A report of a half-year: read with the author's scope, and made as page, two PDFs, Word and Excel. Beside it the same
 * verdicts counted by one plain question, and a paper with nothing in it.
 */
export async function benchHalfYear(stage: Stage): Promise<Outcome[]> {
  const [person] = stage.people
  const period = periodOf(measured)
  if (!person || !period) throw new Error('Nobody to write the report, or no period')
  const scope = scopeOf(person.actor)
  const boardId = scope.officeBoards[0] ?? ''
  const selection = { ...nothingChosen, period: period.key }
  const asked = { boardId, period, selection, today: '2026-11-22' }
  const gather = () => withScope(stage.db, scope, (tx) => periodContent(tx, asked))
  const { isInvented, ...content } = await gather()
  const make = async () => renderDocuments(snapshotOf(await gather()))
  const snapshotOf = (gathered: Awaited<ReturnType<typeof gather>>) => ({
    format: 1 as const,
    paperId: boardId,
    kind: 'periodReport' as const,
    title: 'Uppföljning av verksamheter',
    municipality: 'Storkommunen',
    board: 'Nämnden',
    caseNumber: 'STO 25/1',
    date: '2025-08-25',
    author: 'Strateg',
    accent: '#0a5a78',
    isInvented,
    sections: periodSections(content),
    report: null,
    period: gathered,
  })
  const nothing: Paper = { ...samplePaper(), blocks: [] }
  const times = await interleaved(
    rounds,
    () => timed(make),
    () => timed(() => Promise.all([countPlainly(stage, boardId), both(nothing)])),
  )
  const [mine, theirs] = [median(times.ours), median(times.reference)]
  return [
    {
      what: `half-year report of ${content.followUps.length} follow-ups, all forms`,
      ours: milliseconds(mine),
      reference: `${milliseconds(theirs)} one count and an empty paper`,
      ratio: mine / theirs,
      budget: '2 s',
      kept: mine < 2000,
    },
  ]
}

function countPlainly(stage: Stage, boardId: string) {
  return sql`select v.verdict, count(*) from assessment a
    join fixed_verdict v on v.municipality_id = a.municipality_id and v.assessment_id = a.id
    where a.board_id = ${boardId} and a.fixed_at >= '2025-01-01' and a.fixed_at < '2025-07-01'
    group by v.verdict`.execute(stage.bare)
}
