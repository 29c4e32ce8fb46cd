import type { FollowUpState } from '#modules/followups/rules.ts'
import type { RequestState } from '#modules/followups/rules-requests.ts'
import type { StatusKind } from '#ui/shapes.ts'

/** Shape and colour of each state; the word stands beside it. */
export const stateKinds: Readonly<Record<FollowUpState, StatusKind>> = {
  planned: 'neutral',
  prepared: 'info',
  underway: 'info',
  hearing: 'info',
  fixed: 'ok',
  closed: 'ok',
  cancelled: 'neutral',
}

export const requestKinds: Readonly<Record<RequestState, StatusKind>> = {
  requested: 'neutral',
  submitted: 'info',
  accepted: 'ok',
  returned: 'warn',
  withdrawn: 'neutral',
}
