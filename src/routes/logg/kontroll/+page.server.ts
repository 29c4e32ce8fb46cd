import type { Actions, PageServerLoad } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { getFigures, listReviews, logReviewStanding, setRules } from '#modules/logreviews/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { logReviewTexts as t } from '#texts/sv/log-reviews.ts'
import { reviewFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = reviewFilterFrom(url)
  return ask(locals, async (tx) => ({
    ...(await listReviews(tx, filter)),
    standing: await logReviewStanding(tx, todayIn(locals.now)),
    figures: await getFigures(tx),
    commandId: uuidv7(),
    filter,
  }))
}

export const actions: Actions = {
  regler: (event) =>
    submit(event, setRules, {
      input: (form) => ({
        revision: form.revision(),
        sampleRows: given(form, 'sampleRows'),
        samplePercent: given(form, 'samplePercent'),
        mostPlaces: given(form, 'mostPlaces'),
        mostRefusals: given(form, 'mostRefusals'),
        mostNetworks: given(form, 'mostNetworks'),
      }),
      then: () => '/logg/kontroll',
      done: t.rulesSaved,
    }),
}

const given = (form: FormReader, name: string) => form.number(name) ?? Number.NaN
