import type { Actions, PageServerLoad } from './$types'
import { scopeOf } from '#access/may.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { acceptedEndings, neededFile } from '#modules/files/public.ts'
import { listOpenMatters } from '#modules/meetings/public.ts'
import { listLocked, takeLocked } from '#modules/releases/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'
import { lockedFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = lockedFilterFrom(url)
  return ask(locals, async (tx, actor) => {
    const matters = []
    for (const boardId of scopeOf(actor).registrarBoards)
      matters.push(...(await listOpenMatters(tx, boardId)))
    return {
      ...(await listLocked(tx, filter)),
      ...{ filter, matters, accept: acceptedEndings, today: todayIn(locals.now) },
      asked: url.searchParams.get('arende') ?? '',
      commandId: uuidv7(),
    }
  })
}

export const actions: Actions = {
  lasin: (event) =>
    submit(event, takeLocked, {
      input: async (form) => {
        const typed = form.optional('kom')
        return {
          ...{ matterId: form.text('arende'), title: form.text('rubrik'), ground: form.text('grund') },
          ...(typed ? { receivedOn: parseTypedDate(typed) ?? typed } : {}),
          file: await neededFile(form.file('fil')),
        }
      },
      names: {
        ...{ matterId: 'arende', title: 'rubrik', ground: 'grund', receivedOn: 'kom', file: 'fil' },
      },
      then: (result) => `/last-handling/${result.id}`,
      done: (result) => t.taken(result.number),
    }),
}
