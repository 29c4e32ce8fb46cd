import type { PageServerLoad } from './$types'
import { listReviewedYears } from '#modules/assessments/public.ts'
import { listYears } from '#modules/followups/public.ts'
import { ask } from '#platform/web/ask.ts'
import { readYear, yearFrom } from './year.ts'

export const load: PageServerLoad = async ({ locals, url }) => {
  const year = yearFrom(url, locals.now)
  const known = await ask(locals, async (tx) => [...(await listYears(tx)), ...(await listReviewedYears(tx))])
  const years = [...new Set([year, ...known])].sort((one, other) => other - one)
  return { ...(await readYear(locals, year)), year, years }
}
