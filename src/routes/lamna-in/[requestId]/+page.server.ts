import { type ActionFailure } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'
import { may, type Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { maskPersonalNumbers } from '#kernel/personal-number.ts'
import { findDraft, keepDraft } from '#modules/drafts/public.ts'
import { acceptedEndings } from '#modules/files/public.ts'
import {
  allowed,
  askExtension,
  assignRequest,
  draftKey,
  findHandIn,
  listColleagues,
  listCriteria,
  listReceipts,
  listReusable,
  reachOf,
  submitRequest,
  type HandIn,
} from '#modules/handins/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormFailure, type FormReader } from '#platform/web/form.ts'
import { handInTexts as t } from '#texts/sv/handins.ts'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const requestId = idFrom(params.requestId)
  const shown = await ask(locals, (tx, actor) => show(tx, actor, { id: requestId, now: locals.now }))
  const id = () => uuidv7(locals.now.getTime())
  return {
    ...shown,
    accept: acceptedEndings,
    receipt: shown.receipts.find((one) => one.id === url.searchParams.get('kvitto')),
    commandIds: { submit: id(), extension: id(), assign: id() },
  }
}

async function show(tx: Db, actor: Actor, at: { id: string; now: Date }) {
  const reach = reachOf(actor)
  const request = found(await findHandIn(tx, at.id, reach))
  const today = todayIn(at.now)
  const can = permitted(actor, request)
  return {
    today,
    request,
    can,
    isMine: request.assignedTo === actor.accountId,
    criteria: await listCriteria(tx, request.requirementIds),
    receipts: await listReceipts(tx, request.id, reach),
    reusable: can.submit ? await listReusable(tx, request, reach) : [],
    colleagues: can.assign ? await listColleagues(tx, request, { accountId: actor.accountId, today }) : [],
    draft: await findDraft(tx, actor, draftKey(request.id)),
  }
}

/** What the state allows and the person may do: a form that would be refused is not shown. */
function permitted(actor: Actor, request: HandIn) {
  const open = allowed(request)
  return {
    submit: open.submit && may(actor, 'request.submit', request),
    askExtension: open.askExtension && may(actor, 'request.askExtension', request),
    assign: open.assign && may(actor, 'request.assign', request),
  }
}

const names = { files: 'filer', note: 'kommentar', claimsBusinessSecret: 'hemligt', reuse: 'tidigare' }

export const actions: Actions = {
  'lamna-in': async (event) => {
    let files: File[] = []
    const requestId = event.params.requestId
    const answer = await submit(event, submitRequest, {
      names,
      input: async (form) => {
        files = form.files('filer')
        const read = files.map(async (file) => ({
          name: file.name,
          bytes: new Uint8Array(await file.arrayBuffer()),
        }))
        return { ...wordsOf(form), requestId, files: await Promise.all(read), reuse: form.all('tidigare') }
      },
      then: () => `/lamna-in/${requestId}#kvittenser`,
      done: ({ handedIn, late }) =>
        t.handedInDone(
          handedIn.map((one) => one.receiptNumber),
          late,
        ),
    })
    return named(
      answer,
      files.map((file) => file.name),
    )
  },
  spara: (event) =>
    submit(event, keepDraft, {
      input: (form) => ({
        key: draftKey(event.params.requestId),
        content: { kommentar: form.text('kommentar'), hemligt: form.checked('hemligt') ? 'ja' : '' },
      }),
      names: { 'content.kommentar': 'kommentar' },
      then: () => `/lamna-in/${event.params.requestId}#lamna-in`,
      done: t.kept,
    }),
  anstand: (event) =>
    submit(event, askExtension, {
      input: (form) => ({
        requestId: event.params.requestId,
        revision: form.revision(),
        until: form.text('nyttDatum'),
        reason: form.text('skal'),
      }),
      names: { until: 'nyttDatum', reason: 'skal' },
      then: () => `/lamna-in/${event.params.requestId}`,
      done: t.asked,
    }),
  'lamna-over': (event) =>
    submit(event, assignRequest, {
      input: (form) => ({
        requestId: event.params.requestId,
        revision: form.revision(),
        accountId: form.has('taTillbaka') ? null : form.text('kollega'),
      }),
      names: { accountId: 'kollega' },
      then: () => `/lamna-in/${event.params.requestId}`,
      done: ({ name }) => (name === null ? t.takenBack : t.assignedDone(name)),
    }),
}

function wordsOf(form: FormReader) {
  return { note: form.text('kommentar'), claimsBusinessSecret: form.checked('hemligt') }
}

/** Which of several files a fault is about: its place in the list becomes its name. */
function named<Result>(answer: Result | ActionFailure<FormFailure>, fileNames: readonly string[]) {
  if (!isFailure(answer)) return answer
  for (const fault of answer.data.errors) {
    const at = /^files\.(\d+)/.exec(fault.path)?.[1]
    if (at === undefined) continue
    fault.path = 'filer'
    fault.text = `${maskPersonalNumbers(fileNames[Number(at)] ?? '')}: ${fault.text}`
  }
  return answer
}

function isFailure(answer: unknown): answer is ActionFailure<FormFailure> {
  return typeof answer === 'object' && answer !== null && 'data' in answer && 'status' in answer
}
