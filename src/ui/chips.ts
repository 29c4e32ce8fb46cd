import { monthNames } from '#kernel/dates.ts'

/** Rows with a name as choices of a select. */
export function namedChoices(rows: readonly { readonly id: string; readonly name: string }[]) {
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

/** Words by key as choices of a select. */
export function choicesOf(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }))
}

/** What the words of a list's address stand for, as choices of a select: the word is sent, the name is read. */
export function wordChoices<Key extends string>(
  words: Readonly<Record<string, Key>>,
  names: Readonly<Record<Key, string>>,
) {
  return Object.entries(words).map(([value, key]) => ({ value, label: names[key] }))
}

/** The months by their number as choices of a select. */
export const monthChoices = monthNames.map((label, at) => ({ value: String(at + 1), label }))

/** This year and the seven before it, as choices of a select. */
export function lastYears(thisYear: number) {
  return Array.from({ length: 8 }, (_, back) => String(thisYear - back)).map((year) => ({
    value: year,
    label: year,
  }))
}
