import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere, scopeOf } from '#access/may.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { createMeetings, listBoards, listYear } from '#modules/meetings/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { yearFrom } from './year.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const { year, boardId } = yearFrom(url, locals.now)
  return ask(locals, async (tx, actor) => {
    const { officeBoards, memberBoards } = scopeOf(actor)
    return {
      year,
      boardId,
      today: todayIn(locals.now),
      meetings: await listYear(tx, year, boardId),
      boards: await listBoards(tx, [...officeBoards, ...memberBoards]),
      isOffice: actor.side === 'office',
      mayCreate: mayAnywhere(actor, 'meeting.create'),
      commandId: uuidv7(),
    }
  })
}

export const actions: Actions = {
  helar: (event) =>
    submit(event, createMeetings, {
      input: (form) => ({
        boardId: form.text('namnd'),
        days: daysIn(form.text('dagar')),
        papersDaysBefore: form.number('stoppdag') ?? Number.NaN,
        noticeDaysBefore: form.number('kallelse') ?? Number.NaN,
        adjustDaysAfter: form.number('justering') ?? Number.NaN,
        place: form.text('plats'),
      }),
      names: {
        boardId: 'namnd',
        days: 'dagar',
        ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`days.${at}`, 'dagar'])),
        papersDaysBefore: 'stoppdag',
        noticeDaysBefore: 'kallelse',
        adjustDaysAfter: 'justering',
        place: 'plats',
      },
      then: () =>
        `${event.url.pathname}${event.url.searchParams.get('ar') ? `?ar=${event.url.searchParams.get('ar')}` : ''}`,
      done: (result) => t.yearCreated(result.created, result.alreadyThere),
    }),
}

/** One day on each line, or separated by commas, semicolons or tabs as they come from a sheet. */
function daysIn(typed: string): string[] {
  return typed
    .split(/[\n,;\t]+/)
    .map((day) => day.trim())
    .filter(Boolean)
    .map((day) => parseTypedDate(day) ?? day)
}
