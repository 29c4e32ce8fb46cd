import { addWorkingDays } from '#kernel/calendar.ts'
import { addDays, formatTime } from '#kernel/dates.ts'
import type { FollowUpContent } from './shapes-follow-ups.ts'

const order = ['planned', 'prepared', 'underway', 'hearing', 'fixed', 'closed'] as const

/** When each step was taken; null for those that have not been. What the content does not say follows a usual rhythm. */
export type Times = {
  createdAt: Date
  preparedAt: Date | null
  sharedAt: Date | null
  begunAt: Date | null
  fixedAt: Date | null
  closedAt: Date | null
  hearingSentOn: string
  hearingDueOn: string
  fixedOn: string
}

export function timesOf(content: FollowUpContent, asOf: string): Times {
  const day = content.on ?? content.due
  const days = daysOf(content, day)
  const lastWorked = addWorkingDays(asOf, -1)
  const at = (step: (typeof order)[number], on: string, clock: string) =>
    order.findIndex((one) => one === content.state) >= order.indexOf(step) ? instant(on, clock) : null
  const begunAt = at('underway', day, content.at)
  const preparedAt = at('prepared', earlier(addWorkingDays(day, -15), lastWorked), '10:20')
  return {
    createdAt: instant(addWorkingDays(earlier(day, asOf), -45), '09:10'),
    preparedAt,
    sharedAt: content.announced ? preparedAt : begunAt,
    begunAt,
    fixedAt: at('fixed', days.fixedOn, '14:05'),
    closedAt: at('closed', earlier(addDays(days.fixedOn, 120), lastWorked), '11:30'),
    ...days,
  }
}

function daysOf({ hearing, fixedOn }: FollowUpContent, day: string) {
  const hearingSentOn = hearing?.sentOn ?? addWorkingDays(day, 8)
  const hearingDueOn = hearing?.dueOn ?? addWorkingDays(hearingSentOn, 10)
  return { hearingSentOn, hearingDueOn, fixedOn: fixedOn ?? addWorkingDays(hearingDueOn, 4) }
}

/** The last day on which anything has been done: the day that the demo is told from may have begun a minute ago. */
export function lastDay(asOf: string): string {
  return addDays(asOf, -1)
}

/** A clock time on a Swedish day. */
export function instant(day: string, clock: string): Date {
  // One hour ahead of UTC in winter, two in summer: the one that reads back the same is right.
  const at = ['+02:00', '+01:00']
    .map((offset) => new Date(`${day}T${clock}:00${offset}`))
    .find((one) => formatTime(one).replace('.', ':') === clock)
  if (!at) throw new Error(`${day} ${clock} is not a time`)
  return at
}

export function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000)
}

export function earlier(one: string, other: string): string {
  return one < other ? one : other
}
