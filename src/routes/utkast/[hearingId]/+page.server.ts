import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { addWorkingDays } from '#kernel/calendar.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  addComment,
  askExtension,
  changeComment,
  openProviderView,
  removeComment,
  statementKey,
  submitHearing,
  type CommentKind,
} from '#modules/assessments/public.ts'
import { keepDraft } from '#modules/drafts/public.ts'
import { acceptedEndings, incomingFile } from '#modules/files/public.ts'
import { ask, found, idFrom, signedIn } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { providerTexts as t } from '#texts/sv/assessments.ts'

export const load: PageServerLoad = async ({ locals, params }) => {
  const actor = signedIn(locals)
  const id = idFrom(params.hearingId)
  const view = found(await ask(locals, (tx) => openProviderView(tx, id, { actor, now: locals.now })))
  return {
    ...view,
    mayAnswer: view.hearing.state === 'open' && may(actor, 'hearing.comment', view.hearing),
    accept: acceptedEndings,
    suggestedUntil: addWorkingDays(view.hearing.dueOn, 5),
    commandId: uuidv7(locals.now.getTime()),
  }
}

const names = { rowId: 'krav', kind: 'typ', text: 'synpunkt', file: 'underlag' }

export const actions: Actions = {
  synpunkt: (event) =>
    submit(event, addComment, {
      names,
      input: async (form) => {
        const file = await incomingFile(form.file('underlag'))
        const rowId = form.optional('krav')
        return {
          hearingId: event.params.hearingId,
          ...words(form),
          ...(rowId ? { rowId } : {}),
          ...(file ? { file } : {}),
        }
      },
      then: () => `/utkast/${event.params.hearingId}#synpunkter`,
      done: t.saved,
    }),
  andra: (event) =>
    submit(event, changeComment, {
      names,
      input: (form) => ({ commentId: form.text('id'), ...words(form) }),
      then: ({ hearingId }) => `/utkast/${hearingId}#synpunkter`,
      done: t.changed,
    }),
  'ta-bort': (event) =>
    submit(event, removeComment, {
      input: (form) => ({ commentId: form.text('id') }),
      then: ({ hearingId }) => `/utkast/${hearingId}#synpunkter`,
      done: t.removed,
    }),
  anstand: (event) =>
    submit(event, askExtension, {
      names: { until: 'tillDag', reason: 'skal' },
      input: (form) => ({
        hearingId: event.params.hearingId,
        until: form.text('tillDag'),
        reason: form.text('skal'),
      }),
      then: () => `/utkast/${event.params.hearingId}`,
      done: t.asked,
    }),
  spara: (event) =>
    submit(event, keepDraft, {
      names: { 'content.statement': 'yttrande' },
      input: (form) => ({
        key: statementKey(event.params.hearingId),
        content: { statement: form.text('yttrande') },
      }),
      then: () => `/utkast/${event.params.hearingId}#skicka-in`,
      done: t.kept,
    }),
  'skicka-in': (event) =>
    submit(event, submitHearing, {
      names: { statement: 'yttrande', noComments: 'inga' },
      input: (form) => ({
        hearingId: event.params.hearingId,
        statement: form.text('yttrande'),
        noComments: form.checked('inga'),
      }),
      then: () => `/utkast/${event.params.hearingId}`,
      done: t.submitted,
    }),
}

function words(form: FormReader) {
  // What is not one of the kinds is refused by the command's shape.
  return { kind: form.text('typ') as CommentKind, text: form.text('synpunkt') }
}
