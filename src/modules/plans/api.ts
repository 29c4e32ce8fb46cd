import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import {
  changeYearPlan,
  createYearPlan,
  reopenYearPlan,
  submitYearPlan,
  takeBackYearPlan,
} from './commands.ts'
import { fixYearPlan } from './commands-decide.ts'
import { planContent } from './content.ts'
import { ChangeYearPlan, CreateYearPlan, FixPlan, ReopenPlan, SubmitPlan, TakeBackPlan } from './contract.ts'
import { planExceptionsApi } from './api-exceptions.ts'
import { planItemsApi } from './api-items.ts'
import { planListsApi } from './api-lists.ts'
import { planMovesApi } from './api-move.ts'
import { reviewsApi } from './api-reviews.ts'
import { planSettingsApi } from './api-settings.ts'
import { examples } from './examples.ts'
import { findYearPlan, listVersionHeads, listYearPlans } from './queries.ts'
import { planStates } from './rules.ts'

const tag = 'Year plans'
const params = z.object({ yearPlanId: z.uuid() })
const done = z.looseObject({ id: z.uuid() })

const PlanView = z.looseObject({
  id: z.uuid(),
  boardId: z.uuid(),
  title: z.string(),
  fromYear: z.number().int(),
  toYear: z.number().int(),
  state: z.enum(planStates),
  version: z.number().int(),
  revision: z.number().int(),
})

const planApi: readonly Operation[] = [
  reading({
    path: '/year-plans',
    tag,
    verb: 'followUp.read',
    summary: 'Lista årliga planer / List year plans',
    description: 'The plans of the boards you work for, the latest years first.',
    answer: z.object({ yearPlans: z.array(PlanView) }),
    run: async (tx) => ({ yearPlans: await listYearPlans(tx) }),
  }),
  reading({
    path: '/year-plans/{yearPlanId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa en årlig plan / Show a year plan',
    description: 'The working version of the plan.',
    params,
    answer: PlanView,
    run: (tx, input) => findYearPlan(tx, input.yearPlanId),
  }),
  reading({
    path: '/year-plans/{yearPlanId}/content',
    tag,
    verb: 'followUp.read',
    summary: 'Hämta planen som nämnden läser den / Get the plan as the board reads it',
    description:
      'A decided version word for word, or the working version. Unannounced visits by half-year only.',
    params,
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
    answer: z.looseObject({ format: z.string(), version: z.number().int() }),
    run: async (tx, input) => {
      const plan = await findYearPlan(tx, input.yearPlanId)
      return plan && planContent(tx, plan.id, input.version ?? plan.version, todayIn(new Date()))
    },
  }),
  reading({
    path: '/year-plans/{yearPlanId}/versions',
    tag,
    verb: 'followUp.read',
    summary: 'Lista beslutade versioner / List decided versions',
    description: 'Each with its decision, its reason and its difference to the version before, in words.',
    params,
    answer: z.object({
      versions: z.array(z.looseObject({ id: z.uuid(), version: z.number().int(), paragraph: z.string() })),
    }),
    run: async (tx, input) =>
      (await findYearPlan(tx, input.yearPlanId)) && {
        versions: await listVersionHeads(tx, input.yearPlanId),
      },
  }),
  changing({
    method: 'post',
    path: '/year-plans',
    tag,
    summary: 'Gör en ny årlig plan / Make a year plan',
    description: 'For one board and one to four years.',
    body: z.object(CreateYearPlan.shape),
    example: examples.createYearPlan,
    answer: done,
    command: createYearPlan,
    created: true,
  }),
  changing({
    method: 'put',
    path: '/year-plans/{yearPlanId}',
    tag,
    summary: 'Ändra planens uppgifter / Change the facts of a plan',
    description: 'Carries the revision that was read; a mismatch answers 412 with what holds now.',
    params,
    body: ChangeYearPlan.omit({ yearPlanId: true }),
    example: examples.changeYearPlan,
    answer: done,
    command: changeYearPlan,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/submit',
    tag,
    summary: 'Lämna planen för beslut / Hand a plan over for decision',
    description: 'The stop date of the meeting is checked; from here the rows stand still.',
    params,
    body: SubmitPlan.omit({ yearPlanId: true }),
    example: examples.submitYearPlan,
    answer: done,
    command: submitYearPlan,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/take-back',
    tag,
    summary: 'Ta tillbaka planen / Take a plan back',
    description: 'Before the board has decided.',
    params,
    body: TakeBackPlan.omit({ yearPlanId: true }),
    example: examples.takeBackYearPlan,
    answer: done,
    command: takeBackYearPlan,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/fix',
    tag,
    summary: 'Skriv in beslutet / Write a decision down',
    description: 'By the board or by the management, as the board has set. The version is frozen.',
    params,
    body: FixPlan.omit({ yearPlanId: true }),
    example: examples.fixYearPlan,
    answer: done,
    command: fixYearPlan,
  }),
  changing({
    method: 'post',
    path: '/year-plans/{yearPlanId}/reopen',
    tag,
    summary: 'Gör en ny version / Begin a new version',
    description: 'With a reason. What was decided stands beside it untouched.',
    params,
    body: ReopenPlan.omit({ yearPlanId: true }),
    example: examples.reopenYearPlan,
    answer: done,
    command: reopenYearPlan,
  }),
]

export const plansApi: readonly Operation[] = [
  ...planApi,
  ...planItemsApi,
  ...planExceptionsApi,
  ...planSettingsApi,
  ...planListsApi,
  ...reviewsApi,
  ...planMovesApi,
]
