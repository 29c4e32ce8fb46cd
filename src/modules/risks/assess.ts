import type { IsoDate } from '#kernel/dates.ts'
import { isWithin, valuesOf, type Facts } from './fact-rules.ts'
import {
  axisOf,
  factors,
  heaviest,
  scoreOf,
  type Axis,
  type Factor,
  type RiskRules,
  type Score,
  type Value,
} from './rules.ts'

/** What a person has judged of a factor, with what it rests on. */
export type Judgement = {
  readonly id: string
  readonly factor: Factor
  readonly value: Value
  readonly reason: string
  readonly source: string
  readonly observedOn: IsoDate
  readonly judgedBy: string
  readonly judgedAt: Date
}

/** A factor of a unit: what the system knows, what a person has judged, and what counts of the two. */
export type FactorState = {
  readonly factor: Factor
  readonly axis: Axis
  readonly weight: number
  readonly system: Value | null
  readonly judgement: Judgement | null
  /** The judgement where there is one, whatever the system has learnt since. Null: nobody knows. */
  readonly value: Value | null
  /** The day of the judgement is so long ago that it should be made again. It counts all the same. */
  readonly isOld: boolean
}

export type Assessed = Score & {
  readonly factors: readonly FactorState[]
  /** The factors that say something, the heaviest first. */
  readonly heaviest: readonly Factor[]
  readonly unknown: readonly Factor[]
  readonly old: readonly Factor[]
}

export type Known = { readonly facts: Facts; readonly judgements: readonly Judgement[] }

/** Weighs one unit. The same facts, judgements and rules give the same answer, whoever asks and when. */
export function assess({ facts, judgements }: Known, rules: RiskRules, on: IsoDate): Assessed {
  const system: { readonly [F in Factor]?: Value } = valuesOf(facts, on)
  const states = factors.map((factor): FactorState => {
    const judgement = judgements.find((one) => one.factor === factor) ?? null
    return {
      factor,
      axis: axisOf[factor],
      weight: rules.weights[factor],
      system: system[factor] ?? null,
      judgement,
      value: judgement?.value ?? system[factor] ?? null,
      isOld: judgement !== null && !isWithin(judgement.observedOn, rules.oldAfterMonths, on),
    }
  })
  const known = Object.fromEntries(states.map(({ factor, value }) => [factor, value ?? undefined]))
  return {
    ...scoreOf(known, rules),
    factors: states,
    heaviest: heaviest(known, rules.weights),
    unknown: states.filter(({ value }) => value === null).map(({ factor }) => factor),
    old: states.filter(({ isOld }) => isOld).map(({ factor }) => factor),
  }
}
