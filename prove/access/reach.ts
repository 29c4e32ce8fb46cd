import type { Facts } from './rows.ts'
import { isOperator, type Person } from './world.ts'

/**
 * Whose rows a person may meet at all, said once more and in another way than the database's policies: the
 * municipality is a wall; the office and the boards stay within their board, operators within their units and their
 * provider, and those who keep the system meet nothing that belongs to a board.
 */
export function reaches(person: Person, row: Facts): boolean {
  if (row.municipalityId !== person.municipalityId) return false
  if (isOperator(person.role)) return reachesAsOperator(person, row)
  return row.boardId === null || row.boardId === person.boardId
}

function reachesAsOperator(person: Person, { unitId, providerId, boardId }: Facts): boolean {
  if (unitId !== null && !person.unitIds.includes(unitId)) return false
  if (providerId !== null) return providerId === person.providerId
  return unitId !== null || boardId === null
}
