import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'unpdf/pdfjs'
import { hasPersonalNumber } from '#kernel/personal-number.ts'
import type { Place } from './door.ts'
import { linesOf, type Run } from './pdf-lines.ts'

/** `isWhole`: every page gave words. `number`: where the first personal number stands, never the number itself. */
export type WordsRead = { isWhole: boolean; number?: Place }

/** Wide of any report; a PDF that holds more is read so far. */
const most = { pages: 2_000, signs: 5_000_000 }

/** Only what is in the file: no fonts, no maps of signs, nothing from the network or a folder, and no pictures. */
const inert = {
  verbosity: 0,
  disableFontFace: true,
  useSystemFonts: false,
  useWorkerFetch: false,
  useWasm: false,
  isOffscreenCanvasSupported: false,
  isImageDecoderSupported: false,
  enableXfa: false,
  disableAutoFetch: true,
  disableRange: true,
  disableStream: true,
  maxImageSize: 0,
} as const

/**
 * Reads the words of a PDF as they are shown, and those behind them: notes, fields, the table of contents. Belongs in a thread of its own: whoever made the file decides how much work it is.
 */
export async function readPdfWords(bytes: Uint8Array): Promise<WordsRead> {
  const document = await getDocument({ ...inert, data: bytes }).promise
  const about = await numberAbout(document)
  if (about) return { isWhole: true, number: about }
  const budget = { signs: most.signs }
  let isWhole = document.numPages <= most.pages
  for (let position = 1; position <= Math.min(document.numPages, most.pages); position += 1) {
    const page = await document.getPage(position)
    const { code, hasWords } = await readPage(page, budget)
    if (code) return { isWhole: true, number: { code, position } }
    isWhole &&= hasWords
    if (budget.signs < 0) return { isWhole: false }
  }
  return { isWhole }
}

type PageRead = { code?: Place['code']; hasWords: boolean }

async function readPage(page: PDFPageProxy, budget: { signs: number }): Promise<PageRead> {
  const words = linesOf(await runsOf(page, budget))
  const notes = await page.getAnnotations({ intent: 'any' })
  const hasWords = isReadable(words.join('\n')) && !notes.some(isDrawn)
  if (words.some(hasPersonalNumber)) return { hasWords, code: 'personalNumberOnPage' }
  const behind = stringsIn(notes)
  page.cleanup()
  return behind.some(hasPersonalNumber) ? { hasWords, code: 'personalNumberBehindPage' } : { hasWords }
}

const stampType = 13

/** What a stamp or a signature shows is drawn, and the library tells nothing of it: a signature often shows a number. */
function isDrawn(note: { hasAppearance?: boolean; annotationType?: number; fieldType?: string }): boolean {
  return note.hasAppearance === true && (note.annotationType === stampType || note.fieldType === 'Sig')
}

async function runsOf(page: PDFPageProxy, budget: { signs: number }): Promise<Run[]> {
  const runs: Run[] = []
  const reader = page.streamTextContent({ disableNormalization: true }).getReader()
  while (budget.signs >= 0) {
    const { done, value } = await reader.read()
    if (done) return runs
    // What the library streams is what its own `getTextContent` gathers.
    for (const item of (value as { items: Run[] }).items) {
      runs.push(item)
      budget.signs -= item.str.length
    }
  }
  await reader.cancel()
  return runs
}

const mostUnknown = 0.2

/** A page that is a picture has no words; a font that does not tell its signs gives signs that mean nothing. */
function isReadable(words: string): boolean {
  const unknown = words.match(/[\p{Co}\ufffd]/gu)?.length ?? 0
  return /[\p{L}\p{N}]/u.test(words) && unknown < words.length * mostUnknown
}

/** The parts of what the library tells that somebody may have written words in. */
const worded = new Set(
  'str,textContent,fieldName,fieldValue,defaultFieldValue,displayValue,alternativeText,url,title,Title,Author,Subject,Keywords'.split(
    ',',
  ),
)

/** Every text at a name of `worded`, however deep, each on its own. */
function stringsIn(value: unknown, isWorded = false): string[] {
  if (typeof value === 'string') return isWorded ? [value] : []
  if (Array.isArray(value)) return value.flatMap((one) => stringsIn(one, isWorded))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => stringsIn(one, worded.has(name)))
}

async function numberAbout(document: PDFDocumentProxy): Promise<Place | undefined> {
  const { info } = await document.getMetadata()
  if (stringsIn(info).some(hasPersonalNumber)) return { code: 'personalNumberInAbout' }
  const contents = stringsIn(await document.getOutline())
  return contents.some(hasPersonalNumber) ? { code: 'personalNumberInFile' } : undefined
}
