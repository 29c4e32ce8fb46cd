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
  pinItems,
  removeItems,
  reopenYearPlan,
  type PlanItem,
  type YearPlan,
} from '#modules/plans/public.ts'
import { brokenNow, layPlan } from '#modules/proposals/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { sameAddress, submit } from '#platform/web/form.ts'
import { lockTexts } from '#texts/sv/plan-move.ts'
import { planPageTexts as t } from '#texts/sv/plans-pages.ts'
import { itemFilterFrom, pageFrom, pageOf } from './filter.ts'
import { areasOf, groupsOf } from './shown.ts'
import { shownAs, viewFrom } from './shown-as.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, years, today, mayPropose } = await parent()
  const filter = itemFilterFrom(url)
  const view = viewFrom(url)
  if (view === 'board') redirect(303, boardHref(url))
  return ask(locals, async (tx, actor) => {
    const all = await listItems(tx, plan.id)
    const meetings = await listMeetingDays(tx, plan)
    const { reportMonths } = await getSetting(tx, plan.boardId)
    const misses = (item: PlanItem) => missesLastMeeting(item, meetings, reportMonths)
    const items = filterItems(all, filter, today)
    const groups = groupsOf(items, filter.group)
    const listed = pageOf(
      groups.flatMap((group) => group.items),
      pageFrom(url),
      100,
    )
    return {
      filter,
      listed: { ...listed, rows: listed.rows.map((item) => shownItem(item, misses, today)) },
      groups: groups.map(({ name, items: of, hours }) => ({ name, count: of.length, hours })),
      hours: items.reduce((sum, item) => sum + item.hours, 0),
      total: all.length,
      late: all.filter(misses).length,
      meetings,
      analysisHref: await analysisHref(tx, plan),
      focus: await listFocusCoverage(tx, plan),
      areas: areasOf(all),
      noArea: all.some((item) => item.serviceAreaId === null),
      people: await listCandidates(tx, plan.boardId, todayIn(locals.now)),
      events: await eventChoices(tx, { accountId: actor.accountId, today }),
      view,
      // Only for who may read proposals: what is owed of a unit may tell its risk.
      broken:
        mayPropose && plan.state === 'draft'
          ? await brokenIn(tx, plan, { rows: all.length, today })
          : undefined,
      ...(await shownAs(tx, plan, view, { url, years, all, items, meetings, today })),
    }
  })
}

function shownItem(item: PlanItem, misses: (item: PlanItem) => boolean, today: IsoDate) {
  return { ...item, progress: progressOf(item, today), misses: misses(item) }
}

/** So many rows are tried against the rules at each look; of more, the page only leads to where they are tried. */
const mostTried = 500

/** How many rules the draft breaks, and how many people have too many hours some month; null for what is too many to try. */
async function brokenIn(db: Db, plan: YearPlan, { rows, today }: { rows: number; today: IsoDate }) {
  if (rows === 0) return undefined
  if (rows > mostTried) return null
  const now = brokenNow(await layPlan(db, plan, { today }))
  return { rules: now.rows.length, people: new Set(now.overbooked.map(({ staffId }) => staffId)).size }
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

const names = { reason: 'skal_text', itemIds: 'rad', leadId: 'ny_ansvarig', eventFollowUpId: 'handelse' }

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
      then: () => sameAddress(event.url),
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
      then: () => sameAddress(event.url),
      done: (result) => t.removed(result.removed),
    }),
  las: (event) =>
    submit(event, pinItems, {
      input: (form) => ({
        yearPlanId: event.params.yearPlanId,
        itemIds: form.all('rad'),
        pinned: form.text('last') !== 'nej',
        reason: form.text('skal_text'),
      }),
      names,
      then: () => sameAddress(event.url),
      done: ({ changed }) => lockTexts.lockedDone(changed),
    }),
  ny: (event) =>
    submit(event, reopenYearPlan, {
      input: (form) => ({ yearPlanId: event.params.yearPlanId, reason: form.text('varfor') }),
      names: { reason: 'varfor' },
      then: () => event.url.pathname,
      done: t.reopened,
    }),
}
