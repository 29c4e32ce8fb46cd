import { approveAction, closeAction, returnAction, verifyAction } from '#modules/findings/public.ts'
import { submit, type FormEvent, type FormReader } from '#platform/web/form.ts'
import { findingsTexts as t } from '#texts/sv/findings.ts'

/** The office's four judgements of an action, on every page where it can be judged. They lead back to the same page. */
export const judging = {
  godkann: (event: FormEvent) =>
    submit(event, approveAction, { input: judged, then: back(event), done: t.approveDone }),
  tillbaka: (event: FormEvent) =>
    submit(event, returnAction, {
      input: (form) => ({ ...judged(form), reason: form.text('skal') }),
      names: { reason: 'skal' },
      then: back(event),
      done: t.returnDone,
    }),
  effekt: (event: FormEvent) =>
    submit(event, verifyAction, {
      input: (form) => ({
        ...judged(form),
        effective: effective[form.text('gav-effekt')] as boolean, // an unanswered question is refused by the shape
        effect: form.text('visar'),
      }),
      names: { effect: 'visar', effective: 'gav-effekt' },
      then: back(event),
      done: t.verifyDone,
    }),
  'avsluta-atgard': (event: FormEvent) =>
    submit(event, closeAction, { input: judged, then: back(event), done: t.closeActionDone }),
}

const effective: Record<string, boolean> = { ja: true, nej: false }

function judged(form: FormReader) {
  return { actionId: form.text('atgard'), revision: form.revision() }
}

const back = (event: FormEvent) => () => event.url.pathname
