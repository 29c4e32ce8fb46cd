/** What a computed plan supposes beside what is known: each is one thing to compare with and without. */
export type Assumptions = {
  /** One person more, of a profession that stands on the list of professions. */
  readonly addedProfession: string
  /** Hours of that person in a full month; the months' profile makes July short. */
  readonly addedHours: number
  /** In depth every so many years instead of what the areas ask; null asks nothing else. */
  readonly inDepthEvery: number | null
  /** Nobody is followed up in July. */
  readonly noJuly: boolean
  /** Percent of the hours kept free for what happens; null as the board has set. */
  readonly reservePercent: number | null
  /** What stands in the draft with a month keeps it. */
  readonly keepMonths: boolean
}
