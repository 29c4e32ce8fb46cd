import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import type { Command } from '#platform/command.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import {
  assignDuty,
  decideDuty,
  moveDuty,
  settleDuty,
  takeBackSettled,
  takeBackWaiver,
  waiveDuty,
} from './commands.ts'
import * as shapes from './contract.ts'
import { examples } from './examples.ts'
import { findDuty, listDuties, listMine } from './queries.ts'
import { dutyStates } from './rules.ts'

const tag = 'Duties'
const byDuty = z.object({ dutyId: z.uuid() })
const changed = z.object({ id: z.uuid(), state: z.enum(dutyStates), revision: z.number().int() })

export const dutiesApi: readonly Operation[] = [
  reading({
    path: '/duties',
    tag,
    verb: 'followUp.read',
    summary: 'Lista skyldigheter / List duties',
    description: 'What is owed and by when: the office that of its boards, a provider what it owes itself.',
    query: shapes.DutyFilter,
    answer: listOf('duties', shapes.DutyView),
    run: async (tx, filter) => ({
      ...(await listDuties(tx, filter, todayIn(new Date()))),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/duties/mine',
    tag,
    verb: 'followUp.read',
    summary: 'Lista det som är mitt att göra / List my own duties',
    description: 'What the caller owes, by name or by role, the earliest deadline first.',
    answer: z.object({ duties: z.array(shapes.DutyView) }),
    run: async (tx, _input, actor) => ({ duties: await listMine(tx, actor, todayIn(new Date())) }),
  }),
  reading({
    path: '/duties/{dutyId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa en skyldighet / Show a duty',
    description: 'One duty with its deadline, its owner and its ground.',
    params: byDuty,
    answer: shapes.DutyView,
    run: (tx, { dutyId }) => findDuty(tx, dutyId),
  }),
  changing({
    path: '/duties',
    method: 'post',
    tag,
    summary: 'Lägg till en egen skyldighet / Decide a duty',
    description: 'Something the office owes by its own decision, with a deadline and a ground.',
    body: shapes.DecideDuty,
    example: examples.decideDuty,
    answer: z.object({ id: z.uuid(), revision: z.number().int() }),
    command: decideDuty,
    created: true,
  }),
  onDuty('assign', assignDuty, shapes.AssignDuty, {
    summary: 'Välj ansvarig / Assign a duty',
    description: 'Gives a duty of the office to a person, or back to everybody with the role.',
    example: examples.assign,
  }),
  onDuty('waive', waiveDuty, shapes.WaiveDuty, {
    summary: 'Besluta om undantag / Waive a duty',
    description: 'It need not be done, by a decision with its reason.',
    example: examples.waive,
  }),
  onDuty('settle', settleDuty, shapes.SettleDuty, {
    summary: 'Markera som klar / Settle a duty',
    description: 'It is done though no rule can see it: when, and what shows it.',
    example: examples.settle,
  }),
  onDuty('move', moveDuty, shapes.MoveDuty, {
    summary: 'Flytta sista dagen / Move the deadline',
    description: 'Another day for a duty that the office decided itself.',
    example: examples.move,
  }),
  onDuty('take-back-settled', takeBackSettled, shapes.TakeBack, {
    summary: 'Ta tillbaka att den är klar / Take back a settlement',
    description: 'A duty that somebody settled by hand is owed again.',
    example: examples.takeBack,
  }),
  onDuty('take-back-waiver', takeBackWaiver, shapes.TakeBack, {
    summary: 'Ta tillbaka undantaget / Take back a waiver',
    description: 'A waived duty is owed again.',
    example: examples.takeBack,
  }),
]

type Words = { summary: string; description: string; example: Record<string, unknown> }

function onDuty<Input, Result>(
  act: string,
  command: Command<Input, Result>,
  shape: z.ZodObject,
  words: Words,
): Operation {
  return changing({
    ...words,
    path: `/duties/{dutyId}/${act}`,
    method: 'post',
    tag,
    params: byDuty,
    body: shape.omit({ dutyId: true }),
    answer: changed,
    command,
  })
}
