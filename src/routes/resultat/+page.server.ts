import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listResults, type Result } from '#modules/assessments/public.ts'
import { ask } from '#platform/web/ask.ts'

const pageSize = 50

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = Number(url.searchParams.get('sida') ?? 1)
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1
  return ask(locals, async (tx) => {
    const { results, total } = await listResults(tx, { limit: pageSize, offset: (page - 1) * pageSize })
    const all = await listResults(tx, { limit: 1000, offset: 0 })
    return { results, total, page, pageSize, years: yearsOf(all.results) }
  })
}

/** Counts by year, never a mean: one failed must is not made good by nine that are met. */
function yearsOf(results: readonly Result[]) {
  const byYear = Map.groupBy(results, (result) => todayIn(result.fixedAt).slice(0, 4))
  return [...byYear]
    .map(([year, list]) => ({
      year,
      assessments: list.length,
      met: sum(list, (result) => result.counts.met),
      partly: sum(list, (result) => result.counts.partly),
      notMet: sum(list, (result) => result.counts.notMet),
      findings: sum(list, (result) => result.findings),
    }))
    .sort((one, other) => Number(other.year) - Number(one.year))
}

function sum(list: readonly Result[], of: (result: Result) => number): number {
  return list.reduce((total, result) => total + of(result), 0)
}
