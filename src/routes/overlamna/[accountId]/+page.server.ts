import type { Actions, PageServerLoad, RequestEvent } from './$types'
import { todayIn } from '#kernel/dates.ts'
import { isUuid } from '#kernel/ids.ts'
import { fieldProblem } from '#kernel/problem.ts'
import {
  checkTeams,
  countOwnDrafts,
  findLeaver,
  handOver,
  keyOf,
  listHandedOver,
  listReceivers,
  listWork,
} from '#modules/handover/public.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { postedForm } from '#platform/web/body.ts'
import { failed, readForm, submit } from '#platform/web/form.ts'
import { handOverTexts as t } from '#texts/sv/handover.ts'
import { areasIn, chosenRows, receiverOf } from './shared.ts'

export const load: PageServerLoad = ({ locals, params }) => {
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => {
    const leaver = found(await findLeaver(tx, idFrom(params.accountId)))
    const work = await listWork(tx, leaver.id, today)
    const boardIds = [...new Set(work.map((one) => one.boardId))]
    return {
      today,
      leaver,
      work,
      areas: areasIn(work),
      receivers: await listReceivers(tx, { boardIds, not: leaver.id, today }),
      before: await listHandedOver(tx, leaver.id),
      ownDrafts: leaver.id === actor.accountId ? await countOwnDrafts(tx) : 0,
    }
  })
}

/** What was posted, with its rows: read from a copy, because the command's form is read once more. */
async function postedRows(event: RequestEvent) {
  const data = await postedForm(event.request.clone())
  const form = readForm(data)
  const today = todayIn(event.locals.now)
  const work = await ask(event.locals, (tx) => listWork(tx, idFrom(event.params.accountId), today))
  const rows = chosenRows(form, work)
  const perRow = rows.map((row, at) => [`rows.${at}.toAccountId`, `till-${keyOf(row)}`])
  return { data, form, work, rows, names: { rows: 'rad', reason: 'skal', ...Object.fromEntries(perRow) } }
}

export const actions: Actions = {
  /** Nothing is changed: the page shows what would be, with what the teams would lack. */
  granska: async (event) => {
    const { data, form, work, rows, names } = await postedRows(event)
    try {
      if (rows.length === 0) throw fieldProblem('rows', 'chooseRows')
      if (rows.some((row) => !isUuid(row.toAccountId))) throw fieldProblem(receiverOf.all, 'chooseReceiver')
      if (form.text('skal') === '') throw fieldProblem('reason', 'reasonNeeded')
    } catch (cause) {
      return failed(event, cause, { data, names })
    }
    const today = todayIn(event.locals.now)
    const from = event.params.accountId
    const warnings = await ask(event.locals, (tx) => checkTeams(tx, { from, rows, today }))
    const title = (id: string) => work.find((one) => one.id === id)?.title ?? ''
    return {
      review: {
        rows: rows.map((row) => ({ ...row, key: keyOf(row), title: title(row.id) })),
        warnings: warnings.map((one) => ({ ...one, title: title(one.id) })),
        fields: [...data].flatMap(([name, value]) =>
          typeof value === 'string' && name !== 'commandId' ? [{ name, value }] : [],
        ),
      },
    }
  },
  overlamna: async (event) => {
    const { rows, names } = await postedRows(event)
    return submit(event, handOver, {
      input: (form) => ({ fromAccountId: event.params.accountId, reason: form.text('skal'), rows }),
      names,
      then: () => `/overlamna/${event.params.accountId}`,
      done: ({ handedOver }) => t.done(handedOver),
    })
  },
}
