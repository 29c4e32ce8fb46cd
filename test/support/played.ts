import { expect } from 'vitest'
import { scopeOf } from '#access/may.ts'
import { isProblem } from '#kernel/problem.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { changeUnit, createUnit, unitHistory } from '#modules/organisation/public.ts'
import { recordSuccession, withdrawSuccession } from '#modules/successions/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import {
  begin,
  cameFrom,
  cellOf,
  change,
  copyOf,
  correct,
  days,
  setStatus,
  type Facts,
  type Step,
  type Told,
} from './told.ts'
import { now, type World } from './world.ts'

/** One sequence played twice: by the commands on the database, and by the telling. */
export type Play = {
  world: World
  told: Told
  after: Told[]
  at: Date[]
  units: string[]
  links: string[]
  clock: number
}

const strategist = (play: Play, at: Date) => play.world.as(play.world.people.strategist, at)
const read = <Found>(play: Play, work: Parameters<typeof withScope<Found>>[2]) =>
  withScope(play.world.db, scopeOf(play.world.people.strategist), work)

function factsOf({ world }: Play, facts: Facts) {
  return {
    name: facts.name,
    providerId: world.providers[facts.provider as 'private'],
    serviceAreaId: world.areas.groupHome,
    operatingForm: 'procured' as const,
    laws: ['LSS' as const],
    status: facts.status,
  }
}

export function tick(play: Play): Date {
  play.clock += 1
  return new Date(now.getTime() + play.clock * 60_000)
}

export async function start(world: World): Promise<Play> {
  const play: Play = {
    world,
    told: { lines: new Map(), links: [] },
    after: [],
    at: [],
    units: [],
    links: [],
    clock: 0,
  }
  for (const [name, provider] of [
    ['Ek', 'private'],
    ['Björk', 'private'],
    ['Tall', 'competitor'],
  ] as const)
    await create(play, { name, provider, status: 'active' })
  return play
}

async function create(play: Play, facts: Facts) {
  const id = uuidv7()
  const made = {
    ...factsOf(play, facts),
    id,
    boardId: play.world.boards.care,
    code: wordOf(id.slice(-12)),
    from: days[0]!,
  }
  await createUnit(strategist(play, tick(play)), made)
  begin(play.told, id, 0, facts)
  play.units.push(id)
}

/** Letters for digits: ten digits in a row may look like a personal number, and are then refused. */
const wordOf = (hex: string) => hex.replace(/\d/g, (digit) => 'ghijklmnop'[Number(digit)] ?? '')

export const named = (play: Play, index: number) => play.units[index % play.units.length]!

/** Does it to both; a refusal on either side must be a refusal on the other, and then changes nothing. */
export async function perform(play: Play, step: Step): Promise<void> {
  const next = copyOf(play.told)
  const made: string[] = []
  const expected = tell(play, next, step, made)
  const at = tick(play)
  const done = await command(play, step, { at, made }).then(
    (ids) => ids,
    (cause: unknown) => {
      if (!isProblem(cause)) throw cause
      return undefined
    },
  )
  expect(done !== undefined, JSON.stringify(step)).toBe(expected)
  if (!done) return
  play.told = next
  play.links.push(...done)
  play.units.push(...made)
  play.after.push(copyOf(next))
  play.at.push(at)
}

function tell(play: Play, told: Told, step: Step, made: string[]): boolean {
  if (isRewrite(step)) {
    const rewrite = step.kind === 'change' ? change : correct
    return rewrite(told, named(play, step.unit), step.day, (was) => ({ ...was, ...step.facts }))
  }
  if (step.kind === 'withdraw') return takeBack(told, step.link)
  return pass(play, told, step, made)
}

const isRewrite = (step: Step): step is Rewrite => step.kind === 'change' || step.kind === 'correction'

function pass(play: Play, told: Told, step: Passing, made: string[]): boolean {
  const entering = enteringOf(play, step)
  const to = step.kind === 'merge' ? [named(play, step.into)] : []
  if (!canGo(told, step, { entering, to })) return false
  for (const facts of factsMade(play, step)) {
    const id = uuidv7()
    begin(told, id, step.day, facts)
    made.push(id)
  }
  if (!goesOn(step)) for (const id of entering) setStatus(told, id, step.day, 'ended')
  for (const from of entering.toSorted())
    for (const other of [...to, ...made]) told.links.push({ from, to: other, withdrawn: false })
  return true
}

type Passing = Exclude<Step, { kind: 'change' | 'correction' | 'withdraw' }>

const goesOn = (step: Step) => step.kind === 'split' && step.goesOn

function takeBack(told: Told, index: number): boolean {
  const link = told.links[index]
  if (!link || link.withdrawn) return false
  link.withdrawn = true
  return true
}

function enteringOf(play: Play, step: Passing): string[] {
  if (step.kind !== 'merge') return [named(play, step.unit)]
  const into = named(play, step.into)
  return [...new Set(step.units.map((at) => named(play, at)))].filter((id) => id !== into)
}

/** Whether it can be so: everything is there that day, nothing goes round, and nothing is said twice. */
function canGo(
  told: Told,
  step: Passing,
  given: { entering: readonly string[]; to: readonly string[] },
): boolean {
  const { entering, to } = given
  const isActive = (id: string) => cellOf(told, id, step.day)?.facts.status === 'active'
  const isLinked = (from: string, other: string) =>
    told.links.some((link) => link.from === from && link.to === other && !link.withdrawn)
  return [
    entering.length > 0,
    entering.every((id) => cellOf(told, id, step.day)),
    to.every(isActive),
    !entering.some((id) => to.some((other) => cameFrom(told, id).has(other))),
    step.kind !== 'split' || step.goesOn || step.made >= 2,
    !goesOn(step) || entering.every(isActive),
    !entering.some((id) => to.some((other) => isLinked(id, other))),
  ].every(Boolean)
}

function factsMade(play: Play, step: Step): Facts[] {
  if (step.kind === 'split')
    return Array.from({ length: step.made }, (_, at) => ({ ...basis(play, step), name: `Del ${at}` }))
  if (step.kind === 'replacement') return [{ ...basis(play, step), provider: step.provider }]
  return []
}

function basis(play: Play, step: { unit: number; day: number }): Facts {
  const held = cellOf(play.told, named(play, step.unit), step.day)?.facts
  return { name: held?.name ?? 'Ny', provider: held?.provider ?? 'private', status: 'active' }
}

async function command(
  play: Play,
  step: Step,
  given: { at: Date; made: readonly string[] },
): Promise<string[]> {
  const request = strategist(play, given.at)
  if (step.kind === 'withdraw') {
    const successionId = play.links[step.link] ?? uuidv7()
    await withdrawSuccession(request, { successionId, reason: 'Det var inte så.', restore: false })
    return []
  }
  if (step.kind === 'change' || step.kind === 'correction') return rewriteByCommand(play, step, given.at)
  const made = given.made.length > 0 ? given.made : factsMade(play, step).map(() => uuidv7())
  const { successionIds } = await recordSuccession(request, {
    kind: step.kind,
    fromUnitIds: (step.kind === 'merge' ? step.units : [step.unit]).map((at) => named(play, at)),
    toUnitIds: step.kind === 'merge' ? [named(play, step.into)] : [],
    newUnits: factsMade(play, step).map((facts, at) => ({
      ...factsOf(play, facts),
      id: made[at]!,
      code: wordOf(made[at]!.slice(-12)),
    })),
    on: days[step.day]!,
    note: 'Beslut i nämnden.',
    goesOn: goesOn(step),
    agreements: 'stay',
  })
  return successionIds
}

type Rewrite = Extract<Step, { kind: 'change' | 'correction' }>

async function rewriteByCommand(play: Play, step: Rewrite, at: Date): Promise<string[]> {
  const unitId = named(play, step.unit)
  const was = cellOf(play.told, unitId, step.day)?.facts
  // A change before the first known day would begin the unit earlier: the telling has no such unit.
  if (!was) return Promise.reject(await refusal(play))
  const facts = factsOf(play, { ...was, ...step.facts })
  const states = await read(play, (tx) => unitHistory(tx, unitId))
  const input = { ...facts, unitId, kind: step.kind, from: days[step.day]!, note: 'Så var det.' }
  await changeUnit(strategist(play, at), { ...input, revision: states.length })
  return []
}

async function refusal(play: Play): Promise<unknown> {
  return recordSuccession(strategist(play, now), {} as never).catch((cause: unknown) => cause)
}
