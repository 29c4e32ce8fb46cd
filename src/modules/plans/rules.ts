import { yearMonth, type IsoDate } from '#kernel/dates.ts'
import { courseOf } from '#kernel/moves.ts'

export const planStates = ['draft', 'submitted', 'decided'] as const
export type PlanState = (typeof planStates)[number]

/** Who fixes a plan (M-059). The board decides; officials fix it by a point of the delegation order. */
export const fixers = ['board', 'management', 'both'] as const
export type Fixer = (typeof fixers)[number]

/**
 * The way of a year's plan (årlig plan för verksamhetsuppföljning). What is decided is kept as a version for ever;
 * `reopen` begins the next working version beside it, `sendBack` is the board's återremiss.
 */
export const moves = {
  submit: { from: ['draft'], to: 'submitted' },
  sendBack: { from: ['submitted'], to: 'draft' },
  decide: { from: ['draft', 'submitted'], to: 'decided' },
  reopen: { from: ['decided'], to: 'draft' },
  /** The board's outcome was mended before its minutes were adjusted: what it decided first never held. */
  undo: { from: ['decided'], to: 'submitted' },
} as const satisfies Record<string, { from: readonly PlanState[]; to: PlanState }>
export type Move = keyof typeof moves

export const { canMove, moved } = courseOf<PlanState, Move>(moves)

/** What a planned follow-up is made of: a unit, an area as such, a theme, or the authority's own case handling. */
export const subjects = ['unit', 'area', 'theme', 'authority'] as const
export type Subject = (typeof subjects)[number]

/** The kinds of follow-ups, and two that are no follow-up of a unit: last year's actions, and the self-check. */
export const itemKinds = [
  'planned',
  'theme',
  'targeted',
  'revisit',
  'eventDriven',
  'actions',
  'selfCheck',
] as const
export type ItemKind = (typeof itemKinds)[number]

export const depths = ['basic', 'inDepth'] as const
export type Depth = (typeof depths)[number]

export const priorities = ['high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]

/** Where a planned follow-up comes from (M-075). */
export const origins = [
  'lastYear',
  'theme',
  'requirement',
  'obligation',
  'event',
  'decision',
  'rule',
] as const
export type Origin = (typeof origins)[number]

/** The parts of a team, as the planner counts hours for them. */
export const teamRoles = ['lead', 'second', 'mas', 'mar', 'sas'] as const
export type TeamRole = (typeof teamRoles)[number]

export type TeamMember = { accountId: string; name: string; role: TeamRole; hours: number | null }

/** One planned follow-up (planerad uppföljning): a row of the plan. */
export type PlanItem = {
  id: string
  yearPlanId: string
  boardId: string
  subject: Subject
  unitId: string | null
  serviceAreaId: string | null
  /** The unit's, area's or theme's name, as it was when the row was written. */
  name: string
  areaName: string
  providerName: string
  /** Another board whose unit it is (M-013); null for one's own. */
  otherBoardName: string | null
  /** On which ground another board's unit is in the plan. */
  ground: string
  year: number
  /** 1–12. Null where the plan is coarse: always so when the visit is not announced. */
  month: number | null
  half: 1 | 2
  kind: ItemKind
  depth: Depth
  focusAreas: string[]
  methods: string[]
  announced: boolean
  priority: Priority
  assignmentSource: string
  origin: Origin
  originId: string | null
  why: string
  hours: number
  /** The theme's name, the same from year to year (M-077). */
  theme: string
  note: string
  /** What is no follow-up of a unit is ticked off by hand. */
  doneOn: IsoDate | null
  doneNote: string
  team: TeamMember[]
  /** The follow-up that carries it out. */
  followUp: { id: string; state: string; dueOn: IsoDate } | null
  /** How many of earlier years' findings it is to check. */
  sources: number
  /** Locked to its month: proposals are computed round it. Not told by versions decided before there were locks. */
  pinned?: boolean
  revision: number
}

export const progresses = ['planned', 'prepared', 'underway', 'late', 'done', 'cancelled'] as const
export type Progress = (typeof progresses)[number]

const progressOfState: Readonly<Record<string, Progress>> = {
  planned: 'prepared',
  prepared: 'prepared',
  underway: 'underway',
  hearing: 'underway',
  fixed: 'done',
  closed: 'done',
  cancelled: 'cancelled',
}

/** How far a planned follow-up has come. It is late the day after its last day, never on it. */
export function progressOf(
  item: Pick<PlanItem, 'followUp' | 'doneOn' | 'year' | 'month' | 'half'>,
  today: IsoDate,
): Progress {
  const reached = item.doneOn
    ? 'done'
    : ((item.followUp && progressOfState[item.followUp.state]) ?? 'planned')
  const isOpen = reached === 'planned' || reached === 'prepared' || reached === 'underway'
  return isOpen && lastDayOf(item) < today ? 'late' : reached
}

/** Its follow-up was cancelled and nothing else has been done: the row answers to nothing that is owed. */
export function isCalledOff({ followUp, doneOn }: Pick<PlanItem, 'followUp' | 'doneOn'>): boolean {
  return followUp?.state === 'cancelled' && doneOn === null
}

/** When a planned follow-up lies, in months of the year: one month, or the six of a half-year. */
export function monthsOf(item: Pick<PlanItem, 'month' | 'half'>): readonly number[] {
  if (item.month !== null) return [item.month]
  return item.half === 1 ? [1, 2, 3, 4, 5, 6] : [7, 8, 9, 10, 11, 12]
}

/** The first day of a planned follow-up's time: of its month, or of its half-year. */
export function firstDayOf(item: Pick<PlanItem, 'year' | 'month' | 'half'>): IsoDate {
  return `${yearMonth(item.year, monthsOf(item)[0] ?? 1)}-01`
}

/** The last day of a planned follow-up's time; what is coarse in the plan stays coarse in every date made from it. */
export function lastDayOf(item: Pick<PlanItem, 'year' | 'month' | 'half'>): IsoDate {
  const month = monthsOf(item).at(-1) ?? 12
  const last = new Date(Date.UTC(item.year, month, 0))
  return last.toISOString().slice(0, 10)
}

/** The half-year of a month. */
export function halfOf(month: number): 1 | 2 {
  return month <= 6 ? 1 : 2
}

/**
 * A plan as it is put before its board: plain words and numbers in the form of S1, frozen with the paper. Nothing in it
 * is looked up again, and an unannounced visit is never more exact than its half-year.
 */
export type PlanContent = {
  format: 'uppsikt-year-plan/1'
  yearPlanId: string
  version: number
  boardId: string
  boardName: string
  title: string
  years: number[]
  caseNumber: string
  state: PlanState
  /** The reason for this version; empty for the first. */
  reason: string
  /** How it was decided; null until then. */
  decision: PlanDecision | null
  basis: string
  riskAnalysis: string
  focusAreas: { year: number; areas: string[] }[]
  /** Years across: `cells[at]` belongs to `years[at]`, one line for each thing in the cell. */
  rows: { key: PlanRowKey; title: string; cells: string[][] }[]
  items: PlanContentItem[]
  /** Estimated hours against what people have; `available` null where no hours have been set. */
  resources: { year: number; hours: number; available: number | null; items: number; inDepth: number }[]
  /** What the setting of each area asks, and what the plan holds of it; `asked` 0 asks nothing that year. */
  coverage: {
    area: string
    year: number
    asked: number
    planned: number
    share: number | null
    /** The setting in words: "varje enhet", "minst 50 % av enheterna". */
    rule: string
    exceptions: string[]
  }[]
  notCovered: { what: string; why: string }[]
  /** Units without a row, in numbers: `classes` null where few would be told apart. Not in versions from before it. */
  uncovered?: {
    year: number
    why: 'owed' | 'partly' | 'excepted' | 'notAsked'
    units: number
    classes: { high: number; middle: number; low: number } | null
  }[]
  /** Sums over all people of a profession; '' where an account names none. */
  professions?: { year: number; profession: string; hours: number; available: number | null }[]
  /** What differs from the version before, in words; null for the first. */
  difference: { from: number; sentences: string[] } | null
}

export const planRowKeys = ['activities', 'inDepth', 'actions', 'selfCheck', 'themes'] as const
export type PlanRowKey = (typeof planRowKeys)[number]

export type PlanDecision = {
  by: 'board' | 'management'
  decidedOn: IsoDate
  paragraph: string
  delegationPoint: string
  wording: string
}

/** Words, not keys: what was frozen reads the same after the words of the product have changed. */
export type PlanContentItem = {
  id: string
  year: number
  /** "mars" or "första halvåret". */
  when: string
  month: number | null
  half: 1 | 2
  subject: string
  area: string
  /** The other board whose unit it is, else ''. */
  otherBoard: string
  kind: string
  depth: string
  announced: boolean
  focusAreas: string[]
  methods: string[]
  priority: string
  origin: string
  why: string
  assignmentSource: string
  hours: number
}
