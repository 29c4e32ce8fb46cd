import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { FindingFilter } from '#modules/findings/contract.ts'
import { listFindings } from '#modules/findings/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { fixedFollowUp } from '#test/findings.ts'
import { makeWorld, type World } from '#test/world.ts'
import { addQualityArea, changeQualityArea, endQualityArea, moveQualityArea } from './commands-areas.ts'
import { listFrameworks } from './queries.ts'

let world: World
let national: string
beforeAll(async () => {
  world = await makeWorld()
  const frameworks = await world.insert('framework', {
    sol: { key: 'sol', name: 'Nationella', source_document: 'Plan' },
    kommun: { key: 'kommun', name: 'Egna', source_document: 'Bilaga' },
    fokus: { key: 'fokus', name: 'Fokus', source_document: 'Bilaga' },
  })
  const areas = await world.insert('quality_area', {
    knowledge: { framework_id: frameworks.sol, key: 'sol/kunskapsbaserad', name: 'Kunskap', position: 1 },
  })
  national = areas.knowledge
})
afterAll(() => world.close())

const strategist = () => world.as(world.people.strategist)
const read = <Result>(
  work: Parameters<typeof withScope<Result>>[2],
  actor: Actor = world.people.strategist,
) => withScope(world.db, scopeOf(actor), work)
const own = async (key = 'kommun') => {
  const frameworks = await read(listFrameworks)
  return frameworks.find((framework) => framework.key === key)?.areas ?? []
}
const area = (name: string, more: object = {}) => ({
  framework: 'kommun' as const,
  name,
  description: '',
  mapsTo: [],
  from: '2026-01-01',
  ...more,
})

test('a reviewer, a provider and the neighbour change no area, and nobody a national one', async () => {
  const refused = async (actor: Actor, code: string) =>
    expect(addQualityArea(world.as(actor), area('Eget'))).rejects.toMatchObject({ code })
  await refused(world.people.reviewer, 'notAllowed')
  await refused(world.people.rival, 'notAllowed')
  const change = { areaId: national, revision: 1, name: 'Annat', description: '', mapsTo: [] }
  for (const actor of [world.people.strategist, world.twin.people.strategist])
    await expect(changeQualityArea(world.as(actor), change)).rejects.toMatchObject({ code: 'notFound' })
  await read((tx) => tx.updateTable('qualityArea').set({ name: 'Annat' }).execute())
  expect(await own('sol')).toMatchObject([{ name: 'Kunskap' }])
  expect(await own()).toEqual([])
})

test('a strategist adds areas, puts them in order, says what they answer to and ends one', async () => {
  await addQualityArea(strategist(), area('Samverkan'))
  const { id } = await addQualityArea(strategist(), area('Trygg vardag', { mapsTo: ['sol/kunskapsbaserad'] }))
  await expect(addQualityArea(strategist(), area('Samverkan'))).rejects.toMatchObject({
    fields: [{ path: 'name', code: 'taken' }],
  })
  await moveQualityArea(strategist(), { areaId: id, after: null })
  expect((await own()).map(({ name }) => name)).toEqual(['Trygg vardag', 'Samverkan'])
  await changeQualityArea(strategist(), {
    areaId: id,
    revision: 1,
    name: 'En trygg vardag',
    description: 'Lugn och ro.',
    mapsTo: ['sol/kunskapsbaserad'],
  })
  await expect(
    endQualityArea(strategist(), { areaId: id, revision: 1, endsOn: '2026-12-31' }),
  ).rejects.toMatchObject({ code: 'stale', current: { name: 'En trygg vardag' } })
  await endQualityArea(strategist(), { areaId: id, revision: 2, endsOn: '2026-12-31' })
  expect((await own())[0]).toMatchObject({ validTo: '2027-01-01', mapsTo: [{ name: 'Kunskap' }] })
  await endQualityArea(strategist(), { areaId: id, revision: 3, endsOn: null })
  expect((await own())[0]).toMatchObject({ validTo: null, key: 'kommun/trygg-vardag' })
})

test('an own area answers only to national ones', async () => {
  const wrong = addQualityArea(strategist(), area('Fel', { mapsTo: ['kommun/samverkan'] }))
  await expect(wrong).rejects.toMatchObject({ fields: [{ path: 'mapsTo', code: 'chooseOne' }] })
  expect((await own()).map(({ name }) => name)).not.toContain('Fel')
})

test('findings are found by the area of ones own through the national areas it answers to', async () => {
  await fixedFollowUp(world)
  const count = async (quality: string) =>
    (await read((tx) => listFindings(tx, FindingFilter.parse({ quality }), '2026-11-19'))).total
  expect(await count('kommun/trygg-vardag')).toBe(await count('sol/kunskapsbaserad'))
  expect(await count('kommun/trygg-vardag')).toBeGreaterThan(0)
  expect(await count('kommun/samverkan')).toBe(0)
})
