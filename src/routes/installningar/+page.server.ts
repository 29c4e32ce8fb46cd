import type { Actions, PageServerLoad } from './$types'
import { changeSettings, getSettings } from '#modules/accounts/public.ts'
import { filesTake } from '#modules/files/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { settingsTexts as t } from '#texts/sv/accounts.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx) => ({ settings: await getSettings(tx), filesTake: await filesTake(tx) }))

export const actions: Actions = {
  default: (event) =>
    submit(event, changeSettings, {
      input: (form) => ({
        name: form.text('namn'),
        accent: form.text('farg').toLowerCase(),
        hearingDays: form.number('dagar') ?? Number.NaN,
        hearingGround: form.text('grund'),
        releaseDays: form.number('utlamnande') ?? Number.NaN,
        idleDays: form.number('oanvanda') ?? Number.NaN,
        fileGigabytes: form.number('utrymme') ?? Number.NaN,
        secondFactorRequired: form.checked('andraSteg'),
      }),
      names: {
        name: 'namn',
        accent: 'farg',
        hearingDays: 'dagar',
        hearingGround: 'grund',
        releaseDays: 'utlamnande',
        fileGigabytes: 'utrymme',
        idleDays: 'oanvanda',
      },
      then: () => '/installningar',
      done: t.saved,
    }),
}
