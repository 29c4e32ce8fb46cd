import type { PageServerLoad } from './$types'
import { findMeeting, noticeOf } from '#modules/meetings/public.ts'
import { findMinutes } from '#modules/reports/public.ts'
import { renderHtml } from '#platform/documents/document.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

/** The notice as it was frozen when it went out; before that, how it will look. */
export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const meeting = found(await findMeeting(tx, idFrom(params.meetingId)))
    const frozen = await findMinutes(tx, meeting.noticePaperId)
    const article = frozen?.article ?? renderHtml(found(await noticeOf(tx, actor, meeting.id)))
    return { meeting, article, frozen }
  })
