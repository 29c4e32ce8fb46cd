import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { strangersOf } from '#test/world-people.ts'
import { makeWorld, type World } from '#test/world.ts'
import { countTriggerRows, findingIn, proposedOf, read } from './arrange.test-support.ts'
import { TriggerFilter } from './contract.ts'
import {
  dismissTrigger,
  listFactsToPick,
  listTriggers,
  proposeFollowUp,
  supplementTrigger,
  withdrawTrigger,
} from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const reviewer = () => world.as(world.people.reviewer)
const strategist = () => world.as(world.people.strategist)
const propose = async (more: Partial<ReturnType<typeof proposedOf>> = {}) =>
  (await proposeFollowUp(reviewer(), proposedOf(world, more))).id
const noticesOf = async (who: { accountId: string }) => {
  const { rows } = await world.admin.query<{ title: string; kind: string }>(
    `select title, kind from notice where account_id = $1 and kind like 'trigger.%' order by id`,
    [who.accountId],
  )
  return rows
}

describe('a proposal', () => {
  test('nobody proposes of a unit that does not exist, or is not theirs to know of', async () => {
    const before = await countTriggerRows(world)
    await expect(
      proposeFollowUp(reviewer(), proposedOf(world, { unitIds: [uuidv7()] })),
    ).rejects.toMatchObject({ code: 'notFound' })
    for (const stranger of strangersOf(world))
      await expect(
        proposeFollowUp(world.as(stranger), proposedOf(world)),
        stranger.name,
      ).rejects.toMatchObject({
        code: expect.stringMatching(/^(notFound|notAllowed)$/),
      })
    expect(await countTriggerRows(world)).toBe(before)
  })

  test('whoever runs the unit, and a secretary, may not propose, and nothing is written', async () => {
    const before = await countTriggerRows(world)
    for (const who of [world.people.manager, world.people.secretary])
      await expect(proposeFollowUp(world.as(who), proposedOf(world))).rejects.toMatchObject({
        code: 'notAllowed',
      })
    expect(await countTriggerRows(world)).toBe(before)
  })

  test('says why, which form, whose decision and which clause, told at the field', async () => {
    const before = await countTriggerRows(world)
    const refused = async (more: Partial<ReturnType<typeof proposedOf>>, path: string, code: string) =>
      expect(propose(more)).rejects.toMatchObject({ fields: [{ path, code }] })
    await refused({ reason: 'Kort' }, 'reason', 'reasonNeeded')
    await refused({ unitIds: [] }, 'unitIds', 'chooseOne')
    await refused({ kind: 'targeted', focusAreas: ['dokumentation'] }, 'form', 'chooseOne')
    await refused({ kind: 'theme' }, 'focusAreas', 'chooseOne')
    await refused({ trigger: 'agreementDeparture' }, 'clause', 'required')
    await refused({ initiator: 'board' }, 'initiatorDecision', 'required')
    await refused({ requirementCodes: ['B1', 'Finns inte'] }, 'requirementCodes', 'requirementUnknown')
    await refused({ facts: [{ kind: 'finding', sourceId: uuidv7() }] }, 'facts', 'notValid')
    await expect(propose({ reason: 'Gäller 19121212-1212 på enheten.' })).rejects.toMatchObject({
      code: 'personalNumber',
    })
    expect(await countTriggerRows(world)).toBe(before)
  })

  test('tells what it rests on, the agreement and the requirement that were departed from, and whoever decides learns of it', async () => {
    const findingId = await findingIn(world)
    const [fact] = await world.see(world.people.reviewer, (tx) =>
      listFactsToPick(tx, { boardId: world.boards.care, unitIds: [world.units.birch], today: '2026-11-19' }),
    )
    expect(fact).toMatchObject({ kind: 'finding', sourceId: findingId, href: `/brister/${findingId}` })
    const id = await propose({
      ...{ trigger: 'agreementDeparture', requirementCodes: ['b1'], clause: '4.2 Bemanning' },
      facts: [{ kind: 'finding', sourceId: findingId }],
    })
    expect(await read(world, id)).toMatchObject({
      ...{
        title: 'Särskilt allvarlig händelse: medvetet avsteg från avtalet: Björkgården',
        state: 'proposed',
      },
      ...{ agreementId: world.agreements.private, clause: '4.2 Bemanning', raisedByName: 'Ulla Uppföljare' },
      requirements: [{ code: 'B1' }],
      facts: [{ sourceId: findingId, title: 'Rutin saknas' }],
      units: [{ name: 'Björkgården', followUpId: null }],
      events: [{ kind: 'proposed', by: 'Ulla Uppföljare' }],
    })
    for (const who of [world.people.director, world.people.strategist])
      expect((await noticesOf(who)).map(({ kind }) => kind)).toContain('trigger.toDecide')
    expect(await noticesOf(world.people.manager)).toEqual([])
  })

  test('covers several units at once, but never of two boards', async () => {
    const { birch, oak, pine, elderly } = world.units
    const id = await propose({
      ...{
        unitIds: [birch, oak, pine, birch],
        kind: 'theme',
        trigger: 'riskArea',
        focusAreas: ['dokumentation'],
      },
      ...{ title: 'Barnets rättigheter', initiator: 'board', initiatorDecision: 'OMS 2026-10-21 § 88' },
    })
    expect((await read(world, id))?.units.map(({ name }) => name)).toEqual([
      'Björkgården',
      'Ekbacken',
      'Tallhöjden',
    ])
    await expect(propose({ unitIds: [birch, elderly] })).rejects.toMatchObject({ code: 'notFound' })
    const { reviewer: one, elderlyReviewer: other } = world.people
    const ofBoth = { ...one, assignments: [...one.assignments, ...other.assignments] }
    const both = proposedOf(world, { unitIds: [birch, elderly] })
    await expect(proposeFollowUp(world.as(ofBoth), both)).rejects.toMatchObject({
      fields: [{ path: 'unitIds', code: 'otherBoard' }],
    })
  })

  test('is supplemented without losing what was said, and only the one who proposed it takes it back', async () => {
    const id = await propose({ restsOn: 'Handling 3' })
    const added = { triggerId: id, revision: 1, reason: 'Schemat är hämtat.', restsOn: 'Handling 4' }
    for (const stranger of strangersOf(world))
      await expect(supplementTrigger(world.as(stranger), added), stranger.name).rejects.toMatchObject({
        code: expect.stringMatching(/^(notFound|notAllowed)$/),
      })
    await supplementTrigger(strategist(), added)
    expect(await read(world, id)).toMatchObject({ restsOn: 'Handling 3\n\nHandling 4', state: 'proposed' })
    const back = { triggerId: id, revision: 2, reason: 'Det var en annan enhet.' }
    await expect(withdrawTrigger(strategist(), back)).rejects.toMatchObject({ code: 'notAllowed' })
    await expect(withdrawTrigger(reviewer(), { ...back, revision: 1 })).rejects.toMatchObject({
      ...{ code: 'stale', current: { state: 'proposed', revision: 2 } },
    })
    await expect(dismissTrigger(reviewer(), back)).rejects.toMatchObject({ code: 'wrongState' })
    await withdrawTrigger(reviewer(), back)
    expect(await read(world, id)).toMatchObject({ state: 'withdrawn', decisionReason: back.reason })
    await expect(withdrawTrigger(reviewer(), { ...back, revision: 3 })).rejects.toMatchObject({
      code: 'wrongState',
    })
  })
})

describe('the list', () => {
  const listed = (filter: object, actor = world.people.director) =>
    world.see(actor, (tx) => listTriggers(tx, TriggerFilter.parse(filter)))

  test('has what waits and is most urgent first, and is filtered, searched and paged', async () => {
    const usual = await propose({ urgency: 'usual', unitIds: [world.units.oak] })
    const { triggers, total } = await listed({})
    const [first] = triggers
    expect(first).toMatchObject({ urgency: 'now', state: 'proposed', rule: null })
    expect(triggers.at(-1)?.state).toBe('withdrawn')
    expect((await listed({ urgency: 'usual' })).triggers.map(({ id }) => id)).toEqual([usual])
    expect((await listed({ q: 'ekbacken', kind: 'eventDriven' })).triggers.map(({ id }) => id)).toEqual([
      usual,
    ])
    expect((await listed({ state: 'open' })).total).toBe(total - 1)
    expect((await listed({ unit: world.units.pine })).triggers[0]?.title).toBe('Barnets rättigheter')
    expect((await listed({ limit: 1, page: 2 })).triggers).toHaveLength(1)
    expect((await listed({ by: 'rule' })).total).toBe(0)
  })

  test('the competitor, the unit itself, the board, the other board and the twin municipality learn nothing', async () => {
    const { triggers } = await listed({})
    expect(triggers.length).toBeGreaterThan(0)
    for (const stranger of strangersOf(world)) {
      expect((await listed({}, stranger)).total, stranger.name).toBe(0)
      expect(await read(world, triggers[0]?.id ?? '', stranger), stranger.name).toBeUndefined()
      expect(await noticesOf(stranger), stranger.name).toEqual([])
    }
  })
})
