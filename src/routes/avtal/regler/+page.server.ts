import type { Actions, PageServerLoad } from './$types'
import { kindRules, setKindRule } from '#modules/agreements/public.ts'
import { agreementKinds, type AgreementKind } from '#modules/agreements/rules.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { ruleTexts as t } from '#texts/sv/agreements-pages.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx) => {
    const rules = await kindRules(tx)
    return { rules: agreementKinds.map((kind) => rules[kind]) }
  })

export const actions: Actions = {
  default: (event) =>
    submit(event, setKindRule, {
      input: (form) => ({
        // The shape refuses any other word.
        kind: form.text('slag') as AgreementKind,
        warnMonths: form.number('manader') ?? Number.NaN,
        needsPlan: form.checked('plan'),
        followUpMonthsBefore: form.number('fore') ?? null,
        followUpMonthsAfterStart: form.number('efter') ?? null,
        reviewMonth: form.number('genomgang') ?? null,
        revision: form.revision(),
      }),
      names: { warnMonths: 'manader', followUpMonthsBefore: 'fore', followUpMonthsAfterStart: 'efter' },
      then: () => '/avtal/regler',
      done: t.saved,
    }),
}
