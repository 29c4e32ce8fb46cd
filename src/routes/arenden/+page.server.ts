import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere, scopeOf } from '#access/may.ts'
import { parseTypedDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listBoards, listMatters, openMatter } from '#modules/meetings/public.ts'
import type { MatterKind } from '#modules/meetings/rules.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { meetingTexts as t } from '#texts/sv/meetings.ts'
import { matterFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = matterFilterFrom(url)
  return ask(locals, async (tx, actor) => ({
    ...(await listMatters(tx, filter)),
    filter,
    boards: await listBoards(tx, scopeOf(actor).officeBoards),
    mayOpen: mayAnywhere(actor, 'matter.open'),
    commandId: uuidv7(),
  }))
}

export const actions: Actions = {
  oppna: (event) =>
    submit(event, openMatter, {
      input: (form) => {
        const typed = form.optional('upplagt')
        return {
          boardId: form.text('namnd'),
          caseNumber: form.text('diarienummer'),
          title: form.text('rubrik'),
          // An unknown word is refused by the shape as "choose one".
          kind: form.text('slag') as MatterKind,
          ...(typed ? { openedOn: parseTypedDate(typed) ?? typed } : {}),
        }
      },
      names: {
        boardId: 'namnd',
        caseNumber: 'diarienummer',
        title: 'rubrik',
        kind: 'slag',
        openedOn: 'upplagt',
      },
      then: (result) => `/arenden/${result.id}`,
      done: t.opened,
    }),
}
