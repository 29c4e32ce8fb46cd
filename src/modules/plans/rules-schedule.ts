import { addMonths, type IsoDate } from '#kernel/dates.ts'
import { lastDayOf, type PlanItem } from './rules.ts'

export type MeetingDay = { id: string; heldOn: IsoDate; papersBy: IsoDate }

/** The first meeting whose stop date leaves the months a report takes; null: none is known. */
export function firstMeetingFor(
  item: Pick<PlanItem, 'year' | 'month' | 'half'>,
  meetings: readonly MeetingDay[],
  reportMonths: number,
): MeetingDay | null {
  const ready = addMonths(lastDayOf(item), reportMonths)
  return (
    meetings
      .toSorted((one, other) => one.heldOn.localeCompare(other.heldOn))
      .find((one) => one.papersBy >= ready) ?? null
  )
}

/** Whether the report of a row cannot come before the board the same year: told, never refused. */
export function missesLastMeeting(
  item: Pick<PlanItem, 'year' | 'month' | 'half'>,
  meetings: readonly MeetingDay[],
  reportMonths: number,
): boolean {
  const inYear = meetings.filter((meeting) => meeting.heldOn.startsWith(`${item.year}-`))
  return inYear.length > 0 && firstMeetingFor(item, inYear, reportMonths) === null
}
