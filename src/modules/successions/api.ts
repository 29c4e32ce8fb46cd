import { z } from 'zod'
import { hasRole } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { findUnitNearest, listLineage } from '#modules/organisation/public.ts'
import { changing, reading, type Operation } from '#platform/web/api.ts'
import { recordSuccession, withdrawSuccession } from './commands.ts'
import { RecordSuccession, RelativeView, WithdrawSuccession } from './contract.ts'
import { examples } from './examples.ts'

const tag = 'Organisation'

export const successionsApi: readonly Operation[] = [
  reading({
    path: '/units/{unitId}/lineage',
    tag,
    verb: 'unit.read',
    summary: 'Visa vad enheten kom ur och blev / Show what a unit came from and became',
    description: 'Every unit before and after, nearest first, however many steps away.',
    params: z.object({ unitId: z.uuid() }),
    answer: z.object({ relatives: z.array(RelativeView) }),
    run: async (tx, { unitId }, actor) => {
      const today = todayIn(new Date())
      const unit = hasRole(actor, ...officeRoles) && (await findUnitNearest(tx, unitId, today))
      return unit ? { relatives: await listLineage(tx, unitId, today) } : undefined
    },
  }),
  changing({
    method: 'post',
    path: '/unit-successions',
    tag,
    summary: 'Slå ihop, dela eller ersätt enheter / Merge, divide or replace units',
    description:
      'On a day, that may have been. Units that go in end (a divided one may go on), new ones begin, agreements follow by choice.',
    body: z.object(RecordSuccession.shape),
    example: examples.recordSuccession,
    answer: z.object({
      id: z.uuid(),
      successionIds: z.array(z.uuid()),
      newUnitIds: z.array(z.uuid()),
      followed: z.array(z.uuid()),
      notFollowed: z.array(z.string()),
    }),
    command: recordSuccession,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/unit-successions/{successionId}/withdrawal',
    tag,
    summary: 'Ta tillbaka en övergång / Take back a succession',
    description: 'It was not so. `restore`: the unit that ended is in operation again from that day.',
    params: z.object({ successionId: z.uuid() }),
    body: z.object(WithdrawSuccession.shape).omit({ successionId: true }),
    example: examples.withdrawSuccession,
    answer: z.object({ id: z.uuid(), unitId: z.uuid() }),
    command: withdrawSuccession,
  }),
]
