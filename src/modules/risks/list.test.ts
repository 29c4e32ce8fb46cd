import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { strangersOf } from '#test/world-people.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { countRiskRows } from './arrange.test-support.ts'
import { RiskFilter } from './contract.ts'
import {
  getRules,
  judgeUnit,
  listJudgements,
  listRiskRows,
  listRisks,
  listRuleChanges,
  matrixOf,
  previewRules,
  setRiskRules,
} from './public.ts'
import { usualRules } from './rules.ts'

let world: World
let boardId: string
beforeAll(async () => {
  world = await makeWorld()
  boardId = world.boards.care
  await fixedFollowUp(world, { severity: 'acute' })
  await judgeUnit(world.as(world.people.mas), {
    unitId: world.units.oak,
    judgements: [
      {
        ...{ factor: 'turnover', value: 4, reason: 'Var tredje har slutat i år.' },
        ...{ source: 'Personalstatistik', observedOn: '2025-11-01' },
      },
    ],
  })
})
afterAll(() => world.close())

const on = todayIn(now)

const strangers = () => strangersOf(world)
const countRows = () => countRiskRows(world)

describe('the rules of a board', () => {
  const input = () => ({
    ...{ boardId, revision: 0, weights: { ...usualRules.weights }, actFrom: 4, oldAfterMonths: 12 },
    limits: { total: [10, 20, 30, 45], likelihood: [10, 20, 30, 45], consequence: [10, 20, 30, 45] },
    reason: 'Beslut vid genomgången i februari.',
  })
  // The numbers just above are within the shape.
  const rulesWith = (more: object) => ({ ...input(), ...more }) as Parameters<typeof setRiskRules>[1]

  test('are changed by the strategist alone, with a reason, and limits that rise', async () => {
    const before = await countRows()
    for (const who of [...strangers(), world.people.reviewer, world.people.director])
      await expect(setRiskRules(world.as(who), rulesWith({})), who.name).rejects.toMatchObject({
        code: 'notAllowed',
      })
    const { strategist } = world.people
    const refused = async (more: object, path: string, code: string) =>
      expect(setRiskRules(world.as(strategist), rulesWith(more))).rejects.toMatchObject({
        fields: [{ path, code }],
      })
    await refused({ reason: '' }, 'reason', 'reasonNeeded')
    await refused({ limits: { ...input().limits, total: [10, 30, 20, 45] } }, 'limits.total', 'limitsRise')
    const none = Object.fromEntries(Object.keys(usualRules.weights).map((factor) => [factor, 0]))
    await refused({ weights: none }, 'weights', 'weightNeeded')
    await refused({ weights: { ...usualRules.weights, size: 11 } }, 'weights.size', 'outOfRange')
    await refused({ oldAfterMonths: 0 }, 'oldAfterMonths', 'outOfRange')
    expect(await countRows()).toBe(before)
  })

  test('what is shown before is what comes after, and the change is kept with who, why, before and after', async () => {
    const { strategist } = world.people
    const weights = { ...usualRules.weights, findings: 10, inDepth: 0, size: 0 }
    const before = await world.see(strategist, (tx) => listRisks(tx, { boardId, on }))
    const preview = await world.see(strategist, (tx) =>
      previewRules(tx, { boardId, on }, { ...usualRules, weights }),
    )
    expect(preview.moved.length).toBeGreaterThan(0)
    expect(await world.see(strategist, (tx) => listRisks(tx, { boardId, on }))).toEqual(before)
    const { unitsMoved } = await setRiskRules(world.as(strategist), rulesWith({ weights }))
    expect(unitsMoved).toBe(preview.moved.length)
    const after = await world.see(strategist, (tx) => listRisks(tx, { boardId, on }))
    for (const { unitId, becomes } of preview.moved)
      expect(after.find((unit) => unit.unitId === unitId)?.risk).toBe(becomes)
    expect(preview.spread.map(({ becomes }) => becomes)).toEqual(
      [1, 2, 3, 4, 5].map((risk) => after.filter((unit) => unit.risk === risk).length),
    )
    const [change] = await world.see(strategist, (tx) => listRuleChanges(tx, boardId))
    expect(change).toMatchObject({
      ...{ revision: 1, unitsMoved, reason: input().reason, changedBy: 'Stina Strateg' },
      ...{ before: { weights: usualRules.weights }, after: { weights } },
    })
  })

  test('the second of two who change them at once is shown what holds', async () => {
    const { strategist } = world.people
    await expect(setRiskRules(world.as(strategist), rulesWith({}))).rejects.toMatchObject({
      ...{ code: 'stale', current: { revision: 1 } },
    })
    expect(await world.see(strategist, (tx) => listRuleChanges(tx, boardId))).toHaveLength(1)
  })
})

describe('the list', () => {
  const list = (asked: object = {}, actor: Actor = world.people.strategist) =>
    world.see(actor, (tx) => listRiskRows(tx, { boardId, on }, RiskFilter.parse(asked)))

  test('has the highest risk first, and is searched, filtered, sorted and paged', async () => {
    const { units, total } = await list()
    expect(total).toBe(5)
    expect(units.map(({ points }) => points)).toEqual(
      units.map(({ points }) => points).toSorted((one, other) => other - one),
    )
    const names = async (asked: object) => (await list(asked)).units.map(({ name }) => name)
    expect((await names({ q: 'björk vård' })).toSorted()).toEqual(['Rivalen'])
    expect(await names({ sort: 'enhet', limit: 2, page: 2 })).toEqual(['Kommungården', 'Rivalen'])
    expect(await names({ provider: world.providers.own })).toEqual(['Kommungården'])
    const some = units[0]
    expect(await names({ likelihood: some?.likelihood, consequence: some?.consequence })).toContain(
      some?.name,
    )
    expect((await list({ risk: 5, act: 'true' })).units.every(({ risk }) => risk === 5)).toBe(true)
    expect((await list({ missing: 'true' })).total).toBe(5)
    expect((await list({ old: 'true' })).units.map(({ name }) => name)).toEqual(['Ekbacken'])
  })

  test('the cells of the matrix hold each unit once, and lead to as many', async () => {
    const { units } = await list()
    const cells = matrixOf(units).flat()
    expect(cells).toHaveLength(25)
    expect(cells.reduce((sum, cell) => sum + cell.units, 0)).toBe(units.length)
    for (const { likelihood, consequence, units: count } of cells.filter((cell) => cell.units > 0))
      expect((await list({ likelihood, consequence })).total).toBe(count)
  })

  test('the competitor, the other board, the operators and the twin municipality learn nothing', async () => {
    for (const stranger of strangers()) {
      const seen = await world.see(stranger, async (tx) => ({
        judgements: await tx.selectFrom('riskJudgement').selectAll().execute(),
        rules: await tx.selectFrom('riskRule').selectAll().execute(),
        changes: await tx.selectFrom('riskRuleChange').selectAll().execute(),
        revision: (await getRules(tx, boardId)).revision,
        history: await listJudgements(tx, world.units.birch),
      }))
      expect(seen, stranger.name).toEqual({
        judgements: [],
        rules: [],
        changes: [],
        revision: 0,
        history: [],
      })
    }
    for (const outside of [world.people.elderlyReviewer, world.twin.people.strategist])
      expect((await list({}, outside)).total, outside.name).toBe(0)
  })
})
