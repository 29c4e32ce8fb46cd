import type { PageServerLoad } from './$types'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { compareRequirements, listApplicableRequirements } from '#modules/agreements/public.ts'
import { findUnit, listUnits, UnitFilter } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const today = todayIn(locals.now)
  const [oneId, otherId] = ['en', 'annan'].map((name) => url.searchParams.get(name) || undefined)
  return ask(locals, async (tx) => {
    const one = oneId === undefined ? undefined : found(await findSide(tx, oneId, today))
    const other = otherId === undefined ? undefined : found(await findSide(tx, otherId, today))
    const area = one?.unit.serviceAreaId
    return {
      one: one && describe(one),
      other: other && describe(other),
      sameArea: one !== undefined && area === other?.unit.serviceAreaId,
      rows: one && other ? compareRequirements(one.requirements, other.requirements) : [],
      units: (await listUnits(tx, UnitFilter.parse({ limit: 200, ...(area ? { area } : {}) }), today)).units,
    }
  })
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
