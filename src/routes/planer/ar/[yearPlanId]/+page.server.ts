import type { Actions, PageServerLoad } from './$types'
import { redirect } from '@sveltejs/kit'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { FollowUpFilter, listCandidates, listFollowUps } from '#modules/followups/public.ts'
import {
  analysisHref,
  changeItems,
  filterItems,
  getSetting,
  listFocusCoverage,
  listItems,
  listMeetingDays,
  missesLastMeeting,
  progressOf,
  removeItems,
  reopenYearPlan,
} from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { planPageTexts as t } from '#texts/sv/plans-pages.ts'
import { itemFilterFrom, pageFrom, pageOf } from './filter.ts'
import { groupsOf } from './shown.ts'
import { shownAs, viewFrom } from './shown-as.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, years, today } = await parent()
  const filter = itemFilterFrom(url)
  const view = viewFrom(url)
  if (view === 'board') redirect(303, boardHref(url))
  return ask(locals, async (tx, actor) => {
    const all = await listItems(tx, plan.id)
    const meetings = await listMeetingDays(tx, plan)
    const { reportMonths } = await getSetting(tx, plan.boardId)
    const shown = (item: (typeof all)[number]) => ({
      ...item,
      progress: progressOf(item, today),
      misses: missesLastMeeting(item, meetings, reportMonths),
    })
    const items = filterItems(all, filter, today)
    const groups = groupsOf(items, filter.group)
    const listed = pageOf(
      groups.flatMap((group) => group.items),
      pageFrom(url),
      100,
    )
    return {
      filter,
      listed: { ...listed, rows: listed.rows.map(shown) },
      groups: groups.map(({ name, items: of, hours }) => ({ name, count: of.length, hours })),
      hours: items.reduce((sum, item) => sum + item.hours, 0),
      total: all.length,
      late: all.filter((item) => missesLastMeeting(item, meetings, reportMonths)).length,
      meetings,
      analysisHref: await analysisHref(tx, plan),
      focus: await listFocusCoverage(tx, plan),
      areas: areasOf(all),
      noArea: all.some((item) => item.serviceAreaId === null),
      people: await listCandidates(tx, plan.boardId, todayIn(locals.now)),
      events: await eventChoices(tx, { accountId: actor.accountId, today }),
      view,
      ...(await shownAs(tx, plan, view, { url, years, all, items, meetings, today })),
    }
  })
}

/** The board is a page of its own, with the same filter. */
function boardHref({ pathname, searchParams }: URL): string {
  const params = new URLSearchParams([...searchParams].filter(([name]) => name !== 'vy' && name !== 'sida'))
  return `${pathname}/tavla${params.size > 0 ? `?${params.toString()}` : ''}`
}

/** The latest event-driven follow-ups, which may be what pushed a planned one aside. */
async function eventChoices(db: Db, reader: { accountId: string; today: IsoDate }) {
  const latest = FollowUpFilter.parse({
    kind: 'eventDriven',
    state: 'notCancelled',
    sort: '-datum',
    limit: 30,
  })
  const { followUps } = await listFollowUps(db, latest, reader)
  return followUps.map((event) => ({ id: event.id, name: `${event.unitName}, ${event.dueOn}` }))
}

function areasOf(items: readonly { serviceAreaId: string | null; areaName: string }[]) {
  const areas = new Map(items.map((item) => [item.serviceAreaId ?? '', item.areaName]))
  return [...areas].filter(([id]) => id !== '').map(([id, name]) => ({ id, name }))
}

const names = { reason: 'skal_text', itemIds: 'rad', leadId: 'ny_ansvarig', eventFollowUpId: 'handelse' }
const back = (url: URL) => {
  const params = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')))
  return params.size > 0 ? `${url.pathname}?${params.toString()}` : url.pathname
}

export const actions: Actions = {
  andra: (event) =>
    submit(event, changeItems, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        itemIds: form.all('rad'),
        month: form.number('ny_manad'),
        half: form.number('nytt_halvar') as 1 | 2 | undefined, // the shape refuses any other number
        depth: form.optional('nytt_djup') as 'basic' | undefined, // the shape refuses any other word
        priority: form.optional('ny_prio') as 'high' | undefined, // the shape refuses any other word
        leadId: form.optional('ny_ansvarig'),
        eventFollowUpId: form.optional('handelse'),
        reason: form.text('skal_text'),
      }),
      names,
      then: () => back(event.url),
      done: (result) => t.changed(result.changed),
    }),
  bort: (event) =>
    submit(event, removeItems, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        itemIds: form.all('rad'),
        reason: form.text('skal_text'),
      }),
      names,
      then: () => back(event.url),
      done: (result) => t.removed(result.removed),
    }),
  ny: (event) =>
    submit(event, reopenYearPlan, {
      input: (form) => ({ yearPlanId: event.params.yearPlanId, reason: form.text('varfor') }),
      names: { reason: 'varfor' },
      then: () => event.url.pathname,
      done: t.reopened,
    }),
}
