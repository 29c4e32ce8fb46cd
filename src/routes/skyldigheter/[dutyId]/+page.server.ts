import type { Actions, PageServerLoad } from './$types'
import { may, type Actor } from '#access/may.ts'
import type { Verb } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import {
  assignDuty,
  findDuty,
  isOperatorRole,
  listCandidates,
  listEvents,
  moveDuty,
  ownRule,
  settleDuty,
  takeBackSettled,
  takeBackWaiver,
  waiveDuty,
  type DutyRow,
} from '#modules/duties/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormEvent, type FormReader } from '#platform/web/form.ts'
import { dutyTexts as t } from '#texts/sv/duties.ts'
import { dayOf } from '../day.ts'
import { ruleLabels } from '../filter.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const duty = found(await findDuty(tx, idFrom(params.dutyId)))
    const today = todayIn(locals.now)
    return {
      duty,
      today,
      rule: ruleLabels()[duty.rule] ?? '',
      isOwn: duty.rule === ownRule,
      events: await listEvents(tx, duty.id),
      candidates: await listCandidates(tx, duty.boardId, today),
      can: whatIsOpen(actor, duty),
    }
  })

/** What this person can do to the duty as it stands: the buttons of the page. */
function whatIsOpen(actor: Actor, duty: DutyRow) {
  const can = (verb: Verb) => may(actor, verb, duty)
  const isOpen = duty.state === 'open'
  return {
    settle: can('duty.settle') && (isOpen || duty.state === 'lapsed'),
    assign: can('duty.assign') && isOpen && !isOperatorRole(duty.ownerRole),
    waive: can('duty.waive') && isOpen,
    move: can('duty.decide') && isOpen && duty.rule === ownRule,
    takeBackSettled: can('duty.settle') && duty.settledBy !== null,
    takeBackWaiver: can('duty.waive') && duty.state === 'waived',
  }
}

type Event = FormEvent & { params: { dutyId: string } }

const names = { ownerId: 'ansvarig', doneOn: 'klar', note: 'visar', reason: 'skal', dueOn: 'senast' }
const seen = (event: Event, form: FormReader) => ({ dutyId: event.params.dutyId, revision: form.revision() })
const stay = (done: string) => ({ names, done, then: ({ id }: { id: string }) => `/skyldigheter/${id}` })

export const actions: Actions = {
  ansvarig: (event) =>
    submit(event, assignDuty, {
      ...stay(t.assigned),
      input: (form) => ({ ...seen(event, form), ownerId: form.optional('ansvarig') ?? null }),
    }),
  klar: (event) =>
    submit(event, settleDuty, {
      ...stay(t.settleDone),
      input: (form) => ({ ...seen(event, form), doneOn: dayOf(form, 'klar'), note: form.text('visar') }),
    }),
  undanta: (event) =>
    submit(event, waiveDuty, {
      ...stay(t.waived),
      input: (form) => ({ ...seen(event, form), reason: form.text('skal') }),
    }),
  flytta: (event) =>
    submit(event, moveDuty, {
      ...stay(t.moved),
      input: (form) => ({ ...seen(event, form), dueOn: dayOf(form, 'senast'), reason: form.text('skal') }),
    }),
  'ta-tillbaka-klar': (event) =>
    submit(event, takeBackSettled, {
      ...stay(t.takenBack),
      input: (form) => ({ ...seen(event, form), reason: form.text('skal') }),
    }),
  'ta-tillbaka-undantag': (event) =>
    submit(event, takeBackWaiver, {
      ...stay(t.takenBack),
      input: (form) => ({ ...seen(event, form), reason: form.text('skal') }),
    }),
}
