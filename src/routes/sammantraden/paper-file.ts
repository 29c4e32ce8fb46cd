import { renderDocx, renderPdf, type Paper } from '#platform/documents/document.ts'
import { attachment, safeFileName } from '#platform/tabular/export.ts'
import { found } from '#platform/web/ask.ts'

const forms = {
  pdf: { type: 'application/pdf', make: (paper: Paper) => renderPdf(paper, 'ua-1') },
  docx: {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    make: (paper: Paper) => renderDocx(paper),
  },
} as const

export const paperForms = Object.keys(forms) as readonly (keyof typeof forms)[] // the keys of the table itself

/** A notice or an extract as a file. The same content gives the same bytes. */
export async function answerPaper(asked: string, paper: Paper): Promise<Response> {
  const form = found(paperForms.find((known) => known === asked))
  const { type, make } = forms[form]
  const name = `${paper.kind} ${paper.caseNumber ?? paper.board} ${paper.title} ${paper.date}`
  return new Response(new Uint8Array(await make(paper)), {
    headers: { 'content-type': type, 'content-disposition': attachment(safeFileName(name, form)) },
  })
}
