import { z } from 'zod'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { setEstimate, takeUsedHours } from './commands-estimates.ts'
import { fillStaffHours } from './commands-register.ts'
import { setAreaRule, setPlanning, setStaffHours, setVisitDay } from './commands-settings.ts'
import {
  SetAreaRule,
  SetEstimate,
  SetPlanning,
  SetStaffHours,
  SetVisitDay,
  TakeUsedHours,
} from './contract.ts'
import { FillStaffHours } from './contract-register.ts'
import { examples } from './examples.ts'
import { findLoad, listEstimates } from './queries-capacity.ts'
import { listItems } from './queries-items.ts'
import { listAreaRules } from './queries-owed.ts'
import { listUsedFor } from './queries-used.ts'
import { findYearPlan, getSetting } from './queries.ts'
import { listSchedule } from './schedule.ts'

const tag = 'Year plans'
const board = z.object({ boardId: z.uuid() })
const plan = z.object({ yearPlanId: z.uuid() })
const done = z.looseObject({ id: z.uuid() })

export const planSettingsApi: readonly Operation[] = [
  reading({
    path: '/boards/{boardId}/planning',
    tag,
    verb: 'areaRule.change',
    summary: 'Läs hur nämnden planerar / Read how a board plans',
    description: 'Who fixes a plan, what each service area asks of each year, and the estimates in hours.',
    params: board,
    answer: z.object({
      setting: z.looseObject({ fixedBy: z.string(), revision: z.number().int() }),
      areaRules: z.array(z.looseObject({ serviceAreaId: z.uuid(), revision: z.number().int() })),
      estimates: z.array(z.looseObject({ kind: z.string(), depth: z.string() })),
    }),
    // A board that has set nothing has what is usual; another's, or none, has nothing to read.
    run: async (tx, { boardId }, actor) =>
      may(actor, 'areaRule.change', { boardId })
        ? {
            setting: await getSetting(tx, boardId),
            areaRules: await listAreaRules(tx, boardId),
            estimates: await listEstimates(tx, boardId),
          }
        : undefined,
  }),
  reading({
    path: '/year-plans/{yearPlanId}/load',
    tag,
    verb: 'followUp.read',
    summary: 'Läs belastningen / Read the load',
    description: 'Hours that the plan asks of each person and month, against the hours they have.',
    params: plan,
    query: z.object({ year: z.coerce.number().int().optional() }),
    answer: z.object({ people: z.array(z.looseObject({ accountId: z.uuid(), asked: z.number() })) }),
    run: async (tx, { yearPlanId, year }) => {
      const found = await findYearPlan(tx, yearPlanId)
      if (!found) return undefined
      const at = {
        year: year ?? found.fromYear,
        items: await listItems(tx, yearPlanId),
        today: todayIn(new Date()),
      }
      return { people: await findLoad(tx, found, at) }
    },
  }),
  reading({
    path: '/year-plans/{yearPlanId}/schedule',
    tag,
    verb: 'visit.record',
    summary: 'Läs besöksschemat / Read the schedule of visits',
    description: 'Days of unannounced visits, under secrecy: only those whose team you are in.',
    params: plan,
    answer: z.object({ schedule: z.array(z.looseObject({ id: z.uuid(), visitOn: z.string().nullable() })) }),
    run: async (tx, { yearPlanId }, actor) =>
      (await findYearPlan(tx, yearPlanId)) && { schedule: await listSchedule(tx, yearPlanId, actor) },
  }),
  changing({
    method: 'put',
    path: '/year-plan-items/{itemId}/visit-day',
    tag,
    summary: 'Bestäm besöksdag / Set the day of an unannounced visit',
    description: 'The team and the strategist only. A null day takes it away.',
    params: z.object({ itemId: z.uuid() }),
    body: SetVisitDay.omit({ itemId: true }),
    example: examples.setVisitDay,
    answer: done,
    command: setVisitDay,
  }),
  changing({
    method: 'put',
    path: '/boards/{boardId}/area-rules/{serviceAreaId}',
    tag,
    summary: 'Ställ in ett område / Set what an area asks',
    description: 'Every unit, a share, or the area as such; in depth every so many calendar years.',
    params: board.extend({ serviceAreaId: z.uuid() }),
    body: z.object(SetAreaRule.shape).omit({ boardId: true, serviceAreaId: true }),
    example: examples.setAreaRule,
    answer: done,
    command: setAreaRule,
  }),
  changing({
    method: 'put',
    path: '/boards/{boardId}/planning',
    tag,
    summary: 'Ställ in hur nämnden planerar / Set how a board plans',
    description: 'Who fixes the plan and its changes, and the self-check of case handling.',
    params: board,
    body: z.object(SetPlanning.shape).omit({ boardId: true }),
    example: examples.setPlanning,
    answer: done,
    command: setPlanning,
  }),
  changing({
    method: 'put',
    path: '/boards/{boardId}/estimates',
    tag,
    summary: 'Ändra en uppskattning / Change an estimate',
    description: 'Hours by role for one kind and depth; null hours go back to what holds for all areas.',
    params: board,
    body: SetEstimate.omit({ boardId: true }),
    example: examples.setEstimate,
    answer: done,
    command: setEstimate,
  }),
  reading({
    path: '/boards/{boardId}/used-hours/{year}',
    tag,
    verb: 'followUp.read',
    summary: 'Läs vad uppföljningarna tog / Read what follow-ups took',
    description:
      'Means by role of the follow-ups of a year that are done, beside the estimates; a null area is all areas together. Means of fewer than five follow-ups are only for whoever plans.',
    params: board.extend({ year: z.coerce.number().int().min(2000).max(2200) }),
    answer: z.object({
      used: z.array(z.looseObject({ kind: z.string(), depth: z.string(), followUps: z.number().int() })),
    }),
    run: async (tx, asked, actor) => {
      const used = await listUsedFor(tx, actor, asked)
      return used && { used }
    },
  }),
  changing({
    method: 'post',
    path: '/boards/{boardId}/used-hours',
    tag,
    summary: 'Ta medelvärdet som uppskattning / Take what was used as the estimate',
    description: 'Counted again first; kept with its reason and how many follow-ups it is of.',
    params: board,
    body: TakeUsedHours.omit({ boardId: true }),
    example: examples.takeUsedHours,
    answer: done,
    command: takeUsedHours,
  }),
  changing({
    method: 'put',
    path: '/boards/{boardId}/staff-hours',
    tag,
    summary: 'Ange timmar per person / Set hours of people',
    description: 'Twelve months a person; null leaves a month as it was.',
    params: board,
    body: SetStaffHours.omit({ boardId: true }),
    example: examples.setStaffHours,
    answer: done,
    command: setStaffHours,
  }),
  changing({
    method: 'post',
    path: '/boards/{boardId}/staff-hours/from-register',
    tag,
    summary: 'Fyll i timmar från registret / Fill in hours from the register',
    description:
      'Shares of full time in the register of who works with follow-up become hours, month by month, where none are set.',
    params: board,
    body: FillStaffHours.omit({ boardId: true }),
    example: examples.fillStaffHours,
    answer: done.extend({ people: z.number().int(), months: z.number().int() }),
    command: fillStaffHours,
  }),
]
