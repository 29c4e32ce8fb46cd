import type { Actions, PageServerLoad } from './$types'
import { scopeOf } from '#access/may.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listBoards } from '#modules/meetings/public.ts'
import { listMattersToChoose, receiveRelease } from '#modules/releases/public.ts'
import type { ReceivedWay } from '#modules/releases/rules.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => {
    const { officeBoards } = scopeOf(actor)
    return {
      boards: await listBoards(tx, officeBoards),
      matters: await listMattersToChoose(tx, officeBoards),
      today: todayIn(locals.now),
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  default: (event) =>
    submit(event, receiveRelease, {
      input: (form) => {
        const typed = form.optional('kom')
        return {
          ...{ boardId: form.text('namnd'), caseNumber: form.text('diarienummer') },
          // An unknown word is refused by the shape as "choose one".
          way: form.text('vag') as ReceivedWay,
          ...{ wording: form.text('galler'), contact: form.text('kontakt') },
          matterIds: form.all('arende'),
          ...(typed ? { receivedOn: parseTypedDate(typed) ?? typed } : {}),
        }
      },
      names: {
        ...{ boardId: 'namnd', caseNumber: 'diarienummer', way: 'vag', wording: 'galler' },
        ...{ contact: 'kontakt', matterIds: 'arende', receivedOn: 'kom' },
      },
      then: (result) => `/utlamnanden/${result.id}`,
      done: t.saved,
    }),
}
