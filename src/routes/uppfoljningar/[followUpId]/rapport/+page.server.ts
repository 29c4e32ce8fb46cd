import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import { listOpenMatters } from '#modules/meetings/public.ts'
import { createPaper, listPapersOf } from '#modules/reports/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { reportTexts as t } from '#texts/sv/reports.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const followUp = found(await findFollowUp(tx, idFrom(params.followUpId)))
    const papers = await listPapersOf(tx, { followUpId: followUp.id })
    const isFixed = followUp.state === 'fixed' || followUp.state === 'closed'
    const mayCreate = isFixed && may(actor, 'paper.create', followUp)
    return {
      followUp: { id: followUp.id, title: followUp.title, unitName: followUp.unitName },
      papers,
      isFixed,
      mayCreate: mayCreate && papers.every((paper) => paper.state === 'frozen'),
      matters: followUp.matterId ? [] : await listOpenMatters(tx, followUp.boardId),
      needsMatter: !followUp.matterId,
      commandId: uuidv7(),
    }
  })

export const actions: Actions = {
  skapa: (event) =>
    submit(event, createPaper, {
      input: (form) => {
        const matterId = form.optional('arende')
        return {
          kind: 'followUpReport' as const,
          followUpId: event.params.followUpId,
          ...(matterId ? { matterId } : {}),
        }
      },
      names: { matterId: 'arende' },
      then: (result) => `/rapporter/${result.id}`,
      done: t.created,
    }),
}
