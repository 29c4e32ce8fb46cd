import { compareSwedish } from './swedish.ts'

/** Lists that are read whole, since what they are searched and ordered by is not stored: as the database does the others. */

/** Every word that is looked for stands somewhere in the texts, whatever its capitals: as `patternsOf` asks the database. */
export function hasWords(texts: readonly string[], words: string): boolean {
  const wanted = words.toLocaleLowerCase('sv').split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return true
  const text = texts.join(' ').toLocaleLowerCase('sv')
  return wanted.every((word) => text.includes(word))
}

export type SortKey<Row> = (row: Row) => string | number

/** The order that a list asks for by the name of a key, falling where a minus stands before it. */
export function orderBy<Row>(
  keys: Readonly<Record<string, SortKey<Row>>>,
  sort: string,
  usual: SortKey<Row>,
): (one: Row, other: Row) => number {
  const key = keys[sort.replace('-', '')] ?? usual
  const sign = sort.startsWith('-') ? -1 : 1
  return (one, other) => sign * compareKeys(key(one), key(other))
}

/** Numbers as numbers, and words as Swedes look things up. */
export function compareKeys(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return compareSwedish(String(one), String(other))
}

/** One page of the rows; pages count from 1. */
export function rowsOnPage<Row>(
  rows: readonly Row[],
  { page, limit }: { page: number; limit: number },
): Row[] {
  return rows.slice((page - 1) * limit, page * limit)
}
