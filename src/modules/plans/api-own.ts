import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { reading, type Operation } from '#platform/web/api.ts'
import { listOwnPlan, OwnPlanFilter } from './own-plan.ts'

export const ownPlanApi: readonly Operation[] = [
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
