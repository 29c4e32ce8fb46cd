import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { rowsOnPage } from '#kernel/lists.ts'
import {
  findYearPlan,
  findYearState,
  listAbsences,
  recordAbsence,
  StateFilter,
  withdrawAbsence,
} from '#modules/plans/public.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { placeEvent } from './commands-event.ts'
import { revisePlan } from './commands-revise.ts'
import { PlaceEvent } from './contract-event.ts'
import { RevisePlan } from './contract-revise.ts'
import { outcomes } from './displace.ts'
import { listPlanEvents } from './event-hours.ts'
import { liveExamples as examples } from './examples-live.ts'

const tag = 'Year plans'
const ofPlan = z.object({ yearPlanId: z.uuid() })
const counts = z.looseObject({ planned: z.number().int(), late: z.number().int(), done: z.number().int() })

/** Living with a plan through its year: how it goes, events that are put in, revisions and absence. */
export const planLiveApi: readonly Operation[] = [
  reading({
    path: '/year-plans/{yearPlanId}/state',
    tag,
    verb: 'followUp.read',
    summary: 'Visa läget i en plan / Show how a plan goes',
    description:
      'A year of the plan by month, quarter or area, its hours, and the rows that are late, cancelled or not prepared in time, each with what to do next.',
    params: ofPlan,
    query: StateFilter,
    answer: z.looseObject({
      year: z.number().int(),
      counts,
      troubled: z.array(z.looseObject({ id: z.uuid() })),
    }),
    run: async (tx, { yearPlanId, ...filter }) => {
      const plan = await findYearPlan(tx, yearPlanId)
      if (!plan) return undefined
      const { troubled, ...state } = await findYearState(tx, plan, { filter, today: todayIn(new Date()) })
      return { ...state, troubled: rowsOnPage(troubled, filter), total: troubled.length }
    },
  }),
  reading({
    path: '/year-plans/{yearPlanId}/events',
    tag,
    verb: 'followUp.read',
    summary: 'Lista händelser i en plan / List events in a plan',
    description:
      'Event-driven follow-ups that were put into the plan, with what each pushed aside and who decided.',
    params: ofPlan,
    answer: z.object({
      events: z.array(z.looseObject({ id: z.uuid(), followUpId: z.uuid(), outcome: z.enum(outcomes) })),
    }),
    run: async (tx, { yearPlanId }) => ({ events: await listPlanEvents(tx, yearPlanId) }),
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/events',
    tag,
    summary: 'Lägg in en händelse i planen / Put an event into a plan',
    description:
      'Its months and hours, and the rows that are pushed aside for it: to another month, the other half-year, or a lower depth. Refused where somebody still gets too many hours, unless that is accepted.',
    params: ofPlan,
    body: z.object(PlaceEvent.shape).omit({ yearPlanId: true }),
    example: examples.placeEvent,
    answer: z.looseObject({ id: z.uuid(), outcome: z.enum(outcomes) }),
    command: placeEvent,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/revise',
    tag,
    summary: 'Revidera en plan / Revise a plan',
    description:
      'Begins the next working version of a decided plan with its reason, takes the hours of an absence, and asks for a proposal that moves as little as possible.',
    params: ofPlan,
    body: z.object(RevisePlan.shape).omit({ yearPlanId: true }),
    example: examples.revisePlan,
    answer: z.looseObject({ id: z.uuid(), version: z.number().int() }),
    command: revisePlan,
  }),
  reading({
    path: '/year-plans/{yearPlanId}/absences',
    tag,
    verb: 'capacity.set',
    summary: 'Lista frånvaro / List absences',
    description:
      'Months that somebody of the board is away, and the hours before and after. Why is not kept.',
    params: ofPlan,
    answer: z.object({ absences: z.array(z.looseObject({ id: z.uuid(), share: z.number().int() })) }),
    run: async (tx, { yearPlanId }) => {
      const plan = await findYearPlan(tx, yearPlanId)
      return plan && { absences: await listAbsences(tx, plan.boardId) }
    },
  }),
  changing({
    method: 'post',
    path: '/staff-absences',
    tag,
    summary: 'Lägg in frånvaro / Record an absence',
    description: 'The hours of the months become fewer by that share; what they were is kept.',
    body: z.object({
      boardId: z.uuid(),
      accountId: z.uuid(),
      from: z.string(),
      to: z.string(),
      share: z.number().int().min(1).max(100).optional(),
    }),
    example: examples.recordAbsence,
    answer: z.looseObject({ id: z.uuid(), months: z.number().int() }),
    command: recordAbsence,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/staff-absences/{absenceId}/withdraw',
    tag,
    summary: 'Ta bort frånvaro / Withdraw an absence',
    description: 'The hours are put back in the months that nobody has changed since.',
    params: z.object({ absenceId: z.uuid() }),
    answer: z.looseObject({ id: z.uuid(), months: z.number().int() }),
    command: withdrawAbsence,
  }),
]
