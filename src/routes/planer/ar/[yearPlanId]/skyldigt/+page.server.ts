import type { Actions, PageServerLoad } from './$types'
import {
  exceptOwed,
  listExceptions,
  listLowResults,
  listRemaining,
  takeOwed,
  addItems,
  decisionsOf,
  withdrawDecision,
  type OwedRule,
} from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { exceptManyTexts } from '#texts/sv/owed-list.ts'
import { owedRuleNames } from '#texts/sv/plans.ts'
import { itemTexts, owedTexts as t } from '#texts/sv/plans-items.ts'
import { owedFilterFrom, pageFrom, pageOf } from '../filter.ts'
import { owedOf } from './choose.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, today } = await parent()
  const filter = owedFilterFrom(url)
  const view = url.searchParams.get('vy') === 'forra' ? ('lastYear' as const) : ('missing' as const)
  return ask(locals, async (tx) => {
    const { items, facts, missing, total, coverage, owed } = await owedOf(tx, plan, { filter, today })
    const names = new Map<string, string>([
      [plan.boardId, plan.boardName],
      ...facts.areas.map((area) => [area.id, area.name] as const),
      ...facts.units.map((unit) => [unit.unitId, unit.name] as const),
    ])
    const planned = new Set(items.flatMap((item) => item.unitId ?? []))
    const inPlan = <Row extends { unitId: string }>(row: Row) => ({ ...row, inPlan: planned.has(row.unitId) })
    const remaining = await listRemaining(tx, plan.boardId, plan.fromYear)
    return {
      view,
      areas: facts.areas,
      missing: pageOf(missing, view === 'missing' ? pageFrom(url) : 1),
      total,
      owed,
      coverage,
      exceptions: decisionsOf(await listExceptions(tx, plan.id)).map(({ first, count }) => ({
        ...first,
        count,
        name: names.get(first.sourceId) ?? owedRuleNames[first.rule],
      })),
      remaining: pageOf(remaining.map(inPlan), view === 'lastYear' ? pageFrom(url) : 1),
      low: view === 'lastYear' ? (await listLowResults(tx, plan.boardId)).slice(0, 25).map(inPlan) : [],
    }
  })
}

const back = (yearPlanId: string) => `/planer/ar/${yearPlanId}/skyldigt`

export const actions: Actions = {
  lagg: (event) =>
    submit(event, takeOwed, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        ...(form.has('alla')
          ? { all: owedFilterFrom(event.url) }
          : { keys: form.has('en') ? [form.text('en')] : form.all('rad') }),
      }),
      then: ({ id }) => back(id),
      done: (result) => t.taken(result.added, result.changed),
    }),
  aterbesok: (event) =>
    submit(event, addItems, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        unitIds: [form.text('enhet')],
        year: form.number('ar') ?? Number.NaN,
        month: null,
        half: 1 as const, // the shape's words
        kind: form.text('typ') === 'planned' ? ('planned' as const) : ('revisit' as const), // the shape's words
        depth: 'basic' as const, // the shape's words
        origin: 'lastYear' as const, // the shape's words
        originId: form.optional('fran') ?? null,
        why: form.text('varfor'),
        priority: 'high' as const, // the shape's words
      }),
      then: ({ id }) => `${back(id)}?vy=forra`,
      done: (result) => itemTexts.added(result.added, result.already),
    }),
  undanta: (event) =>
    submit(event, exceptOwed, {
      input: (form) => {
        // Made by the page itself as rule:source:year; the shape refuses anything else.
        const [rule = '', sourceId = '', year = ''] = form.text('vad').split(':')
        return {
          yearPlanId: event.params.yearPlanId,
          rule: rule as Exclude<OwedRule, 'review'>, // the shape refuses any other word
          sourceId,
          year: Number(year),
          reason: form.text('motivering'),
          decidedBy: form.text('beslutat'),
          decidedOn: form.text('datum'),
        }
      },
      names: {
        reason: 'motivering',
        decidedBy: 'beslutat',
        decidedOn: 'datum',
        rule: 'vad',
        sourceId: 'vad',
      },
      then: ({ yearPlanId }) => `${back(yearPlanId)}#undantag`,
      done: t.excepted,
    }),
  tillbaka: (event) =>
    submit(event, withdrawDecision, {
      input: (form) => ({ exceptionId: form.text('undantag') }),
      then: ({ yearPlanId }) => `${back(yearPlanId)}#undantag`,
      done: ({ withdrawn }) => exceptManyTexts.withdrawn(withdrawn),
    }),
}
