import { addDays, addMonths, type IsoDate } from '#kernel/dates.ts'
import { courseOf } from '#kernel/moves.ts'

export const reviewStates = ['open', 'skipped', 'done'] as const
export type ReviewState = (typeof reviewStates)[number]

/** The way of a month's review: nobody having done it in time is seen for ever, also when it is done afterwards. */
export const moves = {
  skip: { from: ['open'], to: 'skipped' },
  finish: { from: ['open', 'skipped'], to: 'done' },
} as const satisfies Record<string, { from: readonly ReviewState[]; to: ReviewState }>
export type Move = keyof typeof moves

export const { canMove, stateOf } = courseOf<ReviewState, Move>(moves)

export const verdicts = ['inOrder', 'asked', 'fault'] as const
export type Verdict = (typeof verdicts)[number]

/** What is looked for, in the order it is shown; each with its SQL in find.ts and its words in texts. */
export const ruleKeys = [
  'rights',
  'adminReading',
  'sealed',
  'bias',
  'massReading',
  'oddHours',
  'refusals',
  'networks',
] as const
export type RuleKey = (typeof ruleKeys)[number]
export const itemKinds = [...ruleKeys, 'sample'] as const
export type ItemKind = (typeof itemKinds)[number]

/** What a rule, or chance, picked out: rows of one person on one day. */
export type Found = {
  readonly rule: ItemKind
  readonly subjectId: string
  readonly day: IsoDate
  readonly seqs: readonly number[]
}

/** How much is looked at. More than `most…` of something on a day, or places within an hour, is a hit. */
export type Figures = {
  readonly sampleRows: number
  readonly samplePercent: number
  readonly mostPlaces: number
  readonly mostRefusals: number
  readonly mostNetworks: number
}
export const usualFigures: Figures = {
  sampleRows: 30,
  samplePercent: 1,
  mostPlaces: 20,
  mostRefusals: 10,
  mostNetworks: 3,
}

/** What one person can go through in a day, however large the log. */
const largestSample = 500

/** The larger of a number of rows and a share of them. */
export function sampleSize(rows: number, { sampleRows, samplePercent }: Figures): number {
  const wanted = Math.max(sampleRows, Math.ceil((rows * samplePercent) / 100))
  return Math.min(rows, wanted, largestSample)
}

export function monthOf(day: IsoDate): IsoDate {
  return `${day.slice(0, 7)}-01`
}

/** A month is to be reviewed before the next one is over. */
export function dueOn(month: IsoDate): IsoDate {
  return addDays(addMonths(month, 2), -1)
}

const mostMonths = 24

/**
 * The months that are over and have no review yet. The first one ever is last month, if there is a log of it: what was
 * before there were reviews was not skipped by anybody.
 */
export function monthsToMake(
  known: { latest: IsoDate | null; firstRow: IsoDate | null },
  today: IsoDate,
): IsoDate[] {
  const last = addMonths(monthOf(today), -1)
  const from = known.latest ? addMonths(known.latest, 1) : last
  const hasLog = known.latest !== null || (known.firstRow !== null && monthOf(known.firstRow) <= last)
  const months: IsoDate[] = []
  for (let month = from; hasLog && month <= last; month = addMonths(month, 1)) months.push(month)
  return months.slice(-mostMonths)
}

/** When people are told of a review, each once: that it is there, a week before its last day, and that it was not done. */
export type Stage = 'made' | 'near' | 'skipped'

export function stageOn(review: { state: ReviewState; dueOn: IsoDate }, today: IsoDate): Stage {
  if (review.state === 'skipped') return 'skipped'
  return today >= addDays(review.dueOn, -7) ? 'near' : 'made'
}

/** One sensitive reading: when, whose, and of which unit, provider or other thing. */
export type PlaceRead = {
  readonly seq: number
  readonly at: Date
  readonly subjectId: string
  readonly day: IsoDate
  readonly place: string
}

const anHour = 3_600_000

/**
 * Who has read of more than so many places within an hour, whichever hour: the readings of every such hour, by day.
 * The readings come in order of person and time.
 */
export function massReadings(reads: readonly PlaceRead[], most: number): Found[] {
  const hits = new Set<PlaceRead>()
  for (const own of Map.groupBy(reads, (read) => read.subjectId).values())
    for (const read of inCrowdedHours(own, most)) hits.add(read)
  const byDay = Map.groupBy(hits, (read) => `${read.day} ${read.subjectId}`)
  return [...byDay].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, rows]) => hitOf(rows))
}

function hitOf(rows: readonly PlaceRead[]): Found {
  const { subjectId = '', day = '' } = rows[0] ?? {}
  return { rule: 'massReading', subjectId, day, seqs: rows.map(({ seq }) => seq) }
}

/** The window slides over one person's readings: each comes in once and goes out once. */
function inCrowdedHours(reads: readonly PlaceRead[], most: number): PlaceRead[] {
  const inside = new Map<string, number>()
  const found: PlaceRead[] = []
  let first = 0
  let told = 0
  for (const [at, read] of reads.entries()) {
    inside.set(read.place, (inside.get(read.place) ?? 0) + 1)
    while (isHourBefore(reads[first], read)) first = leave(reads, first, inside)
    if (inside.size <= most) continue
    found.push(...reads.slice(Math.max(told, first), at + 1))
    told = at + 1
  }
  return found
}

function isHourBefore(one: PlaceRead | undefined, other: PlaceRead): boolean {
  return one !== undefined && other.at.getTime() - one.at.getTime() >= anHour
}

function leave(reads: readonly PlaceRead[], first: number, inside: Map<string, number>): number {
  const place = reads[first]?.place ?? ''
  const left = (inside.get(place) ?? 0) - 1
  if (left > 0) inside.set(place, left)
  else inside.delete(place)
  return first + 1
}
