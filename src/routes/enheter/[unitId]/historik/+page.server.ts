import type { PageServerLoad } from './$types'
import { todayIn, parseTypedDate } from '#kernel/dates.ts'
import { endOfDay, unitAsThen, unitHistory } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { differences, eventsOf, factsInWords } from './words.ts'

export const load: PageServerLoad = ({ locals, params, url }) => {
  const typed = { on: url.searchParams.get('gallde') ?? '', known: url.searchParams.get('kant') ?? '' }
  const today = todayIn(locals.now)
  const validOn = typed.on ? parseTypedDate(typed.on) : today
  const knownOn = typed.known ? parseTypedDate(typed.known) : undefined
  const faults = { on: typed.on !== '' && !validOn, known: typed.known !== '' && !knownOn }
  return ask(locals, async (tx) => {
    const knownAt = knownOn ? await endOfDay(tx, knownOn) : locals.now
    const then = await unitAsThen(tx, params.unitId, validOn ?? today, knownAt)
    const now = await unitAsThen(tx, params.unitId, today, locals.now)
    return {
      typed,
      faults,
      validOn: validOn ?? today,
      knownOn,
      isThen: typed.on !== '' || typed.known !== '',
      then: factsInWords(then),
      now: factsInWords(now),
      differences: differences(then, now),
      events: eventsOf(await unitHistory(tx, params.unitId)),
    }
  })
}
