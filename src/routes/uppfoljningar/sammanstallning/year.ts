import { todayIn } from '#kernel/dates.ts'
import {
  listReviewedUnits,
  providerMeetsAll,
  providersOf,
  type ReviewedProvider,
} from '#modules/assessments/public.ts'
import { countYear, type YearCounts } from '#modules/followups/public.ts'
import { ask, type Locals } from '#platform/web/ask.ts'
import { followUpKinds, levels, purposes } from '#texts/sv/followups.ts'
import { yearlyTexts as t } from '#texts/sv/yearly.ts'

/** The year in the address; a hand-written one that is no year is this year. */
export function yearFrom(url: URL, now: Date): number {
  const asked = Number(url.searchParams.get('ar'))
  return Number.isInteger(asked) && asked >= 1990 && asked <= 2200 ? asked : Number(todayIn(now).slice(0, 4))
}

/** What the page and its exports are made of. */
export function readYear(locals: Locals, year: number) {
  return ask(locals, async (tx, actor) => {
    const reader = { accountId: actor.accountId, today: todayIn(locals.now) }
    const units = await listReviewedUnits(tx, year)
    const providers = providersOf(units)
    return {
      counts: linesOf(await countYear(tx, year, reader), year),
      units,
      providers,
      ...shareOf(providers),
    }
  })
}

function shareOf(providers: readonly ReviewedProvider[]) {
  return { meeting: providers.filter(providerMeetsAll).length, reviewed: providers.length }
}

export type CountLine = { group: string; name: string; count: number; total: number; href: string }

/** One line for each count, with the address of the list that shows just those. */
function linesOf(counts: YearCounts, year: number): CountLine[] {
  const { total } = counts
  const line = (group: string, param: string) => (row: { key: string; name: string; count: number }) => {
    const query = new URLSearchParams({ ar: String(year), lage: 'notCancelled', [param]: row.key })
    return { group, name: row.name, count: row.count, total, href: `/uppfoljningar?${query.toString()}` }
  }
  const named = (rows: YearCounts['kinds'], names: Readonly<Record<string, string>>) =>
    rows.map((row) => ({ ...row, name: names[row.key] ?? row.key }))
  return [
    ...named(counts.purposes, purposes).map(line(t.purposes, 'syfte')),
    ...named(counts.kinds, followUpKinds).map(line(t.kinds, 'typ')),
    ...named(counts.levels, levels).map(line(t.levels, 'niva')),
    ...counts.areas.map((row) => ({ ...row, name: row.name || t.noArea })).map(line(t.areas, 'omrade')),
  ]
}
