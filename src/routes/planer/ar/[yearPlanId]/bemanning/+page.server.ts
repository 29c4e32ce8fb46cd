import type { Actions, PageServerLoad } from './$types'
import type { Actor } from '#access/may.ts'
import {
  estimateFor,
  fillStaffHours,
  findLoad,
  listEstimateChanges,
  listEstimates,
  listItems,
  listRegisteredShares,
  listUsedFor,
  setEstimate,
  setStaffHours,
  standingOf,
  takeUsedHours,
  type RoleHours,
} from '#modules/plans/public.ts'
import { depths, itemKinds, teamRoles, type Depth, type ItemKind } from '#modules/plans/rules.ts'
import { listServiceAreas } from '#modules/organisation/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { getCalculation } from '#modules/proposals/public.ts'
import { ask } from '#platform/web/ask.ts'
import { sameAddress, submit, type FormReader } from '#platform/web/form.ts'
import { staffTexts as t } from '#texts/sv/plans-items.ts'
import { usedTexts } from '#texts/sv/used-hours.ts'
import { pageFrom, pageOf } from '../filter.ts'
import { hoursNames, writtenHours } from './staff-hours.ts'
import { usedYearsOf } from './used-years.ts'

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { plan, years, today } = await parent()
  const asked = Number(url.searchParams.get('ar'))
  const year = years.includes(asked) ? asked : plan.fromYear
  return ask(locals, async (tx, actor) => {
    const items = (await listItems(tx, plan.id)).filter((item) => item.year === year)
    const load = await findLoad(tx, plan, { year, items, today })
    const estimates = await listEstimates(tx, plan.boardId)
    const unstaffed = items.filter((item) => item.team.length === 0)
    const q = (url.searchParams.get('q') ?? '').trim()
    const people = load.map((person) => ({
      ...person,
      months: person.months.map((month) => ({ ...month, standing: standingOf(month) })),
    }))
    const listed = pageOf(
      people.filter(({ name, profession }) =>
        `${name} ${profession}`.toLowerCase().includes(q.toLowerCase()),
      ),
      pageFrom(url),
      25,
    )
    return {
      year,
      q,
      listed,
      load: listed.rows,
      over: people.flatMap(({ months }) => months).filter(({ standing }) => standing === 'over').length,
      unstaffed: { count: unstaffed.length, hours: unstaffed.reduce((sum, item) => sum + item.hours, 0) },
      estimates: estimateRows(estimates),
      areas: await listServiceAreas(tx),
      registered: await listRegisteredShares(tx, plan.boardId),
      ...(await usedOf(tx, actor, { plan, today, url })),
    }
  })
}

type Asked = { plan: { boardId: string; fromYear: number; toYear: number }; today: string; url: URL }

/** What the year before the plan took, or one of the plan's own that has begun. */
async function usedOf(tx: Db, actor: Actor, { plan, today, url }: Asked) {
  const { usedYear, usedYears } = usedYearsOf(plan, today, url)
  return {
    usedYear,
    usedYears,
    used: (await listUsedFor(tx, actor, { boardId: plan.boardId, year: usedYear })) ?? [],
    estimateChanges: await listEstimateChanges(tx, plan.boardId),
  }
}

/** Every kind and depth for all areas, and what an area has of its own. */
function estimateRows(estimates: Awaited<ReturnType<typeof listEstimates>>) {
  const general = itemKinds.flatMap((kind) =>
    depths.map((depth) => ({
      kind,
      depth,
      serviceAreaId: null,
      hours: estimateFor(estimates, { serviceAreaId: null, kind, depth }),
      isOwn: estimates.some((one) => one.serviceAreaId === null && one.kind === kind && one.depth === depth),
    })),
  )
  const own = estimates.filter((one) => one.serviceAreaId !== null).map((one) => ({ ...one, isOwn: true }))
  return [...general, ...own]
}

export const actions: Actions = {
  timmar: async (event) => {
    const year = Number(event.url.searchParams.get('ar'))
    const names: Record<string, string> = {}
    return submit(event, setStaffHours, {
      input: (form) => {
        const people = writtenHours(form)
        Object.assign(names, hoursNames(people))
        return { boardId: form.text('namnd'), year: form.number('ar') ?? year, people }
      },
      names,
      then: () => sameAddress(event.url),
      done: t.savedHours,
    })
  },
  register: async (event) => {
    const year = Number(event.url.searchParams.get('ar'))
    return submit(event, fillStaffHours, {
      input: async (form) => {
        const boardId = form.text('namnd')
        const { monthProfile } = await ask(event.locals, (tx) => getCalculation(tx, boardId))
        const fullTimeHours = form.number('heltid') ?? Number.NaN
        return { boardId, year: form.number('ar') ?? year, fullTimeHours, monthProfile: [...monthProfile] }
      },
      names: { fullTimeHours: 'heltid' },
      then: () => sameAddress(event.url),
      done: ({ people, months }) => t.filledHours(people, months),
    })
  },
  uppskatta: (event) =>
    submit(event, setEstimate, {
      input: (form) => ({
        ...estimateKeyFrom(form),
        hours: form.has('aterga') ? null : hoursFrom((name) => form.number(name)),
      }),
      names: Object.fromEntries(teamRoles.map((role) => [`hours.${role}`, `t-${role}`])),
      then: () => `${event.url.pathname}#uppskattningar`,
      done: t.savedEstimate,
    }),
  medel: (event) =>
    submit(event, takeUsedHours, {
      input: (form) => ({
        ...estimateKeyFrom(form),
        year: form.number('ar') ?? Number.NaN,
        reason: form.text('varfor'),
      }),
      names: { reason: 'varfor' },
      then: () => `${event.url.pathname}#anvant`,
      done: usedTexts.taken,
    }),
}

/** Which estimate the form is about. */
function estimateKeyFrom(form: FormReader) {
  return {
    boardId: form.text('namnd'),
    serviceAreaId: form.optional('omrade') ?? null,
    kind: form.text('typ') as ItemKind, // the shape refuses any other word
    depth: form.text('djup') as Depth, // the shape refuses any other word
  }
}

function hoursFrom(number: (name: string) => number | undefined): RoleHours {
  return Object.fromEntries(
    teamRoles.flatMap((role) => {
      const hours = number(`t-${role}`)
      return hours === undefined ? [] : [[role, hours]]
    }),
  )
}
