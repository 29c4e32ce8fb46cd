import { compareSwedish } from '#kernel/swedish.ts'
import type { PlanItem, Progress } from '#modules/plans/public.ts'

/** A month of the board, or a half-year for what is no more exact: `month` null. */
export type Slot = { key: string; month: number | null; half: 1 | 2 }
export type Card = {
  id: string
  name: string
  kind: PlanItem['kind']
  depth: PlanItem['depth']
  hours: number
  pinned: boolean
  progress: Progress
}
export type Cell = Slot & { cards: Card[]; more: number; count: number; hours: number }
export type Lane = { areaId: string | null; area: string; cells: Cell[] }
export type Board = { slots: (Slot & { count: number; hours: number })[]; lanes: Lane[] }

const slots: readonly Slot[] = [1, 2].flatMap((half) => [
  ...Array.from({ length: 6 }, (_, at) => slotOf(at + 1 + (half - 1) * 6, half)),
  slotOf(null, half),
])

function slotOf(month: number | null, half: number): Slot {
  return { key: month === null ? `h${half}` : `m${month}`, month, half: half === 1 ? 1 : 2 }
}

type Given = { most: number; progressOf: (item: PlanItem) => Progress }

/**
 * The year as areas by months. A cell shows so many and tells how many more there are: a large plan stays a page that can
 * be looked over. A half-year is a column only where something stands in it.
 */
export function boardOf(items: readonly PlanItem[], { most, progressOf }: Given): Board {
  const used = new Set(items.map(keyOf))
  const shown = slots.filter(({ key, month }) => month !== null || used.has(key))
  const lanes = [...Map.groupBy(items, ({ serviceAreaId }) => serviceAreaId)]
    .map(([areaId, of]) => laneOf(areaId, of, { shown, most, progressOf }))
    .toSorted((one, other) => compareSwedish(one.area, other.area))
  const sums = Map.groupBy(items, keyOf)
  return { lanes, slots: shown.map((slot) => ({ ...slot, ...sumOf(sums.get(slot.key) ?? []) })) }
}

function keyOf({ month, half }: PlanItem): string {
  return slotOf(month, half).key
}

function laneOf(
  areaId: string | null,
  items: readonly PlanItem[],
  { shown, most, progressOf }: Given & { shown: readonly Slot[] },
): Lane {
  const bySlot = Map.groupBy(items, keyOf)
  const cells = shown.map((slot) => {
    const own = bySlot.get(slot.key) ?? []
    const cards = own.slice(0, most).map((item) => cardOf(item, progressOf(item)))
    return { ...slot, ...sumOf(own), cards, more: own.length - cards.length }
  })
  return { areaId, area: items[0]?.areaName ?? '', cells }
}

function sumOf(items: readonly PlanItem[]): { count: number; hours: number } {
  return { count: items.length, hours: items.reduce((sum, { hours }) => sum + hours, 0) }
}

function cardOf({ id, name, kind, depth, hours, pinned }: PlanItem, progress: Progress): Card {
  return { id, name, kind, depth, hours, progress, pinned: pinned ?? false }
}
