import { ActionFilter } from '#modules/findings/public.ts'
import { filterFrom } from '#platform/list-filter.ts'

/** What the list may show only, by the word in its address. */
export const shows = {
  forsenade: 'late',
  'att-bedoma': 'toJudge',
  effekt: 'toVerify',
  'inte-klara': 'unfinished',
} as const

/** The list's address → its filter. */
export function actionFilterFrom(url: URL): ActionFilter {
  const show = Object.entries(shows).find(([word]) => word === url.searchParams.get('visa'))?.[1]
  const filter = filterFrom(url, ActionFilter, {
    state: 'lage',
    quality: 'kvalitet',
    provider: 'utforare',
    unit: 'enhet',
  })
  return show ? { ...filter, show } : filter
}
