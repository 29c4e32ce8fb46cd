import { isWorkingDay } from '#kernel/calendar.ts'
import { formatTime, todayIn, type IsoDate } from '#kernel/dates.ts'
import { courseOf } from '#kernel/moves.ts'

export const followUpStates = [
  'planned',
  'prepared',
  'underway',
  'hearing',
  'fixed',
  'closed',
  'cancelled',
] as const
export type FollowUpState = (typeof followUpStates)[number]

export const followUpKinds = ['planned', 'eventDriven', 'targeted', 'theme', 'revisit'] as const
export type FollowUpKind = (typeof followUpKinds)[number]

export const depths = ['basic', 'inDepth'] as const
export type Depth = (typeof depths)[number]

export const levels = ['person', 'agreement', 'operations'] as const
export const performers = ['office', 'inHouse'] as const

export const purposes = ['agreement', 'goals', 'development', 'individual', 'insight', 'resources'] as const
export type Purpose = (typeof purposes)[number]

export const methods = [
  'documentReview',
  'visit',
  'observation',
  'interviewManagement',
  'interviewStaff',
  'interviewUsers',
  'recordReview',
  'registerData',
  'survey',
] as const
export type Method = (typeof methods)[number]

/** The three forms of a targeted follow-up (särskilt riktad uppföljning). */
export const targetedForms = ['specialReview', 'spotCheck', 'visitAndInterviews'] as const
export type TargetedForm = (typeof targetedForms)[number]

export const timesOfDay = ['officeHours', 'evening', 'night', 'weekend'] as const
export type TimeOfDay = (typeof timesOfDay)[number]

export const biases = ['undeclared', 'none', 'biased'] as const
export type Bias = (typeof biases)[number]

export const origins = ['agreement', 'focus', 'lastTime', 'added'] as const
export type Origin = (typeof origins)[number]

/** One follow-up of one unit, from plan to report. (Uppföljning) */
export type FollowUp = {
  id: string
  boardId: string
  unitId: string
  /** Who ran the unit then: a later operator never inherits it. */
  providerId: string
  agreementId: string | null
  matterId: string | null
  catalogueVersionId: string
  previousId: string | null
  title: string
  unitName: string
  kind: FollowUpKind
  depth: Depth
  level: (typeof levels)[number]
  purposes: string[]
  focusAreas: string[]
  /** Only the requirements of the focus areas, and those with the keys, are asked about. */
  narrowed: boolean
  requirementKeys: string[]
  targetedForm: TargetedForm | null
  methods: string[]
  announced: boolean
  performedBy: (typeof performers)[number]
  dueOn: IsoDate
  state: FollowUpState
  requirementsPer: IsoDate
  preparedAt: Date | null
  /** From here on the operator sees it; for an unannounced visit not before it has begun. */
  sharedAt: Date | null
  begunAt: Date | null
  closedAt: Date | null
  roleException: string
  /** Who started it and why, where it was not planned. */
  cause: string
  /** Why it was cancelled, or closed without a report. */
  endedReason: string
  createdBy: string
  revision: number
}

export const moves = {
  prepare: { from: ['planned'], to: 'prepared' },
  begin: { from: ['prepared'], to: 'underway' },
  sendDraft: { from: ['underway'], to: 'hearing' },
  recall: { from: ['hearing'], to: 'underway' },
  fix: { from: ['hearing'], to: 'fixed' },
  close: { from: ['fixed'], to: 'closed' },
  cancel: { from: ['planned', 'prepared'], to: 'cancelled' },
} as const satisfies Record<string, { from: readonly FollowUpState[]; to: FollowUpState }>
export type Move = keyof typeof moves

export const { canMove, moved } = courseOf<FollowUpState, Move>(moves)

export type Member = {
  accountId: string
  name: string
  profession: string
  isLead: boolean
  bias: Bias
  biasNote: string
  declaredAt: Date | null
  removedAt: Date | null
  /** Roles the account holds for the board today. */
  roles: string[]
}

export type RoleRule = { law: string; oneOf: readonly string[] }

/**
 * Which role must be in the team because of a law the unit works under. SAS is a local role: demanded only where the board
 * has said so for the unit's area, and then once, whichever of the two laws it is.
 */
const roleRules: readonly RoleRule[] = [{ law: 'HSL', oneOf: ['mas', 'mar'] }]
const sasLaws: readonly string[] = ['SoL', 'LSS']

export function requiredRoles(laws: readonly string[], asksSas = false): readonly RoleRule[] {
  const sasLaw = asksSas ? sasLaws.find((law) => laws.includes(law)) : undefined
  return [
    ...roleRules.filter((rule) => laws.includes(rule.law)),
    ...(sasLaw ? [{ law: sasLaw, oneOf: ['sas'] }] : []),
  ]
}

export type TeamFaults = {
  /** Rules no member answers to and no written exception lifts. */
  missingRoles: readonly RoleRule[]
  /** Fewer than two professions: a warning, never an obstacle. */
  singleProfession: boolean
  undeclared: readonly string[]
  empty: boolean
}

type TeamMember = Pick<Member, 'name' | 'profession' | 'roles' | 'bias' | 'removedAt'>
type TeamBasis = { laws: readonly string[]; roleException: string; asksSas?: boolean }

export function teamFaults(members: readonly TeamMember[], basis: TeamBasis): TeamFaults {
  const active = members.filter((member) => member.removedAt === null)
  const held = new Set(active.flatMap((member) => member.roles))
  const professions = new Set(active.map((member) => member.profession.trim().toLowerCase()).filter(Boolean))
  const excepted = basis.roleException.trim() !== ''
  return {
    missingRoles: excepted
      ? []
      : requiredRoles(basis.laws, basis.asksSas).filter((rule) => !rule.oneOf.some((role) => held.has(role))),
    singleProfession: professions.size < 2,
    undeclared: active.filter((member) => member.bias === 'undeclared').map((member) => member.name),
    empty: active.length === 0,
  }
}

/**
 * Swedish clock. Night (22–08) goes before weekend, because it is what is rarest; office hours are 08–17 on working
 * days, evening 17–22; holidays and their eves count as weekend.
 */
export function timeOfDayOf(instant: Date): TimeOfDay {
  const hour = Number(formatTime(instant).slice(0, 2))
  if (hour >= 22 || hour < 8) return 'night'
  if (!isWorkingDay(todayIn(instant))) return 'weekend'
  return hour < 17 ? 'officeHours' : 'evening'
}

/** Past its day and still not under way to the operator: late. On the day itself it is not late. */
export function isLate(followUp: { dueOn: IsoDate; state: FollowUpState }, today: IsoDate): boolean {
  return (lateStates as readonly FollowUpState[]).includes(followUp.state) && followUp.dueOn < today
}
export const lateStates = ['planned', 'prepared', 'underway', 'hearing'] as const

const course = ['planned', 'prepared', 'underway', 'hearing', 'fixed', 'closed'] as const
export type CourseState = (typeof course)[number]
/** A step as the municipality describes it: what it is called, who does it, and which state it stands for. */
export type DescribedStep = { state: CourseState; name: string; role: string }
export type CourseStep = { title: string; role: string; state: 'done' | 'current' | 'coming' }

/**
 * The row of steps, as described. Where the municipality has no step for a state, the one before it stays the current.
 * A closed follow-up has every step done; a cancelled one stands where it began.
 */
export function steps(followUp: { state: FollowUpState }, described: readonly DescribedStep[]): CourseStep[] {
  const reached = course.findIndex((key) => key === followUp.state)
  const current = described.findLastIndex((step) => course.indexOf(step.state) <= reached)
  return described.map(({ name, role }, at) => {
    if (at < current || followUp.state === 'closed') return { title: name, role, state: 'done' }
    return { title: name, role, state: at === current ? 'current' : 'coming' }
  })
}
