import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { getFollowUp, listVisits, recordVisit } from '#modules/followups/public.ts'
import type { MetRole } from '#modules/followups/rules-visits.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { visitTexts as t } from '#texts/sv/followups-pages.ts'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  await parent()
  return ask(locals, async (tx, actor) => {
    const followUp = await getFollowUp(tx, params.followUpId)
    return {
      visits: await listVisits(tx, followUp.id),
      isOpen: ['prepared', 'underway', 'hearing'].includes(followUp.state),
      mayRecord: may(actor, 'visit.record', followUp),
    }
  })
}

export const actions: Actions = {
  default: (event) =>
    submit(event, recordVisit, {
      input: (form) => ({
        followUpId: event.params.followUpId,
        visitId: form.optional('planerat'),
        date: form.text('datum'),
        time: form.text('klockan'),
        // The shape asks for an answer where none was given, and refuses what is no role.
        announced: (form.has('anmalt') ? form.text('anmalt') === 'ja' : undefined) as boolean,
        metRoles: form.all('motte') as MetRole[],
        notes: form.text('anteckningar'),
      }),
      names: {
        visitId: 'planerat',
        date: 'datum',
        time: 'klockan',
        announced: 'anmalt',
        metRoles: 'motte',
        notes: 'anteckningar',
      },
      then: () => `/uppfoljningar/${event.params.followUpId}/besok`,
      done: t.saved,
    }),
}
