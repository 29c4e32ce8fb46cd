import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import fc from 'fast-check'
import { sql } from 'kysely'
import { scopeOf, type Actor } from '#access/may.ts'
import { addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import type { DutyRule } from './duty-rule.ts'
import { differenceOf, type Owed } from './rules.ts'
import { refreshDuties, sweepDuties } from './refresh.ts'
import { listMunicipalities } from './system.ts'

let world: World
let listed: Owed[]
const rule: DutyRule = { key: 'test.rule', label: 'Prov', list: () => Promise.resolve(listed) }
const today = '2026-11-19'

beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.admin.query('delete from duty_event; delete from duty_reminder; delete from duty')
  listed = []
})

const owed = (more: Partial<Owed> = {}): Owed => ({
  sourceId: uuidv7(),
  period: '',
  boardId: world.boards['care'] ?? '',
  unitId: world.units.birch,
  providerId: world.providers['private'] ?? '',
  title: 'Lämna in planen',
  href: '/lamna-in',
  ground: 'Avtalet 4.2',
  dueOn: '2026-12-01',
  remindFrom: '2026-11-24',
  ownerId: null,
  ownerRole: 'unitManager',
  proof: null,
  ...more,
})

const here = () => ({ id: world.municipalityId, boards: Object.values(world.boards) })
const sweep = (at = now) => sweepDuties(world.db, here(), { rules: [rule], now: at })

async function rows() {
  const found = await world.admin
    .query(`select source_id, period, title, due_on::text, owner_id, owner_role, state,
    done_on::text, revision from duty order by source_id, period`)
  return found.rows as { source_id: string; state: string; due_on: string; revision: number }[] // selected just above
}

async function events() {
  const found = await world.admin.query('select kind, was, became from duty_event order by at, id')
  return found.rows as { kind: string; was: string; became: string }[] // selected just above
}

const seenBy = (actor: Actor) =>
  withScope(world.db, scopeOf(actor), (tx) => tx.selectFrom('duty').select('title').execute())

test('what a rule lists is kept once, however often it is asked', async () => {
  listed = [owed(), owed({ period: '2027' })]
  expect(await sweep()).toEqual({ fresh: 2, changed: 0 })
  expect(await sweep()).toEqual({ fresh: 0, changed: 0 })
  expect((await rows()).map((row) => [row.state, row.revision])).toEqual([
    ['open', 1],
    ['open', 1],
  ])
})

test('a deadline that is moved, a new owner and a proof each leave their trace', async () => {
  const one = owed()
  listed = [one]
  await sweep()
  listed = [{ ...one, dueOn: '2026-12-08', ownerId: world.people.manager.accountId }]
  await sweep()
  listed = [{ ...one, dueOn: '2026-12-08', proof: { doneOn: '2026-12-02', href: '/kvitto' } }]
  await sweep()
  expect(await rows()).toMatchObject([{ due_on: '2026-12-08', state: 'done', done_on: '2026-12-02' }])
  expect((await events()).map((event) => event.kind).sort()).toEqual(['done', 'moved', 'owner', 'owner'])
  expect(await events()).toContainEqual({ kind: 'moved', was: '2026-12-01', became: '2026-12-08' })
})

test('what is no longer listed has lapsed, and is open again when it is', async () => {
  listed = [owed()]
  await sweep()
  const [one] = listed
  listed = []
  await sweep()
  expect((await rows())[0]?.state).toBe('lapsed')
  listed = one ? [one] : []
  await sweep(new Date(now.getTime() + 60_000))
  expect((await rows())[0]?.state).toBe('open')
  expect((await events()).map((event) => event.kind)).toEqual(['lapsed', 'reopened'])
})

test('what was done long ago stays done when the rule forgets it', async () => {
  listed = [owed({ proof: { doneOn: '2026-11-01', href: '/x' } })]
  await sweep()
  listed = []
  await sweep()
  expect((await rows())[0]?.state).toBe('done')
})

test('a manager hands in, and in the same moment it is no longer owed', async () => {
  const [one, other] = [owed(), owed()]
  listed = [one, other]
  await sweep()
  listed = [{ ...one, proof: { doneOn: today, href: '/kvitto' } }]
  const { manager } = world.people
  await withScope(world.db, scopeOf(manager), async (db) => {
    const context: Context = { db, actor: manager, now, commandId: uuidv7() }
    await refreshDuties(context, [rule], [one.sourceId])
    const { rows: scope } = await sql<{ boards: string }>`
      select current_setting('app.office_boards') as boards`.execute(db)
    expect(scope[0]?.boards, 'the manager is a manager again').toBe('{}')
    const states = await db.selectFrom('duty').select(['sourceId', 'state']).execute()
    expect(new Map(states.map((row) => [row.sourceId, row.state]))).toEqual(
      new Map([
        [one.sourceId, 'done'],
        [other.sourceId, 'open'],
      ]),
    )
  })
})

test('a command that fails takes its refresh with it', async () => {
  listed = [owed()]
  const { strategist } = world.people
  const failing = withScope(world.db, scopeOf(strategist), async (db) => {
    await refreshDuties({ db, actor: strategist, now, commandId: uuidv7() }, [rule])
    throw new Error('the command failed')
  })
  await expect(failing).rejects.toThrow('the command failed')
  expect(await rows()).toEqual([])
})

test('the unit reads what it owes; competitor, other board, board member and the other municipality learn nothing', async () => {
  listed = [owed()]
  await sweep()
  expect(await seenBy(world.people.manager)).toHaveLength(1)
  expect(await seenBy(world.people.strategist)).toHaveLength(1)
  const { rival, elderlyReviewer, member, admin, auditor, unitManager } = world.people
  for (const actor of [rival, elderlyReviewer, member, admin, auditor, unitManager])
    expect(await seenBy(actor), actor.name).toEqual([])
  for (const actor of Object.values(world.twin.people)) expect(await seenBy(actor), actor.name).toEqual([])
})

test('a unit learns nothing of what the office owes about it, an unannounced visit above all', async () => {
  listed = [owed({ ownerRole: 'reviewer', title: 'Oanmält besök' })]
  await sweep()
  expect(await seenBy(world.people.manager)).toEqual([])
  expect(await seenBy(world.people.reviewer)).toHaveLength(1)
})

test('nobody of a unit can write what it owes, nor forge its history', async () => {
  listed = [owed()]
  await sweep()
  await withScope(world.db, scopeOf(world.people.manager), async (tx) => {
    const changed = await tx.updateTable('duty').set({ state: 'lapsed' }).executeTakeFirst()
    expect(Number(changed.numUpdatedRows)).toBe(0)
  })
  expect((await rows())[0]?.state).toBe('open')
})

test('the background work knows the municipalities and their boards, and nothing before that', async () => {
  const known = await listMunicipalities(world.db)
  expect(known.map((one) => one.id).sort()).toEqual([world.municipalityId, world.twin.municipalityId].sort())
  expect(known.find((one) => one.id === world.municipalityId)?.boards.toSorted()).toEqual(
    Object.values(world.boards).toSorted(),
  )
})

/** A history of a few things: what is listed at each turn. */
const turns = fc.array(
  fc.uniqueArray(
    fc.record({
      what: fc.integer({ min: 0, max: 4 }),
      due: fc.integer({ min: 0, max: 20 }),
      done: fc.boolean(),
    }),
    { selector: (one) => one.what, maxLength: 5 },
  ),
  { minLength: 1, maxLength: 4 },
)

test('in any order, asked twice, and after a crash between, the rows say what the rule said last', async () => {
  const ids = Array.from({ length: 5 }, () => uuidv7())
  const listOf = (turn: { what: number; due: number; done: boolean }[]) =>
    turn.map((one) =>
      owed({
        sourceId: ids[one.what] ?? '',
        dueOn: addDays(today, one.due),
        proof: one.done ? { doneOn: today, href: '/x' } : null,
      }),
    )
  await fc.assert(
    fc.asyncProperty(turns, fc.boolean(), async (history, crash) => {
      await world.admin.query('delete from duty_event; delete from duty')
      const model = new Map<string, { state: string; due_on: string }>()
      for (const turn of history) {
        listed = listOf(turn)
        const broken: DutyRule = {
          key: 'test.zz',
          label: 'Prov',
          list: () => Promise.reject(new Error('killed')),
        }
        if (crash) await sweepDuties(world.db, here(), { rules: [broken, rule], now }).catch(() => undefined)
        listed = listed.toReversed()
        await sweep()
        expect(await sweep()).toEqual({ fresh: 0, changed: 0 })
        follow(model, listed)
      }
      const kept = (await rows()).map((row) => [row.source_id, { state: row.state, due_on: row.due_on }])
      expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(model))
    }),
    { numRuns: 25 },
  )
})

function follow(model: Map<string, { state: string; due_on: string }>, turn: readonly Owed[]) {
  for (const [id, row] of model)
    if (row.state === 'open' && !turn.some((one) => one.sourceId === id))
      model.set(id, { ...row, state: 'lapsed' })
  for (const one of turn) model.set(one.sourceId, { state: one.proof ? 'done' : 'open', due_on: one.dueOn })
}

test('a person’s word stands: what is waived or settled by hand is not taken up again by the rule', () => {
  const { proof: _none, ...facts } = owed()
  const row = {
    ...facts,
    id: uuidv7(),
    isAssigned: false,
    isSettled: false,
    doneOn: null,
    proofHref: '',
  } as const
  const moved = { ...facts, proof: null, dueOn: '2027-01-01' }
  expect(differenceOf([{ ...row, state: 'waived' }], [moved]).changes).toEqual([])
  expect(differenceOf([{ ...row, state: 'done', isSettled: true }], [moved]).changes).toEqual([])
  expect(differenceOf([{ ...row, state: 'open' }], [moved]).changes).toHaveLength(1)
})

test('an owner whom a person chose stays, whoever the rule names', () => {
  const { proof: _none, ...facts } = owed({ ownerId: world.people.mas.accountId, ownerRole: 'mas' })
  const kept = {
    ...facts,
    id: uuidv7(),
    isAssigned: true,
    isSettled: false,
    doneOn: null,
    proofHref: '',
  } as const
  const listedNow = { ...facts, proof: null, ownerId: world.people.reviewer.accountId }
  expect(differenceOf([{ ...kept, state: 'open' }], [listedNow]).changes).toEqual([])
})
