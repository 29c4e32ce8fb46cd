import type { IsoDate } from '#kernel/dates.ts'
import { monthNumber, monthText, range } from '#methods/planner/months.ts'
import { listCandidates, listMembers } from '#modules/followups/public.ts'
import { estimateFor, listEstimates, type YearPlan } from '#modules/plans/public.ts'
import {
  breaksOfStep,
  choicesFor,
  choiceText,
  displacedOf,
  draftMarkOf,
  eventHoursOf,
  layPlan,
  outcomeOf,
  rowsInTheWay,
  sceneOf,
  shortIn,
  shortOf,
  stepOf,
  stepText,
  suggestion,
  taken,
  wishesOf,
  type Choice,
  type Scene,
  type Step,
  type Wish,
} from '#modules/proposals/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { eventTexts as t } from '#texts/sv/plan-events.ts'
import { teamRoleOf } from '../choices.ts'
import type { Asked } from './asked.ts'

type Event = { id: string; dueOn: IsoDate; depth: 'basic' | 'inDepth' }
type Given = { event: Event; asked: Asked; today: IsoDate; months: readonly string[] }

/** More rows than so in the way are told by number: one works from the top. */
const mostShown = 60

/** What an event asks of the plan, and what it pushes aside: computed anew for every question. */
export async function eventView(db: Db, plan: YearPlan, given: Given) {
  const { asked, today } = given
  const people = await peopleOf(db, plan, given)
  const span = spanOf(given)
  const laid = await layPlan(db, plan, { today })
  const beside = {
    events: await eventHoursOf(db, plan, laid.items),
    from: today.slice(0, 7),
  }
  const wanted = people.map(({ id, hours }) => ({ staffId: id, hours }))
  const scene = sceneOf(laid, wishesOf(wanted, span), beside)
  const found = asked.choices ? undefined : suggestion(scene)
  const result = taken(scene, asked.choices ?? found?.choices ?? [])
  const free = sceneOf(laid, nothingOf(people, span), beside)
  return {
    ...span,
    people: people.map((person) => ({ ...person, ...reserveLeft(free, person.id) })),
    outcome: outcomeOf(result),
    wants: wanted.reduce((sum, { hours }) => sum + hours, 0),
    rooms: scene.rooms.map((room) => ({
      ...room,
      name: laid.nameOf(room.staffId),
      short: shortOf(scene, room),
      stays: shortOf(result.scene, room),
    })),
    short: shortIn(scene),
    stays: shortIn(result.scene),
    steps: result.steps.map((step) => displacedOf(step, laid.nameOf)),
    chosen: result.steps.map(({ itemId, to }) => ({ itemId, to })),
    isSuggested: asked.choices === undefined,
    /** How the proposal was found; null of one's own choices. */
    by: found?.by ?? null,
    ...rowsOf(scene, result.steps),
    draftMark: await draftMarkOf(db, plan.id),
  }
}
export type EventView = Awaited<ReturnType<typeof eventView>>

/** The months asked for; before anybody has, that of the follow-up's last day, or the next one left. */
function spanOf({ asked, event, months }: Given): { from: string; to: string } {
  if (asked.from) return { from: asked.from, to: asked.to }
  const from = months.find((month) => month >= event.dueOn.slice(0, 7)) ?? months[0] ?? ''
  return { from, to: from }
}

/** Everybody in every month, asked for nothing: to see what is left of the reserve. */
function nothingOf(people: readonly { id: string }[], span: { from: string; to: string }): Wish[] {
  const months = range(monthNumber(span.from), monthNumber(span.to)).map(monthText)
  return people.flatMap(({ id }) => months.map((month) => ({ staffId: id, month, hours: 0 })))
}

/** What is pushed aside, and below it what else could be, each with all its other times. */
function rowsOf(scene: Scene, steps: readonly Step[]) {
  const chosen = new Map(steps.map((step) => [step.itemId, step]))
  const others = rowsInTheWay(scene).filter(({ id }) => !chosen.has(id))
  const all = [...steps.map(({ item }) => item), ...others]
  const rows = all.slice(0, mostShown).map((item) => ({
    ...{ id: item.id, name: item.name, areaName: item.areaName, year: item.year, month: item.month },
    ...{ half: item.half, depth: item.depth },
    to: chosen.get(item.id)?.to ?? '',
    options: choicesFor(scene, item).map((choice) => optionOf(scene, choice, item.year)),
  }))
  return { rows, hidden: all.length - rows.length }
}

function reserveLeft(scene: Scene, staffId: string) {
  const own = scene.rooms.filter((room) => room.staffId === staffId)
  const left = own.reduce((sum, { reserve, used }) => sum + Math.max(0, reserve - used), 0)
  return { left: Math.round(left * 10) / 10, isUnset: own.some(({ isUnset }) => isUnset) }
}

/** One other time of a row, with what it breaks by itself. */
function optionOf(scene: Scene, choice: Choice, year: number) {
  const step: Step | undefined = stepOf(scene, choice)
  const breaks = step ? breaksOfStep(step, scene.laid.nameOf).length : 0
  const what = step ? stepText(step, scene.laid.nameOf) : choiceText(choice.to, year)
  return { value: choice.to, label: t.option(what, breaks) }
}

/** Everybody who may be in the team, with the hours asked; before anybody has said, the follow-up's own team by the estimates. */
async function peopleOf(db: Db, plan: YearPlan, { event, asked, today }: Given) {
  const candidates = await listCandidates(db, plan.boardId, today)
  const members = (await listMembers(db, event.id)).filter(({ removedAt }) => removedAt === null)
  const leadId = asked.leadId ?? members.find(({ isLead }) => isLead)?.accountId
  const estimate = estimateFor(await listEstimates(db, plan.boardId), {
    ...{ kind: 'eventDriven', depth: event.depth, serviceAreaId: null },
  })
  const isIn = new Set(members.map(({ accountId }) => accountId))
  return candidates.map(({ id, name, profession, roles }) => {
    const role = id === leadId ? ('lead' as const) : teamRoleOf(roles)
    const usual = isIn.has(id) ? (estimate[role] ?? estimate.second ?? 0) : 0
    return { id, name, profession, role, hours: asked.hours ? (asked.hours.get(id) ?? 0) : usual }
  })
}
