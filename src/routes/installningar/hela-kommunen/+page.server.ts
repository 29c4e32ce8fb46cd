import type { Actions, PageServerLoad } from './$types'
import { askWholeExport, listWholeExports, removeWholeExport } from '#modules/wholeexports/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { wholeExportTexts as t } from '#texts/sv/whole-exports.ts'

const here = () => '/installningar/hela-kommunen'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx) => ({ exports: await listWholeExports(tx) }))

export const actions: Actions = {
  bestall: (event) => submit(event, askWholeExport, { input: () => ({}), then: here, done: t.started }),
  tabort: (event) =>
    submit(event, removeWholeExport, {
      input: (form) => ({ exportId: form.text('export') }),
      then: here,
      done: t.removed,
    }),
}
