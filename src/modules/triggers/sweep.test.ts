import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listMunicipalities, sweepDuties } from '#modules/duties/public.ts'
import { strangersOf } from '#test/world-people.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { countTriggerRows, decidedOf, findingIn, proposedOf } from './arrange.test-support.ts'
import { TriggerFilter } from './contract.ts'
import {
  decideTrigger,
  dismissTrigger,
  findTrigger,
  getTriggerRules,
  listTriggerRuleChanges,
  listTriggers,
  proposeFollowUp,
  raiseProposals,
  setTriggerRules,
  triggerDutyRules,
} from './public.ts'
import { usualRules, type RuleKey, type RuleSetting } from './rules.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.admin.query(`truncate trigger_rule, trigger_rule_change, trigger_run`)
  await world.admin.query(`truncate trigger_event, trigger_fact, trigger_unit, trigger_proposal cascade`)
  await world.admin.query(`delete from finding`)
})

const daysLater = (days: number) => new Date(now.getTime() + days * 86_400_000)
async function runOn(at: Date): Promise<void> {
  for (const municipality of await listMunicipalities(world.db))
    await raiseProposals(world.db, municipality, at)
}
const raised = async (actor = world.people.strategist) =>
  (await world.see(actor, (tx) => listTriggers(tx, TriggerFilter.parse({ by: 'rule', sort: 'datum' }))))
    .triggers
const only = (wanted: Partial<Record<RuleKey, Partial<RuleSetting>>>) => ({
  boardId: world.boards.care,
  revision: 0,
  waitDays: 10,
  reason: 'Enligt riktlinjen för uppföljning.',
  rules: Object.fromEntries(
    Object.entries(usualRules.rules).map(([key, usual]) => [
      key,
      { ...usual, isOn: key in wanted, ...wanted[key as RuleKey] }, // the keys of the usual rules
    ]),
  ) as Record<RuleKey, RuleSetting>, // one for each
})
const set = (wanted: Parameters<typeof only>[0], actor = world.people.strategist) =>
  setTriggerRules(world.as(actor), only(wanted))

test('nobody but a strategist of the board changes its rules, and each change stays with its reason', async () => {
  const before = await countTriggerRows(world)
  for (const stranger of [...strangersOf(world), world.people.reviewer])
    await expect(set({ findings: {} }, stranger), stranger.name).rejects.toMatchObject({
      code: expect.stringMatching(/^(notFound|notAllowed)$/),
    })
  await expect(set({ findings: { count: 0 } })).rejects.toMatchObject({
    fields: [{ path: 'rules.findings.count', code: 'outOfRange' }],
  })
  expect(await countTriggerRows(world)).toBe(before)
  await set({ findings: { count: 4, within: 6 } })
  await expect(set({})).rejects.toMatchObject({ code: 'stale', current: { revision: 1 } })
  const [rules, changes] = await world.see(world.people.strategist, async (tx) => [
    await getTriggerRules(tx, world.boards.care),
    await listTriggerRuleChanges(tx, world.boards.care),
  ])
  expect(rules).toMatchObject({ revision: 1, waitDays: 10, rules: { findings: { count: 4, within: 6 } } })
  expect(changes).toMatchObject([
    { reason: 'Enligt riktlinjen för uppföljning.', changedBy: 'Stina Strateg' },
  ])
})

test('repeated findings in a unit are proposed once, with what was counted, and the strategist is told', async () => {
  const ids = [await findingIn(world), await findingIn(world, { severity: 'acute' })]
  await findingIn(world, { severity: 'minor' })
  await findingIn(world, { on: '2025-10-01' })
  await set({ findings: { count: 2 } })
  const [first, ...more] = await raised()
  expect(more).toEqual([])
  expect(first).toMatchObject({
    ...{ title: 'Upprepade avvikelser: Björkgården', trigger: 'repeatedDeviations', rule: 'findings' },
    ...{ raisedBy: null, state: 'proposed', units: ['Björkgården'] },
  })
  const found = await world.see(world.people.strategist, (tx) => findTrigger(tx, first?.id ?? ''))
  expect(found?.facts.map(({ sourceId }) => sourceId).sort()).toEqual(ids.sort())
  expect(found?.reason).toBe('Enheten har haft 2 allvarliga eller akuta brister de senaste 12 månaderna.')
  expect(found?.events).toMatchObject([{ kind: 'raised', by: null }])
  const { rows } = await world.admin.query<{ title: string }>(
    `select title from notice where account_id = $1 and kind = 'trigger.raised'`,
    [world.people.strategist.accountId],
  )
  expect(rows).toHaveLength(1)
  for (const at of [now, daysLater(1), daysLater(2)]) await runOn(at)
  expect(await raised()).toHaveLength(1)
  for (const stranger of strangersOf(world)) expect(await raised(stranger), stranger.name).toEqual([])
})

test('what was put aside does not come back for the same facts, but does for a new one', async () => {
  await findingIn(world)
  await findingIn(world)
  await set({ findings: { count: 2 } })
  const [first] = await raised()
  const end = { triggerId: first?.id ?? '', revision: 1, reason: 'Bristerna är redan åtgärdade.' }
  await expect(dismissTrigger(world.as(world.people.mas), end)).rejects.toMatchObject({ code: 'notAllowed' })
  await dismissTrigger(world.as(world.people.reviewer), end)
  await runOn(daysLater(1))
  expect(await raised()).toHaveLength(1)
  await findingIn(world, { on: '2026-11-18' })
  await runOn(daysLater(1))
  expect(await raised(), 'the rules are tried once a day').toHaveLength(1)
  await runOn(daysLater(2))
  const again = await raised()
  expect(again.map(({ state }) => state).sort()).toEqual(['dismissed', 'proposed'])
})

test('what is being followed up is not proposed again', async () => {
  await findingIn(world)
  await set({ findings: { count: 1 } })
  const [first] = await raised()
  await decideTrigger(world.as(world.people.director), decidedOf(first?.id ?? ''))
  await findingIn(world, { on: '2026-11-18' })
  await runOn(daysLater(1))
  expect(await raised()).toHaveLength(1)
})

test('the same deficiency in several units of a provider is one proposal of them all, and never mixes providers', async () => {
  for (const unit of ['birch', 'oak', 'pine', 'rival'] as const)
    await findingIn(world, { unit, severity: 'minor' })
  await findingIn(world, { unit: 'oak', key: 'bas-tva' })
  await set({ pattern: { count: 3 } })
  expect(await raised()).toMatchObject([
    { trigger: 'pattern', units: expect.arrayContaining(['Björkgården', 'Ekbacken', 'Tallhöjden']) },
  ])
  expect((await raised())[0]?.units).toHaveLength(3)
})

test('a critical deficiency that has been open too long is urgent, and one found under an earlier operator is not counted', async () => {
  const late = await findingIn(world, { severity: 'acute', on: '2026-09-01' })
  const other = await findingIn(world, { unit: 'oak', severity: 'acute', on: '2026-09-01' })
  await world.admin.query(`update finding set provider_id = $1 where id = $2`, [
    world.providers.competitor,
    other,
  ])
  await set({ lateCritical: { count: 1, within: 30 } })
  const [first, ...more] = await raised()
  expect(more).toEqual([])
  expect(first).toMatchObject({ urgency: 'now', trigger: 'singleDeviation', units: ['Björkgården'] })
  const found = await world.see(world.people.strategist, (tx) => findTrigger(tx, first?.id ?? ''))
  expect(found?.facts.map(({ sourceId }) => sourceId)).toEqual([late])
})

test('missed duties and demands of an authority are counted as well', async () => {
  const { birch } = world.units
  const place = { board_id: world.boards.care, unit_id: birch, provider_id: world.providers.private }
  const duty = (day: string) => ({
    ...place,
    ...{
      rule: 'request.handIn',
      source_id: crypto.randomUUID(),
      title: 'Lämna in rutin',
      href: '/lamna-in/x',
    },
    ...{ ground: 'Avtalet', due_on: day, remind_from: day, owner_role: 'unitManager', state: 'open' },
    ...{ first_seen_at: `${day}T08:00:00Z`, changed_at: `${day}T08:00:00Z` },
  })
  await world.insert('duty', { one: duty('2026-10-01'), two: duty('2026-11-01'), ahead: duty('2026-12-01') })
  await set({ missed: { count: 2, within: 3 } })
  expect(await raised()).toMatchObject([{ rule: 'missed', units: ['Björkgården'] }])
})

test('whoever decides is reminded when a proposal has waited longer than the board has set', async () => {
  await set({})
  const { id } = await proposeFollowUp(world.as(world.people.reviewer), proposedOf(world))
  const municipalities = await listMunicipalities(world.db)
  const own = municipalities.find((one) => one.id === world.municipalityId)
  if (!own) throw new Error('the municipality is not there')
  const owed = async () => {
    await sweepDuties(world.db, own, { rules: triggerDutyRules, now: daysLater(1) })
    const { rows } = await world.admin.query<{ state: string; due: string; owner_role: string }>(
      `select state, due_on::text as due, owner_role from duty where rule = 'trigger.decide' and source_id = $1`,
      [id],
    )
    return rows
  }
  expect(await owed()).toEqual([{ state: 'open', due: '2026-11-29', owner_role: 'director' }])
  await decideTrigger(world.as(world.people.director), decidedOf(id, { outcome: 'decline' }))
  expect(await owed()).toMatchObject([{ state: 'done' }])
})
