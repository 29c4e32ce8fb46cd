import { z } from '@hono/zod-openapi'
import { todayIn } from '#kernel/dates.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { approveDisposal, proposeDisposal, rejectDisposal, withdrawDisposal } from './commands.ts'
import { liftHold, placeHold, setDisposalRule } from './commands-rule.ts'
import {
  ApproveDisposal,
  DisposalFilter,
  DisposalView,
  DueView,
  HoldView,
  LiftHold,
  PlaceHold,
  ProposeDisposal,
  RejectDisposal,
  RuleView,
  SetDisposalRule,
  WithdrawDisposal,
} from './contract.ts'
import { listDue } from './due.ts'
import { examples } from './examples.ts'
import { findDisposal, listDisposals, listItems } from './queries.ts'
import { findRuleInForce, listHolds, listRules } from './queries-rule.ts'
import { beforeOf } from './rules.ts'

const tag = 'Gallring'
const params = z.object({ disposalId: z.uuid() })
const ruleParams = z.object({ ruleId: z.uuid() })
const done = z.object({ id: z.uuid() })
const changed = done.extend({ revision: z.number().int() })
const ItemView = DueView.extend({ disposed: z.boolean() })

const readings: readonly Operation[] = [
  reading({
    ...{ path: '/disposals', tag, verb: 'disposal.read', query: DisposalFilter },
    summary: 'Lista gallringar / List disposals',
    description: 'Proposed, decided and executed disposals of the boards, the newest first.',
    answer: listOf('disposals', DisposalView),
    run: async (tx, filter) => ({
      ...(await listDisposals(tx, filter)),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    ...{ path: '/disposal-rules/{ruleId}/due', tag, verb: 'disposal.propose', params: ruleParams },
    summary: 'Provkör en gallring / Try a disposal',
    description:
      'What the rule, as long as it is in force, says has had its years, and what is held back and why. Nothing is changed by it.',
    answer: z.object({ before: z.string().nullable(), due: z.array(DueView) }),
    run: async (tx, { ruleId }) => {
      const rule = await findRuleInForce(tx, ruleId)
      if (!rule) return undefined
      if (!rule.years) return { before: null, due: [] }
      const before = beforeOf(todayIn(new Date()), rule.years)
      return { before, due: [...(await listDue(tx, { ...rule, before }))] }
    },
  }),
  reading({
    ...{ path: '/disposals/{disposalId}', tag, verb: 'disposal.read', params },
    summary: 'Hämta en gallring / Get a disposal',
    description: 'One disposal with its list as it was proposed, and what became of each row.',
    answer: DisposalView.extend({
      note: z.string(),
      reason: z.string(),
      backupDays: z.number().int(),
      items: z.array(ItemView),
    }).openapi('Disposal'),
    run: async (tx, { disposalId }) => {
      const disposal = await findDisposal(tx, disposalId)
      return disposal && { ...disposal, items: await listItems(tx, disposalId) }
    },
  }),
  reading({
    ...{ path: '/disposal-rules', tag, verb: 'disposal.read' },
    summary: 'Lista gallringsregler / List rules of disposal',
    description: 'What each board has decided, with earlier rules. A kind without a rule is preserved.',
    answer: z.object({ rules: z.array(RuleView) }),
    run: async (tx) => ({ rules: await listRules(tx, { history: true }) }),
  }),
  reading({
    ...{ path: '/disposal-holds', tag, verb: 'disposal.read' },
    summary: 'Lista undantag från gallring / List holds',
    description: 'Matters that nothing is disposed of, whatever the rules say.',
    answer: z.object({ holds: z.array(HoldView) }),
    run: async (tx) => ({ holds: await listHolds(tx) }),
  }),
]

const of = { disposalId: true } as const
const changes: readonly Operation[] = [
  changing({
    ...{ method: 'post', path: '/disposal-rules', tag, body: SetDisposalRule, created: true },
    summary: 'Skriv in en gallringsregel / Set a rule',
    description: 'What the board has decided for a kind of record. The rule before it is kept as history.',
    example: examples.setRule,
    answer: done,
    command: setDisposalRule,
  }),
  changing({
    ...{ method: 'post', path: '/disposals', tag, body: ProposeDisposal, created: true },
    summary: 'Föreslå gallring / Propose a disposal',
    description:
      'Lists what has had its years for a second person to look through. Nothing is disposed of yet.',
    example: examples.propose,
    answer: z.object({ id: z.uuid(), number: z.number().int(), listed: z.number().int() }),
    command: proposeDisposal,
  }),
  changing({
    ...{ method: 'post', path: '/disposals/{disposalId}/approval', tag, params, command: approveDisposal },
    summary: 'Godkänn en gallring / Approve',
    description:
      'By another person than the one who proposed. The background work carries it out; it cannot be undone.',
    body: ApproveDisposal.omit(of),
    example: examples.approve,
    answer: changed,
  }),
  changing({
    ...{ method: 'post', path: '/disposals/{disposalId}/rejection', tag, params, command: rejectDisposal },
    summary: 'Avslå en gallring / Reject',
    description: 'By another person than the one who proposed, with a reason. Nothing is disposed of.',
    body: RejectDisposal.omit(of),
    example: examples.reject,
    answer: changed,
  }),
  changing({
    ...{ method: 'post', path: '/disposals/{disposalId}/withdrawal', tag, params, command: withdrawDisposal },
    summary: 'Återta ett gallringsförslag / Withdraw',
    description: 'While nobody has decided.',
    body: WithdrawDisposal.omit(of),
    example: examples.withdraw,
    answer: changed,
  }),
  changing({
    ...{ method: 'post', path: '/disposal-holds', tag, body: PlaceHold, created: true },
    summary: 'Undanta ett ärende från gallring / Place a hold',
    description: 'Nothing of the matter is disposed of until the hold is lifted.',
    example: examples.placeHold,
    answer: done,
    command: placeHold,
  }),
  changing({
    ...{ method: 'post', path: '/disposal-holds/{holdId}/lifting', tag, command: liftHold },
    params: z.object({ holdId: z.uuid() }),
    summary: 'Ta bort ett undantag / Lift a hold',
    description: 'With a reason. The hold and who lifted it are kept.',
    body: LiftHold.omit({ holdId: true }),
    example: examples.liftHold,
    answer: done,
  }),
]

export const disposalsApi: readonly Operation[] = [...readings, ...changes]
