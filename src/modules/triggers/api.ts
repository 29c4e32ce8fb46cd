import { z } from 'zod'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { dismissTrigger, proposeFollowUp, supplementTrigger, withdrawTrigger } from './commands.ts'
import { signalsApi } from './api-signals.ts'
import { decideTrigger } from './commands-decide.ts'
import { setTriggerRules } from './commands-settings.ts'
import {
  decideShape,
  EndTrigger,
  proposeShape,
  SetTriggerRules,
  SupplementTrigger,
  TriggerFilter,
  TriggerRowView,
  TriggerRulesView,
  TriggerView,
} from './contract.ts'
import { examples } from './examples.ts'
import { findTrigger } from './queries.ts'
import { listTriggers } from './queries-list.ts'
import { getTriggerRules } from './settings.ts'

const tag = 'Follow-up proposals'
const verb = 'trigger.read'
const params = z.object({ triggerId: z.uuid() })
const board = z.object({ boardId: z.uuid() })
const done = z.looseObject({ id: z.uuid() })

const readings: readonly Operation[] = [
  reading({
    path: '/follow-up-proposals',
    tag,
    verb,
    summary: 'Lista förslag om uppföljning / List proposals of follow-ups',
    description:
      'Proposals of follow-ups that no plan has, by people and by the rules of the boards: what waits for a decision first.',
    query: TriggerFilter,
    answer: listOf('followUpProposals', TriggerRowView),
    run: async (tx, filter) => {
      const { triggers, total } = await listTriggers(tx, filter)
      return { followUpProposals: triggers, total, page: filter.page, limit: filter.limit }
    },
  }),
  reading({
    path: '/follow-up-proposals/{triggerId}',
    tag,
    verb,
    summary: 'Läs ett förslag om uppföljning / Read a proposal of a follow-up',
    description: 'With its units, what it rests on, the requirements, the decision and the history.',
    params,
    answer: TriggerView,
    run: async (tx, { triggerId }) => {
      const found = await findTrigger(tx, triggerId)
      return found && { ...found, raisedBy: found.raisedByName }
    },
  }),
  reading({
    path: '/boards/{boardId}/follow-up-proposal-rules',
    tag,
    verb,
    summary: 'Läs reglerna för förslag / Read the rules of proposals',
    description:
      'What raises a proposal by itself, how many and within what. Revision 0: the board has not chosen.',
    params: board,
    answer: TriggerRulesView,
    run: (tx, { boardId }) => getTriggerRules(tx, boardId),
  }),
]

const changes: readonly Operation[] = [
  changing({
    method: 'post',
    path: '/follow-up-proposals',
    tag,
    summary: 'Föreslå en uppföljning / Propose a follow-up',
    description: 'Of one or several units of one board. Nobody at the unit learns of it.',
    body: proposeShape,
    example: examples.propose,
    answer: done,
    command: proposeFollowUp,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/follow-up-proposals/{triggerId}/supplement',
    tag,
    summary: 'Komplettera ett förslag / Supplement a proposal',
    description: 'Answers what more was asked. What was written before stays.',
    params,
    body: SupplementTrigger.omit({ triggerId: true }),
    example: examples.supplement,
    answer: done,
    command: supplementTrigger,
  }),
  changing({
    method: 'post',
    path: '/follow-up-proposals/{triggerId}/withdrawal',
    tag,
    summary: 'Ta tillbaka ett förslag / Withdraw a proposal',
    description: 'By whoever proposed it, before it is decided.',
    params,
    body: EndTrigger.omit({ triggerId: true }),
    example: examples.end,
    answer: done,
    command: withdrawTrigger,
  }),
  changing({
    method: 'post',
    path: '/follow-up-proposals/{triggerId}/dismissal',
    tag,
    summary: 'Avskriv ett förslag från en regel / Dismiss what a rule raised',
    description: 'It does not come back for the same facts.',
    params,
    body: EndTrigger.omit({ triggerId: true }),
    example: examples.end,
    answer: done,
    command: dismissTrigger,
  }),
  changing({
    method: 'post',
    path: '/follow-up-proposals/{triggerId}/decision',
    tag,
    summary: 'Besluta om ett förslag / Decide of a proposal',
    description:
      'By the role that the delegation order names. `approve` plans one follow-up a unit, `merge` lets a planned one take it up. Who may not open a matter gives the case number of one that is open.',
    params,
    body: decideShape.omit({ triggerId: true }),
    example: examples.decide,
    answer: done.extend({ followUpIds: z.array(z.uuid()) }),
    command: decideTrigger,
  }),
  changing({
    method: 'put',
    path: '/boards/{boardId}/follow-up-proposal-rules',
    tag,
    summary: 'Ändra reglerna för förslag / Change the rules of proposals',
    description:
      'With a reason. The rules are tried at once; the answer tells how many proposals they raised.',
    params: board,
    body: SetTriggerRules.omit({ boardId: true }),
    example: examples.setRules,
    answer: done.extend({ revision: z.number().int(), raised: z.number().int() }),
    command: setTriggerRules,
  }),
]

export const triggersApi: readonly Operation[] = [...readings, ...changes, ...signalsApi]
