import { addDays, daysBetween, todayIn, type IsoDate } from '#kernel/dates.ts'

const dayMs = 86_400_000

/** How long before an account is closed its owner is told. */
export const warningDays = 14

type Used = { readonly seenAt: Date; readonly warnedAt: Date | null }

/**
 * What an account that nobody uses comes to: a warning, and never sooner than two weeks after it, its closing. A warning
 * from before the person was last here is used up.
 */
export function idleStep(account: Used, idleDays: number, now: Date): 'warn' | 'close' | undefined {
  const idle = (now.getTime() - account.seenAt.getTime()) / dayMs
  if (idle < idleDays - warningDays) return undefined
  const warned = account.warnedAt && account.warnedAt > account.seenAt ? account.warnedAt : undefined
  if (!warned) return 'warn'
  const waited = (now.getTime() - warned.getTime()) / dayMs
  return idle >= idleDays && waited >= warningDays ? 'close' : undefined
}

/** The day the warning names: neither sooner than the setting says, nor sooner than the warning allows. */
export function closingDay(seenAt: Date, idleDays: number, now: Date): IsoDate {
  const last = Math.max(seenAt.getTime() + idleDays * dayMs, now.getTime() + warningDays * dayMs)
  return todayIn(new Date(last))
}

/** Days to answer who still works there. */
export const answerDays = 28
/** Days before the last one that those who have not answered are reminded. */
const nearDays = 7

export function quarterOf(day: IsoDate): IsoDate {
  const month = Number(day.slice(5, 7))
  const first = String(month - ((month - 1) % 3)).padStart(2, '0')
  // The first day of a month of the same year.
  return `${day.slice(0, 4)}-${first}-01` as IsoDate
}

export type Told = '' | 'made' | 'near' | 'late'
const order: readonly Told[] = ['', 'made', 'near', 'late']

/** What those who are to answer are to be told today; undefined when they have been. */
export function toTell(
  review: { dueOn: IsoDate; told: Told },
  today: IsoDate,
): Exclude<Told, ''> | undefined {
  const left = daysBetween(today, review.dueOn)
  const stage = left < 0 ? 'late' : left <= nearDays ? 'near' : 'made'
  return order.indexOf(stage) > order.indexOf(review.told) ? stage : undefined
}

export type ReviewState = 'open' | 'late' | 'done' | 'missed'

export function stateOf(
  review: { dueOn: IsoDate; doneAt: Date | null; missedAt: Date | null },
  today: IsoDate,
): ReviewState {
  if (review.doneAt) return 'done'
  if (review.missedAt) return 'missed'
  return review.dueOn < today ? 'late' : 'open'
}

export function dueOf(day: IsoDate): IsoDate {
  return addDays(day, answerDays)
}
