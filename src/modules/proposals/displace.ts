import { effectOf, type Effect } from '#methods/planner/why/effect.ts'
import { monthNumber, monthText } from '#methods/planner/months.ts'
import {
  hoursGiven,
  indexOf,
  isCarriedOut,
  monthsAsked,
  personMonth,
  placeOf,
  type Key,
  type PlanIndex,
} from '#methods/planner/why/plan-index.ts'
import type { PlanItem } from '#modules/plans/public.ts'
import { otherTeam } from './displace-team.ts'
import type { LaidPlan } from './laid.ts'

/** Hours that an event-driven follow-up asks of a person in a month, "2027-05". */
export type Wish = { readonly staffId: string; readonly month: string; readonly hours: number }

/** A person's month with the event in it, in hours; the reserve is a share of what is left after all that was put in by hand. */
export type Room = {
  readonly staffId: string
  readonly month: string
  /** Nobody has set any hours of the person that year: nothing can be said. */
  readonly isUnset: boolean
  readonly reserve: number
  /** Taken of the reserve by earlier events. */
  readonly used: number
  readonly wants: number
  /** Beyond what was left of the reserve. */
  readonly over: number
  /** What planned follow-ups may ask with the event there; below nought where the event alone is too much. */
  readonly limit: number
  /** What the month lacked before the event came: none of the event's. */
  readonly lacked: number
}

export type Scene = {
  readonly laid: LaidPlan
  /** The plan with the event's hours taken from people. */
  readonly index: PlanIndex
  readonly rooms: readonly Room[]
  /** Nothing is moved to months before this one. */
  readonly from: string
}

/** Hours of events by `person month`: as the rows of the plan took them from people, and as they were decided month by month. */
export type EventHours = {
  readonly taken: ReadonlyMap<string, number>
  readonly known: ReadonlyMap<string, number>
}
export const noEvents: EventHours = { taken: new Map(), known: new Map() }

type Asked = { readonly events: EventHours; readonly from: string }

/**
 * Lays an event into the plan. The reserve goes first: what planned follow-ups may ask of a person shrinks only by what
 * events take beyond it.
 */
export function sceneOf(laid: LaidPlan, wishes: readonly Wish[], { events, from }: Asked): Scene {
  const wanted = new Map<string, number>()
  for (const { staffId, month, hours } of wishes) {
    const key = personMonth(staffId, month)
    wanted.set(key, (wanted.get(key) ?? 0) + hours)
  }
  const of = (staffId: string, month: string) =>
    roomOf(laid, { staffId, month, wants: wanted.get(personMonth(staffId, month)) ?? 0 }, events)
  const index = limited(laid.index, (staffId, month) => of(staffId, month).limit)
  const rooms = [...wanted.keys()].map((key) => of(key.slice(0, key.lastIndexOf(' ')), key.slice(-7)))
  return { laid, index, rooms, from }
}

type Wanting = { readonly staffId: string; readonly month: string; readonly wants: number }

function roomOf({ index, unset }: LaidPlan, { staffId, month, wants }: Wanting, events: EventHours): Room {
  const key = personMonth(staffId, month)
  const base = (index.staff.get(staffId)?.hours[month] ?? 0) + (events.taken.get(key) ?? 0)
  const used = events.known.get(key) ?? 0
  const reserve = base * index.input.rules.eventReserve
  return {
    ...{ staffId, month, reserve, used, wants },
    isUnset: unset.has(`${staffId} ${month.slice(0, 4)}`),
    over: Math.max(0, wants - Math.max(0, reserve - used)),
    limit: base - Math.max(reserve, used + wants),
    lacked: Math.max(0, hoursGiven(index, { staffId, month }) - (base - Math.max(reserve, used))),
  }
}

/** The plan where planned follow-ups may ask so many hours of a person in a month. */
function limited(index: PlanIndex, limit: (staffId: string, month: string) => number): PlanIndex {
  const net = 1 - index.input.rules.eventReserve
  const staff = index.input.staff.map((person) => ({
    ...person,
    hours: Object.fromEntries(
      Object.keys(person.hours).map((month) => [month, Math.max(0, limit(person.id, month)) / net]),
    ),
  }))
  return indexOf({ ...index.input, staff }, index.followUps, index.coarse)
}

/** Hours of the event that planned follow-ups, or other events, stand in the way of. */
export function shortOf({ index }: Pick<Scene, 'index'>, room: Room): number {
  if (room.isUnset) return 0
  const less = Math.max(0, hoursGiven(index, room) - room.limit) - room.lacked
  return less > 0.05 ? Math.round(less * 10) / 10 : 0
}

export function shortIn(scene: Pick<Scene, 'index' | 'rooms'>): number {
  return Math.round(scene.rooms.reduce((sum, room) => sum + shortOf(scene, room), 0) * 10) / 10
}

/**
 * Another time for a planned row, "2027-05" or "H2" where it is no more exact than a half-year; "basic", a lower depth; or
 * "team": the same time, and somebody else in the place of those who lack the hours.
 */
export type Choice = { readonly itemId: string; readonly to: string }
export type Step = Choice & { readonly item: PlanItem; readonly effect: Effect }

/** Rows that ask something of the people in the months where time is short, and may be moved. */
export function rowsInTheWay(scene: Scene): PlanItem[] {
  const { laid } = scene
  const places = scene.rooms
    .filter((room) => shortOf(scene, room) > 0)
    .flatMap(({ staffId, month }) => laid.index.byPerson.get(personMonth(staffId, month)) ?? [])
  const rows = [...new Set(places)].flatMap((at) => {
    const one = laid.index.followUps[at]
    return one && !isCarriedOut(laid.index, one) ? (laid.itemOf(one) ?? []) : []
  })
  return rows.filter((item) => !isFixed(item))
}

/** What is prepared has its day told to the unit, and what somebody has locked stands: neither is pushed aside. */
export function isFixed({ followUp, pinned }: Pick<PlanItem, 'followUp' | 'pinned'>): boolean {
  return pinned === true || (followUp !== null && followUp.state !== 'cancelled')
}

/** Somebody else where anybody can, all other times of its year that are left, and a lower depth where it is in depth. */
export function choicesFor(scene: Scene, item: PlanItem): Choice[] {
  const { laid, from } = scene
  const months = Array.from({ length: 12 }, (_, at) => monthText(item.year * 12 + at)).filter(
    (one) => one >= from,
  )
  const own = laid.coarse.has(item.id) || item.month === null
  const times = own
    ? (item.half === 1 ? ['H2'] : ['H1']).filter((half) => months.some((month) => halfText(month) === half))
    : months.filter((month) => Number(month.slice(5)) !== item.month)
  const others = stepOf(scene, { itemId: item.id, to: 'team' }) ? ['team'] : []
  return [...others, ...times, ...(item.depth === 'inDepth' ? ['basic'] : [])].map((to) => ({
    itemId: item.id,
    to,
  }))
}

function halfText(month: string): string {
  return Number(month.slice(5)) <= 6 ? 'H1' : 'H2'
}

/** Undefined where the planner does not know the row. A half-year is tried at the month of it that does least harm. */
export function stepOf(scene: Scene, { itemId, to }: Choice): Step | undefined {
  const key = scene.laid.keyOf(itemId)
  const item = key && scene.laid.itemOf(key)
  if (!key || !item) return undefined
  const [effect] = triedOf(scene, item, { key, to })
    .filter((one) => one !== undefined)
    .toSorted((one, other) => one.broken.length - other.broken.length || one.cost.total - other.cost.total)
  return effect && { itemId, to, item, effect }
}

function triedOf(
  scene: Scene,
  item: PlanItem,
  { key, to }: { key: Key; to: string },
): (Effect | undefined)[] {
  if (to === 'team') return [otherTeam(scene.index, key, awayIn(scene, key))]
  if (to === 'basic') return [effectOf(scene.index, { kind: 'depth', of: key, to })]
  return monthsTo(scene, item, to).map((month) => effectOf(scene.index, { kind: 'move', of: key, to: month }))
}

/** Whoever lacks time when the row asks it; where nobody does any more, whoever the event asks for. */
function awayIn(scene: Scene, key: Key): Set<string> {
  const at = placeOf(scene.index, key)
  const months = at === undefined ? [] : monthsAsked(scene.index, at, key)
  const wanted = scene.rooms.filter((room) => months.includes(room.month) && room.wants > 0)
  const short = wanted.filter((room) => shortOf(scene, room) > 0)
  return new Set((short.length > 0 ? short : wanted).map(({ staffId }) => staffId))
}

function monthsTo({ from }: Pick<Scene, 'from'>, { year }: PlanItem, to: string): string[] {
  if (!to.startsWith('H')) return [to]
  const first = year * 12 + (to === 'H1' ? 0 : 6)
  return Array.from({ length: 6 }, (_, at) => monthText(first + at)).filter((month) => month >= from)
}

/** The plan with the steps taken, one after the other: what each breaks is told as it stands then. */
export function taken(scene: Scene, choices: readonly Choice[]): { scene: Scene; steps: Step[] } {
  return choices.reduce<{ scene: Scene; steps: Step[] }>(
    (so, choice) => {
      const step = stepOf(so.scene, choice)
      return step ? { scene: afterStep(so.scene, step), steps: [...so.steps, step] } : so
    },
    { scene, steps: [] },
  )
}

export function afterStep(scene: Scene, { effect }: Step): Scene {
  const at = placeOf(scene.index, effect.before)
  if (at === undefined) return scene
  const { input, followUps, coarse } = scene.index
  return { ...scene, index: indexOf(input, followUps.with(at, effect.after), coarse) }
}

export const outcomes = ['reserve', 'spare', 'displaces', 'over'] as const
export type Outcome = (typeof outcomes)[number]

/**
 * In the reserve; beside what is planned; with rows pushed aside; or with somebody overbooked all the same. Where nobody has
 * set any hours of somebody, nobody can say that there is time.
 */
export function outcomeOf({ scene, steps }: { scene: Scene; steps: readonly Step[] }): Outcome {
  if (shortIn(scene) > 0 || scene.rooms.some(({ isUnset }) => isUnset)) return 'over'
  if (steps.length > 0) return 'displaces'
  return scene.rooms.some(({ over }) => over > 0.05) ? 'spare' : 'reserve'
}

/** An event's hours, even over its months. */
export function wishesOf(
  people: readonly { staffId: string; hours: number }[],
  months: { from: string; to: string },
): Wish[] {
  const [first, last] = [monthNumber(months.from), monthNumber(months.to)]
  const all = Array.from({ length: Math.max(1, last - first + 1) }, (_, at) => monthText(first + at))
  return people
    .filter(({ hours }) => hours > 0)
    .flatMap(({ staffId, hours }) => all.map((month) => ({ staffId, month, hours: hours / all.length })))
}
