import { renderDocx, renderPdf, type Paper } from '#platform/documents/document.ts'
import { samplePaper } from '#platform/documents/sample-paper.ts'
import { interleaved, median, timed } from './measure.ts'
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
