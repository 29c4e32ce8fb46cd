import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { findPersonalNumbers } from '#kernel/personal-number.ts'
import { searchAll } from '#modules/search/public.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const typed = (url.searchParams.get('q') ?? '').trim().slice(0, 200)
  const isPersonal = findPersonalNumbers(typed).length > 0
  const words = isPersonal ? '' : typed
  return ask(locals, async (tx, actor) => ({
    words,
    isPersonal,
    isOperator: actor.side === 'operator',
    groups: await searchAll(tx, actor, words, todayIn(locals.now)),
    // The header shows what was searched for; a personal number is not shown again.
    query: words,
  }))
}
