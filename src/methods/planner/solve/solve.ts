import type { Plan, PlanInput } from '../contract.ts'
import { monthText, yearOf } from '../months.ts'
import { openBoard, type Board } from './board.ts'
import { asDecided } from './decided.ts'
import { firstAnswer } from './first-answer.ts'
import { BOLD, CAREFUL, COOL, REVISED } from './heats.ts'
import { highs, run, SEED, type Outcome } from './highs.ts'
import { openHull, tighten } from './hull.ts'
import { settle } from './improve.ts'
import { instanceOf } from './instance.ts'
import { layAll, type Exactly } from './lay.ts'
import { loadsOf } from './month-model.ts'
import { movedOf, objectiveOf } from './objective.ts'
import { improveParts, mend } from './parts.ts'
import { addStaffing, staffByModel } from './staffing-model.ts'
import { polishBoard, type Schedule } from './polish.ts'
import { relaxed, visitsOfShares } from './relaxed.ts'
import {
  goodEnough,
  keepBest,
  keepPlan,
  over,
  seconds,
  type Answer,
  type Options,
  type Search,
  type Watch,
} from './search.ts'
import { startOf, startOfTeamed } from './start.ts'
import type { Staffed } from './staffing.ts'
import { foundPlan, openSwift, searchRound, type Swift } from './swift/search.ts'
import { mayGrow, sortsOf, wholeStage } from './whole-stage.ts'
import { visitsOf, type Visit } from './visits.ts'
import { frame, type Frame } from './written.ts'

/** How near the month stage comes to its bound before people are named, as a share of the gap asked for, round by round. */
const SHARES_OF_GAP = [1.2, 0.6, 0.3]
const ROUNDS = 40
/** Where people are searched together with months, each round has more to win. */
const SMALL_ROUNDS = 8
/** Of the time that is left, at each round of the stage; the rest is for people. */
const SHARE_OF_TIME = 0.75
const SMALL_SHARE = 0.4
/** There the stage is for the bound, and for a beginning: most is won by the searches after it. */
const SMALL_NODES = 100
/** Of all the time, at most so much goes to learning what a month can hold. */
const SHARE_FOR_HULL = 0.25

/**
 * The month stage and the naming of people in turn. What cannot be staffed where it stands is moved to where it can, and
 * the plan is improved as a whole; when that still costs more than the gap allows, the stage comes nearer to its bound, and
 * in a small municipality the months in question go into it person by person. Every row holds for every plan that can be
 * staffed, so the bound is a proof throughout.
 */
export async function solve(input: PlanInput, options: Options, watch: Watch = {}): Promise<Answer> {
  const search = await begin(input, options, watch)
  const first = isRevision(search) ? asDecided(search.instance) : firstAnswer(search.instance)
  const plan = firstPlan(search, first)
  watch.first?.(plan)
  layShares(search)
  if (search.swift) tightenSmall(search)
  if (goodEnough(search) || isRevisedLarge(search)) return answerOf(search)
  let outcome = runStage(search, search.best ? startOfBest(search) : startOf(search.stage, first), 0)
  for (let round = 1; round <= ROUNDS && !settled(search, outcome, round); round += 1)
    outcome = runStage(search, startOfBest(search), round)
  return answerOf(search, outcome)
}

/** A plan that is decided already is where a new one begins: nearly all of it is to stay. */
function isRevision({ instance }: Search): boolean {
  return (instance.input.decided?.followUps.length ?? 0) > 0
}

/** From so many units on, whole visits lose so little that shares of units, rounded, are a good beginning. */
const LARGE = 200
/** From so many on they are near enough to end with, and a revision has little more to win. */
const HUGE = 500

function isLarge({ instance }: Search): boolean {
  return instance.units.length >= LARGE
}

/** Thousands of decided follow-ups: the whole stage costs much memory there and has little to win beside moves. */
function isRevisedLarge(search: Search): boolean {
  return search.instance.units.length >= HUGE && isRevision(search) && search.best !== undefined
}

/** Lays the relaxed stage's plan, whose cost no plan can go below, and mends and improves it with its people. */
function layShares(search: Search): void {
  if (!isLarge(search) && !isRevision(search)) return
  const { solver, stage, options } = search
  const { status, values, objective } = run(solver, relaxed(stage.model), {
    seconds: (options.seconds - seconds(search)) * SHARE_OF_TIME,
    gap: 0,
  })
  if (status !== 'optimal' || !values) return
  search.bound = Math.max(search.bound, objective)
  const shares = visitsOfShares(stage, values)
  const { board } = named(search, shares)
  if (isRevision(search)) return revise(search, board, movedOf(shares))
  polish(search, board, { heats: COOL, seed: SEED })
  polish(search, board, { heats: COOL, seed: SEED + ROUNDS, times: 2 })
}

/** Shares of units move about as few as there can be; whole visits with people are brought back towards that. */
function revise(search: Search, board: Board, fewest: number): void {
  polish(search, board, { heats: COOL, seed: SEED, times: 0.25, toEnd: true })
  const moved = movedOf(search.best?.visits.map(({ visit }) => visit) ?? [])
  if (!search.best || moved > fewest)
    polish(search, board, { heats: REVISED, seed: SEED, times: 0.25, toEnd: true })
}

/** In a small municipality whole visits decide: the stage is told how they fill people's months. */
function tightenSmall(search: Search): void {
  search.hull = openHull(search.solver, search.stage)
  const until = search.options.seconds * SHARE_FOR_HULL
  const stopped = () => over(search) || seconds(search) > until
  search.bound = Math.max(search.bound, tighten(search.hull, { stopped }))
}

function startOfBest({ best, stage, exact }: Search): ReadonlyMap<number, number> {
  return best ? startOfTeamed(stage, exact, best.visits) : new Map()
}

/** Names people in what the stage chose. True when nothing more is to be won; else the next round knows or asks more. */
function settled(search: Search, { status, values }: Outcome, next: number): boolean {
  if (status === 'infeasible') return true
  if (!values && !search.swift) return true
  const open = peopled(search, { visits: values ? visitsOf(search.stage, values) : [], round: next })
  if (goodEnough(search) || over(search)) return true
  for (const month of open) staffExactly(search, month)
  return open.length === 0 && next >= enoughRounds(search)
}

function enoughRounds({ swift }: Search): number {
  return swift ? SMALL_ROUNDS : SHARES_OF_GAP.length
}

/** Where not everybody found a seat at once, months that are to stand in the stage person by person. */
function peopled(search: Search, turn: Turn): readonly number[] {
  const { board, loose } = named(search, turn.visits)
  keepBest(search, board)
  if (search.swift) searchSwiftly(search, search.swift, turn)
  else polishAll(search, board, turn)
  return mayGrow(search.stage, search.swift && search.best)
    ? loose.filter((month) => !search.exact.has(month))
    : []
}

type Turn = { readonly visits: readonly Visit[]; readonly round: number }

/** So many beginnings are tried where no plan is found from the first. */
const BEGINNINGS = 3

/** From what steps of months and people together find, else from the stage's plan if its months can be mended. */
function searchSwiftly(search: Search, swift: Swift, { visits, round }: Turn): void {
  const lay = (found: readonly Visit[]) => laidWithPeople(search, found)
  const stopped = () => over(search)
  const enough = () => {
    keepPlan(search, foundPlan(swift))
    return goodEnough(search)
  }
  for (let turn = 0; turn === 0 || (turn < BEGINNINGS && !search.best); turn += 1)
    if (!enough()) searchRound(swift, visits, { round, seed: round + turn * ROUNDS, stopped, enough })
  if (!enough() && !search.best) mend(search, visits, lay)
  if (search.best) improveParts(search, round, lay)
}

function laidWithPeople(search: Search, visits: readonly Visit[]): readonly number[] {
  const { board, loose } = named(search, visits)
  keepBest(search, board)
  return loose
}

function polishAll(search: Search, board: Board, { visits, round }: Turn): void {
  polish(search, board, { heats: CAREFUL, seed: round })
  polish(search, board, { heats: CAREFUL, seed: round + ROUNDS, times: 4 })
  if (!goodEnough(search)) polish(search, named(search, visits).board, { heats: BOLD, seed: round })
}

/** A plan with people, and the months where not everybody found a seat. */
function named(search: Search, visits: readonly Visit[]): { board: Board; loose: readonly number[] } {
  const board = openBoard(search.instance)
  const left = layAll(board, visits, exactly(search))
  const wanted = new Map(
    visits.map((visit) => [`${visit.unit.input.id} ${visit.kind} ${yearOf(visit.month)}`, visit]),
  )
  const without = board.slots.filter(({ kind, visit }) => kind === 'annual' && !visit)
  for (const slot of new Set([...left, ...without])) settle(board, slot, [])
  const loose = left.flatMap(
    ({ unit, kind, facts }) => wanted.get(`${unit.input.id} ${kind} ${facts.window.year}`)?.month ?? [],
  )
  return { board, loose: [...new Set(loose)] }
}

function polish(search: Search, board: Board, schedule: Schedule): void {
  polishBoard(board, schedule, {
    keep: (one) => keepBest(search, one),
    enough: () => goodEnough(search),
    stopped: () => over(search),
  })
}

async function begin(input: PlanInput, options: Options, watch: Watch): Promise<Search> {
  const began = performance.now()
  const instance = watch.instance ?? instanceOf(input)
  const stage = wholeStage(instance)
  const revised = (instance.input.decided?.followUps.length ?? 0) > 0 // few moves are sought another way
  const [solver, swift] = [await highs(), revised ? undefined : openSwift(instance)]
  return { solver, instance, stage, options, watch, began, swift, exact: new Map(), bound: 0 }
}

function runStage(search: Search, start: ReadonlyMap<number, number>, round: number): Outcome {
  const { solver, stage, options, watch } = search
  const outcome = run(
    solver,
    stage.model,
    {
      seconds: (options.seconds - seconds(search)) * (search.swift ? SMALL_SHARE : SHARE_OF_TIME),
      gap: options.gap * (SHARES_OF_GAP[round] ?? 0.3),
      ...(search.swift && { nodes: SMALL_NODES * 2 ** round }),
    },
    {
      start,
      stopped: () => over(search),
      progress: (now) => watch.progress?.({ ...now, seconds: seconds(search), round }),
    },
  )
  search.bound = Math.max(search.bound, outcome.bound)
  return outcome
}

/** A month that stands in the model person by person can be staffed as it is: the solver finds how, once more and alone. */
function exactly(search: Search): Exactly {
  return (month, visits) => {
    if (!search.exact.has(month) && !search.swift) return undefined
    const answer = staffByModel(
      search.solver,
      search.instance,
      { month, visits },
      { seconds: search.options.seconds - seconds(search), gap: 0 },
    )
    return typeof answer === 'string' ? undefined : answer.staffed
  }
}

function staffExactly(search: Search, month: number): void {
  const loads = loadsOf(search.stage).filter((load) => load.month === month)
  const sorts = sortsOf(loads)
  const casts = addStaffing(search.stage.model, search.instance, month, sorts)
  search.exact.set(month, { sorts, casts })
}

function answerOf(search: Search, outcome?: Outcome): Answer {
  const { best, instance } = search
  if (best) return { kind: 'plan', plan: planOf(search, best) }
  if (outcome?.status === 'infeasible') return { kind: 'impossible', instance, seconds: seconds(search) }
  return { kind: 'unknown', bound: search.bound, months: [...search.exact.keys()].map(monthText) }
}

function planOf(search: Search, { visits, objective }: NonNullable<Search['best']>): Plan {
  const bound = Math.min(search.bound, objective)
  const gap = objective > 0 ? (objective - bound) / objective : 0
  return {
    format: 'uppsikt-plan/1',
    status: gap <= search.options.gap + 1e-9 ? 'optimal' : 'feasible',
    objective,
    bound,
    gap,
    ...frameOf(search, visits),
  }
}

function firstPlan(search: Search, visits: readonly Visit[]): Plan {
  const { board } = named(search, visits)
  keepBest(search, board)
  const staffed = search.best?.visits ?? visits.map((visit) => ({ visit, team: [] }))
  return {
    format: 'uppsikt-plan/1',
    status: 'feasible',
    objective: objectiveOf(
      search.instance,
      staffed.map(({ visit }) => visit),
    ),
    ...frameOf(search, staffed),
  }
}

function frameOf({ instance, options, solver, began }: Search, staffed: readonly Staffed[]): Frame {
  const version = solver.raw.version().string
  return frame(instance, staffed, { version, options, took: (performance.now() - began) / 1000 })
}
