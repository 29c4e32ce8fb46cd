import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import type { Row } from './rows.ts'

/** What a row did, so that it can be taken back: kept beside the row, never shown. */
export type Done =
  | { kind: 'areas' | 'providers'; id: string; revision: number; before: object | null; at: string }
  | { kind: 'units'; id: string; isNew: boolean; superseded: string[]; added: string[] }
  | {
      kind: 'agreements'
      id: string
      isNew: boolean
      superseded: string[]
      added: string[]
      covered: {
        unitId: string
        validFrom: string
        validTo: string | null
        before: string | null
        wasThere: boolean
      }[]
    }
  | { kind: 'people'; id: string; isNew: boolean; before: object | null; roles: string[]; at: string }

export type Written = { readonly sheet: number; readonly number: number; readonly done: Done }

const part = 1_000

/** A statement takes 65,535 values at most: long lists go in parts. */
export async function inParts<Item>(
  items: readonly Item[],
  write: (part: Item[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < items.length; at += part) await write(items.slice(at, at + part))
}

export function doneAt(row: Row, done: Done): Written {
  return { sheet: row.sheet.index, number: row.number, done }
}

type Touched = {
  isNew: boolean
  superseded: readonly string[]
  states: readonly { id: string; isStored: boolean }[]
}

/** What was put out of force and what came instead: taking it back does the reverse. */
export function statesOf({ isNew, superseded, states }: Touched) {
  const added = states.filter((state) => !state.isStored).map((state) => state.id)
  return { isNew, superseded: [...superseded], added }
}

export async function supersede(
  db: Db,
  table: 'unit_state' | 'agreement_state',
  ids: readonly string[],
  at: Date,
): Promise<void> {
  if (ids.length === 0) return
  await sql`update ${sql.table(table)} set superseded_at = greatest(recorded_at, ${at}::timestamptz)
    where id = any(${[...ids]}::uuid[]) and superseded_at is null`.execute(db)
}
