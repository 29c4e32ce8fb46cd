import { redirect } from '@sveltejs/kit'
import type { PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { findPersonalNumbers } from '#kernel/personal-number.ts'
import { searchAll } from '#modules/search/public.ts'
import { ask } from '#platform/web/ask.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const words = (url.searchParams.get('q') ?? '').trim().slice(0, 200)
  // Out of the address at once, so that it is neither shown again nor kept in the browser's history.
  if (findPersonalNumbers(words).length > 0) redirect(303, '/sok?personnummer=ja')
  return ask(locals, async (tx, actor) => ({
    words,
    isPersonal: url.searchParams.has('personnummer'),
    isOperator: actor.side === 'operator',
    groups: await searchAll(tx, actor, words, todayIn(locals.now)),
  }))
}
