import type { Actions, PageServerLoad } from './$types'
import { may, mayAnywhere } from '#access/may.ts'
import { listBoards } from '#modules/organisation/public.ts'
import { getTriggerRules, listTriggerRuleChanges, setTriggerRules } from '#modules/triggers/public.ts'
import { ask, found } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { triggerRuleTexts as t } from '#texts/sv/triggers-pages.ts'
import { ruleFormNames, rulesIn } from './rules-form.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const boards = (await listBoards(tx)).filter(({ id }) => may(actor, 'trigger.read', { boardId: id }))
    const board = found(boards.find(({ id }) => id === url.searchParams.get('namnd')) ?? boards[0])
    return {
      boards,
      board,
      rules: await getTriggerRules(tx, board.id),
      changes: await listTriggerRuleChanges(tx, board.id),
      mayReadSignals: mayAnywhere(actor, 'signal.read'),
      maySet: may(actor, 'trigger.setRules', { boardId: board.id }),
    }
  })

export const actions: Actions = {
  default: (event) =>
    submit(event, setTriggerRules, {
      input: (form) => ({
        ...rulesIn(form),
        ...{ boardId: form.text('namnd'), revision: form.revision(), reason: form.text('skal') },
      }),
      names: ruleFormNames,
      then: ({ id }) => `/uppfoljningar/forslag/regler?namnd=${id}`,
      done: ({ raised }) => t.saved(raised),
    }),
}
