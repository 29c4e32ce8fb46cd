import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { addServiceArea, countFindingsByArea, listAreas, listFrameworks } from '#modules/frameworks/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { frameworkTexts as t } from '#texts/sv/frameworks.ts'
import { areaFields, areaFrom } from './area.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => ({
    frameworks: await listFrameworks(tx),
    areas: await listAreas(tx),
    findings: Object.fromEntries((await countFindingsByArea(tx)).map(({ area, count }) => [area, count])),
    mayChange: mayAnywhere(actor, 'serviceArea.change'),
    mayChangeOwn: mayAnywhere(actor, 'framework.change'),
    today: todayIn(locals.now),
    commandId: uuidv7(),
  }))

export const actions: Actions = {
  ny: (event) =>
    submit(event, addServiceArea, {
      input: areaFrom,
      names: areaFields,
      then: ({ id }) => `/ramverk/${id}`,
      done: t.added,
    }),
}
