import { closeFinding, confirmRepeat, decideIvo, escalateFinding } from '#modules/findings/public.ts'
import type { LadderStep } from '#modules/findings/rules.ts'
import { submit, type FormEvent, type FormReader } from '#platform/web/form.ts'
import { findingsTexts as t } from '#texts/sv/findings.ts'

type Event = FormEvent & { params: { findingId: string } }

export const findingActions = {
  koppla: (event: Event) =>
    submit(event, confirmRepeat, {
      input: (form) => ({ ...seen(event, form), repeatsId: form.text('tidigare') }),
      names: { repeatsId: 'tidigare' },
      then: back(event),
      done: t.repeatDone,
    }),
  ivo: (event: Event) =>
    submit(event, decideIvo, {
      input: (form) => ({
        ...seen(event, form),
        // The shape refuses anything but the two.
        decision: form.text('beslut') as 'notified' | 'notNotified',
        reason: form.text('motivering'),
      }),
      names: { decision: 'beslut', reason: 'motivering' },
      then: back(event),
      done: t.ivoDone,
    }),
  steg: (event: Event) =>
    submit(event, escalateFinding, {
      input: (form) => ({
        ...seen(event, form),
        // The shape refuses what is not a step.
        step: form.text('steg') as LadderStep,
        clause: form.text('grund'),
        reason: form.text('skal'),
      }),
      names: { step: 'steg', clause: 'grund', reason: 'skal' },
      then: back(event),
      done: t.stepDone,
    }),
  avsluta: (event: Event) =>
    submit(event, closeFinding, {
      input: (form) => ({ ...seen(event, form), reason: form.text('skal') }),
      names: { reason: 'skal', ivoDecision: 'beslut' },
      then: back(event),
      done: t.closeDone,
    }),
}

function seen(event: Event, form: FormReader) {
  return { findingId: event.params.findingId, revision: form.revision() }
}

const back = (event: Event) => () => event.url.pathname
