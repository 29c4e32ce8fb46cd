import type { IsoDate } from '#kernel/dates.ts'
import { courseOf } from '#kernel/moves.ts'

export const hearingStates = ['open', 'answered', 'silent', 'recalled'] as const
export type HearingState = (typeof hearingStates)[number]

/** A draft that the provider reads and comments before the assessment is fixed. (Faktagranskning) */
export type Hearing = {
  id: string
  followUpId: string
  boardId: string
  unitId: string
  providerId: string
  state: HearingState
  dueOn: IsoDate
  dueGround: string
  message: string
  extensionAskedUntil: IsoDate | null
  extensionReason: string
  extensionAnswer: 'granted' | 'refused' | null
  extensionAnswerReason: string
  lateReason: string
  statement: string
  noComments: boolean
  recallReason: string
  sharedAt: Date
  openedAt: Date | null
  answeredAt: Date | null
  silentAt: Date | null
  revision: number
}

/** Silence is recorded and closes a hearing; letting a late answer in opens it again, with a reason. */
export const hearingMoves = {
  submit: { from: ['open'], to: 'answered' },
  closeSilent: { from: ['open'], to: 'silent' },
  acceptLate: { from: ['silent'], to: 'open' },
  recall: { from: ['open', 'silent'], to: 'recalled' },
} as const satisfies Record<string, { from: readonly HearingState[]; to: HearingState }>
export type HearingMove = keyof typeof hearingMoves

export const { canMove: canMoveHearing, moved: movedHearing } = courseOf<HearingState, HearingMove>(
  hearingMoves,
)

/** The due date itself is the provider's: silence begins the day after. A question for more time is answered first. */
export function maySilence(
  hearing: Pick<Hearing, 'state' | 'dueOn' | 'extensionAskedUntil' | 'extensionAnswer'>,
  today: IsoDate,
): boolean {
  return canMoveHearing(hearing.state, 'closeSilent') && today > hearing.dueOn && !extensionWaits(hearing)
}

export function extensionWaits(
  hearing: Pick<Hearing, 'state' | 'extensionAskedUntil' | 'extensionAnswer'>,
): boolean {
  return hearing.state === 'open' && hearing.extensionAskedUntil !== null && hearing.extensionAnswer === null
}
