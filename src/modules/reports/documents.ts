import { canonical } from '#modules/assessments/public.ts'
import {
  checksumOf,
  renderFiles,
  renderHtml,
  renderXlsx,
  type Files,
  type Letterhead,
} from '#platform/documents/document.ts'
import { paperOf } from './blocks.ts'
import type { PaperSnapshot } from './rules.ts'

export type Documents = Files & { xlsx: Buffer; sha256: Buffer }

/** Every form of a paper, and one checksum over the data and all of them. The same snapshot gives the same bytes. */
export async function renderDocuments(snapshot: PaperSnapshot, letterhead?: Letterhead): Promise<Documents> {
  const paper = { ...paperOf(snapshot), ...(letterhead && { letterhead }) }
  const [files, excel] = await Promise.all([renderFiles(paper), renderXlsx(paper)])
  const xlsx = Buffer.from(excel)
  const { html, pdf, pdfArchive, docx } = files
  return { ...files, xlsx, sha256: checksumOf([canonical(snapshot), html, pdf, pdfArchive, docx, xlsx]) }
}

/** The paper itself out of its whole stored file, for a page that has a style sheet of its own. */
export function articleOf(html: string): string {
  const start = html.indexOf('<article')
  const end = html.lastIndexOf('</article>')
  return start < 0 || end < start ? '' : html.slice(start, end + '</article>'.length)
}

/** A paper that is still being written, as a page. */
export function renderPaperHtml(snapshot: PaperSnapshot): string {
  return renderHtml(paperOf(snapshot))
}

/**
 * On the page a headline figure, and the first cell of a row, leads to what it was counted from. The stored file has no
 * such links: they would lead nowhere once it has left the system.
 */
export function withRowLinks(article: string, paperId: string): string {
  const hrefOf = (table: string, row: string) =>
    `/rapporter/${paperId}/rader?tabell=${table}&amp;rad=${encodeURIComponent(row)}`
  return article
    .replace(rowsBehind.row, (...found: string[]) => {
      const [, table = '', row = '', attributes = '', text = ''] = found
      return `<tr><td${attributes}><a href="${hrefOf(table, row)}">${text}</a></td>`
    })
    .replace(rowsBehind.figure, (...found: string[]) => {
      const [, table = '', row = '', text = ''] = found
      return `<li><a href="${hrefOf(table, row)}">${text}</a>`
    })
}

/** As the renderer writes them. */
const rowsBehind = {
  row: /<tr data-rows="([\w-]+)\/([\w/-]+)"><td([^>]*)>([\s\S]*?)<\/td>/gu,
  figure: /<li data-rows="([\w-]+)\/([\w/-]+)">(<strong>[^<]*<\/strong> <span>[^<]*<\/span>)/gu,
}
