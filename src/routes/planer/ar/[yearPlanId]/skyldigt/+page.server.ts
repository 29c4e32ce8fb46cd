import type { Actions, PageServerLoad } from './$types'
import {
  coverageIn,
  exceptOwed,
  factsFor,
  listExceptions,
  listItems,
  listLowResults,
  listRemaining,
  missingIn,
  ruleOf,
  takeOwed,
  addItems,
  withdrawException,
  type OwedRule,
} from '#modules/plans/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { owingText, owedRuleNames } from '#texts/sv/plans.ts'
import { itemTexts, owedTexts as t } from '#texts/sv/plans-items.ts'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { plan, today } = await parent()
  return ask(locals, async (tx) => {
    const items = await listItems(tx, plan.id)
    const facts = await factsFor(tx, plan, { planned: items, today })
    const names = new Map<string, string>([
      [plan.boardId, plan.boardName],
      ...facts.areas.map((area) => [area.id, area.name] as const),
      ...facts.units.map((unit) => [unit.unitId, unit.name] as const),
    ])
    const planned = new Set(items.flatMap((item) => item.unitId ?? []))
    const missing = missingIn(facts)
    return {
      missing: missing.slice(0, 500).map((row) => ({
        ...row,
        grounds: row.owing.map((owing) => ({
          ...owing,
          text: owingText(owing, ruleOf(facts, row.serviceAreaId ?? '')),
        })),
      })),
      total: missing.length,
      coverage: coverageIn(facts).map((row) => ({ ...row, rule: ruleOf(facts, row.serviceAreaId) })),
      exceptions: (await listExceptions(tx, plan.id)).map((one) => ({
        ...one,
        name: names.get(one.sourceId) ?? owedRuleNames[one.rule],
      })),
      remaining: (await listRemaining(tx, plan.boardId, plan.fromYear)).map((row) => ({
        ...row,
        inPlan: planned.has(row.unitId),
      })),
      low: (await listLowResults(tx, plan.boardId)).map((row) => ({
        ...row,
        inPlan: planned.has(row.unitId),
      })),
    }
  })
}

const back = (yearPlanId: string) => `/planer/ar/${yearPlanId}/skyldigt`

export const actions: Actions = {
  lagg: (event) =>
    submit(event, takeOwed, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        keys: form.has('en') ? [form.text('en')] : form.all('rad'),
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
      then: ({ id }) => `${back(id)}#kvar`,
      done: (result) => itemTexts.added(result.added, result.already),
    }),
  undanta: (event) =>
    submit(event, exceptOwed, {
      input: (form) => {
        // Made by the page itself as rule:source:year; the shape refuses anything else.
        const [rule = '', sourceId = '', year = ''] = form.text('vad').split(':')
        return {
          yearPlanId: event.params.yearPlanId,
          rule: rule as OwedRule, // the shape refuses any other word
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
    submit(event, withdrawException, {
      input: (form) => ({ exceptionId: form.text('undantag') }),
      then: ({ yearPlanId }) => `${back(yearPlanId)}#undantag`,
      done: t.withdrawn,
    }),
}
