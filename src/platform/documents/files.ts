import { createHash } from 'node:crypto'
import { renderDocx } from './docx.ts'
import { renderStandaloneHtml } from './html.ts'
import type { Paper } from './paper.ts'
import { renderPdf } from './pdf.ts'

/** The forms that every frozen paper is served in. */
export type Files = { html: string; pdf: Buffer; pdfArchive: Buffer; docx: Buffer }

/** Every form of a paper at once: the PDFs are set in a thread of their own while Word is written here. */
export async function renderFiles(paper: Paper): Promise<Files> {
  const [pdf, pdfArchive, docx] = await Promise.all([
    renderPdf(paper, 'ua-1'),
    renderPdf(paper, 'a-3a'),
    renderDocx(paper),
  ])
  return {
    html: renderStandaloneHtml(paper),
    pdf: Buffer.from(pdf),
    pdfArchive: Buffer.from(pdfArchive),
    docx: Buffer.from(docx),
  }
}

/** One checksum over what a paper says and all its files, in this order. */
export function checksumOf(parts: readonly (string | Buffer)[]): Buffer {
  const sums = parts.map((part) => createHash('sha256').update(part).digest())
  return createHash('sha256').update(Buffer.concat(sums)).digest()
}
