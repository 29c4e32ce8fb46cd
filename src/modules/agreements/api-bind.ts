import { z } from 'zod'
import { changing, type Operation } from '#platform/web/api.ts'
import { bindCatalogue, BindCatalogueBody } from './commands-bind.ts'
import { examples } from './examples.ts'

export const agreementsBindApi: readonly Operation[] = [
  changing({
    path: '/agreements/{agreementId}/catalogue',
    method: 'put',
    tag: 'Agreements',
    summary:
      'Låt avtalet hänvisa till en annan version av kravkatalogen / Bind another version of the catalogue',
    description:
      'From a day, not before the version begins to hold. What was recorded before is kept. An agreement that lacks its follow-up plan is moved with a reason only.',
    params: z.object({ agreementId: z.uuid() }),
    body: BindCatalogueBody,
    example: examples.bindCatalogue,
    answer: z.object({ id: z.uuid(), states: z.number().int() }),
    command: bindCatalogue,
  }),
]
