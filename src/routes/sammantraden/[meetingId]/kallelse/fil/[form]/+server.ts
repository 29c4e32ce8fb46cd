import type { RequestHandler } from './$types'
import { ask } from '#platform/web/ask.ts'
import { answerPaper } from '../../../../paper-file.ts'
import { noticeOf } from '../../notice.ts'

export const GET: RequestHandler = async ({ locals, params }) => {
  const { paper } = await ask(locals, (tx, actor) => noticeOf(tx, actor, params.meetingId))
  return answerPaper(params.form, paper)
}
