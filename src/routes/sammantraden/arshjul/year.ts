import { todayIn } from '#kernel/dates.ts'
import { isUuid } from '#kernel/ids.ts'

/** The address of the calendar → its year and board. A hand-written address with something odd shows this year. */
export function yearFrom(url: URL, now: Date): { year: number; boardId: string | undefined } {
  const asked = Number(url.searchParams.get('ar'))
  const isYear = Number.isInteger(asked) && asked >= 2000 && asked <= 2200
  const board = url.searchParams.get('namnd') ?? ''
  return {
    year: isYear ? asked : Number(todayIn(now).slice(0, 4)),
    boardId: isUuid(board) ? board : undefined,
  }
}
