import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { listOf, reading, type Operation } from '#platform/web/api.ts'
import { UnitFilter, UnitView } from './contract.ts'
import { findUnit, listUnits } from './queries.ts'

const tag = 'Organisation'

export const organisationApi: readonly Operation[] = [
  reading({
    path: '/units',
    tag,
    verb: 'unit.read',
    summary: 'Lista enheter / List units',
    description:
      'Units as they are today, searched, filtered, sorted and paged. `sort` takes a column, with - before it when falling.',
    query: UnitFilter,
    answer: listOf('units', UnitView),
    run: async (tx, filter) => ({
      ...(await listUnits(tx, filter, todayIn(new Date()))),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/units/{unitId}',
    tag,
    verb: 'unit.read',
    summary: 'Visa en enhet / Show a unit',
    description: 'One unit as it is today.',
    params: z.object({ unitId: z.uuid() }),
    answer: UnitView,
    run: (tx, input) => findUnit(tx, input.unitId, todayIn(new Date())),
  }),
]
