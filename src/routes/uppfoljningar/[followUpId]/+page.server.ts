import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { findWithoutPlan } from '#modules/agreements/public.ts'
import {
  beginFollowUp,
  cancelFollowUp,
  changeFollowUp,
  closeFollowUp,
  countProtocol,
  findFollowUp,
  findHearingDay,
  findReport,
  findReportStanding,
  findTeamFaults,
  listHours,
  listLastTime,
  listFocusAreas,
  listMembers,
  listRequests,
  listVisits,
  planProtocol,
  prepareFollowUp,
  withoutHours,
  type FollowUp,
  teamBasis,
} from '#modules/followups/public.ts'
import { requiredRoles } from '#modules/followups/rules.ts'
import { listOpenMatters } from '#modules/meetings/public.ts'
import { listSourcesOfFollowUp } from '#modules/plans/public.ts'
import { findTriggerOf } from '#modules/triggers/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormEvent } from '#platform/web/form.ts'
import { overviewTexts as t } from '#texts/sv/followups-pages.ts'
import { planInput, planNames } from '../plan-input.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const followUp = found(await findFollowUp(tx, idFrom(params.followUpId)))
    const { laws, asksSas } = await teamBasis(tx, followUp)
    return {
      faults: await findTeamFaults(tx, followUp),
      needsRole: requiredRoles(laws, asksSas).length > 0,
      protocol: await protocolOf(tx, followUp, todayIn(locals.now)),
      lastTime: await listLastTime(tx, followUp),
      withoutPlan: await findWithoutPlan(tx, followUp.unitId, followUp.requirementsPer),
      planned: await listSourcesOfFollowUp(tx, followUp.id),
      trigger: (await findTriggerOf(tx, followUp.id)) ?? null,
      focusAreas: await listFocusAreas(tx),
      matters: await listOpenMatters(tx, followUp.boardId),
      report: await findReport(tx, followUp.id),
      delivered: await findReportStanding(tx, followUp.id),
      deadlines: await deadlinesOf(tx, followUp),
      withoutHours: withoutHours(
        await listMembers(tx, followUp.id),
        (await listHours(tx, followUp.id)).filter(({ replacedAt }) => replacedAt === null),
      ),
      may: {
        change: may(actor, 'followUp.change', followUp),
        prepare: may(actor, 'followUp.prepare', followUp),
        begin: may(actor, 'followUp.begin', followUp),
        cancel: may(actor, 'followUp.cancel', followUp),
        close: may(actor, 'followUp.close', followUp),
        openMatter: may(actor, 'matter.open', followUp),
      },
    }
  })

/** What the protocol is made of; before it is made, what it would be if it were made today. */
async function protocolOf(tx: Db, followUp: FollowUp, today: string) {
  if (followUp.state !== 'planned') return { ...(await countProtocol(tx, followUp.id)), made: true }
  const plan = await planProtocol(tx, { ...followUp, requirementsPer: today })
  const byOrigin: Partial<Record<'agreement' | 'focus' | 'lastTime' | 'added', number>> = {}
  for (const { origin } of plan?.rows ?? []) byOrigin[origin] = (byOrigin[origin] ?? 0) + 1
  return { total: plan?.rows.length ?? 0, assessed: 0, byOrigin, made: false }
}

async function deadlinesOf(tx: Db, followUp: FollowUp) {
  const requests = await listRequests(tx, followUp.id)
  const awaited = requests.filter(({ state }) => state === 'requested' || state === 'returned')
  const hearing = await findHearingDay(tx, followUp.id)
  const visits = await listVisits(tx, followUp.id)
  return {
    documentsDue: awaited.map((request) => request.dueOn).sort()[0],
    hearingDue: hearing?.state === 'open' ? hearing.dueOn : undefined,
    visits: visits.filter((visit) => !visit.begunAt).map((visit) => visit.startsAt),
  }
}

type Event = FormEvent & { params: { followUpId: string } }
const here = (event: Event) => `/uppfoljningar/${event.params.followUpId}`

export const actions: Actions = {
  forbered: (event) =>
    submit(event, prepareFollowUp, {
      input: (form) => ({ followUpId: event.params.followUpId, revision: form.number('revision') }),
      then: () => here(event),
      done: t.prepared,
    }),
  borja: (event) =>
    submit(event, beginFollowUp, {
      input: (form) => ({ followUpId: event.params.followUpId, revision: form.number('revision') }),
      then: () => `${here(event)}/protokoll`,
      done: t.begun,
    }),
  andra: (event) =>
    submit(event, changeFollowUp, {
      input: (form) => ({
        ...planInput(form),
        followUpId: event.params.followUpId,
        revision: form.revision(),
      }),
      names: planNames,
      theirs: () => here(event),
      then: () => here(event),
      done: t.changed,
    }),
  stallin: (event) =>
    submit(event, cancelFollowUp, {
      input: (form) => ({ followUpId: event.params.followUpId, reason: form.text('skal') }),
      names: { reason: 'skal' },
      then: () => here(event),
      done: t.cancelled,
    }),
  avsluta: (event) =>
    submit(event, closeFollowUp, {
      input: (form) => ({ followUpId: event.params.followUpId, reason: form.text('skal') }),
      names: { reason: 'skal' },
      then: () => here(event),
      done: t.closed,
    }),
}
