import type { RequestHandler } from './$types'
import { ask } from '#platform/web/ask.ts'
import { answerPaper } from '../../../../../paper-file.ts'
import { extractOf } from '../../extract.ts'

export const GET: RequestHandler = async ({ locals, params }) => {
  const { paper } = await ask(locals, (tx) => extractOf(tx, params))
  return answerPaper(params.form, paper)
}
