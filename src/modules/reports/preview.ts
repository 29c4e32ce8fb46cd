import { cleanPaper } from '#platform/documents/clean-paper.ts'
import {
  renderDocx,
  renderHtml,
  renderPdf,
  type Letterhead,
  type Paper,
} from '#platform/documents/document.ts'
import { samplePaper } from '#platform/documents/sample-paper.ts'

/** The sample in the municipality's dress: how a version of the template looks before anything is written in it. */
export async function previewPaper(
  letterhead: Letterhead | undefined,
  municipality: Municipality,
): Promise<{ html: string; pdf: Uint8Array; title: string }> {
  const paper = sampleIn(letterhead, municipality)
  return { html: renderHtml(paper), pdf: await renderPdf(paper, 'ua-1'), title: cleanPaper(paper).title }
}

/** The same in Word. */
export async function previewWord(
  letterhead: Letterhead | undefined,
  municipality: Municipality,
): Promise<{ docx: Uint8Array; title: string }> {
  const paper = sampleIn(letterhead, municipality)
  return { docx: await renderDocx(paper), title: cleanPaper(paper).title }
}

type Municipality = { name: string; accent: string }

function sampleIn(letterhead: Letterhead | undefined, { name, accent }: Municipality): Paper {
  return { ...samplePaper(), municipality: name, accent, ...(letterhead && { letterhead }) }
}
