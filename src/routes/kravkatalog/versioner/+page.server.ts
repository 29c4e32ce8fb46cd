import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  findNewestPublished,
  findOpenDraft,
  listCatalogueVersions,
  startDraft,
} from '#modules/catalogues/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { versionTexts as t } from '#texts/sv/catalogue-drafts.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => ({
    versions: await listCatalogueVersions(tx),
    draft: await findOpenDraft(tx),
    base: await findNewestPublished(tx),
    mayDraft: mayAnywhere(actor, 'catalogue.draft'),
    nextYear: Number(todayIn(locals.now).slice(0, 4)) + 1,
    id: uuidv7(),
    commandId: uuidv7(),
  }))

export const actions: Actions = {
  default: (event) =>
    submit(event, startDraft, {
      input: (form) => ({ id: form.text('id'), name: form.text('namn'), validFrom: form.text('fran') }),
      names: { name: 'namn', validFrom: 'fran' },
      then: ({ id }) => `/kravkatalog/versioner/${id}`,
      done: t.started,
    }),
}
