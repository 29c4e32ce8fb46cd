import type { RequestHandler } from './$types'
import { importKinds, mayImport, templateFile } from '#modules/imports/public.ts'
import { found, signedIn } from '#platform/web/ask.ts'
import { attachment } from '#platform/tabular/export.ts'
import { kindTexts } from '#texts/sv/imports.ts'

/** The kinds a person may bring in; `alla` is all of them in one workbook. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const may = mayImport(signedIn(locals))
  const allowed = importKinds.filter((kind) => (kind === 'people' ? may.people : may.boardIds.length > 0))
  const asked = importKinds.filter((kind) => kindTexts[kind].slug === params.kind)
  const kinds = params.kind === 'alla' ? allowed : asked
  found(kinds[0])
  const file = await templateFile(kinds, url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx')
  return new Response(new Uint8Array(file.body), {
    headers: { 'content-type': file.contentType, 'content-disposition': attachment(file.fileName) },
  })
}
