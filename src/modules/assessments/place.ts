import type { FollowUp } from '#modules/followups/public.ts'

/** What every row about a follow-up carries, so that the walls hold. */
export type Place = Pick<FollowUp, 'boardId' | 'unitId' | 'providerId' | 'matterId'> & { followUpId: string }

export function placeOf(followUp: FollowUp): Place {
  const { boardId, unitId, providerId, matterId } = followUp
  return { boardId, unitId, providerId, matterId, followUpId: followUp.id }
}
