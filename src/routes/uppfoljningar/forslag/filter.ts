import { TriggerFilter } from '#modules/triggers/public.ts'
import { filterFrom } from '#platform/list-filter.ts'
import { byWords, urgencyWords } from './words.ts'

/** The list's address → its filter. */
export function triggerFilterFrom(url: URL): TriggerFilter {
  return filterFrom(url, TriggerFilter, {
    state: 'lage',
    kind: 'typ',
    trigger: 'orsak',
    urgency: { name: 'bradska', words: urgencyWords },
    unit: 'enhet',
    by: { name: 'vem', words: byWords },
  })
}
