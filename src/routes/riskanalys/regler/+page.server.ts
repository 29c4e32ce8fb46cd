import type { Actions, PageServerLoad, RequestEvent } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import { getRules, listRuleChanges, previewRules, setRiskRules, TryRules } from '#modules/risks/public.ts'
import { parseInput } from '#platform/parse.ts'
import { ask } from '#platform/web/ask.ts'
import { postedForm } from '#platform/web/body.ts'
import { failed, readForm, submit } from '#platform/web/form.ts'
import { ruleTexts as t } from '#texts/sv/risk-pages.ts'
import { boardFor } from '../board.ts'
import { ruleNames, rulesFrom } from './rules-form.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const here = await boardFor(tx, actor, url)
    const boardId = here.board.id
    return {
      ...here,
      rules: await getRules(tx, boardId),
      changes: await listRuleChanges(tx, boardId),
      maySet: may(actor, 'risk.setRules', { boardId }),
    }
  })

/** Nothing is changed: the page comes back with what the rules would make of the units. */
async function preview(event: RequestEvent) {
  const data = await postedForm(event.request)
  const form = readForm(data)
  try {
    const tried = parseInput(TryRules, rulesFrom(form))
    const found = await ask(event.locals, (tx, actor) => {
      const boardId = form.text('namnd')
      if (!may(actor, 'risk.setRules', { boardId })) throw new Problem('notAllowed')
      return previewRules(tx, { boardId, on: todayIn(event.locals.now) }, tried)
    })
    return { preview: found, tried, seen: JSON.stringify(tried), reason: form.text('skal') }
  } catch (cause) {
    return failed(event, cause, { data, names: ruleNames })
  }
}

export const actions: Actions = {
  prova: preview,
  /** Only what was shown is saved: after a change in the form it is shown once more. */
  spara: async (event) => {
    const form = readForm(await postedForm(event.request))
    if (form.text('provad') !== JSON.stringify(rulesFrom(form))) return preview(event)
    const boardId = form.text('namnd')
    return submit(event, setRiskRules, {
      input: (sent) => ({
        ...rulesFrom(sent),
        boardId,
        revision: sent.revision(),
        reason: sent.text('skal'),
      }),
      names: ruleNames,
      then: () => `/riskanalys/regler?namnd=${boardId}`,
      done: ({ unitsMoved }) => t.saved(unitsMoved),
    })
  },
}
