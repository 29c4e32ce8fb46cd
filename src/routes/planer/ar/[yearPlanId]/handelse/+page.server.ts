import type { Actions, PageServerLoad } from './$types'
import type { Actor } from '#access/may.ts'
import { may } from '#access/may.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { findDecisionOf, findPointOf, holdsPoint, takeDecision } from '#modules/delegations/public.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import { listEventsOutside, type YearPlan } from '#modules/plans/public.ts'
import { listPlanEvents, placeEvent } from '#modules/proposals/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { delegationTexts } from '#texts/sv/delegations.ts'
import { eventTexts as t } from '#texts/sv/plan-events.ts'
import { askedFrom } from './asked.ts'
import { membersFrom } from '../choices.ts'
import { monthsLeft } from '../months.ts'
import { eventView } from './view.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, today, mayChange } = await parent()
  const months = monthsLeft(plan, today)
  const asked = askedFrom(url, months)
  return ask(locals, async (tx, actor) => {
    const outside = await listEventsOutside(tx, plan)
    const event = outside.find(({ id }) => id === asked.followUpId)
    const canPlace = mayChange && plan.state !== 'submitted' && months.length > 0
    return {
      months,
      asked: { followUpId: asked.followUpId ?? '', isAsked: asked.hours !== undefined },
      outside,
      events: await listPlanEvents(tx, plan.id),
      event: event ?? null,
      decision: event ? await decisionFor(tx, actor, { plan, followUpId: event.id, today }) : null,
      view: event && canPlace ? await eventView(tx, plan, { event, asked, today, months }) : null,
      actorName: actor.name,
    }
  })
}

/** Who decides on it by the board's delegation order, whether it is done, and whether the reader is the one. */
async function decisionFor(
  db: Db,
  actor: Actor,
  { plan, followUpId, today }: { plan: YearPlan; followUpId: string; today: IsoDate },
) {
  const { boardId } = plan
  const point = await findPointOf(db, { boardId, act: 'eventDrivenFollowUp' }, today)
  const made = await findDecisionOf(db, { act: 'eventDrivenFollowUp', sourceId: followUpId })
  const { matterId, title, cause } = (await findFollowUp(db, followUpId)) ?? unknown
  const holds = point !== undefined && holdsPoint(actor, point) !== undefined
  const mayDecide = holds && may(actor, 'delegation.decide', { boardId })
  return {
    made: made ?? null,
    point: point ? { id: point.id, code: point.code, what: point.what, roles: point.roles } : null,
    mayDecide,
    /** By the order somebody else decides first, or it has no matter to be written in. */
    waits: point !== undefined && !made && (!mayDecide || !matterId),
    ...{ matterId, title, cause },
  }
}
const unknown = { matterId: null, title: '', cause: '' }

const home = (yearPlanId: string) => `/planer/ar/${yearPlanId}/handelse`

export const actions: Actions = {
  besluta: (event) =>
    submit(event, takeDecision, {
      input: (form) => ({
        ...{ pointId: form.text('punkt'), matterId: form.text('arende'), sourceId: form.text('galler') },
        ...{ what: delegationTexts.eventDriven(form.text('rubrik')), reason: form.text('beslutsskal') },
      }),
      names: { pointId: 'beslutsskal', matterId: 'beslutsskal', reason: 'beslutsskal' },
      then: () => `${event.url.pathname}?uppfoljning=${event.url.searchParams.get('uppfoljning') ?? ''}`,
      done: t.decided,
    }),
  lagg: (event) =>
    submit(event, placeEvent, {
      input: (form) => ({ yearPlanId: event.params.yearPlanId, ...placedFrom(form) }),
      names: {
        ...{ followUpId: 'skal', draftMark: 'skal', from: 'fran', to: 'till', people: 'skal' },
        ...{ choices: 'skal', acceptOver: 'anda', reason: 'skal', decidedOn: 'dag', decidedBy: 'vem' },
        decision: 'skal',
      },
      then: ({ yearPlanId }) => home(yearPlanId),
      done: (result) => t.placed(result),
    }),
}

function placedFrom(form: FormReader) {
  return {
    followUpId: form.text('uppfoljning'),
    draftMark: form.text('utkast'),
    from: form.text('fran'),
    to: form.text('till'),
    people: membersFrom(form.all('person')),
    choices: form.all('val').map((value) => {
      const [itemId = '', to = ''] = value.split(':')
      return { itemId, to }
    }),
    acceptOver: form.checked('anda'),
    reason: form.text('skal'),
    decidedOn: form.text('dag'),
    decidedBy: form.text('vem'),
  }
}
