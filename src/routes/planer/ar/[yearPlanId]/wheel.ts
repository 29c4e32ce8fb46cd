import type { IsoDate } from '#kernel/dates.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import type { PlanItem } from '#modules/plans/public.ts'

/** How much stands in one part of the wheel: follow-ups, how many of them in depth, and their hours. */
export type Amount = { count: number; inDepth: number; hours: number }

/** One area over the year. Area '' holds what belongs to none. What has no month stands in its half-year only. */
export type WheelRing = {
  areaId: string
  name: string
  months: readonly Amount[]
  halves: readonly Amount[]
  all: Amount
}

type MeetingDay = { id: string; heldOn: IsoDate; papersBy: IsoDate }
/** Last months that law and agreements name: how many units have theirs then. */
export type LastMonth = { year: number; month: number; rule: 'procured' | 'choiceSystem' | 'agreement' }

export type Wheel = {
  year: number
  rings: readonly WheelRing[]
  /** How many of the rings are drawn on their own; the rest are one ring together. */
  alone: number
  sum: WheelRing
  meetings: readonly MeetingDay[]
  last: readonly { month: number; procured: number; choiceSystem: number; agreement: number }[]
}

type Given = { meetings: readonly MeetingDay[]; last: readonly LastMonth[] }

/** More rings than these have no room for their numbers. */
export const mostRings = 6

/** The year by area, the area with most hours outermost, where there is most room. */
export function wheelOf(items: readonly PlanItem[], year: number, given: Given): Wheel {
  const inYear = items.filter((item) => item.year === year)
  const rings = [...Map.groupBy(inYear, (item) => item.serviceAreaId ?? '')]
    .map(([areaId, of]) => ringOf(areaId, of[0]?.areaName ?? '', of))
    .toSorted(
      (one, other) =>
        Number(one.areaId === '') - Number(other.areaId === '') ||
        other.all.hours - one.all.hours ||
        compareSwedish(one.name, other.name),
    )
  return {
    year,
    rings,
    alone: rings.length > mostRings ? mostRings - 1 : rings.length,
    sum: ringOf('', '', inYear),
    meetings: given.meetings.filter((meeting) => meeting.heldOn.startsWith(`${year}-`)),
    last: lastOf(given.last.filter((one) => one.year === year)),
  }
}

function ringOf(areaId: string, name: string, items: readonly PlanItem[]): WheelRing {
  const placed = Map.groupBy(items, (item) => item.month ?? `half ${item.half}`)
  return {
    areaId,
    name,
    months: Array.from({ length: 12 }, (_, at) => amountOf(placed.get(at + 1) ?? [])),
    halves: ([1, 2] as const).map((half) => amountOf(placed.get(`half ${half}`) ?? [])),
    all: amountOf(items),
  }
}

function amountOf(items: readonly PlanItem[]): Amount {
  return {
    count: items.length,
    inDepth: items.filter((item) => item.depth === 'inDepth').length,
    hours: Math.round(items.reduce((sum, item) => sum + item.hours, 0) * 10) / 10,
  }
}

function lastOf(months: readonly LastMonth[]): Wheel['last'] {
  const count = (of: readonly LastMonth[], rule: LastMonth['rule']) =>
    of.filter((one) => one.rule === rule).length
  return [...Map.groupBy(months, (one) => one.month)]
    .map(([month, of]) => ({
      month,
      procured: count(of, 'procured'),
      choiceSystem: count(of, 'choiceSystem'),
      agreement: count(of, 'agreement'),
    }))
    .toSorted((one, other) => one.month - other.month)
}

/** The rings as they are drawn: those on their own, and the rest as one. */
export function drawnRings({ rings, alone }: Wheel): (WheelRing & { together: number })[] {
  const own = rings.slice(0, alone).map((ring) => ({ ...ring, together: 1 }))
  const rest = rings.slice(alone)
  return rest.length === 0 ? own : [...own, { ...mergedRings(rest), together: rest.length }]
}

function mergedRings(rings: readonly WheelRing[]): WheelRing {
  return {
    areaId: '',
    name: '',
    months: Array.from({ length: 12 }, (_, at) => added(rings.flatMap((ring) => ring.months[at] ?? []))),
    halves: [0, 1].map((at) => added(rings.flatMap((ring) => ring.halves[at] ?? []))),
    all: added(rings.map((ring) => ring.all)),
  }
}

function added(amounts: readonly Amount[]): Amount {
  return {
    count: amounts.reduce((sum, one) => sum + one.count, 0),
    inDepth: amounts.reduce((sum, one) => sum + one.inDepth, 0),
    hours: Math.round(amounts.reduce((sum, one) => sum + one.hours, 0) * 10) / 10,
  }
}
