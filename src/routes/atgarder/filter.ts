import { ActionFilter } from '#modules/findings/public.ts'
import { filterFrom } from '#platform/list-filter.ts'
import { shows } from './words.ts'

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
