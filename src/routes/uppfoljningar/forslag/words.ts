import type { ProposalState, SignalState } from '#modules/triggers/rules.ts'
import type { StatusKind } from '#ui/shapes.ts'

/** What the words of the list's address stand for. */
export const urgencyWords = { genast: 'now', snart: 'soon', vanlig: 'usual' } as const
export const byWords = { regel: 'rule', person: 'person' } as const

export const stateKinds: Readonly<Record<ProposalState, StatusKind>> = {
  proposed: 'info',
  asked: 'warn',
  approved: 'ok',
  merged: 'ok',
  declined: 'neutral',
  dismissed: 'neutral',
  withdrawn: 'neutral',
}

export const signalKinds: Readonly<Record<SignalState, StatusKind>> = {
  new: 'info',
  used: 'ok',
  closed: 'neutral',
}
