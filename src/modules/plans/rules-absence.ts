/** A month of somebody's hours, as it was and became. */
export type AbsentMonth = {
  readonly year: number
  readonly month: number
  readonly before: number
  readonly after: number
}

/** Months as whole numbers, "2027-03" or a date of it: 2027 × 12 + 2. */
export function monthAt(text: string): number {
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1
}

/** The hours that are left of each month when somebody is away to a share of it, in percent. */
export function hoursLeft(
  { from, to, share }: { from: string; to: string; share: number },
  hoursOf: (year: number, month: number) => number,
): AbsentMonth[] {
  const [first, last] = [monthAt(from), monthAt(to)]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
    const [year, month] = [Math.floor((first + at) / 12), ((first + at) % 12) + 1]
    const before = hoursOf(year, month)
    return { year, month, before, after: Math.round(before * (100 - share)) / 100 }
  })
}
