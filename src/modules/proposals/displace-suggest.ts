import { hoursAsked, hoursGiven, personMonth, placeOf } from '#methods/planner/why/plan-index.ts'
import type { Effect } from '#methods/planner/why/effect.ts'
import type { PlanItem } from '#modules/plans/public.ts'
import {
  afterStep,
  choicesFor,
  rowsInTheWay,
  shortIn,
  shortOf,
  stepOf,
  taken,
  type Choice,
  type Scene,
  type Step,
} from './displace.ts'

/**
 * How a proposal was found: somebody else takes over and nothing moves; no fewer rows would do; one row at a time, where
 * more than three are needed; the same, and time is lacking all the same; or nothing is needed.
 */
export const suggestedBys = ['team', 'fewest', 'inTurn', 'tooLittle', 'none'] as const
export type SuggestedBy = (typeof suggestedBys)[number]
export type Suggestion = { readonly choices: readonly Choice[]; readonly by: SuggestedBy }

/** As many rows are tried together; more than that one at a time. */
const mostTogether = 3
/** So many rows at most are proposed: an event that asks for more is somebody's to think about. */
const mostSteps = 12
/** So many rows are tried at a time, those with most hours first: a page waits for the answer. */
const mostTried = 40
/** So many sets of rows of one size are carried out to see whether they do: a page waits for the answer. */
const mostSets = 16

/**
 * What to push aside for an event. First that others take over, so that nothing moves; then the smallest set of rows, up to
 * three, tried together; then one at a time. Nothing that is proposed breaks a rule, and each shown choice can be changed.
 */
export function suggestion(scene: Scene): Suggestion {
  if (shortIn(scene) === 0) return { choices: [], by: 'none' }
  const others = smallest(scene, ({ to }) => to === 'team')
  if (others.choices) return { choices: others.choices, by: 'team' }
  const few = smallest(scene, () => true)
  if (few.choices) return { choices: few.choices, by: few.isSure ? 'fewest' : 'inTurn' }
  const choices = oneByOne(scene)
  return { choices, by: shortIn(taken(scene, choices).scene) > 0 ? 'tooLittle' : 'inTurn' }
}

export function suggest(scene: Scene): Choice[] {
  return [...suggestion(scene).choices]
}

type May = (choice: Choice) => boolean
type Row = { readonly item: PlanItem; readonly relief: readonly number[]; readonly cost: number }
type Smallest = { readonly choices: Choice[] | undefined; readonly isSure: boolean }

/**
 * The smallest set that gives every hour back, the cheapest first among as many. Only sets whose rows hold enough hours are
 * carried out; `isSure` is false where some of a smaller size were left untried.
 */
function smallest(scene: Scene, may: May): Smallest {
  const rows = candidates(scene, may)
  const lacking = scene.rooms.map((room) => shortOf(scene, room))
  let isSure = true
  for (let size = 1; size <= mostTogether; size += 1) {
    const sets = setsOf(rows, size).filter((set) => covers(set, lacking))
    const inOrder = sets.toSorted(
      (one, other) => costOf(one) - costOf(other) || (idsOf(one) < idsOf(other) ? -1 : 1),
    )
    for (const set of inOrder.slice(0, mostSets)) {
      const choices = carriedOut(scene, set, may)
      if (choices) return { choices, isSure }
    }
    isSure &&= sets.length <= mostSets
  }
  return { choices: undefined, isSure }
}

/** Rows that can be pushed aside by themselves, those that hold most of the hours first. */
function candidates(scene: Scene, may: May): Row[] {
  return rowsInTheWay(scene)
    .map((item) => ({ item, held: heldBy(scene, item) }))
    .toSorted((one, other) => sum(other.held) - sum(one.held) || (one.item.id < other.item.id ? -1 : 1))
    .slice(0, mostTried)
    .flatMap(({ item }) => {
      const steps = unbroken(scene, item, may)
      const [best] = steps
      if (!best) return []
      const reliefs = steps.map(({ effect }) => reliefIn(scene, effect))
      // What the row can give back at most, whichever of its choices is taken.
      const relief = scene.rooms.map((_, at) => Math.max(...reliefs.map((one) => one[at] ?? 0)))
      return sum(relief) > 0.05 ? [{ item, relief, cost: best.effect.cost.total }] : []
    })
}

/** Choices that break nothing, somebody else first, then the cheapest. */
function unbroken(scene: Scene, item: PlanItem, may: May): Step[] {
  return choicesFor(scene, item)
    .filter(may)
    .flatMap((choice) => stepOf(scene, choice) ?? [])
    .filter(({ effect }) => effect.broken.length === 0)
    .toSorted(
      (one, other) =>
        Number(one.to !== 'team') - Number(other.to !== 'team') ||
        one.effect.cost.total - other.effect.cost.total ||
        (one.to < other.to ? -1 : 1),
    )
}

/** One row after the other, as the plan then stands; undefined where time is lacking all the same. */
function carriedOut(scene: Scene, set: readonly Row[], may: May): Choice[] | undefined {
  let now = scene
  const chosen: Choice[] = []
  for (const { item } of set) {
    const most = unbroken(now, item, may)
      .map((step) => ({ step, relief: sum(reliefIn(now, step.effect)) }))
      .filter(({ relief }) => relief > 0.05)
    const wanted = Math.max(0, ...most.map(({ relief }) => relief)) - 0.05
    const best = most.find(({ relief }) => relief >= Math.min(wanted, shortIn(now)))
    if (!best) return undefined
    chosen.push({ itemId: item.id, to: best.step.to })
    now = afterStep(now, best.step)
  }
  return shortIn(now) === 0 ? chosen : undefined
}

function covers(set: readonly Row[], lacking: readonly number[]): boolean {
  return lacking.every(
    (hours, at) => set.reduce((so, { relief }) => so + (relief[at] ?? 0), 0) >= hours - 0.05,
  )
}

function setsOf(rows: readonly Row[], size: number): Row[][] {
  if (size === 0) return [[]]
  return rows.flatMap((row, at) => setsOf(rows.slice(at + 1), size - 1).map((rest) => [row, ...rest]))
}

function costOf(set: readonly Row[]): number {
  return set.reduce((so, { cost }) => so + cost, 0)
}

function idsOf(set: readonly Row[]): string {
  return set.map(({ item }) => item.id).join()
}

function sum(values: readonly number[]): number {
  return values.reduce((so, one) => so + one, 0)
}

/** Hours of a row in each month of a person that lacks them. */
function heldBy(scene: Scene, item: PlanItem): number[] {
  const key = scene.laid.keyOf(item.id)
  const places = scene.rooms.map(
    (room) => scene.index.byPerson.get(personMonth(room.staffId, room.month)) ?? [],
  )
  return scene.rooms.map((room, at) => {
    const place = places[at]?.find((one) => scene.index.followUps[one]?.unitId === key?.unitId)
    if (place === undefined || shortOf(scene, room) === 0) return 0
    return hoursGiven(scene.index, room) - hoursGiven(scene.index, room, { at: place })
  })
}

/** Hours that a change gives back in each month that lacks them. */
function reliefIn(scene: Scene, { before, after }: Effect): number[] {
  const at = placeOf(scene.index, before) ?? -1
  return scene.rooms.map((room) => {
    const given = (one: Effect['before']) => hoursAsked(scene.index, { at, one }, room)
    return Math.max(0, Math.min(shortOf(scene, room), given(before) - given(after)))
  })
}

/** Found one at a time by what gives most hours back; at the end, what was not needed after all is left where it is. */
function oneByOne(scene: Scene): Choice[] {
  let now = scene
  const chosen: Choice[] = []
  while (chosen.length < mostSteps && shortIn(now) > 0) {
    const best = bestStep(now, chosen)
    if (!best) break
    chosen.push({ itemId: best.itemId, to: best.to })
    now = afterStep(now, best)
  }
  return withoutNeedless(scene, chosen)
}

function bestStep(scene: Scene, chosen: readonly Choice[]): Step | undefined {
  const steps = rowsInTheWay(scene)
    .filter((item) => !chosen.some(({ itemId }) => itemId === item.id))
    .toSorted((one, other) => other.hours - one.hours || (one.id < other.id ? -1 : 1))
    .slice(0, mostTried)
    .flatMap((item) => unbroken(scene, item, () => true))
    .map((step) => ({ step, relief: sum(reliefIn(scene, step.effect)) }))
    .filter(({ relief }) => relief > 0.05)
  return steps.toSorted(
    (one, other) =>
      Math.round((other.relief - one.relief) * 10) ||
      Number(one.step.to !== 'team') - Number(other.step.to !== 'team') ||
      one.step.effect.cost.total - other.step.effect.cost.total ||
      (one.step.itemId + one.step.to < other.step.itemId + other.step.to ? -1 : 1),
  )[0]?.step
}

function withoutNeedless(scene: Scene, chosen: readonly Choice[]): Choice[] {
  const left = shortIn(taken(scene, chosen).scene)
  return chosen.reduce<Choice[]>(
    (kept, one) => {
      const others = kept.filter((other) => other !== one)
      const { scene: now, steps } = taken(scene, others)
      const isNeedless = shortIn(now) <= left && steps.every(({ effect }) => effect.broken.length === 0)
      return isNeedless ? others : kept
    },
    [...chosen],
  )
}
