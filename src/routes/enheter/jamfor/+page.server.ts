import type { PageServerLoad } from './$types'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { compareRequirements, listApplicableRequirements } from '#modules/agreements/public.ts'
import { findUnit, listUnits, UnitFilter } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const today = todayIn(locals.now)
  const asked = (name: string) => url.searchParams.get(name) || undefined
  return ask(locals, async (tx) => {
    const one = await sideAsked(tx, asked('en'), today)
    const other = await sideAsked(tx, asked('annan'), today)
    const area = one?.unit.serviceAreaId
    const ofArea = UnitFilter.parse({ limit: 200, ...(area ? { area } : {}) })
    return {
      one: one && describe(one),
      other: other && describe(other),
      sameArea: area !== undefined && area === other?.unit.serviceAreaId,
      rows: one && other ? compareRequirements(one.requirements, other.requirements) : [],
      units: (await listUnits(tx, ofArea, today)).units,
    }
  })
}

/** A unit named in the address must exist; an address that names none is the page before the choice. */
async function sideAsked(db: Db, text: string | undefined, today: IsoDate) {
  return text === undefined ? undefined : found(await findSide(db, text, today))
}

async function findSide(db: Db, text: string, today: IsoDate) {
  const unit = await findUnit(db, idFrom(text), today)
  if (!unit) return undefined
  const applicable = await listApplicableRequirements(db, unit.id, today, 'inDepth')
  return { unit, agreement: applicable?.agreement, requirements: applicable?.requirements ?? [] }
}

type Side = NonNullable<Awaited<ReturnType<typeof findSide>>>

function describe({ unit, agreement, requirements }: Side) {
  return { unit, agreement, count: requirements.length }
}
