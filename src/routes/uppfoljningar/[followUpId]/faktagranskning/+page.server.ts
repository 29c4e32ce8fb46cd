import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { addWorkingDays } from '#kernel/calendar.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  acceptLate,
  answerComment,
  answerExtension,
  closeSilent,
  findOfficeView,
  fixAssessment,
  recallHearing,
  reviseRow,
  sendHearing,
  type Outcome,
  type Verdict,
} from '#modules/assessments/public.ts'
import { ask, found, idFrom, signedIn } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { officeTexts as t } from '#texts/sv/assessments.ts'

export const load: PageServerLoad = async ({ locals, params }) => {
  const actor = signedIn(locals)
  const id = idFrom(params.followUpId)
  const view = found(await ask(locals, (tx) => findOfficeView(tx, id, { actor, now: locals.now })))
  return {
    ...view,
    may: {
      send: may(actor, 'hearing.send', view.followUp),
      answer: may(actor, 'comment.answer', view.followUp),
      fix: may(actor, 'assessment.fix', view.followUp),
    },
    lateUntil: addWorkingDays(todayIn(locals.now), 5),
    commandId: uuidv7(locals.now.getTime()),
  }
}

const here = (followUpId: string) => `/uppfoljningar/${followUpId}/faktagranskning`

export const actions: Actions = {
  skicka: (event) =>
    submit(event, sendHearing, {
      names: { message: 'meddelande', warningsConfirmed: 'bekraftat' },
      input: (form) => ({
        followUpId: event.params.followUpId,
        seen: form.text('sett'),
        message: form.text('meddelande'),
        warningsConfirmed: form.checked('bekraftat'),
      }),
      then: () => here(event.params.followUpId),
      done: t.sent,
    }),
  'ta-tillbaka': (event) =>
    submit(event, recallHearing, {
      names: { reason: 'skal' },
      input: (form) => ({ hearingId: form.text('hearing'), reason: form.text('skal') }),
      then: ({ followUpId }) => here(followUpId),
      done: t.recalled,
    }),
  anstand: (event) =>
    submit(event, answerExtension, {
      names: { answer: 'svar', until: 'tillDag', reason: 'motivering' },
      input: (form) => {
        const until = form.optional('tillDag')
        // Anything else is refused by the command's shape.
        const answer = form.text('svar') as 'granted' | 'refused'
        const reason = form.text('motivering')
        return { hearingId: form.text('hearing'), answer, reason, ...(until ? { until } : {}) }
      },
      then: ({ followUpId }) => here(followUpId),
      done: t.extensionAnswered,
    }),
  'utan-svar': (event) =>
    submit(event, closeSilent, {
      input: (form) => ({ hearingId: form.text('hearing') }),
      then: ({ followUpId }) => here(followUpId),
      done: t.silentDone,
    }),
  sent: (event) =>
    submit(event, acceptLate, {
      names: { until: 'oppenTill', reason: 'sentSkal' },
      input: (form) => ({
        hearingId: form.text('hearing'),
        until: form.text('oppenTill'),
        reason: form.text('sentSkal'),
      }),
      then: ({ followUpId }) => here(followUpId),
      done: t.lateDone,
    }),
  svara: (event) =>
    submit(event, answerComment, {
      names: { outcome: 'foljd', answer: 'svar' },
      input: (form) => ({
        commentId: form.text('id'),
        // Anything else is refused by the command's shape.
        outcome: form.text('foljd') as Outcome,
        answer: form.text('svar'),
      }),
      then: ({ id, followUpId }) => `${here(followUpId)}#synpunkt-${id}`,
      done: t.answered,
    }),
  krav: (event) =>
    submit(event, reviseRow, {
      names: { verdict: 'bedomning', level: 'niva', measured: 'varde', note: 'anteckning', reason: 'skal' },
      input: (form) => ({
        followUpId: event.params.followUpId,
        rowId: form.text('krav'),
        revision: form.revision(),
        ...judgementOf(form),
      }),
      then: ({ followUpId, id }) => `${here(followUpId)}#andra-${id}`,
      done: t.rowSaved,
    }),
  faststall: (event) =>
    submit(event, fixAssessment, {
      input: () => ({ followUpId: event.params.followUpId }),
      then: () => `/uppfoljningar/${event.params.followUpId}/bedomning`,
      done: t.fixed,
    }),
}

function judgementOf(form: FormReader) {
  const [level, measured] = [form.number('niva'), form.number('varde')]
  return {
    // Anything else is refused by the command's shape.
    verdict: form.text('bedomning') as Verdict,
    note: form.text('anteckning'),
    reason: form.text('skal'),
    ...(level === undefined ? {} : { level }),
    ...(measured === undefined ? {} : { measured }),
  }
}
