import type { Actions, PageServerLoad } from './$types'
import { describeSteps, followUpKinds, listAllSteps, type FollowUpKind } from '#modules/followups/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { stepTexts as t } from '#texts/sv/followups-pages.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx) => {
    const steps = await listAllSteps(tx)
    return {
      kinds: followUpKinds.map((kind) => ({ kind, steps: steps.filter((step) => step.kind === kind) })),
    }
  })

export const actions: Actions = {
  default: (event) =>
    submit(event, describeSteps, {
      // The shape refuses what is not a kind.
      input: (form) => ({ kind: form.text('typ') as FollowUpKind, steps: stepsFrom(form) }),
      names: {},
      then: () => '/uppfoljningar/steg',
      done: t.saved,
    }),
}

/** The rows of the form, in the order they stand in it. */
function stepsFrom(form: FormReader) {
  const names = form.all('namn')
  const roles = form.all('roll')
  return form.all('plats').map((position, at) => ({
    position: Number(position),
    name: names[at] ?? '',
    role: roles[at] ?? '',
  }))
}
