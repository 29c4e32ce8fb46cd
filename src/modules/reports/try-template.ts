import {
  readWordStyle,
  renderDocx,
  renderPdf,
  type Letterhead,
  type Paper,
  type WordStyle,
} from '#platform/documents/document.ts'
import { samplePaper } from '#platform/documents/sample-paper.ts'

/**
 * What a template of their own has no need of: other files, packages, and ways to build such calls out of text. The
 * paper comes as data. The setting besides runs in a thread with a time limit and a folder without files.
 */
const forbidden =
  /\b(import|include|eval|plugin|dictionary)\b|\b(?:read|csv|yaml|toml|cbor|xml|bibliography)(?=\()/u

/** The fault in words for the one who wrote it; undefined where the sample came out as PDF/UA-1 and PDF/A. */
export async function tryTemplate(letterhead: Letterhead): Promise<string | undefined> {
  const call = forbidden.exec(withoutComments(letterhead.typst ?? ''))
  if (call) return `Mallen får inte använda ”${call[0]}”. Den kan inte läsa filer eller hämta paket.`
  try {
    const paper: Paper = { ...samplePaper(), letterhead }
    await renderPdf(paper, 'ua-1')
    await renderPdf(paper, 'a-3a')
    return undefined
  } catch (fault) {
    return fault instanceof Error ? fault.message.replace('The paper could not be set: ', '') : String(fault)
  }
}

/** Whether the sample in Word comes out whole in these styles: its styles are read again as the XML they must be. */
export async function canBeDressed(word: WordStyle): Promise<boolean> {
  const made = await renderDocx({ ...samplePaper(), letterhead: { lines: [], word } }).catch(() => undefined)
  return made !== undefined && (await readWordStyle(Buffer.from(made))) !== undefined
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//gu, ' ').replace(/(^|[^:])\/\/.*$/gmu, '$1')
}
