import { z } from 'zod'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import {
  CloseSignal,
  RegisterSignal,
  SendSignal,
  SignalDetail,
  SignalFilter,
  SignalView,
} from './contract-signals.ts'
import { examples } from './examples.ts'
import { closeSignal, findSignal, listSignals, registerSignal, sendSignal } from './signals.ts'

const tag = 'Signals'
const params = z.object({ signalId: z.uuid() })
const receipt = z.object({ id: z.uuid(), receipt: z.string() })

export const signalsApi: readonly Operation[] = [
  reading({
    path: '/signals',
    tag,
    verb: 'signal.read',
    summary: 'Lista signaler / List signals',
    description: 'What staff, residents and others have told the office of units. No unit reads its own.',
    query: SignalFilter,
    answer: listOf('signals', SignalView),
    run: async (tx, filter) => {
      const { signals, total } = await listSignals(tx, filter)
      return { signals, total, page: filter.page, limit: filter.limit }
    },
  }),
  reading({
    path: '/signals/{signalId}',
    tag,
    verb: 'signal.read',
    summary: 'Läs en signal / Read a signal',
    description: 'What was told, how it came, and what it led to.',
    params,
    answer: SignalDetail,
    run: (tx, { signalId }) => findSignal(tx, signalId),
  }),
  changing({
    method: 'post',
    path: '/signals',
    tag,
    summary: 'Skriv in en signal / Write down a signal',
    description: 'What came by telephone, in a letter or in a talk. The answer holds its receipt.',
    body: RegisterSignal,
    example: examples.registerSignal,
    answer: receipt,
    command: registerSignal,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/own-signals',
    tag,
    summary: 'Skicka en signal / Send a signal',
    description:
      'By somebody who works in the unit. It is written and never read back; the receipt is all that is told.',
    body: SendSignal,
    example: examples.sendSignal,
    answer: receipt,
    command: sendSignal,
    created: true,
  }),
  changing({
    method: 'post',
    path: '/signals/{signalId}/closing',
    tag,
    summary: 'Avsluta en signal / Close a signal',
    description: 'One that leads to nothing says why.',
    params,
    body: CloseSignal.omit({ signalId: true }),
    example: examples.end,
    answer: z.looseObject({ id: z.uuid() }),
    command: closeSignal,
  }),
]
