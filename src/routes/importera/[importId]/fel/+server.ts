import type { RequestHandler } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { faultsFile, findImport } from '#modules/imports/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { attachment } from '#platform/tabular/export.ts'

export const GET: RequestHandler = async ({ locals, params }) => {
  const file = await ask(locals, async (tx) => {
    const one = found(await findImport(tx, idFrom(params.importId)))
    return faultsFile(tx, one, todayIn(locals.now))
  })
  return new Response(new Uint8Array(file.body), {
    headers: { 'content-type': file.contentType, 'content-disposition': attachment(file.fileName) },
  })
}
