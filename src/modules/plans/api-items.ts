import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { changeItem, changeItems, removeItems, restoreItem, settleItem } from './commands-change.ts'
import { addItems } from './commands-items.ts'
import { takeOwed } from './commands-owed.ts'
import { prepareItems } from './commands-prepare.ts'
import {
  AddItems,
  ChangeItem,
  ChangeItems,
  ItemFilter,
  PrepareItems,
  RemoveItems,
  RestoreItem,
  SettleItem,
  TakeOwed,
} from './contract.ts'
import { examples } from './examples.ts'
import { filterItems, listChanges, listItems } from './queries-items.ts'
import { factsFor, listExceptions } from './queries-owed.ts'
import { findYearPlan } from './queries.ts'
import { coverageIn, missingIn } from './rules-areas.ts'

const tag = 'Year plans'
const params = z.object({ yearPlanId: z.uuid() })
const item = z.object({ itemId: z.uuid() })
const done = z.looseObject({ id: z.uuid() })
const ItemView = z.looseObject({
  id: z.uuid(),
  name: z.string(),
  year: z.number().int(),
  revision: z.number().int(),
})

export const planItemsApi: readonly Operation[] = [
  reading({
    path: '/year-plans/{yearPlanId}/items',
    tag,
    verb: 'followUp.read',
    summary: 'Lista planens rader / List the rows of a plan',
    description: 'In the order of time. Unannounced visits have a half-year, never a month.',
    params,
    query: ItemFilter,
    answer: z.object({ items: z.array(ItemView), total: z.number().int(), hours: z.number() }),
    run: async (tx, { yearPlanId, ...filter }) => {
      if (!(await findYearPlan(tx, yearPlanId))) return undefined
      const items = filterItems(await listItems(tx, yearPlanId), filter, todayIn(new Date()))
      return { items, total: items.length, hours: items.reduce((sum, row) => sum + row.hours, 0) }
    },
  }),
  reading({
    path: '/year-plans/{yearPlanId}/owed',
    tag,
    verb: 'followUp.read',
    summary: 'Lista det som saknas / List what is owed but missing',
    description: 'By the settings of each area, with coverage and decisions of exception.',
    params,
    answer: z.object({
      missing: z.array(z.looseObject({ key: z.string(), name: z.string(), year: z.number().int() })),
      coverage: z.array(z.looseObject({ areaName: z.string(), asked: z.number(), planned: z.number() })),
      exceptions: z.array(z.looseObject({ id: z.uuid(), reason: z.string() })),
    }),
    run: async (tx, { yearPlanId }) => {
      const plan = await findYearPlan(tx, yearPlanId)
      if (!plan) return undefined
      const planned = await listItems(tx, yearPlanId)
      const facts = await factsFor(tx, plan, { planned, today: todayIn(new Date()) })
      return {
        missing: missingIn(facts),
        coverage: coverageIn(facts),
        exceptions: await listExceptions(tx, yearPlanId),
      }
    },
  }),
  reading({
    path: '/year-plans/{yearPlanId}/changes',
    tag,
    verb: 'followUp.read',
    summary: 'Läs ändringsloggen / Read the log of changes',
    description: 'What was moved, added, removed or changed, with reason, author and time. The latest first.',
    params,
    answer: z.object({ changes: z.array(z.looseObject({ id: z.uuid(), kind: z.string() })) }),
    run: async (tx, { yearPlanId }) =>
      (await findYearPlan(tx, yearPlanId)) && { changes: await listChanges(tx, yearPlanId) },
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/items',
    tag,
    summary: 'Lägg till rader / Add rows',
    description:
      'One or many units with the same choices. A unit that is there already is told of, not added twice.',
    params,
    body: z.object(AddItems.shape).omit({ yearPlanId: true }),
    example: examples.addItems,
    answer: done.extend({ added: z.number().int(), already: z.array(z.string()) }),
    command: addItems,
    created: true,
  }),
  changing({
    method: 'patch',
    path: '/year-plans/{yearPlanId}/items',
    tag,
    summary: 'Ändra flera rader / Change many rows',
    description: 'Only what is given changes. An event-driven follow-up may be named as the reason.',
    params,
    body: ChangeItems.omit({ yearPlanId: true }),
    example: examples.changeItems,
    answer: done,
    command: changeItems,
  }),
  changing({
    method: 'put',
    path: '/year-plan-items/{itemId}',
    tag,
    summary: 'Ändra en rad / Change a row',
    description: 'Carries the revision that was read; a mismatch answers 412 with what holds now.',
    params: item,
    body: z.object(ChangeItem.shape).omit({ itemId: true }),
    example: examples.changeItem,
    answer: done,
    command: changeItem,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/remove-items',
    tag,
    summary: 'Ta bort rader / Take rows out',
    description: 'With a reason. They stay in the log and can be put back.',
    params,
    body: RemoveItems.omit({ yearPlanId: true }),
    example: examples.removeItems,
    answer: done,
    command: removeItems,
  }),
  changing({
    method: 'post',
    path: '/year-plan-items/{itemId}/restore',
    tag,
    summary: 'Lägg tillbaka en rad / Put a row back',
    description: 'A row that was taken out.',
    params: item,
    body: RestoreItem.omit({ itemId: true }),
    example: examples.restoreItem,
    answer: done,
    command: restoreItem,
  }),
  changing({
    method: 'post',
    path: '/year-plan-items/{itemId}/settle',
    tag,
    summary: 'Bocka av en rad / Tick a row off',
    description: 'For what is no follow-up of a unit. A null day takes the tick away.',
    params: item,
    body: SettleItem.omit({ itemId: true }),
    example: examples.settleItem,
    answer: done,
    command: settleItem,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/take-owed',
    tag,
    summary: 'Lägg in det som saknas / Put what is owed into the plan',
    description: 'By the keys of the list of what is owed; it is counted again first.',
    params,
    body: z.object(TakeOwed.shape).omit({ yearPlanId: true }),
    example: examples.takeOwed,
    answer: done,
    command: takeOwed,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/prepare',
    tag,
    summary: 'Förbered uppföljningar / Prepare follow-ups',
    description: 'Makes the follow-ups of decided rows in one go; those that are made are passed by.',
    params,
    body: PrepareItems.omit({ yearPlanId: true }),
    example: examples.prepareItems,
    answer: done.extend({ made: z.number().int() }),
    command: prepareItems,
  }),
]
