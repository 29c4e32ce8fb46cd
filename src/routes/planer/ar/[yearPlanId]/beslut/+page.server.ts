import type { Actions, PageServerLoad } from './$types'
import { listOpenMatters, listPlannedMeetings } from '#modules/meetings/public.ts'
import {
  changeYearPlan,
  checksOf,
  fixYearPlan,
  fixerOf,
  getSetting,
  listAnalyses,
  listVersionHeads,
  planContent,
  submitYearPlan,
  takeBackYearPlan,
} from '#modules/plans/public.ts'
import { fillNotCovered } from '#modules/proposals/public.ts'
import { createPlanPaper } from '#modules/reports/public.ts'
import { ask, found } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { decideTexts as t } from '#texts/sv/plans-decisions.ts'
import { uncoveredTexts } from '#texts/sv/uncovered.ts'
import { listSent, papersOf } from './sent.ts'
import { planFactNames, planFactsFrom } from '../../../facts.ts'

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { plan, today } = await parent()
  return ask(locals, async (tx) => {
    const setting = await getSetting(tx, plan.boardId)
    const matters = await listOpenMatters(tx, plan.boardId)
    const papers = await papersOf(tx, plan)
    return {
      setting,
      fixer: fixerOf(setting, plan),
      checks: await checksOf(tx, plan, today),
      content: found(await planContent(tx, plan.id, plan.version, today)),
      meetings: await listPlannedMeetings(tx, plan.boardId, today),
      matters,
      analyses: await listAnalyses(tx, plan.boardId),
      papers,
      sent: await listSent(tx, papers),
      versions: await listVersionHeads(tx, plan.id),
    }
  })
}

const home = (yearPlanId: string) => `/planer/ar/${yearPlanId}/beslut`

export const actions: Actions = {
  handling: (event) =>
    submit(event, createPlanPaper, {
      input: () => ({ yearPlanId: event.params.yearPlanId }),
      then: ({ id }) => `/rapporter/${id}`,
      done: t.paperMade,
    }),
  uppgifter: (event) =>
    submit(event, changeYearPlan, {
      input: (form) => ({
        ...planFactsFrom(form, form.number('fran') ?? 0, form.number('till') ?? 0),
        yearPlanId: event.params.yearPlanId,
        revision: form.revision(),
      }),
      names: planFactNames,
      theirs: () => home(event.params.yearPlanId),
      then: ({ id }) => home(id),
      done: t.holds,
    }),
  fyll: (event) =>
    submit(event, fillNotCovered, {
      input: (form) => ({ yearPlanId: event.params.yearPlanId, revision: form.revision() }),
      then: ({ id }) => `${home(id)}#utanfor`,
      done: ({ added }) => uncoveredTexts.filled(added),
    }),
  lamna: (event) =>
    submit(event, submitYearPlan, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        revision: form.revision(),
        meetingId: form.optional('sammantrade'),
        lateReason: form.text('forsent'),
      }),
      names: { meetingId: 'sammantrade', lateReason: 'forsent' },
      then: ({ id }) => home(id),
      done: t.submitted,
    }),
  tillbaka: (event) =>
    submit(event, takeBackYearPlan, {
      input: (form) => ({ yearPlanId: event.params.yearPlanId, reason: form.text('varfor') }),
      names: { reason: 'varfor' },
      then: ({ id }) => home(id),
      done: t.takenBack,
    }),
  besluta: (event) =>
    submit(event, fixYearPlan, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        revision: form.revision(),
        by: form.text('av') as 'board' | 'management', // the shape refuses any other word
        decidedOn: form.text('datum'),
        paragraph: form.text('paragraf'),
        wording: form.text('lydelse'),
      }),
      names: { by: 'av', decidedOn: 'datum', paragraph: 'paragraf', wording: 'lydelse' },
      then: ({ id }) => home(id),
      done: (result) => (result.decided ? t.fixed : t.half),
    }),
}
