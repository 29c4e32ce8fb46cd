import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { listMine, sweepDuties } from '#modules/duties/public.ts'
import { requestPlan, submitPlan, writeAction } from '#modules/findings/public.ts'
import { cancelFollowUp, withdrawRequest } from '#modules/followups/public.ts'
import { submitRequest } from '#modules/handins/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { followUpsIn } from '#test/followups.ts'
import { makeFollowUp, makeRequest, postedFile } from '#test/handins.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { dutyRules } from './duties.ts'

/** The real rules, over what people really did. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const sweep = () =>
  sweepDuties(
    world.db,
    { id: world.municipalityId, boards: Object.values(world.boards) },
    { rules: dutyRules, now },
  )

async function dutyOf(rule: string, sourceId: string) {
  const { rows } = await world.admin.query(
    `select state, due_on::text as "dueOn", owner_id as "ownerId", owner_role as "ownerRole", done_on::text as "doneOn"
     from duty where rule = $1 and source_id = $2`,
    [rule, sourceId],
  )
  return rows[0] as Record<string, string | null> | undefined // the columns selected
}

const mine = (actor: Actor) =>
  withScope(world.db, scopeOf(actor), async (tx) =>
    (await listMine(tx, actor, todayIn(now))).map((row) => row.sourceId),
  )

test('every rule has a name of its own that lasts, and a word for people', () => {
  const keys = dutyRules.map((rule) => rule.key)
  expect(new Set(keys).size).toBe(keys.length)
  for (const rule of dutyRules) {
    expect(rule.key).toMatch(/^[a-zA-Z]+\.[a-zA-Z]+$/)
    expect(rule.label, rule.key).not.toBe('')
  }
})

test('asked twice, the rules owe the same; nothing is written the second time', async () => {
  await fixedFollowUp(world)
  await sweep()
  expect(await sweep()).toEqual({ fresh: 0, changed: 0 })
})

test('a follow-up is owed by its leader until it is cancelled', async () => {
  const arranged = followUpsIn(world)
  const followUpId = await arranged.create()
  await sweep()
  expect(await dutyOf('followUp.carryOut', followUpId)).toMatchObject({
    state: 'open',
    dueOn: '2026-12-10',
    ownerId: world.people.reviewer.accountId,
  })
  await cancelFollowUp(world.as(world.people.strategist), {
    followUpId,
    reason: 'Enheten läggs ner i december.',
  })
  await sweep()
  expect(await dutyOf('followUp.carryOut', followUpId)).toMatchObject({ state: 'lapsed' })
})

test('an unannounced follow-up owes nothing that its unit could see, in any list of theirs', async () => {
  const { pine } = world.units
  const followUpId = await followUpsIn(world).create({
    unitId: pine,
    announced: false,
    title: 'Natt på Tallhöjden',
  })
  await sweep()
  expect((await dutyOf('followUp.carryOut', followUpId))?.['state']).toBe('open')
  const seen = await withScope(world.db, scopeOf(world.people.manager), (tx) =>
    tx.selectFrom('duty').select('id').where('unitId', '=', pine).execute(),
  )
  expect(seen).toEqual([])
  expect(await mine(world.people.manager)).not.toContain(followUpId)
})

test('a manager hands in, and at that moment it is off the list; what is withdrawn has lapsed', async () => {
  const followUp = await makeFollowUp(world)
  const [requestId, other] = [await makeRequest(world, followUp), await makeRequest(world, followUp)]
  await sweep()
  const { manager, rival, elderlyReviewer } = world.people
  expect(await mine(manager)).toEqual(expect.arrayContaining([requestId, other]))
  for (const actor of [rival, elderlyReviewer, world.twin.people.manager])
    expect(await mine(actor), actor.name).toEqual([])
  await submitRequest(world.as(manager), { requestId, files: [postedFile('rutin')] })
  expect(await mine(manager)).not.toContain(requestId)
  expect(await dutyOf('request.handIn', requestId)).toMatchObject({ state: 'done', doneOn: '2026-11-19' })
  await withdrawRequest(world.as(world.people.reviewer), { requestId: other, revision: 1 })
  await sweep()
  expect(await dutyOf('request.handIn', other)).toMatchObject({ state: 'lapsed' })
})

test('a plan is owed when it is asked for, its actions when they are sent, and IVO when the deficiency calls for it', async () => {
  const { strategist, manager } = world.people
  const given = await fixedFollowUp(world)
  const { id: planId } = await requestPlan(world.as(strategist), { followUpId: given.followUpId })
  await sweep()
  expect(await dutyOf('plan.submit', planId)).toMatchObject({ state: 'open', ownerRole: 'unitManager' })
  expect(await dutyOf('finding.decideIvo', given.first)).toMatchObject({ state: 'open', dueOn: '2026-11-24' })
  expect(await dutyOf('finding.decideIvo', given.second)).toBeUndefined()
  const words = {
    title: 'Ny rutin',
    description: 'x',
    owner: 'Chefen',
    dueOn: '2026-12-15',
    followUpOn: '2027-02-01',
  }
  const actions = []
  for (const findingId of [given.first, given.second])
    actions.push(await writeAction(world.as(manager), { planId, findingId, ...words }))
  await sweep()
  const actionId = actions[0]?.id ?? ''
  expect(await dutyOf('action.carryOut', actionId), 'a draft is the unit’s own').toBeUndefined()
  await submitPlan(world.as(manager), { planId })
  expect(await dutyOf('plan.submit', planId)).toMatchObject({ state: 'done' })
  await sweep()
  expect(await dutyOf('action.carryOut', actionId)).toMatchObject({ state: 'open', dueOn: '2026-12-15' })
})
