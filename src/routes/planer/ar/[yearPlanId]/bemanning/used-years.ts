/** The years whose used hours can be looked at: the one before the plan, and those of the plan that have begun. */
export function usedYearsOf(plan: { fromYear: number; toYear: number }, today: string, url: URL) {
  const thisYear = Number(today.slice(0, 4))
  const last = Math.max(plan.fromYear - 1, Math.min(plan.toYear, thisYear))
  const usedYears = Array.from({ length: last - plan.fromYear + 2 }, (_, at) => plan.fromYear - 1 + at)
  const asked = Number(url.searchParams.get('anvant'))
  return { usedYear: usedYears.includes(asked) ? asked : plan.fromYear - 1, usedYears }
}
