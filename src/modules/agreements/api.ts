import { z } from 'zod'
import { hasRole, type Actor } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { dayInHistory } from '#platform/shapes.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { agreementsMoreApi } from './api-more.ts'
import { agreementsReadingApi } from './api-readings.ts'
import { changeAgreement, createAgreement } from './commands.ts'
import {
  AgreementFilter,
  AgreementRowView,
  AgreementStateView,
  ChangeAgreement,
  CreateAgreement,
} from './contract.ts'
import { examples } from './examples.ts'
import {
  agreementHistory,
  findAgreement,
  listAgreements,
  listCoveredUnits,
  type AgreementStateRow,
} from './queries.ts'
import { listApplicableRequirements } from './requirements.ts'
import { depths } from './rules.ts'

const tag = 'Agreements'
const params = z.object({ agreementId: z.uuid() })
const Changed = z.object({ id: z.uuid(), revision: z.number().int() })
const CoveredUnit = z.object({
  id: z.uuid(),
  name: z.string(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
})

export const agreementsApi: readonly Operation[] = [
  ...agreementsReadingApi,
  ...agreementsMoreApi,
  reading({
    path: '/agreements',
    tag,
    verb: 'unit.read',
    summary: 'Lista avtal / List agreements',
    description:
      '`standing` is how it stands today; `months` gives those in force that end within so many months.',
    query: AgreementFilter,
    answer: listOf('agreements', AgreementRowView),
    run: async (tx, filter) => ({
      ...(await listAgreements(tx, filter, todayIn(new Date()))),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/agreements/{agreementId}',
    tag,
    verb: 'unit.read',
    summary: 'Visa ett avtal / Show an agreement',
    description:
      'The agreement as it is today, every state that was recorded of it, and the units it covers.',
    params,
    answer: AgreementRowView.extend({
      revision: z.number().int(),
      states: z.array(AgreementStateView),
      coveredUnits: z.array(CoveredUnit),
    }),
    run: async (tx, { agreementId }, actor) => {
      const today = todayIn(new Date())
      const agreement = await findAgreement(tx, agreementId, today)
      if (!agreement) return undefined
      const states = await agreementHistory(tx, agreementId)
      const coveredUnits = await listCoveredUnits(tx, agreementId, today)
      return { ...agreement, revision: states.length, states: statesFor(actor, states), coveredUnits }
    },
  }),
  reading({
    path: '/units/{unitId}/requirements',
    tag,
    verb: 'unit.read',
    summary: 'Visa vilka krav som gäller en enhet / Show which requirements apply to a unit',
    description:
      'The requirements of the catalogue version that the agreement binds on `day`, with why each applies.',
    params: z.object({ unitId: z.uuid() }),
    query: z.object({ day: dayInHistory.optional(), depth: z.enum(depths).default('inDepth') }),
    answer: z.object({
      catalogueVersionId: z.uuid(),
      agreementId: z.uuid().nullable(),
      requirements: z.array(
        z.object({
          id: z.uuid(),
          key: z.string(),
          code: z.string(),
          title: z.string(),
          text: z.string(),
          clause: z.string(),
          why: z.string(),
        }),
      ),
    }),
    run: async (tx, { unitId, day, depth }) => {
      const found = await listApplicableRequirements(tx, unitId, day ?? todayIn(new Date()), depth)
      return found && { ...found, agreementId: found.agreement?.id ?? null }
    },
  }),
  changing({
    path: '/agreements',
    method: 'post',
    tag,
    summary: 'Lägg till ett avtal / Create an agreement',
    description: 'An agreement with its first state and the units it covers. The caller makes the id.',
    body: z.object(CreateAgreement.shape),
    example: examples.createAgreement,
    answer: Changed,
    command: createAgreement,
    created: true,
  }),
  changing({
    path: '/agreements/{agreementId}/changes',
    method: 'post',
    tag,
    summary: 'Ändra ett avtal / Change an agreement',
    description: '`change`: other terms from a day. `correction`: what was recorded was wrong; needs a note.',
    params,
    body: z.object(ChangeAgreement.shape).omit({ agreementId: true }),
    example: examples.changeAgreement,
    answer: Changed,
    command: changeAgreement,
  }),
]

/** How a state came to be recorded is the office's own; its party sees what holds. */
function statesFor(actor: Actor, states: readonly AgreementStateRow[]): AgreementStateRow[] {
  if (hasRole(actor, ...officeRoles)) return [...states]
  return states.filter((state) => state.supersededAt === null).map((state) => ({ ...state, changeNote: '' }))
}
