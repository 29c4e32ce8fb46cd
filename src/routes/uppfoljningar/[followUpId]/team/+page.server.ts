import type { Actions, PageServerLoad } from './$types'
import { hasRole, may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import {
  addMember,
  declareBias,
  findTeamFaults,
  getFollowUp,
  listCandidates,
  listHours,
  listMembers,
  recordHours,
  removeMember,
} from '#modules/followups/public.ts'
import { estimatedHoursOf } from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormEvent } from '#platform/web/form.ts'
import { teamTexts as t } from '#texts/sv/followups-pages.ts'
import { hoursTexts } from '#texts/sv/used-hours.ts'

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  // The layout answers 404 before anything is asked here.
  await parent()
  return ask(locals, async (tx, actor) => {
    const followUp = await getFollowUp(tx, params.followUpId)
    const members = await listMembers(tx, followUp.id)
    const taken = new Set(
      members
        .filter((member) => !member.removedAt || member.bias === 'biased')
        .map((member) => member.accountId),
    )
    const isOpen = ['planned', 'prepared', 'underway', 'hearing'].includes(followUp.state)
    const me = members.find((member) => member.accountId === actor.accountId && !member.removedAt)
    const mayForAll = me?.isLead === true || hasRole(actor, 'strategist')
    const candidates = await listCandidates(tx, followUp.boardId, todayIn(locals.now))
    return {
      members,
      faults: await findTeamFaults(tx, followUp),
      candidates: candidates.filter((person) => !taken.has(person.id)),
      me,
      hours: await listHours(tx, followUp.id),
      estimated: await estimatedHoursOf(tx, followUp),
      writable: may(actor, 'hours.record', followUp)
        ? members.filter((member) => mayForAll || member.accountId === actor.accountId)
        : [],
      today: todayIn(locals.now),
      mayAdd: isOpen && may(actor, 'member.add', followUp),
      mayRemove: isOpen && may(actor, 'member.remove', followUp),
      mayDeclare: isOpen && may(actor, 'member.declareBias', followUp),
    }
  })
}

type Event = FormEvent & { params: { followUpId: string } }
const here = (event: Event) => () => `/uppfoljningar/${event.params.followUpId}/team`

export const actions: Actions = {
  lagg: (event) =>
    submit(event, addMember, {
      input: (form) => ({
        followUpId: event.params.followUpId,
        accountId: form.text('person'),
        profession: form.text('profession'),
        isLead: form.checked('leder'),
      }),
      names: { accountId: 'person' },
      then: here(event),
      done: t.added,
    }),
  ta: (event) =>
    submit(event, removeMember, {
      input: (form) => ({ followUpId: event.params.followUpId, accountId: form.text('person') }),
      then: here(event),
      done: t.removedDone,
    }),
  javsdeklaration: (event) =>
    submit(event, declareBias, {
      input: (form) => ({
        followUpId: event.params.followUpId,
        // The shape refuses anything but the two answers.
        bias: form.text('jav') as 'none' | 'biased',
        note: form.text('pasatt'),
      }),
      names: { bias: 'jav', note: 'pasatt' },
      then: here(event),
      done: t.declared,
    }),
  timmar: (event) =>
    submit(event, recordHours, {
      input: (form) => {
        const [year, month] = form.text('manad').split('-').map(Number)
        return {
          followUpId: event.params.followUpId,
          accountId: form.text('vem'),
          year: year ?? Number.NaN,
          month: month ?? Number.NaN,
          hours: form.number('antal') ?? Number.NaN,
          note: form.text('om'),
          reason: form.text('rattning'),
        }
      },
      names: {
        accountId: 'vem',
        year: 'manad',
        month: 'manad',
        hours: 'antal',
        note: 'om',
        reason: 'rattning',
      },
      then: ({ followUpId }) => `/uppfoljningar/${followUpId}/team#timmar`,
      done: ({ corrected }) => hoursTexts.saved(corrected),
    }),
}
