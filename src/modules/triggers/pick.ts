import { addMonths, type IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { factKinds } from './rules.ts'
import { findSources } from './sources.ts'

/** What happened in the last two years can be ticked as what a proposal rests on, and what is open still. */
export const factsFrom = (today: IsoDate) => addMonths(today, -24)

type Picked = { boardId: string; unitIds: readonly string[]; today: IsoDate }

/** The latest of what the system knows of the units, to tick among. */
export async function listFactsToPick(db: Db, { boardId, unitIds, today }: Picked) {
  const all = await findSources(db, { boardId, unitIds, today, from: factsFrom(today) })
  return all
    .map(({ kind, sourceId, unitId, title, href, happenedOn }) => {
      return { kind, sourceId, unitId, title, href, happenedOn }
    })
    .sort(
      (one, other) =>
        other.happenedOn.localeCompare(one.happenedOn) ||
        factKinds.indexOf(one.kind) - factKinds.indexOf(other.kind),
    )
    .slice(0, 40)
}
