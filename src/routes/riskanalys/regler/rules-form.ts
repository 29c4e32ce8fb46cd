import type { TryRules } from '#modules/risks/public.ts'
import { factors, scales, type Factor, type Scale } from '#modules/risks/rules.ts'
import type { FormReader } from '#platform/web/form.ts'
import type { z } from 'zod'

/** The classes that a limit begins, in order. */
export const limited = [2, 3, 4, 5] as const

/** The rules as the form has them; what is left empty is no number, and the shape says so at its field. */
export function rulesFrom(form: FormReader): z.input<typeof TryRules> {
  const number = (name: string) => form.number(name) ?? Number.NaN
  const weights = factors.map((factor) => [factor, number(`vikt-${factor}`)] as const)
  const limits = scales.map(
    (scale) => [scale, limited.map((risk) => number(`grans-${scale}-${risk}`))] as const,
  )
  return {
    // Every factor and every scale, with four limits each.
    weights: Object.fromEntries(weights) as Record<Factor, number>,
    limits: Object.fromEntries(limits) as unknown as Record<Scale, [number, number, number, number]>,
    actFrom: number('atgard') as 2, // the shape refuses any other number
    oldAfterMonths: number('gammal'),
  }
}

/** Where a fault of the input stands in the form. */
export const ruleNames: Readonly<Record<string, string>> = {
  weights: 'vikt-results',
  ...Object.fromEntries(factors.map((factor) => [`weights.${factor}`, `vikt-${factor}`])),
  ...Object.fromEntries(scales.map((scale) => [`limits.${scale}`, `grans-${scale}-2`])),
  ...Object.fromEntries(
    scales.flatMap((scale) => limited.map((risk, at) => [`limits.${scale}.${at}`, `grans-${scale}-${risk}`])),
  ),
  actFrom: 'atgard',
  oldAfterMonths: 'gammal',
  reason: 'skal',
}
