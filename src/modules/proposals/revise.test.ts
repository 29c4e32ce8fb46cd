import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import {
  findYearPlan,
  fixYearPlan,
  listAbsences,
  listItems,
  listVersions,
  recordAbsence,
  staffHoursOf,
  withdrawAbsence,
} from '#modules/plans/public.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { proposalsIn } from './arrange.test-support.ts'
import { draftMarkOf, revisedBy, revisePlan, takeProposal } from './public.ts'

let world: World
let at: ReturnType<typeof proposalsIn>
let plan: string
beforeAll(async () => {
  world = await makeWorld()
  at = proposalsIn(world)
  await at.giveHours()
  plan = await plansIn(world).makePlan()
  const { id } = await at.ask(plan)
  await at.work()
  const draftMark = await seen((tx) => draftMarkOf(tx, plan))
  await takeProposal(at.strategist(), { proposalId: id, draftMark, reason: '' })
}, 60_000)
afterAll(() => world.close())
beforeEach(async () => {
  await world.admin.query('delete from plan_exception')
})

const seen = <Result>(work: Parameters<typeof world.see<Result>>[1]) =>
  world.see(world.people.strategist, work)
const planNow = async () => (await seen((tx) => findYearPlan(tx, plan)))!
const hours = () => seen((tx) => staffHoursOf(tx, at.boardId, 2027))
const absences = (who = world.people.strategist) => world.see(who, (tx) => listAbsences(tx, at.boardId))
type More = Partial<Parameters<typeof revisePlan>[1]>
const revise = (more: More = {}, who = at.strategist()) =>
  revisePlan(who, { yearPlanId: plan, cause: 'other', reason: 'Nytt uppdrag', ...more })
const decide = async () => {
  for (const source_id of plansIn(world).ownUnits())
    await world.insert('plan_exception', {
      one: {
        ...{ year_plan_id: plan, board_id: at.boardId, rule: 'inDepth', source_id, year: 2027 },
        ...{ reason: 'Nästa år', decided_by: 'Nämnden', decided_on: '2026-11-19' },
        ...{ made_by: world.people.strategist.accountId, made_at: now },
      },
    })
  const { revision } = await planNow()
  const decision = { by: 'board' as const, decidedOn: '2026-11-19', paragraph: '§ 90' } // the shape's words
  await fixYearPlan(at.strategist(), { yearPlanId: plan, revision, ...decision })
}
const away = () => ({ accountId: world.people.mas.accountId, from: '2027-02', to: '2027-04', share: 50 })

test('a plan that nobody has decided is not revised', async () => {
  await expect(revise()).rejects.toMatchObject({ code: 'wrongState' })
  expect(await planNow()).toMatchObject({ version: 1, state: 'draft' })
})

test('nobody but the strategist of the board revises, and to others the plan does not exist', async () => {
  await decide()
  const { rival, elderlyReviewer, reviewer } = world.people
  for (const stranger of [rival, elderlyReviewer, world.twin.people.strategist])
    await expect(revise({}, world.as(stranger))).rejects.toMatchObject({ code: 'notFound' })
  await expect(revise({}, world.as(reviewer))).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await planNow()).toMatchObject({ version: 1, state: 'decided' })
})

test('a revision without a reason, or with months that are wrong, begins nothing', async () => {
  await expect(revise({ reason: '' })).rejects.toMatchObject({ code: 'invalidInput' })
  const past = { ...away(), from: '2026-10' }
  await expect(revise({ absence: past })).rejects.toMatchObject({ fields: [{ path: 'from' }] })
  await expect(revise({ absence: { ...away(), to: '2027-01' } })).rejects.toMatchObject({
    code: 'invalidInput',
  })
  const stranger = { ...away(), accountId: world.people.elderlyReviewer.accountId }
  await expect(revise({ absence: stranger })).rejects.toMatchObject({ fields: [{ path: 'accountId' }] })
  expect(await planNow()).toMatchObject({ version: 1, state: 'decided' })
  expect(await absences()).toEqual([])
})

test('the next version begins with the reason, the absence takes its hours, and a proposal is asked for', async () => {
  const before = await hours()
  const done = await revise({ cause: 'person', reason: 'Ändrad bemanning', absence: away() })
  expect(await planNow()).toMatchObject({
    ...{ version: 2, state: 'draft' },
    reason: 'Någon är borta eller slutar: Ändrad bemanning',
  })
  const after = await hours()
  const id = world.people.mas.accountId
  expect(
    [1, 2, 3, 4, 5].map((month) => (after.get(`${id}:${month}`) ?? 0) / (before.get(`${id}:${month}`) ?? 1)),
  ).toEqual([1, 0.5, 0.5, 0.5, 1])
  expect(await absences()).toMatchObject([{ name: world.people.mas.name, share: 50, withdrawnAt: null }])
  await at.work()
  const proposal = await at.read(done.proposalId ?? '')
  expect(proposal).toMatchObject({ state: 'ready', broken: 0 })
  expect(proposal.input.decided?.followUps).toHaveLength(5)
})

test('the proposal is told against what was decided: what moves, from when to when and why', async () => {
  const rows = await seen((tx) => listItems(tx, plan))
  const [version] = await seen((tx) => listVersions(tx, plan))
  const kept = rows[0]!
  const others = rows.slice(1)
  const followUps = (await at.read((await revise()).proposalId ?? '')).input
  const answered = {
    input: followUps,
    left: [],
    words: Object.fromEntries(followUps.units.map(({ id }) => [id, id])),
    followUps: rows
      .filter(({ id }) => id !== others[1]?.id)
      .map((row, place) => ({
        ...{ unitId: row.unitId ?? '', depth: row.depth, kind: 'annual' as const },
        month: `2027-${String(place === 1 ? ((row.month ?? 1) % 12) + 1 : row.month).padStart(2, '0')}`,
        team: row.team.map(({ accountId, role, hours: own }) => ({
          staffId: accountId,
          role,
          hours: own ?? 0,
        })),
      })),
  }
  const told = revisedBy({ ...answered, decided: version?.items ?? [], from: '2026-11', stays: new Set() })
  expect(told.same).toBe(rows.length - 2)
  expect(told.rows.map(({ kind }) => kind)).toEqual(['moved', 'dropped'])
  expect(told.rows[0]).toMatchObject({ unitId: others[0]?.unitId, decided: { month: others[0]?.month } })
  expect(told.rows.every(({ why }) => why.length > 10)).toBe(true)
  expect(told.rows.some(({ unitId }) => unitId === kept.unitId)).toBe(false)
  const begun = new Set(rows.map(({ id }) => id))
  const left = revisedBy({ ...answered, decided: version?.items ?? [], from: '2026-11', stays: begun })
  expect(left).toEqual({ rows: [], same: rows.length })
})

test('of a visit that nobody announces no more than its half-year is told, in what was and in what comes', async () => {
  const rows = await seen((tx) => listItems(tx, plan))
  const [version] = await seen((tx) => listVersions(tx, plan))
  const secret = (version?.items ?? []).map((item) => ({
    ...item,
    announced: false,
    month: null,
    half: 1 as const,
  }))
  const { input } = await at.read((await revise()).proposalId ?? '')
  const followUps = rows.map((row) => ({
    ...{ unitId: row.unitId ?? '', depth: row.depth, kind: 'annual' as const },
    ...{ month: '2027-09', team: [] },
  }))
  const told = revisedBy({
    input,
    left: [],
    words: {},
    followUps,
    decided: secret,
    from: '2026-11',
    stays: new Set(),
  })
  expect(told.rows).toHaveLength(rows.length)
  expect(
    told.rows.every(({ decided, proposed }) => decided?.month === null && proposed?.month === null),
  ).toBe(true)
  expect(JSON.stringify(told.rows)).not.toContain('september')
})

test('an absence that is sent once more from another window takes no more hours', async () => {
  const before = [await hours(), (await absences()).length]
  await expect(revise({ absence: away() })).rejects.toMatchObject({ code: 'duplicate' })
  const again = recordAbsence(at.strategist(), { boardId: at.boardId, ...away() })
  await expect(again).rejects.toMatchObject({ code: 'duplicate' })
  expect([await hours(), (await absences()).length]).toEqual(before)
})

test('taken back, the hours are put back where nobody has changed them since', async () => {
  const [absence] = await absences()
  const { reviewer, rival } = world.people
  await expect(withdrawAbsence(world.as(rival), { absenceId: absence?.id ?? '' })).rejects.toMatchObject({
    code: 'notFound',
  })
  expect(await absences(reviewer)).toEqual([])
  await world.admin.query('update staff_hours set hours = 7 where account_id = $1 and month = 3', [
    world.people.mas.accountId,
  ])
  expect(await withdrawAbsence(at.strategist(), { absenceId: absence?.id ?? '' })).toMatchObject({
    months: 2,
  })
  const now_ = await hours()
  expect([2, 3, 4].map((month) => now_.get(`${world.people.mas.accountId}:${month}`))).toEqual([80, 7, 80])
  await expect(withdrawAbsence(at.strategist(), { absenceId: absence?.id ?? '' })).rejects.toMatchObject({
    code: 'alreadyDone',
  })
})

test('an absence into a year of which nothing is set leaves that year’s other months as they were', async () => {
  const { accountId } = world.people.reviewer
  await recordAbsence(at.strategist(), { boardId: at.boardId, accountId, from: '2028-01', to: '2028-02' })
  const next = await seen((tx) => staffHoursOf(tx, at.boardId, 2028))
  expect([1, 2, 3, 7].map((month) => next.get(`${accountId}:${month}`))).toEqual([0, 0, 80, 20])
})
