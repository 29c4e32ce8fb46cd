import { Problem } from '#kernel/problem.ts'

/** Pages and forms a minute for one account: many times what hands can do, and less than what a program would. */
const perMinute = 600

/** The minute that runs, and how much each account has asked for in it. Of the minute before nothing is kept. */
const counted = { minute: 0, pages: new Map<string, number>() }

/**
 * Nobody takes the pages from the others by a program that opens them without end. It is counted in each process, unlike what
 * can be guessed at, which is counted in the database: a page more or less is no matter, and a row written for every
 * page would be. `PAGES_PER_MINUTE` 0 turns it off, for measuring.
 */
export function countPage(accountId: string, now: Date): void {
  const most = Number(process.env['PAGES_PER_MINUTE'] ?? perMinute)
  if (most === 0) return
  const minute = Math.floor(now.getTime() / 60_000)
  if (minute !== counted.minute) {
    counted.minute = minute
    counted.pages.clear()
  }
  const pages = (counted.pages.get(accountId) ?? 0) + 1
  counted.pages.set(accountId, pages)
  if (pages > most) throw new Problem('tooManyPages')
}
