import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere, scopeOf } from '#access/may.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { createMeeting, listBoards, listMeetings } from '#modules/meetings/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { meetingTexts as t } from '#texts/sv/meetings.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => ({
    ...(await listMeetings(tx, todayIn(locals.now))),
    boards: await listBoards(tx, scopeOf(actor).officeBoards),
    isOffice: actor.side === 'office',
    mayCreate: mayAnywhere(actor, 'meeting.create'),
    commandId: uuidv7(),
  }))

export const actions: Actions = {
  skapa: (event) =>
    submit(event, createMeeting, {
      input: (form) => ({
        boardId: form.text('namnd'),
        heldOn: parseTypedDate(form.text('dag')) ?? form.text('dag'),
        papersBy: parseTypedDate(form.text('stoppdag')) ?? form.text('stoppdag'),
        place: form.text('plats'),
      }),
      names: { boardId: 'namnd', heldOn: 'dag', papersBy: 'stoppdag', place: 'plats' },
      then: (result) => `/sammantraden/${result.id}`,
      done: t.created,
    }),
}
