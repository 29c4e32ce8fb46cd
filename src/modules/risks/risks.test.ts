import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { strangersOf } from '#test/world-people.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { countRiskRows } from './arrange.test-support.ts'
import { judgeUnit, listJudgements, weighUnits, withdrawJudgement } from './public.ts'
import type { Factor, Value } from './rules.ts'

let world: World
let boardId: string
beforeAll(async () => {
  world = await makeWorld()
  boardId = world.boards.care
})
afterAll(() => world.close())

const on = todayIn(now)
const told = { reason: 'Var fjärde har slutat i år.', source: 'Personalstatistik', observedOn: '2026-11-01' }
const judged = (factor: Factor, value: Value, more: Partial<typeof told> = {}) => ({
  ...{ factor, value },
  ...{ ...told, ...more },
})
const judge = (unitId: string, factor: Factor, value: Value, actor: Actor = world.people.strategist) =>
  judgeUnit(world.as(actor), { unitId, judgements: [judged(factor, value)] })

async function weighed(unitId: string, actor: Actor = world.people.strategist) {
  const [unit] = await world.see(actor, (tx) => weighUnits(tx, { boardId, on, unitId }))
  return unit
}
const stateOf = async (unitId: string, factor: Factor) =>
  (await weighed(unitId))?.factors.find((state) => state.factor === factor)

const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

const strangers = () => strangersOf(world)
const countRows = () => countRiskRows(world)

describe('a judgement', () => {
  test('nobody judges a unit that does not exist, or is not theirs to know of', async () => {
    const before = await countRows()
    await expect(judge(uuidv7(), 'turnover', 3)).rejects.toMatchObject({ code: 'notFound' })
    for (const stranger of strangers())
      await expect(judge(world.units.rival, 'turnover', 3, stranger), stranger.name).rejects.toMatchObject({
        code: expect.stringMatching(/^(notFound|notAllowed)$/),
      })
    expect(await countRows()).toBe(before)
  })

  test('whoever runs the unit, and a registrar, may not judge it, and nothing is written', async () => {
    const before = await countRows()
    for (const who of [world.people.manager, world.people.registrar])
      await expect(judge(world.units.birch, 'turnover', 3, who)).rejects.toMatchObject({ code: 'notAllowed' })
    expect(await countRows()).toBe(before)
  })

  test('needs a reason, a source and a day that has been, told at the field', async () => {
    const before = await countRows()
    const send = (judgements: ReturnType<typeof judged>[]) =>
      judgeUnit(world.as(world.people.strategist), { unitId: world.units.birch, judgements })
    await expect(send([])).rejects.toMatchObject({ fields: [{ path: 'judgements', code: 'chooseFactor' }] })
    await expect(send([judged('turnover', 3, { reason: 'Kort' })])).rejects.toMatchObject({
      fields: [{ path: 'judgements.0.reason', code: 'reasonNeeded' }],
    })
    await expect(
      send([judged('complaints', 1), judged('turnover', 3, { observedOn: '2026-11-20' })]),
    ).rejects.toMatchObject({ fields: [{ path: 'judgements.1.observedOn', code: 'dateInFuture' }] })
    await expect(send([judged('economy', 1), judged('economy', 2)])).rejects.toMatchObject({
      fields: [{ path: 'judgements', code: 'taken' }],
    })
    await expect(send([judged('economy', 5 as Value)])).rejects.toMatchObject({
      fields: [{ path: 'judgements.0.value', code: 'chooseOne' }],
    })
    await expect(
      send([judged('economy', 1, { reason: 'Gäller 19121212-1212 på enheten.' })]),
    ).rejects.toMatchObject({
      code: 'personalNumber',
    })
    expect(await countRows()).toBe(before)
  })

  test('several factors are judged at once, count instead of what the system knows, and are told with who and when', async () => {
    const { birch } = world.units
    expect(await stateOf(birch, 'size')).toMatchObject({ system: 0, value: 0, judgement: null })
    await judgeUnit(world.as(world.people.reviewer), {
      unitId: birch,
      judgements: [judged('size', 3), judged('turnover', 4)],
    })
    expect(await stateOf(birch, 'size')).toMatchObject({
      ...{ system: 0, value: 3 },
      judgement: { value: 3, reason: told.reason, source: told.source, judgedBy: 'Ulla Uppföljare' },
    })
    const unit = await weighed(birch)
    expect(unit?.unknown).toEqual(['results', 'deviations', 'complaints', 'authority', 'economy'])
    expect(unit?.reasons).toContain('Personalomsättning: mycket hög, 30 % eller mer')
  })

  test('is corrected by a new one, withdrawn with a reason, and every one of them can be read', async () => {
    const { oak } = world.units
    const { strategist, mas } = world.people
    const { judgements } = await judge(oak, 'economy', 1)
    const later = await judgeUnit(world.as(mas, minutesLater(1)), {
      unitId: oak,
      judgements: [judged('economy', 4)],
    })
    expect(await stateOf(oak, 'economy')).toMatchObject({ value: 4, judgement: { judgedBy: 'Maja Mas' } })
    const withdrawn = { judgementId: later.judgements[0] ?? '', reason: 'Gällde en annan enhet.' }
    await expect(withdrawJudgement(world.as(strategist), { ...withdrawn, reason: '' })).rejects.toMatchObject(
      { fields: [{ path: 'reason', code: 'reasonNeeded' }] },
    )
    for (const stranger of strangers())
      await expect(withdrawJudgement(world.as(stranger), withdrawn), stranger.name).rejects.toMatchObject({
        code: expect.stringMatching(/^(notFound|notAllowed)$/),
      })
    expect(await stateOf(oak, 'economy')).toMatchObject({ value: 4 })
    await withdrawJudgement(world.as(strategist), withdrawn)
    expect(await stateOf(oak, 'economy')).toMatchObject({ value: 1, judgement: { id: judgements[0] } })
    await expect(withdrawJudgement(world.as(strategist), withdrawn)).rejects.toMatchObject({
      code: 'alreadyDone',
    })
    const history = await world.see(strategist, (tx) => listJudgements(tx, oak))
    expect(
      history.map(({ value, withdrawnBy, withdrawnReason }) => [value, withdrawnBy, withdrawnReason]),
    ).toEqual([
      [4, 'Stina Strateg', 'Gällde en annan enhet.'],
      [1, null, ''],
    ])
  })

  test('is never rewritten, whatever a program of the office tries', async () => {
    const { strategist } = world.people
    await expect(
      world.see(strategist, (tx) => tx.updateTable('riskJudgement').set({ value: 0 }).execute()),
    ).rejects.toThrow(/permission denied/)
    await expect(world.see(strategist, (tx) => tx.deleteFrom('riskRuleChange').execute())).rejects.toThrow(
      /permission denied/,
    )
  })

  test('does not hold for a later operator, who begins without it', async () => {
    const { pine } = world.units
    await judge(pine, 'turnover', 4)
    expect(await stateOf(pine, 'turnover')).toMatchObject({ value: 4 })
    await world.admin.query(`update unit_state set valid_to = '2026-11-10' where unit_id = $1`, [pine])
    await world.admin.query(
      `insert into unit_state (municipality_id, id, unit_id, board_id, name, provider_id, service_area_id,
          operating_form, laws, status, places, valid_from, recorded_at)
        select municipality_id, gen_random_uuid(), unit_id, board_id, name, $2, service_area_id, 'procured', laws,
          'active', 40, '2026-11-10', '2026-11-10T08:00:00Z' from unit_state where unit_id = $1`,
      [pine, world.providers.competitor],
    )
    expect(await stateOf(pine, 'turnover')).toMatchObject({ value: null, judgement: null })
    expect(await stateOf(pine, 'change')).toMatchObject({ system: 4 })
    expect(await stateOf(pine, 'size')).toMatchObject({ system: 3 })
    const history = await world.see(world.people.strategist, (tx) => listJudgements(tx, pine))
    expect(history.map(({ providerName }) => providerName)).toEqual(['Åkerbo Omsorg AB'])
  })
})

describe('what the system knows', () => {
  test('open findings raise the risk of their unit, and lead the reasons', async () => {
    const before = await weighed(world.units.municipal)
    await fixedFollowUp(world, { unit: 'municipal', severity: 'acute' })
    const after = await weighed(world.units.municipal)
    expect(before?.factors.find(({ factor }) => factor === 'findings')?.system).toBe(0)
    expect(after?.factors.find(({ factor }) => factor === 'findings')?.system).toBe(4)
    expect(after?.points).toBeGreaterThan(before?.points ?? 100)
    expect(after?.reasons[0]).toBe('1 akut brist och 1 mindre brist')
  })

  test('inspections are known only where the board keeps its register of them', async () => {
    const { rival, birch } = world.units
    expect(await stateOf(rival, 'authority')).toMatchObject({ system: null })
    const { kind } = await world.insert('register_kind', {
      kind: { key: 'tillsyn', position: 1, definition: '{}' },
    })
    const entry = (facts: object, more: object) => ({
      ...{ kind_id: kind, board_id: boardId, title: 'IVO', created_by: world.people.mas.accountId },
      ...{ created_at: now, changed_at: now, facts: JSON.stringify(facts), ...more },
    })
    const demands = { decidedOn: '2026-10-01', demands: 'Rätta dokumentationen.' }
    await world.insert('register_entry', {
      ofUnit: entry(demands, { state: 'open', unit_id: birch, provider_id: world.providers.private }),
      ofProvider: entry(demands, { state: 'answered', provider_id: world.providers.competitor }),
      removed: entry(demands, {
        ...{ state: 'open', unit_id: rival, provider_id: world.providers.competitor },
        ...{ removed_at: now, removed_reason: 'Fel enhet' },
      }),
    })
    expect(await stateOf(birch, 'authority')).toMatchObject({ system: 4 })
    expect(await stateOf(rival, 'authority')).toMatchObject({ system: 2 })
    expect(await stateOf(world.units.oak, 'authority')).toMatchObject({ system: 0 })
  })

  test('an unfinished follow-up in depth, or one under somebody else, is not the last one', async () => {
    const { rival } = world.units
    expect(await stateOf(rival, 'inDepth')).toMatchObject({ system: 4 })
    const deep = (state: string, due_on: string, provider: 'competitor' | 'private') => ({
      ...{ board_id: boardId, unit_id: rival, provider_id: world.providers[provider], state, due_on },
      ...{ catalogue_version_id: world.catalogue.versionId, title: 'Uppföljning', kind: 'planned' },
      ...{ depth: 'inDepth', purposes: [], focus_areas: [], methods: [], announced: true },
      ...{ requirements_per: due_on, created_by: world.people.reviewer.accountId, created_at: now },
    })
    await world.insert('follow_up', {
      planned: deep('planned', '2026-10-01', 'competitor'),
      former: deep('closed', '2026-06-01', 'private'),
      done: deep('closed', '2024-05-01', 'competitor'),
    })
    expect(await stateOf(rival, 'inDepth')).toMatchObject({ system: 2 })
  })
})
