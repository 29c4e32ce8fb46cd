import type { ActionState, FindingState, PlanState } from '#modules/findings/rules.ts'
import type { StatusKind } from '#ui/shapes.ts'

/** The shape and colour beside each word: the same on every page about findings and actions. */
export const findingKinds: Record<FindingState, StatusKind> = {
  open: 'neutral',
  planned: 'info',
  remedied: 'ok',
  closed: 'neutral',
  escalated: 'warn',
  withdrawn: 'neutral',
}

export const planKinds: Record<PlanState, StatusKind> = {
  requested: 'info',
  submitted: 'info',
  returned: 'warn',
  approved: 'ok',
  closed: 'neutral',
}

export const actionKinds: Record<ActionState, StatusKind> = {
  draft: 'neutral',
  proposed: 'info',
  returned: 'warn',
  approved: 'ok',
  reported: 'info',
  verified: 'ok',
  closed: 'neutral',
}

export const choicesOf = (names: Record<string, string>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }))
