import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopeOf } from '#access/may.ts'
import { DelegationFilter, listDelegations } from '#modules/delegations/public.ts'
import { findFollowUp, listMembers, prepareFollowUp, planProtocol } from '#modules/followups/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { strangersOf } from '#test/world-people.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { countTriggerRows, decidedOf, delegate, matterIn, proposedOf, read } from './arrange.test-support.ts'
import { compareUnits, decideTrigger, proposeFollowUp, supplementTrigger } from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const director = () => world.as(world.people.director)
const strategist = () => world.as(world.people.strategist)
const propose = async (more: Partial<ReturnType<typeof proposedOf>> = {}) =>
  (await proposeFollowUp(world.as(world.people.reviewer), proposedOf(world, more))).id
const followUpOf = (id: string | undefined, actor = world.people.strategist) =>
  withScope(world.db, scopeOf(actor), (tx) => findFollowUp(tx, id ?? ''))

async function toldTo(accountId: string): Promise<string[]> {
  const { rows } = await world.admin.query<{ title: string }>(
    `select title from notice where account_id = $1`,
    [accountId],
  )
  return rows.map(({ title }) => title)
}
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

describe('where the order says nothing', () => {
  test('a strategist or a director decides, and a stranger learns nothing', async () => {
    const id = await propose()
    const before = await countTriggerRows(world)
    for (const stranger of [...strangersOf(world), world.people.reviewer, world.people.secretary])
      await expect(decideTrigger(world.as(stranger), decidedOf(id)), stranger.name).rejects.toMatchObject({
        code: expect.stringMatching(/^(notFound|notAllowed)$/),
      })
    const refused = async (more: object, path: string, code: string) =>
      expect(decideTrigger(strategist(), decidedOf(id, more))).rejects.toMatchObject({
        fields: [{ path, code }],
      })
    await refused({ reason: '' }, 'reason', 'reasonNeeded')
    await refused({ dueOn: undefined }, 'dueOn', 'required')
    await refused({ dueOn: '2026-11-01' }, 'dueOn', 'dateInPast')
    await refused({ announced: undefined }, 'announced', 'chooseOne')
    await refused({ cause: '' }, 'cause', 'reasonNeeded')
    await refused({ outcome: 'merge' }, 'intoId', 'chooseFollowUp')
    expect(await countTriggerRows(world)).toBe(before)
    await decideTrigger(strategist(), decidedOf(id))
    expect(await read(world, id)).toMatchObject({
      ...{ state: 'approved', decidedByName: 'Stina Strateg', decidedOn: '2026-11-19', decidedPoint: '' },
    })
  })

  test('what is to be done becomes a follow-up that the unit knows nothing of, with its lead, and the proposer is told', async () => {
    const id = await propose()
    const lead = world.people.mas
    const { followUpIds } = await decideTrigger(director(), decidedOf(id, { leadId: lead.accountId }))
    const followUp = await followUpOf(followUpIds[0])
    expect(followUp).toMatchObject({
      ...{ kind: 'eventDriven', state: 'planned', announced: false, dueOn: '2026-12-15', narrowed: false },
      ...{
        cause: 'Brist i kompetens.',
        title: 'Händelsestyrd uppföljning 2026, Björkgården',
        methods: ['visit'],
      },
    })
    const team = await world.see(world.people.strategist, (tx) => listMembers(tx, followUp?.id ?? ''))
    expect(team).toMatchObject([{ name: lead.name, isLead: true }])
    expect(await toldTo(world.people.reviewer.accountId)).toContainEqual(
      expect.stringMatching(/^Ditt förslag blev en uppföljning/),
    )
    for (const stranger of strangersOf(world))
      expect(await followUpOf(followUpIds[0], stranger), stranger.name).toBeUndefined()
    const told = await world.admin.query(`select from notice where account_id = $1`, [
      world.people.manager.accountId,
    ])
    expect(told.rowCount).toBe(0)
  })

  test('what is not to be done stays with its reason, and nothing is planned', async () => {
    const id = await propose()
    const reason = 'Utföraren har redan rättat till det.'
    const { followUpIds } = await decideTrigger(director(), decidedOf(id, { outcome: 'decline', reason }))
    expect(followUpIds).toEqual([])
    expect(await read(world, id)).toMatchObject({ state: 'declined', decisionReason: reason })
    expect(await toldTo(world.people.reviewer.accountId)).toContainEqual(
      expect.stringMatching(/^Ditt förslag görs inte/),
    )
    await expect(decideTrigger(director(), decidedOf(id, { revision: 2 }))).rejects.toMatchObject({
      code: 'wrongState',
    })
  })

  test('more can be asked for, and two who decide at once meet each other', async () => {
    const id = await propose()
    const ask = decidedOf(id, { outcome: 'ask', reason: 'Vilka nätter gällde det?' })
    await decideTrigger(world.as(world.people.director, later(1)), ask)
    expect(await read(world, id)).toMatchObject({ state: 'asked', decidedOn: null })
    await supplementTrigger(world.as(world.people.reviewer, later(2)), {
      ...{ triggerId: id, revision: 2, reason: 'Nätterna mellan 11 och 14 november.' },
    })
    await expect(decideTrigger(strategist(), decidedOf(id, { revision: 2 }))).rejects.toMatchObject({
      ...{ code: 'stale', current: { state: 'proposed', revision: 3 } },
    })
    expect((await read(world, id))?.events.map(({ kind }) => kind)).toEqual([
      'supplemented',
      'asked',
      'proposed',
    ])
  })

  test('a planned follow-up of the same unit takes it up, and no other', async () => {
    const first = await decideTrigger(strategist(), decidedOf(await propose()))
    const oak = await decideTrigger(strategist(), decidedOf(await propose({ unitIds: [world.units.oak] })))
    const id = await propose()
    const merge = (intoId: string) => decideTrigger(strategist(), decidedOf(id, { outcome: 'merge', intoId }))
    await expect(merge(oak.followUpIds[0] ?? '')).rejects.toMatchObject({
      fields: [{ path: 'intoId', code: 'chooseFollowUp' }],
    })
    await merge(first.followUpIds[0] ?? '')
    expect(await read(world, id)).toMatchObject({
      ...{ state: 'merged', units: [{ followUpId: first.followUpIds[0] }] },
    })
  })
})

test('one perspective over several units is planned in one decision, and asks about nothing else', async () => {
  const { birch, oak, pine } = world.units
  const id = await propose({
    ...{ unitIds: [birch, oak, pine], kind: 'targeted', form: 'spotCheck', trigger: 'boardDecision' },
    ...{
      initiator: 'chair',
      initiatorDecision: 'Ordförandebeslut 2026-11-10',
      focusAreas: ['dokumentation'],
    },
    requirementCodes: ['B2'],
  })
  const { followUpIds } = await decideTrigger(
    strategist(),
    decidedOf(id, { narrowed: true, announced: true }),
  )
  expect(followUpIds).toHaveLength(3)
  const followUp = await followUpOf(followUpIds[1])
  expect(followUp).toMatchObject({
    ...{
      unitId: oak,
      kind: 'targeted',
      targetedForm: 'spotCheck',
      narrowed: true,
      requirementKeys: ['bas-tva'],
    },
  })
  const plan = await world.see(world.people.strategist, async (tx) =>
    followUp ? planProtocol(tx, followUp) : undefined,
  )
  // B5 lies deeper than the follow-up does: the perspective is asked about all the same.
  expect(plan?.rows.map(({ requirement, origin }) => [requirement.code, origin])).toEqual([
    ['B2', 'focus'],
    ['B5', 'focus'],
  ])
})

test('a perspective that no requirement of the unit belongs to plans nothing', async () => {
  const id = await propose({ kind: 'theme', trigger: 'riskArea', focusAreas: ['mat-och-maltider'] })
  const before = await countTriggerRows(world)
  await expect(decideTrigger(strategist(), decidedOf(id, { narrowed: true }))).rejects.toMatchObject({
    fields: [{ path: 'focusAreas', code: 'nothingToAsk' }],
  })
  expect(await countTriggerRows(world)).toBe(before)
})

test('where the order names the director nobody else decides, and the decision is written in its matter', async () => {
  const matterId = await delegate(world)
  const id = await propose()
  const decision = decidedOf(id, { matterId })
  const before = await countTriggerRows(world)
  await expect(decideTrigger(strategist(), decision)).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(decideTrigger(director(), decidedOf(id))).rejects.toMatchObject({
    fields: [{ path: 'matterId', code: 'matterNeeded' }],
  })
  await expect(
    decideTrigger(director(), decidedOf(id, { newCaseNumber: 'OMS 26/999' })),
  ).rejects.toMatchObject({ code: 'notAllowed', fields: [{ path: 'newCaseNumber', code: 'matterToOpen' }] })
  expect(await countTriggerRows(world)).toBe(before)
  // The director opens no matter, and decides in one that the registrar has opened by its number.
  const { rows } = await world.admin.query<{ number: string }>(
    'select case_number as number from matter where id = $1',
    [matterId],
  )
  const opened = decidedOf(id, { newCaseNumber: rows[0]?.number ?? '' })
  const { followUpIds } = await decideTrigger(director(), opened)
  expect(await read(world, id)).toMatchObject({ decidedPoint: '5.3 Besluta om händelsestyrd uppföljning' })
  const { decisions } = await world.see(world.people.director, (tx) =>
    listDelegations(tx, DelegationFilter.parse({})),
  )
  expect(decisions).toMatchObject([
    { matterId, reason: 'Händelsen är allvarlig.', decidedByName: 'Disa Direktör' },
  ])
  // The decision is there: the follow-up is prepared by whoever plans, without being decided once more.
  const [followUpId = ''] = followUpIds
  await world.insert.plain('follow_up_member', {
    ...{ follow_up_id: followUpId, board_id: world.boards.care, unit_id: world.units.birch },
    ...{ provider_id: world.providers.private, account_id: world.people.mas.accountId, name: 'Maja Mas' },
    ...{ profession: 'Sjuksköterska', is_lead: true },
  })
  expect((await prepareFollowUp(strategist(), { followUpId })).state).toBe('prepared')
})

test('a targeted follow-up is not the delegate’s: it carries out what is decided already', async () => {
  const id = await propose({
    ...{ kind: 'targeted', form: 'specialReview', trigger: 'newLaw', focusAreas: ['dokumentation'] },
  })
  await decideTrigger(strategist(), decidedOf(id, { matterId: await matterIn(world) }))
  expect((await read(world, id))?.state).toBe('approved')
})

test('a theme over units compares them on the same questions, by the latest version of what was fixed', async () => {
  const { birch, oak } = world.units
  const id = await propose({
    ...{ unitIds: [birch, oak], kind: 'theme', trigger: 'riskArea', focusAreas: ['ledning-och-styrning'] },
  })
  const { followUpIds } = await decideTrigger(strategist(), decidedOf(id, { narrowed: true }))
  const compared = (actor = world.people.strategist) => world.see(actor, (tx) => compareUnits(tx, id))
  expect(await compared()).toEqual([])
  await fixVerdict(followUpIds[0], birch, { version: 1, verdict: 'notMet' })
  await fixVerdict(followUpIds[0], birch, { version: 2, verdict: 'partly' })
  await fixVerdict(followUpIds[1], oak, { version: 1, verdict: 'met' })
  expect(await compared()).toEqual([
    { key: 'bas-ett', code: 'B1', title: 'Krav 1', verdicts: { [birch]: 'partly', [oak]: 'met' } },
  ])
  for (const stranger of strangersOf(world)) expect(await compared(stranger), stranger.name).toEqual([])
})

async function fixVerdict(
  followUpId: string | undefined,
  unitId: string,
  { version, verdict }: { version: number; verdict: string },
): Promise<void> {
  const place = {
    board_id: world.boards.care,
    unit_id: unitId,
    provider_id: world.providers.private,
  }
  const { assessment } = await world.insert('assessment', {
    assessment: {
      ...{ ...place, follow_up_id: followUpId, version, snapshot: '{}', sha256: Buffer.alloc(32) },
      ...{ rule_version: '1', fixed_by: world.people.strategist.accountId, reason: 'Rättat.' },
      ...{ fixed_at: '2026-11-19T10:00:00Z', shared_at: '2026-11-19T10:00:00Z' },
    },
  })
  const first = world.catalogue.requirements.first
  await world.insert.plain('fixed_verdict', {
    ...{ ...place, assessment_id: assessment, requirement_id: first, requirement_key: 'bas-ett', verdict },
  })
}
