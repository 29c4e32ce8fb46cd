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

/** An area of quality with the framework it belongs to: two frameworks may use the same word. */
export const qualityChoices = (areas: readonly { key: string; name: string; frameworkName: string }[]) =>
  areas.map((area) => ({ value: area.key, label: `${area.name} (${area.frameworkName})` }))
