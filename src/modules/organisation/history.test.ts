import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { changeUnit, createUnit } from './commands-unit.ts'
import { unitAsThen, unitHistory } from './queries-history.ts'
import { listUnits } from './queries.ts'
import { UnitFilter } from './contract.ts'
import { changedFrom, correctedOn, covers, type Held } from './validity.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const firstDay = '2026-01-01'
const days = Array.from({ length: 40 }, (_, at) => addDays(firstDay, at))

type Step = { kind: 'change' | 'correction'; day: number; provider: 'private' | 'competitor' | 'own' }

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('change' as const, 'correction' as const),
    day: fc.integer({ min: 0, max: days.length - 1 }),
    provider: fc.constantFrom('private' as const, 'competitor' as const, 'own' as const),
  }),
  { minLength: 1, maxLength: 8 },
)

/** The same log told day by day: who runs the unit each day, and on which days something began. */
type Told = { facts: (string | undefined)[]; begins: Set<number> }

function tell(told: Told, step: Step, facts: string): Told | undefined {
  const next = { facts: [...told.facts], begins: new Set(told.begins) }
  if (step.kind === 'correction' && told.facts[step.day] === undefined) return undefined
  let from = step.day
  if (step.kind === 'correction') while (!told.begins.has(from)) from -= 1
  next.begins.add(from)
  for (let day = from; day < days.length && (day === from || !told.begins.has(day)); day += 1)
    next.facts[day] = facts
  return next
}

test('however changes and corrections fall, no two states overlap and none is lost', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 39 }), (sequence, begin) => {
      let id = 0
      let held: (Held & { facts: string })[] = [
        { id: '0', validFrom: days[begin]!, validTo: null, facts: '0' },
      ]
      let told: Told = {
        facts: days.map((_, at) => (at >= begin ? '0' : undefined)),
        begins: new Set([begin]),
      }
      for (const step of sequence) {
        const day = days[step.day]!
        const rewriting = step.kind === 'change' ? changedFrom(held, day) : correctedOn(held, day)
        const facts = String((id += 1))
        const expected = tell(told, step, facts)
        expect(rewriting === undefined).toBe(expected === undefined)
        if (!rewriting || !expected) continue
        told = expected
        const added = rewriting.added.map(({ factsOf, ...period }, at) => ({
          ...period,
          id: `${facts}.${at}`,
          facts: held.find((state) => state.id === factsOf)?.facts ?? facts,
        }))
        held = [...held.filter((state) => !rewriting.superseded.includes(state.id)), ...added]
        const seen = days.map((date) =>
          held.filter((state) => covers(state, date)).map((state) => state.facts),
        )
        expect(seen).toEqual(told.facts.map((text) => (text === undefined ? [] : [text])))
      }
    }),
    { numRuns: 500 },
  )
})

const base = () => ({
  name: 'Nya gården',
  serviceAreaId: world.areas.groupHome,
  operatingForm: 'procured' as const,
  laws: ['LSS' as const],
  status: 'active' as const,
})

async function newUnit(at: Date, from: string, code: string) {
  const id = uuidv7()
  await createUnit(world.as(world.people.strategist, at), {
    ...base(),
    id,
    boardId: world.boards.care,
    code,
    from,
    providerId: world.providers.private,
  })
  return id
}

function look<Result>(work: Parameters<typeof withScope<Result>>[2], actor: Actor = world.people.strategist) {
  return withScope(world.db, scopeOf(actor), work)
}

test('what is shown as then and as now agrees with the log of what was done', async () => {
  let number = 0
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const clock = (hour: number) => new Date(Date.UTC(2026, 5, 1, hour))
      const unitId = await newUnit(clock(0), days[10]!, `P${(number += 1)}`)
      let told: Told = {
        facts: days.map((_, at) => (at >= 10 ? `0 ${world.providers.private}` : undefined)),
        begins: new Set([10]),
      }
      const log = [told]
      let revision = 1
      for (const [at, step] of sequence.entries()) {
        const name = String(at + 1)
        const providerId = world.providers[step.provider]
        const expected = tell(told, step, `${name} ${providerId}`)
        const change = changeUnit(world.as(world.people.strategist, clock(at + 1)), {
          ...base(),
          unitId,
          kind: step.kind,
          from: days[step.day]!,
          name,
          providerId,
          note: 'Enligt beslut',
          revision,
        })
        if (expected) ({ revision } = await change)
        else await expect(change).rejects.toMatchObject({ code: 'invalidInput' })
        told = expected ?? told
        log.push(told)
      }
      for (const [at, then] of log.entries())
        for (const day of [0, 5, 10, 11, 25, 39]) {
          const state = await look((tx) => unitAsThen(tx, unitId, days[day]!, clock(at)))
          const said = state && `${state.name === 'Nya gården' ? '0' : state.name} ${state.providerId}`
          expect(said).toBe(then.facts[day])
        }
    }),
    { numRuns: 12 },
  )
}, 60_000)

test('a change in arrears leaves what is already known of later days', async () => {
  const at = new Date('2026-03-01T08:00:00Z')
  const unitId = await newUnit(at, '2026-01-01', 'A1')
  const change = (from: string, name: string, revision: number) =>
    changeUnit(world.as(world.people.strategist, at), {
      ...base(),
      unitId,
      kind: 'change',
      from,
      name,
      providerId: world.providers.private,
      revision,
    })
  await change('2026-07-01', 'Efter sommaren', 1)
  await change('2026-02-01', 'Från februari', 3)
  const nameOn = async (day: string) => (await look((tx) => unitAsThen(tx, unitId, day, at)))?.name
  expect(await nameOn('2026-01-31')).toBe('Nya gården')
  expect(await nameOn('2026-06-30')).toBe('Från februari')
  expect(await nameOn('2026-07-01')).toBe('Efter sommaren')
})

test('a strategist of another board, a stranger and a provider change nothing', async () => {
  const before = await look((tx) => unitHistory(tx, world.units.birch))
  const input = {
    ...base(),
    unitId: world.units.birch,
    kind: 'change' as const,
    from: '2026-10-01',
    providerId: world.providers.private,
    revision: 1,
  }
  const attempt = (actor: Actor) => changeUnit(world.as(actor), input)
  await expect(attempt(world.people.elderlyReviewer)).rejects.toMatchObject({ code: 'notFound' })
  await expect(attempt(world.twin.people.strategist)).rejects.toMatchObject({ code: 'notFound' })
  await expect(attempt(world.people.rival)).rejects.toMatchObject({ code: 'notFound' })
  await expect(attempt(world.people.manager)).rejects.toMatchObject({ code: 'notFound' })
  await expect(attempt(world.people.reviewer)).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await look((tx) => unitHistory(tx, world.units.birch))).toEqual(before)
})

test('a strategist who looked before a colleague wrote is shown what holds now', async () => {
  const unitId = await newUnit(new Date('2026-03-01T08:00:00Z'), '2026-01-01', 'K1')
  const change = (name: string) =>
    changeUnit(world.as(world.people.strategist), {
      ...base(),
      unitId,
      kind: 'correction',
      from: '2026-05-01',
      name,
      note: 'Fel stavat',
      providerId: world.providers.private,
      revision: 1,
    })
  await change('Kollegans namn')
  await expect(change('Mitt namn')).rejects.toMatchObject({
    code: 'stale',
    current: { revision: 2, states: [{ name: 'Kollegans namn' }] },
  })
})

test('a correction needs a note, and a code is used once', async () => {
  const correction = {
    ...base(),
    unitId: world.units.birch,
    kind: 'correction' as const,
    from: '2026-05-01',
    providerId: world.providers.private,
    revision: 1,
  }
  const fault = (path: string, code: string) => ({ code: 'invalidInput', fields: [{ path, code }] })
  await expect(changeUnit(world.as(world.people.strategist), correction)).rejects.toMatchObject(
    fault('note', 'reasonNeeded'),
  )
  await expect(newUnit(new Date(), '2026-01-01', 'E1')).rejects.toMatchObject(fault('code', 'taken'))
})

test('a unit is not created for another board or with a provider of the twin municipality', async () => {
  const creation = { ...base(), id: uuidv7(), code: 'B9', from: '2026-01-01' }
  const create = (boardId: string, providerId: string) =>
    createUnit(world.as(world.people.strategist), { ...creation, boardId, providerId })
  await expect(create(world.boards.elderly, world.providers.private)).rejects.toMatchObject({
    code: 'notAllowed',
  })
  await expect(create(world.twin.boards.care, world.providers.private)).rejects.toMatchObject({
    code: 'notFound',
  })
  await expect(create(world.boards.care, world.twin.providers.private)).rejects.toMatchObject({
    code: 'invalidInput',
  })
  const { total } = await look((tx) => listUnits(tx, UnitFilter.parse({ q: 'B9' }), '2026-11-19'))
  expect(total).toBe(0)
})

test('the former operator sees the unit as it was under it, the new one nothing of that', async () => {
  const unitId = await newUnit(new Date('2026-03-01T08:00:00Z'), '2026-01-01', 'O1')
  await changeUnit(world.as(world.people.strategist), {
    ...base(),
    unitId,
    kind: 'change',
    from: '2026-06-01',
    providerId: world.providers.competitor,
    revision: 1,
  })
  const asOperator = (actor: Actor): Actor => ({
    ...actor,
    assignments: actor.assignments.map((held) => ({ ...held, unitIds: [...(held.unitIds ?? []), unitId] })),
  })
  const seenBy = async (actor: Actor) =>
    (await look((tx) => unitHistory(tx, unitId), asOperator(actor))).map((row) => row.providerId)
  expect(new Set(await seenBy(world.people.rival))).toEqual(new Set([world.providers.competitor]))
  expect(new Set(await seenBy(world.people.manager))).toEqual(new Set([world.providers.private]))
})
