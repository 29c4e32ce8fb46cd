import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Owed } from './rules.ts'

export type Asked = {
  readonly today: IsoDate
  /** Only these sources, because a command has just changed them. A rule may leave it: more than asked is put aside. */
  readonly sourceIds?: readonly string[]
}

/**
 * One rule by which something is owed. `list` is asked inside a transaction whose scope is every board of one
 * municipality, and gives all that is owed or was done from the start of last year on; what is no longer listed has
 * lapsed. Rules stand in the module that knows (`duties.ts`) and are gathered in `src/server/duties.ts`.
 */
export type DutyRule = {
  /** `noun.thing`, never changed once used: 'agreement.extension'. */
  readonly key: string
  /** What its duties are called in lists and filters: 'Förlängning av avtal'. */
  readonly label: string
  readonly list: (db: Db, asked: Asked) => Promise<readonly Owed[]>
}
