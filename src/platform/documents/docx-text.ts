import { TextRun, type IRunOptions } from 'docx'

/** Line breaks are kept as breaks, not as paragraphs: a statement keeps the shape its author gave it. */
export function runs(text: string, look: Omit<IRunOptions, 'text' | 'children' | 'break'> = {}): TextRun[] {
  return text
    .split('\n')
    .map((part, i) => new TextRun({ ...look, text: part, ...(i > 0 ? { break: 1 } : {}) }))
}

/** Word allows forty signs, no hyphen first, and only names that begin with a letter. */
export function bookmarkName(id: string): string {
  return `r_${id.replaceAll('-', '_')}`.length <= 40 ? `r_${id.replaceAll('-', '_')}` : `r_${shortened(id)}`
}

/** The end is kept, for that is where two long headings of the same beginning differ; a checksum tells the rest. */
function shortened(id: string): string {
  let sum = 0
  for (const sign of id) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 2_147_483_647
  return `${id.slice(0, 20).replaceAll('-', '_')}_${sum.toString(36)}`
}
