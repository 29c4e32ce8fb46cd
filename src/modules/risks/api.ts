import { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { findUnit } from '#modules/organisation/public.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { judgeUnit, setRiskRules, withdrawJudgement } from './commands.ts'
import { placeAgreement, withdrawPlacing } from './commands-placing.ts'
import {
  BoardRules,
  JudgeUnit,
  PlaceAgreement,
  PlacingFilter,
  PlacingView,
  RiskFilter,
  SetRules,
  UnitRiskDetail,
  UnitRiskView,
  WithdrawJudgement,
  WithdrawPlacing,
} from './contract.ts'
import { examples } from './examples.ts'
import { listJudgements, listRuleChanges } from './queries-history.ts'
import { listRiskRows } from './queries-list.ts'
import { listPlaced } from './queries-placing.ts'
import { getRules, weighUnits } from './queries.ts'

const tag = 'Risk'
const board = z.object({ boardId: z.uuid() })
const unit = z.object({ unitId: z.uuid() })
const done = z.looseObject({ id: z.uuid() })
const today = () => todayIn(new Date())

const readings: readonly Operation[] = [
  reading({
    path: '/boards/{boardId}/unit-risks',
    tag,
    verb: 'risk.read',
    summary: 'Lista risker / List risks',
    description:
      'Each unit of a board with points of 100, risk 1–5, the steps of the matrix and the reasons, the heaviest first.',
    params: board,
    query: RiskFilter,
    answer: listOf('unitRisks', UnitRiskView),
    run: async (tx, { boardId, ...filter }) => {
      const { units, total } = await listRiskRows(tx, { boardId, on: today() }, filter)
      return { unitRisks: units, total, page: filter.page, limit: filter.limit }
    },
  }),
  reading({
    path: '/unit-risks/{unitId}',
    tag,
    verb: 'risk.read',
    summary: 'Läs en enhets risk / Read the risk of a unit',
    description:
      'Every factor: what the system knows, what a person has judged, which of them counts, and all judgements ever made.',
    params: unit,
    answer: UnitRiskDetail,
    run: async (tx, { unitId }) => {
      const found = await findUnit(tx, unitId, today())
      if (!found) return undefined
      const [weighed] = await weighUnits(tx, { boardId: found.boardId, on: today(), unitId })
      return weighed && { ...weighed, history: await listJudgements(tx, unitId) }
    },
  }),
  reading({
    path: '/boards/{boardId}/risk-rules',
    tag,
    verb: 'risk.read',
    summary: 'Läs reglerna / Read the rules',
    description:
      'Weights, limits and every change of them, with who, when, why and how many units changed class. Revision 0: the board has not chosen.',
    params: board,
    answer: BoardRules,
    run: async (tx, { boardId }) => ({
      ...(await getRules(tx, boardId)),
      changes: await listRuleChanges(tx, boardId),
    }),
  }),
  reading({
    path: '/boards/{boardId}/agreement-placings',
    tag,
    verb: 'risk.read',
    summary: 'Lista avtalens placering / List where agreements are placed',
    description:
      'Agreements in force by importance and by value or complexity, 1–4 each, with the quadrant that proposes a depth.',
    params: board,
    query: PlacingFilter,
    answer: listOf('agreementPlacings', PlacingView),
    run: async (tx, { boardId, ...filter }) => {
      const { agreements, total } = await listPlaced(tx, { boardId, on: today() }, filter)
      const rows = agreements.map(({ placing, ...one }) => ({
        ...one,
        placingId: placing?.id ?? null,
        importance: placing?.importance ?? null,
        complexity: placing?.complexity ?? null,
      }))
      return { agreementPlacings: rows, total, page: filter.page, limit: filter.limit }
    },
  }),
]

const changes: readonly Operation[] = [
  changing({
    method: 'post',
    path: '/unit-risks/{unitId}/judgements',
    tag,
    summary: 'Bedöm faktorer / Judge factors',
    description:
      'One or several factors, 0–4, each with its reason, source and day. Earlier judgements stay.',
    params: unit,
    body: JudgeUnit.omit({ unitId: true }),
    example: examples.judgeUnit,
    answer: done,
    command: judgeUnit,
  }),
  changing({
    method: 'post',
    path: '/risk-judgements/{judgementId}/withdrawal',
    tag,
    summary: 'Ta tillbaka en bedömning / Withdraw a judgement',
    description: 'It stays to be read, with the reason. The judgement before it counts again.',
    params: z.object({ judgementId: z.uuid() }),
    body: WithdrawJudgement.omit({ judgementId: true }),
    example: examples.withdrawJudgement,
    answer: done,
    command: withdrawJudgement,
  }),
  changing({
    method: 'put',
    path: '/boards/{boardId}/risk-rules',
    tag,
    summary: 'Ändra reglerna / Change the rules',
    description: 'With a reason. The answer tells how many units changed class.',
    params: board,
    body: SetRules.omit({ boardId: true }),
    example: examples.setRiskRules,
    answer: done.extend({ revision: z.number().int(), unitsMoved: z.number().int() }),
    command: setRiskRules,
  }),
  changing({
    method: 'post',
    path: '/agreement-placings',
    tag,
    summary: 'Placera ett avtal / Place an agreement',
    description: 'By importance and by value or complexity, 1–4 each, with a reason for both.',
    body: PlaceAgreement,
    example: examples.placeAgreement,
    answer: done.extend({ placingId: z.uuid() }),
    command: placeAgreement,
  }),
  changing({
    method: 'post',
    path: '/agreement-placings/{placingId}/withdrawal',
    tag,
    summary: 'Ta tillbaka en placering / Withdraw a placing',
    description: 'It stays to be read, with the reason. The placing before it holds again.',
    params: z.object({ placingId: z.uuid() }),
    body: WithdrawPlacing.omit({ placingId: true }),
    example: examples.withdrawPlacing,
    answer: done,
    command: withdrawPlacing,
  }),
]

export const risksApi: readonly Operation[] = [...readings, ...changes]
