import { cleanPaper } from '#platform/documents/clean-paper.ts'
import { renderHtml, renderPdf, type Letterhead, type Paper } from '#platform/documents/document.ts'
import { samplePaper } from '#platform/documents/sample-paper.ts'

/** The sample in the municipality's dress: how a version of the template looks before anything is written in it. */
export async function previewPaper(
  letterhead: Letterhead | undefined,
  municipality: { name: string; accent: string },
): Promise<{ html: string; pdf: Uint8Array; title: string }> {
  const paper: Paper = {
    ...samplePaper(),
    municipality: municipality.name,
    accent: municipality.accent,
    ...(letterhead && { letterhead }),
  }
  return { html: renderHtml(paper), pdf: await renderPdf(paper, 'ua-1'), title: cleanPaper(paper).title }
}
