/** A month as whole months since year 0: "2027-05" is 2027 × 12 + 4. All arithmetic of the planner is on these. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
}

export function monthText(number: number): string {
  const month = (number % 12) + 1
  return `${Math.floor(number / 12)}-${String(month).padStart(2, '0')}`
}

export function yearOf(number: number): number {
  return Math.floor(number / 12)
}

/** The six months of the half-year that a month lies in. */
export function halfYearOf(month: string): readonly string[] {
  const first = Math.floor(monthNumber(month) / 6) * 6
  return range(first, first + 5).map(monthText)
}

export function quarterOf(number: number): number {
  return Math.floor(number / 3)
}

/** Whole numbers from `first` to `last`, both counted in; empty when `last` is before `first`. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
}
