import { listMunicipalities, type Municipality } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { workNext } from './work.ts'

type Doing = {
  readonly now: () => Date
  readonly ending?: AbortSignal
  /** The municipalities in which something has just been asked for: where nothing is, the others are left in peace. */
  readonly only?: ReadonlySet<string> | undefined
}

/**
 * Computes all that is asked for in the installation, one at a time. The municipalities take turns, and in each its boards:
 * however much one asks for, the next has to wait for one proposal of theirs, and not for all. A fault in one does not stop
 * the others.
 */
export async function workProposals(db: Db, { now, ending, only }: Doing): Promise<void> {
  const signal = ending ?? new AbortController().signal
  const faults: unknown[] = []
  const workOne = (municipality: Municipality) =>
    workNext(db, municipality, { now, ending: signal }).catch((cause: unknown) => {
      faults.push(cause)
      return false
    })
  let asked = only
  for (let worked = true; worked && !signal.aborted; asked = undefined) {
    worked = false
    for (const municipality of await listMunicipalities(db))
      if (asked?.has(municipality.id) ?? true) worked = (await workOne(municipality)) || worked
  }
  if (faults.length > 0) throw new AggregateError(faults, 'no plan could be computed in a municipality')
}
