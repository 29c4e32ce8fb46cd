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
  return filterFrom(url, ActionFilter, {
    show: { name: 'visa', words: shows },
    state: 'lage',
    quality: 'kvalitet',
    provider: 'utforare',
    unit: 'enhet',
  })
}
