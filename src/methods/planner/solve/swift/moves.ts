import { askOfSpot, clear, crewFor, lay, lift, type Ledger } from './ledger.ts'
import type { Crew, Lot, Spot } from './table.ts'

/** One step in the making, and how everything it has touched lay before. */
export type Step = {
  readonly ledger: Ledger
  readonly random: () => number
  /** The first `touched` of the three count; shortening them at each step would cost more than the step. */
  touched: number
  readonly spots: Spot[]
  readonly months: number[]
  readonly crews: Crew[]
  /** The unit whose depths were laid another way, and the way before. */
  turned: { readonly lot: Lot; readonly way: number } | undefined
}

/** Tries a step; false when it does not go, and then what it has touched is to be taken back. */
export type Move = (step: Step, spot: Spot) => boolean

export function openStep(ledger: Ledger, random: () => number): Step {
  return { ledger, random, touched: 0, spots: [], months: [], crews: [], turned: undefined }
}

/** Everything as it was before the step. */
export function takeBack(step: Step): void {
  const { ledger, spots, months, crews, turned, touched } = step
  for (let at = 0; at < touched; at += 1) {
    const spot = spots[at]
    if (spot) lift(ledger, spot)
  }
  if (turned) turned.lot.way = turned.way
  for (let at = 0; at < touched; at += 1) {
    const [spot, month = -1, crew = []] = [spots[at], months[at], crews[at]]
    if (spot && month >= 0) lay(ledger, spot, month, crew)
  }
}

export function forget(step: Step): void {
  step.touched = 0
  step.turned = undefined
}

function liftOut(step: Step, spot: Spot): void {
  step.spots[step.touched] = spot
  step.months[step.touched] = spot.month
  step.crews[step.touched] = spot.crew
  step.touched += 1
  lift(step.ledger, spot)
}

function layAt({ ledger, random }: Step, spot: Spot, month: number): boolean {
  const crew = clear(spot, month) ? crewFor(ledger, spot, month, random) : undefined
  if (crew) lay(ledger, spot, month, crew)
  return crew !== undefined
}

function oneOf<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)]
}

const SHARE_OF_EXTRAS_LEFT_OUT = 0.15

/** To any month; an extra may also be left out. */
export const relocate: Move = (step, spot) => {
  const leave = spot.extra && spot.month >= 0 && step.random() < SHARE_OF_EXTRAS_LEFT_OUT
  const month = oneOf(spot.months, step.random)
  if (!leave && (month === undefined || month === spot.month || !clear(spot, month))) return false
  liftOut(step, spot)
  return leave || layAt(step, spot, month ?? -1)
}

/** Within its quarter, which leaves the evenness of the year as it is. */
export const nudge: Move = (step, spot) => {
  const month = Math.floor(spot.month / 3) * 3 + Math.floor(step.random() * 3)
  if (spot.month < 0 || month === spot.month || !spot.months.includes(month)) return false
  liftOut(step, spot)
  return layAt(step, spot, month)
}

/** Other people, the month the same. */
export const reseat: Move = (step, spot) => {
  const crew = spot.month < 0 ? undefined : oneOf(askOfSpot(spot)?.crews[spot.month] ?? [], step.random)
  if (!crew || crew === spot.crew) return false
  const { month } = spot
  liftOut(step, spot)
  lay(step.ledger, spot, month, crew)
  return true
}

function peerOf({ random }: Step, spot: Spot): Spot | undefined {
  const peer = oneOf(spot.peers, random)
  return peer && peer.lot !== spot.lot && peer.month !== spot.month ? peer : undefined
}

function mayChange(spot: Spot, peer: Spot): boolean {
  return (
    (peer.month < 0 || (spot.months.includes(peer.month) && clear(spot, peer.month))) &&
    (spot.month < 0 || (peer.months.includes(spot.month) && clear(peer, spot.month)))
  )
}

/** Changes months with another of the same year. */
export const swap: Move = (step, spot) => {
  const peer = peerOf(step, spot)
  if (!peer || spot.month < 0 || peer.month < 0 || !mayChange(spot, peer)) return false
  const [first, second] = sizeOf(spot) >= sizeOf(peer) ? [spot, peer] : [peer, spot]
  const [to, from] = [second.month, first.month]
  liftOut(step, first)
  liftOut(step, second)
  return layAt(step, first, to) && layAt(step, second, from)
}

function sizeOf(spot: Spot): number {
  return askOfSpot(spot)?.total ?? 0
}

const TRIES = 12

/** Changes months and people with one that asks the same: nobody's hours change. */
export const exchange: Move = (step, spot) => {
  const ask = askOfSpot(spot)
  for (let tries = 0; ask && tries < TRIES; tries += 1) {
    const peer = peerOf(step, spot)
    if (peer && askOfSpot(peer) === ask && mayChange(spot, peer)) return exchanged(step, spot, peer)
  }
  return false
}

function exchanged(step: Step, spot: Spot, peer: Spot): true {
  const { month, crew } = spot
  const { month: other, crew: theirs } = peer
  liftOut(step, spot)
  liftOut(step, peer)
  if (other >= 0) lay(step.ledger, spot, other, theirs)
  if (month >= 0) lay(step.ledger, peer, month, crew)
  return true
}

/** Two years that follow each other, so that neither stands in the other's way. */
export const both: Move = (step, spot) => {
  const { after } = spot
  if (!after) return false
  const [month, next] = [oneOf(spot.months, step.random), oneOf(after.months, step.random)]
  if (month === undefined || next === undefined || next - month < spot.gap) return false
  liftOut(step, spot)
  liftOut(step, after)
  return layAt(step, spot, month) && layAt(step, after, next)
}

/** Two units change all their months. */
export const whole: Move = (step, { lot }) => {
  const other = oneOf(step.ledger.table.lots, step.random)
  if (!other || other === lot) return false
  const pairs = lot.spots.flatMap((spot) => {
    const peer = other.spots.find((one) => one.peers === spot.peers)
    return peer && !spot.extra && spot.month >= 0 && peer.month >= 0 ? [[spot, peer] as const] : []
  })
  const plan = pairs.flatMap(([spot, peer]) => [
    { spot, month: peer.month },
    { spot: peer, month: spot.month },
  ])
  if (plan.some(({ spot, month }) => !spot.months.includes(month))) return false
  for (const { spot } of plan) liftOut(step, spot)
  return plan.length > 0 && plan.every(({ spot, month }) => layAt(step, spot, month))
}

/** The depths of a unit another way, the months the same. */
export const turn: Move = (step, { lot }) => {
  if (lot.ways < 2) return false
  const annual = lot.spots.filter(({ extra }) => !extra)
  const months = annual.map(({ month }) => month)
  for (const spot of annual) liftOut(step, spot)
  step.turned = { lot, way: lot.way }
  lot.way = (lot.way + 1 + Math.floor(step.random() * (lot.ways - 1))) % lot.ways
  return annual.every((spot, at) => (months[at] ?? -1) < 0 || layAt(step, spot, months[at] ?? 0))
}
