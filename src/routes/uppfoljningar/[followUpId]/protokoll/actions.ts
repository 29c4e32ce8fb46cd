import { evidenceKinds } from '#modules/followups/protocol-rules.ts'
import { incomingFile } from '#modules/files/public.ts'
import { Problem } from '#kernel/problem.ts'
import {
  addEvidence,
  findRow,
  raiseAcute,
  removeEvidence,
  saveVerdict,
} from '#modules/followups/protocol-public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { postedForm } from '#platform/web/body.ts'
import { failed, readForm, sameAddress, submit, type FormEvent, type FormReader } from '#platform/web/form.ts'
import { verdictOf } from '#ui/protocol/read-row.ts'
import { acuteTexts, protocolTexts } from '#texts/sv/protocol.ts'

/** The same forms stand in the whole protocol and on the page of one row; each leads back to where it stood. */
export const rowActions = {
  /** Shows both values of a row that a colleague was first with. Saves nothing, whatever is in the form. */
  jamfor: async (event: FormEvent) => {
    const data = await postedForm(event.request)
    const form = readForm(data)
    const current = found(await ask(event.locals, (tx) => findRow(tx, idFrom(form.text('rowId')))))
    const problem = new Problem('stale', { current })
    return failed({ ...event, url: new URL('?/spara', event.url) }, problem, { data, names: {} })
  },
  spara: (event: FormEvent) =>
    submit(event, saveVerdict, {
      input: rowOf,
      theirs: (form) => backTo(event.url, form.text('rowId')),
      then: ({ id }) => backTo(event.url, id),
      done: protocolTexts.rowSaved,
    }),
  underlag: (event: FormEvent) =>
    submit(event, addEvidence, {
      input: evidenceOf,
      then: ({ rowId }) => backTo(event.url, rowId),
      done: protocolTexts.evidenceSaved,
    }),
  taBortUnderlag: (event: FormEvent) =>
    submit(event, removeEvidence, {
      input: (form) => ({ evidenceId: form.text('evidenceId') }),
      then: ({ rowId }) => backTo(event.url, rowId),
      done: protocolTexts.evidenceRemoved,
    }),
  akut: (event: FormEvent) =>
    submit(event, raiseAcute, {
      input: (form) => ({
        rowId: form.text('rowId'),
        title: form.text('title'),
        description: form.text('description'),
      }),
      then: ({ rowId }) => backTo(event.url, rowId),
      done: acuteTexts.done,
    }),
}

/** Without script: number and level come as text, and an empty one is none. */
function rowOf(form: FormReader) {
  return {
    rowId: form.text('rowId'),
    revision: form.revision(),
    verdict: verdictOf(form.text('verdict')),
    level: form.number('level') ?? null,
    measured: form.number('measured') ?? null,
    note: form.text('note'),
    reason: form.text('reason'),
  }
}

async function evidenceOf(form: FormReader) {
  const file = await incomingFile(form.file('file'))
  const fileId = form.optional('fileId')
  return {
    rowId: form.text('rowId'),
    kind: evidenceKinds.find((kind) => kind === form.text('kind')) ?? 'document',
    text: form.text('text'),
    ...(fileId ? { fileId } : {}),
    ...(file ? { file } : {}),
  }
}

function backTo(url: URL, rowId: string): string {
  return `${sameAddress(url)}#rad-${rowId}`
}
