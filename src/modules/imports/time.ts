import type { IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  changedFrom,
  correctedOn,
  covers,
  type Period,
  type Rewriting,
} from '#modules/organisation/public.ts'

/** A state as it stands, or as the file would make it. Only what is stored can be put out of force. */
export type Timed<Facts> = Period & {
  readonly id: string
  readonly isStored: boolean
  readonly facts: Facts
  readonly note: string
}

/** Everything in force of one unit or agreement, while the rows of a file are laid on it one by one. */
export type History<Facts> = {
  readonly id: string
  /** Nothing of it holds: never recorded, or taken back. */
  readonly isNew: boolean
  states: Timed<Facts>[]
  superseded: string[]
}

export type Wanted<Facts> = {
  readonly facts: Facts
  readonly from: IsoDate
  /** Undefined: until the next state that is known, as before. */
  readonly to?: IsoDate | null
  readonly isCorrection: boolean
  readonly note: string
}

/** What holds on a day; for a row without a day of its own, else what held last before it. */
export function stateFor<Facts>(
  history: History<Facts>,
  from: IsoDate,
  isOwnDay: boolean,
): Timed<Facts> | undefined {
  const held = history.states.find((state) => covers(state, from))
  if (held || isOwnDay) return held
  return history.states
    .filter((state) => state.validFrom <= from)
    .sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1))[0]
}

/** The facts to begin with where the row leaves some out: those of the day, else the first known after it. */
export function nearestFacts<Facts>(history: History<Facts>, from: IsoDate): Facts | undefined {
  const state = stateFor(history, from, false) ?? history.states[0]
  return state?.facts
}

/** Lays one row on the history; says why where that is impossible. */
export function lay<Facts>(history: History<Facts>, wanted: Wanted<Facts>): 'overlapsLater' | undefined {
  const plain = rewritingFor(history, wanted)
  const added = plain.added.map((period) => ended(history, period, wanted))
  if (added.some((period) => period === undefined)) return 'overlapsLater'
  const gone = new Set(plain.superseded)
  const kept = history.states.filter((state) => !gone.has(state.id))
  const made = added.flatMap((period) => {
    if (period === undefined) return []
    const former = history.states.find((state) => state.id === period.factsOf)
    const source = former ?? { facts: wanted.facts, note: wanted.note }
    const { validFrom, validTo } = period
    return [{ id: uuidv7(), isStored: false, facts: source.facts, note: source.note, validFrom, validTo }]
  })
  history.superseded.push(
    ...history.states.filter((state) => gone.has(state.id) && state.isStored).map((state) => state.id),
  )
  history.states = [...kept, ...made].sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
  return undefined
}

/** Where nothing was recorded of the day there is nothing to correct: the facts are new from it. */
function rewritingFor<Facts>(history: History<Facts>, wanted: Wanted<Facts>): Rewriting {
  const corrected = wanted.isCorrection ? correctedOn(history.states, wanted.from) : undefined
  return corrected ?? changedFrom(history.states, wanted.from)
}

type Added = Rewriting['added'][number]

/** A row may end what it says; it never reaches into a state that is known to come later. */
function ended<Facts>(history: History<Facts>, period: Added, wanted: Wanted<Facts>): Added | undefined {
  if (period.factsOf !== null || wanted.to === undefined) return period
  const later = history.states.map((state) => state.validFrom).filter((from) => from > period.validFrom)
  const next = later.sort()[0] ?? null
  if (wanted.to !== null && next !== null && wanted.to > next) return undefined
  return { ...period, validTo: wanted.to ?? next }
}
