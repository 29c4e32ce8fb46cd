import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { listResults } from '#modules/assessments/public.ts'
import { ask } from '#platform/web/ask.ts'
import { unitOverYears } from './years.ts'

const pageSize = 50

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = Number(url.searchParams.get('sida') ?? 1)
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 100_000 ? asked : 1
  return ask(locals, async (tx) => {
    const { results, total } = await listResults(tx, { limit: pageSize, offset: (page - 1) * pageSize })
    const today = todayIn(locals.now)
    return { results, total, page, pageSize, ...(await unitOverYears(tx, url, today)) }
  })
}
