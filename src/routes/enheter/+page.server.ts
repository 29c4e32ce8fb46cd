import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  createUnit,
  listBoards,
  listProviders,
  listServiceAreas,
  listUnits,
} from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { organisationTexts as t } from '#texts/sv/organisation.ts'
import { factsFrom, factFields } from './facts.ts'
import { unitFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = unitFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => ({
    ...(await listUnits(tx, filter, today)),
    filter,
    today,
    isOperator: actor.side === 'operator',
    mayCreate: mayAnywhere(actor, 'unit.create'),
    unitId: uuidv7(),
    areas: await listServiceAreas(tx),
    providers: await listProviders(tx),
    boards: (await listBoards(tx)).filter((board) =>
      actor.assignments.some((held) => held.boardId === board.id),
    ),
  }))
}

export const actions: Actions = {
  ny: (event) =>
    submit(event, createUnit, {
      input: (form) => ({
        ...factsFrom(form),
        id: form.text('unitId'),
        boardId: form.text('namnd'),
        code: form.text('kod'),
        from: form.text('datum'),
        note: form.text('anteckning'),
      }),
      names: { ...factFields, boardId: 'namnd', code: 'kod', from: 'datum', note: 'anteckning' },
      then: ({ id }) => `/enheter/${id}`,
      done: t.createdDone,
    }),
}
