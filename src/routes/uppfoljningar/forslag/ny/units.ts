import { may, type Actor } from '#access/may.ts'
import type { IsoDate } from '#kernel/dates.ts'
import { isUuid } from '#kernel/ids.ts'
import { listUnitNames, listUnits, UnitFilter } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'

export const mostUnits = 60

/** The units that the address names, one by one or as a whole area; only those the person may propose of. */
export async function unitsIn(tx: Db, actor: Actor, { url, today }: { url: URL; today: IsoDate }) {
  const area = url.searchParams.get('hela') ?? ''
  const mine = (unit: { boardId: string }) => may(actor, 'trigger.propose', unit)
  if (isUuid(area)) return (await unitsOfArea(tx, area, today)).filter(mine)
  const ids = [...new Set(url.searchParams.getAll('enhet').filter(isUuid))].slice(0, mostUnits + 1)
  const known = await listUnitNames(tx, today, { ids })
  return ids.flatMap((id) => known.find((unit) => unit.id === id && mine(unit)) ?? [])
}

function unitsOfArea(tx: Db, areaId: string, today: IsoDate) {
  return listUnitNames(tx, today, { areaId, status: 'active' })
}

/** What is searched for before anything is chosen. */
export async function searchUnits(tx: Db, actor: Actor, { url, today }: { url: URL; today: IsoDate }) {
  const q = (url.searchParams.get('sok') ?? '').slice(0, 200)
  const asked = url.searchParams.get('omrade') ?? ''
  const area = isUuid(asked) ? asked : undefined
  const filter = UnitFilter.parse({ q, limit: mostUnits, ...(area ? { area } : {}) })
  const { units } = await listUnits(tx, filter, today)
  const inArea = area ? (await unitsOfArea(tx, area, today)).length : 0
  return { q, area, inArea, found: units.filter((unit) => may(actor, 'trigger.propose', unit)) }
}
