import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { workingDayOnOrAfter } from '#kernel/calendar.ts'
import { addDays } from '#kernel/dates.ts'
import {
  acceptRequest,
  answerExtension,
  createRequests,
  findSurroundings,
  getFollowUp,
  lawsOfUnit,
  listProtocolRequirements,
  listRequests,
  listSubmissions,
  returnRequest,
  withdrawRequest,
} from '#modules/followups/public.ts'
import { findAnalysis } from '#modules/followups/protocol-public.ts'
import { groundFor } from '#modules/followups/rules-requests.ts'
import { ask, found } from '#platform/web/ask.ts'
import { submit, type FormEvent, type FormReader } from '#platform/web/form.ts'
import { individualWords, legalGrounds } from '#texts/sv/followups.ts'
import { documentTexts as t } from '#texts/sv/followups-documents.ts'
import { readRequests } from './request-input.ts'

/** Two weeks to gather documents, and never a day off. */
const usualDays = 14

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const { surroundings, today } = await parent()
  return ask(locals, async (tx, actor) => {
    const followUp = await getFollowUp(tx, params.followUpId)
    const requests = await listRequests(tx, followUp.id)
    const submissions = await listSubmissions(tx, followUp.id)
    const laws = await lawsOfUnit(tx, followUp)
    const isOpen = ['prepared', 'underway', 'hearing'].includes(followUp.state)
    const analysis = found(await findAnalysis(tx, followUp.id))
    const { individualCases: cases, individualFrom: from, individualTo: to } = analysis
    return {
      individual: individualWords({ cases, from, to }),
      requests: requests.map((request) => ({
        ...request,
        submissions: submissions.filter((submission) => submission.requestId === request.id),
      })),
      requirements: await listProtocolRequirements(tx, followUp.id),
      dueOn: workingDayOnOrAfter(addDays(today, usualDays)),
      ground: legalGrounds[groundFor({ laws, providerKind: surroundings.providerKind })],
      canAsk: isOpen && followUp.sharedAt !== null,
      may: {
        ask: may(actor, 'request.create', followUp),
        accept: may(actor, 'request.accept', followUp),
        return: may(actor, 'request.return', followUp),
        withdraw: may(actor, 'request.withdraw', followUp),
        extension: may(actor, 'request.answerExtension', followUp),
      },
    }
  })
}

type Event = FormEvent & { params: { followUpId: string } }
const here = (event: Event) => () => `/uppfoljningar/${event.params.followUpId}/underlag`
const seen = (form: FormReader) => ({
  requestId: form.text('begaran'),
  revision: form.revision(),
})

export const actions: Actions = {
  begar: async (event) => {
    const names: Record<string, string> = {}
    const unit = await unitOf(event)
    return submit(event, createRequests, {
      input: (form) => {
        const read = readRequests(form, unit)
        Object.assign(names, read.names)
        return { followUpId: event.params.followUpId, requests: read.requests }
      },
      names,
      then: here(event),
      done: t.asked,
    })
  },
  godkann: (event) => submit(event, acceptRequest, { input: seen, then: here(event), done: t.accepted }),
  komplettera: (event) =>
    submit(event, returnRequest, {
      input: (form) => ({ ...seen(form), reason: form.text('skal'), dueOn: form.optional('nyttDatum') }),
      names: { reason: 'skal', dueOn: 'nyttDatum' },
      then: here(event),
      done: t.returned,
    }),
  aterkalla: (event) => submit(event, withdrawRequest, { input: seen, then: here(event), done: t.withdrawn }),
  mertid: (event) =>
    submit(event, answerExtension, {
      // The shape refuses anything but the two answers.
      input: (form) => ({ ...seen(form), answer: form.text('svar') as 'granted' | 'refused' }),
      then: here(event),
      done: t.extensionDone,
    }),
}

/** Which ground holds for what is ticked depends on who runs the unit and under which law. */
function unitOf(event: Event) {
  return ask(event.locals, async (tx) => {
    const followUp = await getFollowUp(tx, event.params.followUpId)
    const { providerKind } = await findSurroundings(tx, followUp.id)
    return { laws: await lawsOfUnit(tx, followUp), providerKind }
  })
}
