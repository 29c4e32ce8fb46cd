import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import { checkProtocol, findAnalysis, listRows, saveAnalysis } from '#modules/followups/protocol-public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { checkTexts } from '#texts/sv/protocol.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const followUp = found(await findFollowUp(tx, idFrom(params.followUpId)))
    const rows = await listRows(tx, followUp.id)
    const isOpen = followUp.state === 'underway' || followUp.state === 'hearing'
    return {
      followUp: { id: followUp.id, title: followUp.title, state: followUp.state },
      rows: rows.map(({ rowId, code, title, area, areaName }) => ({ rowId, code, title, area, areaName })),
      check: checkProtocol(rows),
      analysis: found(await findAnalysis(tx, followUp.id)),
      mayWrite: isOpen && may(actor, 'followUp.change', followUp),
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  analys: (event) =>
    submit(event, saveAnalysis, {
      input: (form) => ({
        followUpId: event.params.followUpId,
        revision: form.revision(),
        summary: form.text('summary'),
        analysis: form.text('analysis'),
        individual: {
          text: form.text('individual'),
          missing: form.checked('individualMissing'),
          cases: form.number('individualCases') ?? null,
          from: form.optional('individualFrom') ?? null,
          to: form.optional('individualTo') ?? null,
        },
        economy: { text: form.text('economy'), missing: form.checked('economyMissing') },
      }),
      names: {
        'individual.text': 'individual',
        'individual.cases': 'individualCases',
        'individual.from': 'individualFrom',
        'individual.to': 'individualTo',
        'economy.text': 'economy',
      },
      then: () => `/uppfoljningar/${event.params.followUpId}/kontroll#analys`,
      done: checkTexts.saved,
    }),
}
