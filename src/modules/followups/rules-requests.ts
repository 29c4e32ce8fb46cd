import { courseOf } from '#kernel/moves.ts'

export const requestStates = ['requested', 'submitted', 'accepted', 'returned', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

/** `submit` is the operator's; what was handed in can be handed in anew until it is accepted. */
export const requestMoves = {
  submit: { from: ['requested', 'returned', 'submitted'], to: 'submitted' },
  accept: { from: ['submitted'], to: 'accepted' },
  return: { from: ['submitted'], to: 'returned' },
  withdraw: { from: ['requested', 'returned'], to: 'withdrawn' },
} as const satisfies Record<string, { from: readonly RequestState[]; to: RequestState }>
export type RequestMove = keyof typeof requestMoves

export const { canMove: canMoveRequest, moved: movedRequest } = courseOf<RequestState, RequestMove>(
  requestMoves,
)

/** One thing asked of the unit, with why, on what ground and by when. (Begäran om underlag) */
export type DocumentRequest = {
  id: string
  followUpId: string
  boardId: string
  unitId: string
  providerId: string
  title: string
  why: string
  legalGround: string
  requirementIds: string[]
  dueOn: string
  state: RequestState
  extensionAskedUntil: string | null
  extensionReason: string
  extensionAnswer: 'granted' | 'refused' | null
  returnReason: string
  requestedAt: Date
  revision: number
}

/** What is asked for again and again: ticked rather than written. `care`: health care, so asked by the agreement. */
export const commonDocuments = {
  plans: { care: false },
  routines: { care: false },
  selfChecks: { care: false },
  deviations: { care: false },
  staffing: { care: false },
  competence: { care: false },
  qualityReport: { care: false },
  patientSafetyReport: { care: true },
} as const
export type CommonDocument = keyof typeof commonDocuments

export type Ground = 'socialServicesAct' | 'agreement'

/**
 * 15 kap. 9 § gives insight into private social services; a municipal unit answers by its assignment, and what is
 * health care is asked for by the agreement, because the section is about social services only.
 */
export function groundFor(unit: { laws: readonly string[]; providerKind: string }, care = false): Ground {
  const isPrivate = unit.providerKind === 'private' || unit.providerKind === 'nonProfit'
  return isPrivate && !care && unit.laws.includes('SoL') ? 'socialServicesAct' : 'agreement'
}
