import type { IsoDate } from '#kernel/dates.ts'
import { because, judgedReason } from '#texts/sv/risks.ts'
import type { Assessed } from './assess.ts'
import { latestChange, type Facts, type KnownFactor } from './fact-rules.ts'
import type { Factor } from './rules.ts'

type Words = { readonly [Name in KnownFactor]: (fact: NonNullable<Facts[Name]>, on: IsoDate) => string }

const words: Words = { ...because, change: (fact, on) => because.change(latestChange(fact, on)) }

/** Why a unit has its points, the heaviest first: the fact where the system knows it, else what was judged. */
export function reasonsOf({ heaviest, factors }: Assessed, facts: Facts, on: IsoDate): string[] {
  return heaviest.map((factor) => {
    const judged = factors.find((state) => state.factor === factor)?.judgement
    return judged ? judgedReason(factor, judged.value) : (factInWords(facts, factor, on) ?? '')
  })
}

/** What the system knows of a factor, in a short phrase. */
export function factInWords(facts: Facts, factor: Factor, on: IsoDate): string | undefined {
  return isOfFacts(factor) ? phrase(facts, factor, on) : undefined
}

function phrase<Name extends KnownFactor>(facts: Facts, name: Name, on: IsoDate): string | undefined {
  const fact = facts[name]
  return fact === undefined ? undefined : words[name](fact, on)
}

function isOfFacts(factor: Factor): factor is KnownFactor {
  return factor in words
}
