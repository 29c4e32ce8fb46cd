import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere, scopeOf } from '#access/may.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { createMeeting, listBoards, listItems, listMeetings, onAgenda } from '#modules/meetings/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { meetingTexts as t } from '#texts/sv/meetings.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => {
    const meetings = await listMeetings(tx, todayIn(locals.now))
    return {
      ...meetings,
      past: meetings.past.slice(0, mostPast),
      next: actor.side === 'board' ? await nextOf(tx, meetings.coming) : undefined,
      boards: await listBoards(tx, scopeOf(actor).officeBoards),
      isOffice: actor.side === 'office',
      mayCreate: mayAnywhere(actor, 'meeting.create'),
      commandId: uuidv7(),
    }
  })

/** Earlier ones are in the calendar of their year. */
const mostPast = 12

type Coming = Awaited<ReturnType<typeof listMeetings>>['coming']

/** A member's first screen: the next meeting with its agenda, once they have been called to it. */
async function nextOf(tx: Db, coming: Coming) {
  const meeting = coming.find((one) => one.state !== 'cancelled')
  return meeting && { meeting, items: onAgenda(await listItems(tx, meeting.id)) }
}

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
