import { z } from 'zod'
import { hasRole, type Actor } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { dayInHistory } from '#platform/shapes.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { changeProvider, createProvider } from './commands-provider.ts'
import { changeUnit, createUnit } from './commands-unit.ts'
import {
  ChangeProvider,
  ChangeUnit,
  CreateProvider,
  CreateUnit,
  ProviderFilter,
  ProviderView,
  UnitFilter,
  UnitRowView,
  UnitStateView,
  UnitView,
} from './contract.ts'
import { examples } from './examples.ts'
import { endOfDay, unitAsThen, unitHistory } from './queries-history.ts'
import { findProvider, listProviderRows } from './queries-providers.ts'
import { findUnit, listUnits } from './queries.ts'

const tag = 'Organisation'
const unitParams = z.object({ unitId: z.uuid() })
const providerParams = z.object({ providerId: z.uuid() })
const Changed = z.object({ id: z.uuid(), revision: z.number().int() })

const unitOperations: readonly Operation[] = [
  reading({
    path: '/units',
    tag,
    verb: 'unit.read',
    summary: 'Lista enheter / List units',
    description:
      'Units as they are today, searched, filtered, sorted and paged. `sort` takes a column, with - before it when falling.',
    query: UnitFilter,
    answer: listOf('units', UnitRowView),
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
    params: unitParams,
    answer: UnitView,
    run: (tx, input) => findUnit(tx, input.unitId, todayIn(new Date())),
  }),
  reading({
    path: '/units/{unitId}/history',
    tag,
    verb: 'unit.read',
    summary: 'Visa en enhets historik / Show the history of a unit',
    description:
      'Every state that was ever recorded, in the order it was recorded. `revision` is what a change must bring.',
    params: unitParams,
    answer: z.object({ states: z.array(UnitStateView), revision: z.number().int() }),
    run: async (tx, { unitId }, actor) => {
      const states = isOffice(actor) ? await unitHistory(tx, unitId) : []
      return states.length > 0 ? { states, revision: states.length } : undefined
    },
  }),
  reading({
    path: '/units/{unitId}/as-then',
    tag,
    verb: 'unit.read',
    summary: 'Visa en enhet som den var då / Show a unit as it was then',
    description:
      'The unit as it was on `validOn`, by what was known at the end of `knownOn` (today if left out).',
    params: unitParams,
    query: z.object({ validOn: dayInHistory, knownOn: dayInHistory.optional() }),
    answer: UnitStateView,
    run: async (tx, { unitId, validOn, knownOn }, actor) =>
      isOffice(actor)
        ? unitAsThen(tx, unitId, validOn, knownOn ? await endOfDay(tx, knownOn) : new Date())
        : undefined,
  }),
  changing({
    path: '/units',
    method: 'post',
    tag,
    summary: 'Lägg till en enhet / Create a unit',
    description: 'A unit of a board with its first state. The caller makes the id.',
    body: z.object(CreateUnit.shape),
    example: examples.createUnit,
    answer: Changed,
    command: createUnit,
    created: true,
  }),
  changing({
    path: '/units/{unitId}/changes',
    method: 'post',
    tag,
    summary: 'Ändra en enhet / Change a unit',
    description:
      '`change`: other facts from a day. `correction`: what was recorded was wrong; needs a note. All facts are given.',
    params: unitParams,
    body: z.object(ChangeUnit.shape).omit({ unitId: true }),
    example: examples.changeUnit,
    answer: Changed,
    command: changeUnit,
  }),
]

const providerOperations: readonly Operation[] = [
  reading({
    path: '/providers',
    tag,
    verb: 'unit.read',
    summary: 'Lista utförare / List providers',
    description: 'Providers with the number of their units that you may see.',
    query: ProviderFilter,
    answer: listOf('providers', ProviderView),
    run: async (tx, filter) => ({
      ...(await listProviderRows(tx, filter, todayIn(new Date()))),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/providers/{providerId}',
    tag,
    verb: 'unit.read',
    summary: 'Visa en utförare / Show a provider',
    description: 'One provider as it is today.',
    params: providerParams,
    answer: ProviderView,
    run: (tx, { providerId }) => findProvider(tx, providerId, todayIn(new Date())),
  }),
  changing({
    path: '/providers',
    method: 'post',
    tag,
    summary: 'Lägg till en utförare / Create a provider',
    description: 'A provider that runs units. A sole trader is given without organisation number.',
    body: z.object(CreateProvider.shape),
    example: examples.createProvider,
    answer: Changed,
    command: createProvider,
    created: true,
  }),
  changing({
    path: '/providers/{providerId}',
    method: 'put',
    tag,
    summary: 'Ändra en utförare / Change a provider',
    description:
      'Name, kind, numbers and when its management system was last seen. Brings the revision it changes.',
    params: providerParams,
    body: z.object(ChangeProvider.shape).omit({ providerId: true }),
    example: examples.changeProvider,
    answer: Changed,
    command: changeProvider,
  }),
]

export const organisationApi: readonly Operation[] = [...unitOperations, ...providerOperations]

/** The history is the office's own: notes of corrections are not written for the operator. */
function isOffice(actor: Actor): boolean {
  return hasRole(actor, ...officeRoles)
}
