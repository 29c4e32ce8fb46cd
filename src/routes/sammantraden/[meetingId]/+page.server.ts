import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { adjustMinutes, findMeeting, listItems, noticeMeeting } from '#modules/meetings/public.ts'
import { canMove } from '#modules/meetings/rules.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { meetingTexts as t } from '#texts/sv/meetings.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const meeting = found(await findMeeting(tx, idFrom(params.meetingId)))
    const items = await listItems(tx, meeting.id)
    const isDecided = items.length > 0 && items.every((item) => item.outcome !== null)
    return {
      meeting,
      items,
      isOffice: actor.side === 'office',
      mayNotice: canMove(meeting.state, 'notice') && may(actor, 'meeting.notice', meeting),
      isReady: items.length > 0 && items.every((item) => item.paperState === 'frozen'),
      mayAdjust: canMove(meeting.state, 'adjust') && isDecided && may(actor, 'agenda.decide', meeting),
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  kalla: (event) =>
    submit(event, noticeMeeting, {
      input: () => ({ meetingId: event.params.meetingId }),
      then: () => event.url.pathname,
      done: t.noticed,
    }),
  justera: (event) =>
    submit(event, adjustMinutes, {
      input: () => ({ meetingId: event.params.meetingId }),
      then: () => event.url.pathname,
      done: t.adjusted,
    }),
}
