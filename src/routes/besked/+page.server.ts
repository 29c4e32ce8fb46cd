import type { Actions, PageServerLoad } from './$types'
import { listNotices, openNotice } from '#modules/notices/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { localPath } from '#platform/web/paths.ts'

export const load: PageServerLoad = ({ locals }) =>
  ask(locals, async (tx, actor) => ({ notices: await listNotices(tx, actor) }))

export const actions: Actions = {
  default: (event) =>
    submit(event, openNotice, {
      input: (form) => ({ noticeId: form.text('noticeId') }),
      then: (result) => localPath(result.href),
    }),
}
