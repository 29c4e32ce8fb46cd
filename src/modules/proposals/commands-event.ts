import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { assertDelegated, findDecisionOf, recordDelegatedIfMay } from '#modules/delegations/public.ts'
import { findFollowUp, type FollowUp } from '#modules/followups/public.ts'
import { notify } from '#modules/notices/public.ts'
import {
  addTeam,
  beginVersion,
  changeOf,
  findItem,
  halfOf,
  insertEvent,
  lockYearPlan,
  recordChanges,
  saveItems,
  setTeam,
  timeOf,
  type Change,
  type YearPlan,
} from '#modules/plans/public.ts'
import { command, type Context } from '#platform/command.ts'
import { delegationTexts } from '#texts/sv/delegations.ts'
import { eventTexts as t } from '#texts/sv/plan-events.ts'
import { PlaceEvent } from './contract-event.ts'
import { isFixed, outcomeOf, sceneOf, taken, wishesOf, type Scene, type Step } from './displace.ts'
import { displacedOf } from './displace-words.ts'
import { eventHoursOf } from './event-hours.ts'
import { draftMarkOf } from './gather.ts'
import { layPlan } from './laid.ts'

/**
 * Puts an event-driven follow-up into a year's plan, with what it pushes aside (M-078, M-090). What finds room stands in a
 * decided plan at once; what moves other rows begins the plan's next working version, for whoever decides on changes.
 * Nothing is moved that was not shown and chosen.
 */
export const placeEvent = command({
  verb: 'yearPlan.change',
  input: PlaceEvent,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, seen, input) {
    if (seen.state === 'submitted') throw new Problem('wrongState')
    const event = await eventOf(context, seen, input)
    const draftMark = await draftMarkOf(context.db, seen.id)
    if (draftMark !== input.draftMark) throw new Problem('stale', { current: { draftMark } })
    const decision = await decisionOf(context, event, input)
    const { scene, steps } = await pushedAside(context, seen, input)
    const outcome = outcomeOf({ scene, steps })
    if (outcome === 'over' && !input.acceptOver) throw fieldProblem('acceptOver', 'staysOverbooked')
    const isNew = seen.state === 'decided' && steps.length > 0
    const plan = isNew ? await beginVersion(context, seen, input.reason) : seen
    const itemId = await putIn(context, plan, { event, input, steps })
    // What stands in a decided plan without moving anything is told of in its next version.
    const version = plan.state === 'decided' ? plan.version + 1 : plan.version
    const over = scene.rooms.reduce((sum, room) => sum + room.over, 0)
    await context.db
      .insertInto('planEvent')
      .values({
        ...{ municipalityId: context.actor.municipalityId, id: uuidv7(context.now.getTime()) },
        ...{ yearPlanId: plan.id, boardId: plan.boardId, version, followUpId: event.id, planItemId: itemId },
        ...{ hours: JSON.stringify(hoursOf(input)), outcome, overReserve: Math.round(over * 10) / 10 },
        displaced: JSON.stringify(steps.map((step) => displacedOf(step, scene.laid.nameOf))),
        ...{ reason: input.reason, ...decision },
        ...{ recordedBy: context.actor.accountId, recordedAt: context.now },
      })
      .execute()
    await tellTeams(context, plan, { input, steps })
    return { id: itemId, yearPlanId: plan.id, outcome, moved: steps.length, newVersion: isNew }
  },
  detail: (input, { outcome, moved }) => ({
    followUp: input.followUpId,
    outcome,
    moved,
    reason: input.reason,
  }),
})

async function eventOf({ db, now }: Context, plan: YearPlan, input: PlaceEvent): Promise<FollowUp> {
  const event = await findFollowUp(db, input.followUpId)
  if (event?.boardId !== plan.boardId || event.kind !== 'eventDriven' || event.state === 'cancelled')
    throw fieldProblem('followUpId', 'chooseOne')
  const row = await db
    .selectFrom('followUp')
    .select('planItemId')
    .where('id', '=', event.id)
    .executeTakeFirst()
  if (row?.planItemId) throw fieldProblem('followUpId', 'planHasEvent')
  const today = todayIn(now)
  if (input.decidedOn > today) throw fieldProblem('decidedOn', 'dateInFuture')
  const isInPlan = [input.from, input.to].every(
    (month) => Number(month.slice(0, 4)) >= plan.fromYear && Number(month.slice(0, 4)) <= plan.toYear,
  )
  if (!isInPlan || input.from < today.slice(0, 7)) throw fieldProblem('from', 'monthNotLeft')
  return event
}

/** By the point of the delegation order; where no point names anybody, by whoever is said to have decided. */
async function decisionOf(context: Context, { id, boardId, matterId, title }: FollowUp, input: PlaceEvent) {
  const act = { boardId, act: 'eventDrivenFollowUp', sourceId: id } as const
  const made = await findDecisionOf(context.db, act)
  if (!made)
    await recordDelegatedIfMay(context, {
      ...{ ...act, matterId, reason: input.reason },
      what: delegationTexts.eventDriven(title),
    })
  await assertDelegated(context, act)
  const decision = made ?? (await findDecisionOf(context.db, act))
  return decision
    ? { decidedOn: decision.decidedOn, decidedBy: decision.decidedByName, point: decision.point }
    : { decidedOn: input.decidedOn, decidedBy: input.decidedBy || context.actor.name, point: '' }
}

/** Computed again here: what is written is what holds now, not what a page has sent. */
async function pushedAside(
  context: Context,
  plan: YearPlan,
  input: PlaceEvent,
): Promise<{ scene: Scene; steps: Step[] }> {
  const today = todayIn(context.now)
  const laid = await layPlan(context.db, plan, { today })
  const events = await eventHoursOf(context.db, plan, laid.items)
  const people = input.people.map(({ accountId, hours }) => ({ staffId: accountId, hours }))
  const scene = sceneOf(laid, wishesOf(people, input), { events, from: today.slice(0, 7) })
  const result = taken(scene, input.choices)
  const isOnce = new Set(input.choices.map(({ itemId }) => itemId)).size === input.choices.length
  if (!isOnce || result.steps.length !== input.choices.length) throw fieldProblem('choices', 'chooseOne')
  if (result.steps.some(({ item }) => isFixed(item))) throw fieldProblem('choices', 'rowIsFixed')
  return result
}

/** Whoever is in the event's team, and whoever was or came into the team of a row that is moved; with numbers, no names. */
async function tellTeams(
  context: Context,
  plan: YearPlan,
  { input, steps }: { input: PlaceEvent; steps: readonly Step[] },
): Promise<void> {
  const { accountId: self } = context.actor
  const about = { kind: 'followUp.member', href: `/planer/ar/${plan.id}`, boardId: plan.boardId } as const
  const team = input.people.filter(({ hours }) => hours > 0).map(({ accountId }) => accountId)
  await notify(
    context,
    team.filter((id) => id !== self),
    { ...about, title: t.noticeTeam },
  )
  const tell = async (ids: readonly string[], title: (count: number) => string) => {
    for (const [id, of] of Map.groupBy(ids, (one) => one))
      if (id !== self) await notify(context, [id], { ...about, title: title(of.length) })
  }
  const [swapped, moved] = [steps.filter(isSwap), steps.filter((step) => !isSwap(step))]
  await tell(moved.flatMap(concerned), t.noticeMoved)
  await tell(swapped.flatMap(cameOrWent), t.noticeSwapped)
}

const isSwap = ({ to }: Step) => to === 'team'

function concerned({ effect: { before, after } }: Step): string[] {
  return [...new Set([...before.team, ...after.team].map(({ staffId }) => staffId))]
}

/** Where others take over at the same time, the rest of the team has nothing new to know. */
function cameOrWent(step: Step): string[] {
  const { before, after } = step.effect
  const isIn = ({ team }: typeof before, id: string) => team.some(({ staffId }) => staffId === id)
  return concerned(step).filter((id) => !isIn(before, id) || !isIn(after, id))
}

type Put = { event: FollowUp; input: PlaceEvent; steps: readonly Step[] }

async function putIn(context: Context, plan: YearPlan, { event, input, steps }: Put): Promise<string> {
  const people = input.people.filter(({ hours }) => hours > 0)
  const hours = Math.round(people.reduce((sum, one) => sum + one.hours, 0) * 10) / 10
  const changes: Change[] = []
  for (const step of steps) changes.push(...(await write(context, plan, step)))
  const given = { lastMonth: input.to, hours }
  const itemId = await insertEvent(context, plan, { event, why: input.reason, given })
  if (!itemId) throw fieldProblem('followUpId', 'planHasEvent')
  await addTeam(context, plan, { itemIds: [itemId], team: people })
  changes.push({ itemId, kind: 'added', before: null, after: null })
  const logged = plan.state === 'decided' ? { ...plan, version: plan.version + 1 } : plan
  await recordChanges(context, logged, changes, { reason: input.reason, eventFollowUpId: event.id })
  return itemId
}

/** One row to its new time or depth, with the team it has there. */
async function write(context: Context, plan: YearPlan, { item, to, effect }: Step): Promise<Change[]> {
  const { after } = effect
  const month = item.month === null ? null : Number(after.month.slice(5))
  const half = halfOf(Number(after.month.slice(5)))
  const hours = Math.round(after.team.reduce((sum, one) => sum + one.hours, 0) * 10) / 10
  const patch =
    to === 'basic' ? { depth: after.depth, hours } : timeOf({ month, half, announced: item.announced })
  await saveItems(context, [item.id], patch)
  const people = (team: readonly { staffId: string }[]) =>
    team
      .map(({ staffId }) => staffId)
      .toSorted()
      .join()
  if (to === 'basic' || people(effect.before.team) !== people(after.team))
    await setTeam(context, plan, {
      itemIds: [item.id],
      // The roles of the question are those of the plan's teams.
      team: after.team.map(({ staffId, role, hours: own }) => ({
        accountId: staffId,
        role: role as 'lead',
        hours: own,
      })),
    })
  const now = await findItem(context.db, item.id)
  const change = now ? changeOf(item, now) : null
  return change ? [change] : []
}

function hoursOf({ people, from, to }: PlaceEvent) {
  const wishes = wishesOf(
    people.map(({ accountId, hours }) => ({ staffId: accountId, hours })),
    { from, to },
  )
  return wishes.map(({ staffId, month, hours }) => ({
    accountId: staffId,
    month,
    hours: Math.round(hours * 100) / 100,
  }))
}
