import type { PageServerLoad } from './$types'
import { renderHtml } from '#platform/documents/document.ts'
import { ask } from '#platform/web/ask.ts'
import { noticeOf } from './notice.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const { meeting, paper } = await noticeOf(tx, actor, params.meetingId)
    return { meeting, title: paper.title, article: renderHtml(paper) }
  })
