import type { PlanItem } from '#modules/plans/rules.ts'

export type Time = { month: number | null; half: 1 | 2 }

/** The address → where to: a month, or for what is never more exact than that, a half-year. */
export function timeFrom(url: URL, { announced }: Pick<PlanItem, 'announced'>): Time | undefined {
  const month = wholeIn(url.searchParams.get('manad'), 12)
  if (month !== undefined && announced) return { month, half: month <= 6 ? 1 : 2 }
  const half = month === undefined ? wholeIn(url.searchParams.get('halvar'), 2) : Math.ceil(month / 6)
  return half === undefined ? undefined : { month: null, half: half === 1 ? 1 : 2 }
}

function wholeIn(text: string | null, most: number): number | undefined {
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined
}
