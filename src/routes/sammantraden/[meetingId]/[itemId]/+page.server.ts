import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { decideItem, findItem, findMeeting } from '#modules/meetings/public.ts'
import { canMove, outcomesFor, type Outcome } from '#modules/meetings/rules.ts'
import { boardSummary, findFrozenSnapshot } from '#modules/reports/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { meetingTexts as t } from '#texts/sv/meetings.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const meeting = found(await findMeeting(tx, idFrom(params.meetingId)))
    const item = found(await findItem(tx, idFrom(params.itemId)))
    if (item.meetingId !== meeting.id) found(undefined)
    const snapshot = await findFrozenSnapshot(tx, item.paperId)
    const isHeld = canMove(meeting.state, 'hold') && todayIn(locals.now) >= meeting.heldOn
    return {
      meeting,
      item,
      summary: snapshot && boardSummary(snapshot),
      mayDecide: isHeld && may(actor, 'agenda.decide', item),
      outcomes: outcomesFor(item.kind),
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  besluta: (event) =>
    submit(event, decideItem, {
      input: (form) => ({
        itemId: event.params.itemId,
        // An unknown word is refused by the shape as "choose one".
        outcome: form.text('utfall') as Outcome,
        text: form.text('lydelse'),
        paragraph: form.text('paragraf'),
        reservation: form.checked('reservation'),
      }),
      names: { outcome: 'utfall', text: 'lydelse', paragraph: 'paragraf' },
      then: () => event.url.pathname,
      done: t.outcomeSaved,
    }),
}
