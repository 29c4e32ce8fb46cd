import type { IsoDate } from '#kernel/dates.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'

/** Whose facts are asked for, and as they are on which day. One unit, or every unit of the board. */
export type Asked = { readonly boardId: string; readonly on: IsoDate; readonly unitId?: string | undefined }

/** The units of a board that are run, or are to be; one that is asked for by its id is shown after its end too. */
export function unitsOfBoard(db: Db, { boardId, on, unitId }: Asked) {
  const units = unitsOn(db, on)
    .select(['u.id as unitId', 'u.code', 's.name', 's.serviceAreaId', 'a.name as areaName'])
    .select(['s.providerId', 'p.name as providerName', 's.places', 's.status'])
    .where('u.boardId', '=', boardId)
    .orderBy('u.id')
  const chosen = unitId
    ? units.where('u.id', '=', unitId)
    : units.where('s.status', 'in', ['active', 'planned', 'paused'])
  return chosen.execute()
}
export type RiskUnit = Awaited<ReturnType<typeof unitsOfBoard>>[number]
