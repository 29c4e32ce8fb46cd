import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { scopeOf, type Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { isProblem } from '#kernel/problem.ts'
import { createWork } from '#modules/agreements/public.ts'
import { decideDuty } from '#modules/duties/public.ts'
import { declareBias } from '#modules/followups/public.ts'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { withScope } from '#platform/db/transaction.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { handOver } from './commands.ts'
import { LeaverFilter } from './contract.ts'
import { listHandedOver, listLeavers, listWork } from './queries.ts'
import { sharedOut, workKinds, type Work } from './rules.ts'

let world: World
/** Has the same role as the reviewer, and takes over. */
let heir: string
const today = todayIn(now)
const reason = 'Byter tjänst den 1 december.'

beforeAll(async () => {
  world = await makeWorld()
  heir = await makeHeir('Hilda Arvinge', 'Arbetsterapeut')
})
afterAll(() => world.close())

async function makeHeir(name: string, profession: string, board = 'care'): Promise<string> {
  const { account } = await world.insert('account', {
    account: { name, email: `${uuidv7()}@exempel.se`, state: 'active', side: 'office', profession },
  })
  await world.insert('role_assignment', {
    row: {
      account_id: account,
      role: 'reviewer',
      board_id: world.boards[board as 'care'],
      valid_from: '2022-01-01',
    },
  })
  return account
}

const ask = (actor: Actor, accountId: string) =>
  withScope(world.db, scopeOf(actor), (tx) => listWork(tx, accountId, today))
const left = () => ask(world.people.strategist, world.people.reviewer.accountId)
const rowsTo = (work: readonly Work[], to: string) =>
  work.map(({ kind, id }) => ({ kind, id, toAccountId: to }))

async function outcome(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'done',
    (cause: unknown) =>
      isProblem(cause)
        ? [cause.code, ...cause.fields.map((one) => `${one.path} ${one.code}`)].join(': ')
        : String(cause),
  )
}

/** A bit of everything with the reviewer's name on it. */
async function everything() {
  const { strategist, reviewer, mas } = world.people
  const followUpId = await followUpsIn(world).prepared({ unitId: world.units.oak })
  await declareBias(world.as(reviewer), { followUpId, bias: 'none' })
  await declareBias(world.as(mas), { followUpId, bias: 'none' })
  await decideDuty(world.as(strategist), {
    boardId: world.boards.care,
    unitId: null,
    title: 'Svara revisionen',
    ground: 'Beslut',
    dueOn: '2026-12-20',
    ownerId: reviewer.accountId,
  })
  return followUpId
}

test('what is left is listed for the strategist of its board, and for nobody else', async () => {
  const followUpId = await everything()
  const work = await left()
  expect(work.map((one) => [one.kind, one.title, one.part])).toEqual([
    ['followUp', 'Uppföljning av Björkgården', 'lead'],
    ['duty', 'Svara revisionen', ''],
  ])
  expect(work[0]).toMatchObject({ id: followUpId, unitName: 'Ekbacken', boardName: 'Omsorgsnämnden' })
  const { rival, elderlyReviewer, member, admin } = world.people
  for (const actor of [rival, elderlyReviewer, member, admin, world.twin.people.strategist])
    expect(await ask(actor, world.people.reviewer.accountId), actor.name).toEqual([])
})

test('nobody but the strategist hands over, not even what is their own; nothing changes', async () => {
  const rows = rowsTo(await left(), heir)
  const input = { fromAccountId: world.people.reviewer.accountId, reason, rows }
  const { reviewer, director, manager, elderlyReviewer, admin } = world.people
  expect(await outcome(handOver(world.as(world.twin.people.strategist), input))).toBe('notFound')
  for (const actor of [manager, world.people.rival])
    expect(await outcome(handOver(world.as(actor), input)), actor.name).toBe('notFound')
  for (const actor of [reviewer, director, elderlyReviewer, admin])
    expect(await outcome(handOver(world.as(actor), input)), actor.name).toBe('notAllowed')
  expect(await left()).toHaveLength(2)
})

test('one row that cannot be taken over stops them all, and the fault stands at that row', async () => {
  const work = await left()
  const { strategist, reviewer, elderlyReviewer } = world.people
  const input = (to: string[]) => ({
    fromAccountId: reviewer.accountId,
    reason,
    rows: work.map(({ kind, id }, at) => ({ kind, id, toAccountId: to[at] ?? heir })),
  })
  const tried = (to: string[]) => outcome(handOver(world.as(strategist), input(to)))
  expect(await tried([heir, elderlyReviewer.accountId])).toBe(
    'invalidInput: rows.1.toAccountId cannotTakeOver',
  )
  expect(await tried([elderlyReviewer.accountId])).toBe('invalidInput: rows.0.toAccountId cannotTakeOver')
  expect(await tried([reviewer.accountId])).toBe('invalidInput: rows.0.toAccountId theSamePerson')
  await world.admin.query(`update account set state = 'closed', closed_at = now() where id = $1`, [heir])
  expect(await tried([])).toBe('invalidInput: rows.0.toAccountId cannotTakeOver')
  await world.admin.query(`update account set state = 'active', closed_at = null where id = $1`, [heir])
  expect(await outcome(handOver(world.as(strategist), { ...input([]), reason: '' }))).toBe(
    'invalidInput: reason reasonNeeded',
  )
  expect(await left()).toHaveLength(2)
})

test('the heir takes everything at once: bias is asked anew, the history names both, and one notice tells of it all', async () => {
  const { strategist, reviewer, manager } = world.people
  const work = await left()
  const input = { fromAccountId: reviewer.accountId, reason, rows: rowsTo(work, heir) }
  const request = world.as(strategist)
  const done = await handOver(request, input)
  expect(done).toMatchObject({ handedOver: 2, warnings: [] })
  expect(await handOver(request, input)).toEqual(done)
  expect(await left()).toEqual([])
  const followUpId = work[0]!.id
  const team = await world.admin.query(
    `select name, is_lead, bias, removed_at is not null as gone from follow_up_member
      where follow_up_id = $1 and account_id = any($2::uuid[]) order by gone`,
    [followUpId, [heir, reviewer.accountId]],
  )
  expect(team.rows).toEqual([
    { name: 'Hilda Arvinge', is_lead: true, bias: 'undeclared', gone: false },
    { name: 'Ulla Uppföljare', is_lead: false, bias: 'none', gone: true },
  ])
  const told = await world.admin.query(`select title from notice where account_id = $1`, [heir])
  expect(told.rows).toEqual([
    { title: 'Du tar över 2 uppgifter efter Ulla Uppföljare: Uppföljning av Björkgården; Svara revisionen.' },
  ])
  const history = await world.admin.query(
    `select detail from audit where target_id = $1 and verb = 'work.handOver'`,
    [followUpId],
  )
  expect(history.rows).toEqual([{ detail: { from: reviewer.accountId, to: heir } }])
  const events = await world.admin.query(
    `select was, became, reason from duty_event where kind = 'owner' and duty_id = $1`,
    [work[1]!.id],
  )
  expect(events.rows).toEqual([{ was: reviewer.accountId, became: heir, reason }])
  const carried = await world.admin.query(
    `select owner_id from duty where rule = 'followUp.carryOut' and source_id = $1`,
    [followUpId],
  )
  expect(carried.rows).toEqual([{ owner_id: heir }])
  const before = await withScope(world.db, scopeOf(strategist), (tx) =>
    listHandedOver(tx, reviewer.accountId),
  )
  expect(before).toMatchObject([{ byName: 'Stina Strateg', rows: 2, receivers: ['Hilda Arvinge'] }])
  expect(await withScope(world.db, scopeOf(manager), (tx) => listHandedOver(tx, reviewer.accountId))).toEqual(
    [],
  )
})

test('what somebody else already took is not handed over a second time', async () => {
  const { strategist, reviewer } = world.people
  const rows = (await ask(strategist, heir)).map(({ kind, id }) => ({ kind, id, toAccountId: heir }))
  const input = { fromAccountId: reviewer.accountId, reason, rows }
  expect(await outcome(handOver(world.as(strategist), input))).toBe('stale')
})

test('a team that loses its MAS or its second profession is told of, and handed over all the same', async () => {
  const { strategist, mas, reviewer } = world.people
  const followUpId = await followUpsIn(world).prepared({ unitId: world.units.pine })
  const work = (await ask(strategist, mas.accountId)).filter((one) => one.id === followUpId)
  const other = await makeHeir('Olle Annan', 'Socionom')
  const { warnings } = await handOver(world.as(strategist), {
    fromAccountId: mas.accountId,
    reason,
    rows: rowsTo(work, other),
  })
  expect(warnings).toEqual([{ id: followUpId, kind: 'missingRoles', roles: ['mas', 'mar'] }])
  const biased = await followUpsIn(world).prepared({ unitId: world.units.birch })
  await declareBias(world.as(mas), { followUpId: biased, bias: 'biased', note: 'Släkt med chefen.' })
  const own = (await left()).filter((one) => one.id === biased)
  expect(
    await outcome(
      handOver(world.as(strategist), {
        fromAccountId: reviewer.accountId,
        reason,
        rows: rowsTo(own, mas.accountId),
      }),
    ),
  ).toBe('invalidInput: rows.0.toAccountId biasedHere')
})

test('planned follow-ups and agreements to write go along, and the plan’s log says from whom to whom', async () => {
  const { strategist, reviewer } = world.people
  const plans = plansIn(world)
  await plans.add(await plans.makePlan(), { month: 4 })
  await createWork(world.as(strategist), {
    id: uuidv7(),
    boardId: world.boards.care,
    serviceAreaId: world.areas.groupHome,
    title: 'Överenskommelse om boende',
    position: 1,
    ownerId: strategist.accountId,
    dueOn: '2027-03-01',
    agreementId: null,
    note: '',
  })
  const own = (await left()).filter((one) => one.kind === 'planned')
  expect(own).toMatchObject([{ part: 'lead', unitName: 'Björkgården', dueOn: '2027-04-30' }])
  await handOver(world.as(strategist), {
    fromAccountId: reviewer.accountId,
    reason,
    rows: rowsTo(own, heir),
  })
  const log = await world.admin.query(
    `select before -> 'team' as before, after -> 'team' as after, reason from plan_change where plan_item_id = $1
      and kind = 'changed'`,
    [own[0]!.id],
  )
  expect(log.rows).toEqual([{ before: ['Ulla Uppföljare'], after: ['Hilda Arvinge'], reason }])
  const writes = await ask(strategist, strategist.accountId)
  const work = writes.filter((one) => one.kind === 'agreementWork')
  expect(work).toHaveLength(1)
  expect(
    await outcome(
      handOver(world.as(strategist), {
        fromAccountId: strategist.accountId,
        reason,
        rows: rowsTo(work, heir),
      }),
    ),
  ).toBe('invalidInput: rows.0.toAccountId cannotTakeOver')
  await handOver(world.as(strategist), {
    fromAccountId: strategist.accountId,
    reason,
    rows: rowsTo(work, world.people.director.accountId),
  })
  expect(await ask(strategist, world.people.director.accountId)).toMatchObject([{ kind: 'agreementWork' }])
})

test('the list names who has left or leaves within a month, and anybody with work when asked', async () => {
  const { strategist, reviewer } = world.people
  const list = (show: 'leaving' | 'all', actor = strategist) =>
    withScope(world.db, scopeOf(actor), (tx) =>
      listLeavers(tx, LeaverFilter.parse({ show, sort: 'namn' }), today),
    )
  expect((await list('leaving')).leavers).toEqual([])
  await world.admin.query(`update role_assignment set valid_to = '2026-12-10' where account_id = $1`, [
    reviewer.accountId,
  ])
  const { leavers, total } = await list('leaving')
  expect(total).toBe(1)
  expect(leavers).toMatchObject([{ name: 'Ulla Uppföljare', endsOn: '2026-12-10', state: 'active' }])
  expect(leavers[0]!.left).toBe((await left()).length)
  expect((await list('all')).leavers.map((one) => one.name)).toContain('Hilda Arvinge')
  for (const actor of [world.people.rival, world.twin.people.strategist])
    expect((await list('all', actor)).leavers, actor.name).toEqual([])
  await world.admin.query(`update role_assignment set valid_to = null where account_id = $1`, [
    reviewer.accountId,
  ])
})

test('however the work is shared out, every row gets one receiver: by area before kind before the one for all', () => {
  const ids = fc.constantFrom('a', 'b', '')
  fc.assert(
    fc.property(
      fc.array(fc.record({ kind: fc.constantFrom(...workKinds), area: fc.constantFrom('x', 'y', null) })),
      fc.record({ all: ids, duty: ids, x: ids }),
      (rows, given) => {
        const work = rows.map(
          (row, at) => ({ kind: row.kind, id: String(at), serviceAreaId: row.area }) as Work,
        )
        const shared = sharedOut(work, {
          everything: given.all,
          byKind: { duty: given.duty },
          byArea: { x: given.x },
        })
        expect(shared.map((one) => one.id)).toEqual(work.map((one) => one.id))
        for (const [at, row] of rows.entries()) {
          const wanted = [row.area === 'x' && given.x, row.kind === 'duty' && given.duty, given.all]
          expect(shared[at]!.toAccountId).toBe(wanted.find(Boolean) || '')
        }
      },
    ),
  )
})
