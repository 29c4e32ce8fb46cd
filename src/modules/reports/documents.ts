import { createHash } from 'node:crypto'
import { canonical } from '#modules/assessments/public.ts'
import { renderDocx, renderPdf, renderStandaloneHtml } from '#platform/documents/document.ts'
import { paperOf } from './blocks.ts'
import type { PaperSnapshot } from './rules.ts'

export type Documents = { html: string; pdf: Buffer; pdfArchive: Buffer; docx: Buffer; sha256: Buffer }

/** Every form of a paper, and one checksum over the data and all of them. The same snapshot gives the same bytes. */
export async function renderDocuments(snapshot: PaperSnapshot): Promise<Documents> {
  const paper = paperOf(snapshot)
  const html = renderStandaloneHtml(paper)
  const pdf = Buffer.from(await renderPdf(paper, 'ua-1'))
  const pdfArchive = Buffer.from(await renderPdf(paper, 'a-3a'))
  const docx = Buffer.from(await renderDocx(paper))
  const parts = [canonical(snapshot), html, pdf, pdfArchive, docx].map((part) =>
    createHash('sha256').update(part).digest(),
  )
  const sha256 = createHash('sha256').update(Buffer.concat(parts)).digest()
  return { html, pdf, pdfArchive, docx, sha256 }
}

/** The paper itself out of its whole stored file, for a page that has a style sheet of its own. */
export function articleOf(html: string): string {
  const start = html.indexOf('<article')
  const end = html.lastIndexOf('</article>')
  return start < 0 || end < start ? '' : html.slice(start, end + '</article>'.length)
}
