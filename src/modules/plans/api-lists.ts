import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { reading, type Operation } from '#platform/web/api.ts'
import { listOwnPlan, OwnPlanFilter } from './own-plan.ts'
import { findYearPlan } from './queries.ts'
import { listReasons, ReasonFilter } from './reasons.ts'
import { sinceKinds } from './rules-since.ts'
import { sinceDecided } from './since.ts'

/** What is asked of the plan from two sides: why a unit is in it, and what its operator is told. */
export const planListsApi: readonly Operation[] = [
  reading({
    path: '/year-plans/{yearPlanId}/reasons',
    tag: 'Year plans',
    verb: 'followUp.read',
    summary: 'Lista skälen till att följa upp varje enhet / List the reasons to follow up each unit',
    description:
      'Risk 1–5 with points and reasons, open findings by severity, late actions and years since a follow-up in depth (null: never), by unit.',
    params: z.object({ yearPlanId: z.uuid() }),
    query: ReasonFilter,
    answer: z.object({
      units: z.array(
        z.looseObject({
          unitId: z.uuid(),
          name: z.string(),
          risk: z.number().int(),
          points: z.number().int(),
          reasons: z.array(z.string()),
          acute: z.number().int(),
          serious: z.number().int(),
          minor: z.number().int(),
          late: z.number().int(),
          yearsSince: z.number().int().nullable(),
          inPlan: z.boolean(),
        }),
      ),
      total: z.number().int(),
    }),
    run: async (tx, { yearPlanId, ...filter }) => {
      const plan = await findYearPlan(tx, yearPlanId)
      return plan && listReasons(tx, plan, filter, todayIn(new Date()))
    },
  }),
  reading({
    path: '/year-plans/{yearPlanId}/since-decided',
    tag: 'Year plans',
    verb: 'followUp.read',
    summary: 'Läs vad som hänt sedan beslutet / Read what has happened since the decision',
    description:
      'Units that have closed or opened, agreements that run longer or shorter and people who have left, recorded after the version that holds was decided. Empty when a revision is decided.',
    params: z.object({ yearPlanId: z.uuid() }),
    answer: z.object({
      version: z.number().int(),
      decidedOn: z.string().nullable(),
      since: z.array(
        z.object({
          kind: z.enum(sinceKinds),
          id: z.uuid(),
          name: z.string(),
          on: z.string().nullable(),
          knownOn: z.string(),
          rows: z.number().int(),
        }),
      ),
    }),
    run: async (tx, { yearPlanId }) => {
      const plan = await findYearPlan(tx, yearPlanId)
      return plan && sinceDecided(tx, plan, todayIn(new Date()))
    },
  }),
  reading({
    path: '/own-plan',
    tag: 'Year plans',
    verb: 'followUp.read',
    summary: 'Lista planerade uppföljningar av egna enheter / List what is planned for your own units',
    description:
      'For an operator: what the decided plans say of the units it runs, by year and half-year. Nothing of what is not yet decided, and nothing of unannounced visits.',
    query: OwnPlanFilter,
    answer: z.object({
      planned: z.array(
        z.object({
          unitId: z.uuid(),
          unitName: z.string(),
          serviceArea: z.string(),
          year: z.number().int(),
          half: z.union([z.literal(1), z.literal(2)]),
        }),
      ),
      total: z.number().int(),
    }),
    run: (tx, filter) => listOwnPlan(tx, filter, todayIn(new Date())),
  }),
]
