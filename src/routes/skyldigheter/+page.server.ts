import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { decideDuty, listDuties, listOwners } from '#modules/duties/public.ts'
import { listBoards, listServiceAreas, listUnits, UnitFilter } from '#modules/organisation/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { dutyTexts as t } from '#texts/sv/duties.ts'
import { dayOf } from './day.ts'
import { dutyFilterFrom, ruleLabels } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = dutyFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => ({
    ...(await listDuties(tx, filter, today)),
    filter,
    today,
    rules: ruleLabels(),
    areas: await listServiceAreas(tx),
    units: (await listUnits(tx, UnitFilter.parse({ limit: 200 }), today)).units,
    owners: await listOwners(tx),
    boards: await listBoards(tx),
    mayDecide: mayAnywhere(actor, 'duty.decide'),
  }))
}

export const actions: Actions = {
  'lagg-till': (event) =>
    submit(event, decideDuty, {
      input: (form) => ({
        boardId: form.text('namnd'),
        title: form.text('vad'),
        ground: form.text('grund'),
        dueOn: dayOf(form, 'senast'),
      }),
      names: { boardId: 'namnd', title: 'vad', ground: 'grund', dueOn: 'senast' },
      then: ({ id }) => `/skyldigheter/${id}`,
      done: t.added,
    }),
}
