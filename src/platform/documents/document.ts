/**
 * A paper is what an official would put on the table: one frozen snapshot, four forms (page, PDF, Word, Excel) with the
 * same words. The renderers are pure: the same paper gives the same bytes, so that the hash of what a board decided
 * on can be checked for ever.
 */
export { renderDocx } from './docx.ts'
export { checksumOf, renderFiles, type Files } from './files.ts'
export { renderHtml, renderStandaloneHtml } from './html.ts'
export { renderPdf } from './pdf.ts'
export { renderXlsx } from './xlsx.ts'
export type {
  Block,
  Cell,
  Column,
  Letterhead,
  Paper,
  PdfStandard,
  StatusKind,
  Tone,
  WordStyle,
} from './paper.ts'
export { readWordStyle } from './word-style.ts'
