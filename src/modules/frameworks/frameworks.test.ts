import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { isProblem } from '#kernel/problem.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { addServiceArea, changeServiceArea, endServiceArea } from './commands.ts'
import { findArea, listAreas, listEarlier, listFrameworks } from './queries.ts'
import { listAreasInView, type View } from './views.ts'
import { fromFault, keyOf } from './rules.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const read = <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), work)

/** How a promise ended: 'done', the code of the problem, or its faults by field. */
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: unknown) => {
      if (!isProblem(error)) throw error
      return error.fields.length > 0
        ? error.fields.map((fault) => `${fault.path}: ${fault.code}`).join(', ')
        : error.code
    },
  )

const facts = { name: 'Personlig assistans', laws: ['LSS' as const], description: 'Stöd av få personer.' }

test('only a strategist changes the service areas; others change nothing', async () => {
  const areaId = world.areas['groupHome'] ?? ''
  const change = { ...facts, areaId, revision: 1, from: '2026-01-01' }
  const { strategist, reviewer, manager, rival, member } = world.people
  expect(await codeOf(changeServiceArea(world.as(world.twin.people.strategist), change))).toBe('notFound')
  for (const person of [reviewer, manager, rival, member]) {
    expect(await codeOf(addServiceArea(world.as(person), { ...facts, from: '2026-01-01' }))).toBe(
      'notAllowed',
    )
    expect(['notAllowed', 'notFound']).toContain(await codeOf(changeServiceArea(world.as(person), change)))
  }
  expect(await read(strategist, listAreas)).toMatchObject([
    { name: 'Bostad med särskild service', revision: 1, validFrom: '2018-01-01' },
  ])
})

test('a strategist adds an area that is followed up in own units only, with the reason and who answers', async () => {
  const { strategist } = world.people
  const add = (more: object) =>
    addServiceArea(world.as(strategist), { ...facts, from: '2026-01-01', ...more })
  expect(await codeOf(add({ inHouseOnly: true }))).toBe(
    'inHouseReason: reasonNeeded, answerableBody: required',
  )
  expect(await codeOf(add({ laws: [] }))).toBe('laws: chooseOne')
  const own = { inHouseOnly: true, inHouseReason: 'Individavtal.', answerableBody: 'Myndigheten' }
  const { id } = await add(own)
  expect(await codeOf(add(own))).toBe('name: taken')
  expect(await read(strategist, (tx) => findArea(tx, id))).toMatchObject({
    key: 'personlig-assistans',
    ...own,
  })
  expect(await read(world.twin.people.strategist, (tx) => findArea(tx, id))).toBeUndefined()
})

test('a change from a day closes what held before, and both can be read', async () => {
  const { strategist, reviewer } = world.people
  const areaId = world.areas['groupHome'] ?? ''
  const change = (more: object) =>
    changeServiceArea(world.as(strategist), { ...facts, areaId, revision: 1, from: '2026-07-01', ...more })
  expect(await codeOf(change({ from: '2018-01-01' }))).toBe('from: dateBeforeOther')
  expect(await codeOf(change({ from: '2026-11-20' }))).toBe('from: dateInFuture')
  expect(await codeOf(change({ revision: 7 }))).toBe('stale')
  expect(await read(reviewer, (tx) => listEarlier(tx, areaId))).toEqual([])
  await change({ name: 'Gruppbostad', laws: ['LSS', 'SoL'] })
  expect(await read(reviewer, (tx) => findArea(tx, areaId))).toMatchObject({
    name: 'Gruppbostad',
    laws: ['LSS', 'SoL'],
    validFrom: '2026-07-01',
    revision: 2,
  })
  const earlier = await read(reviewer, (tx) => listEarlier(tx, areaId))
  expect(earlier).toMatchObject([
    {
      name: 'Bostad med särskild service',
      laws: ['LSS'],
      validFrom: '2018-01-01',
      validTo: '2026-07-01',
    },
  ])
  const units = await read(reviewer, (tx) =>
    tx.selectFrom('unitState').select('id').where('serviceAreaId', '=', areaId).execute(),
  )
  expect(units).toHaveLength(5)
  for (const stranger of [world.people.rival, world.twin.people.reviewer])
    expect(await read(stranger, (tx) => listEarlier(tx, areaId))).toEqual([])
})

test('an area ends with its last day, and is not ended before it begins', async () => {
  const { strategist } = world.people
  const { id } = await addServiceArea(world.as(strategist), {
    ...facts,
    name: 'Kost',
    laws: ['SoL'],
    from: '2026-02-01',
  })
  const end = (endsOn: string) => endServiceArea(world.as(strategist), { areaId: id, revision: 1, endsOn })
  expect(await codeOf(end('2026-01-31'))).toBe('endsOn: dateBeforeOther')
  await end('2026-12-31')
  expect(await read(strategist, (tx) => findArea(tx, id))).toMatchObject({ validTo: '2027-01-01' })
})

test('a reviewer reads the municipality’s own areas with the national ones they answer to', async () => {
  await addFramework('sol', ['trygghet', 'kunskapsbaserad'])
  await addFramework('kommun', ['kompetens'])
  await world.insert.plain('quality_area_mapping', { from_key: 'kommun/kompetens', to_key: 'sol/trygghet' })
  const frameworks = await read(world.people.reviewer, listFrameworks)
  expect(frameworks.map(({ key, own }) => ({ key, own }))).toEqual([
    { key: 'sol', own: false },
    { key: 'kommun', own: true },
  ])
  expect(frameworks[1]?.areas).toMatchObject([
    { key: 'kommun/kompetens', mapsTo: [{ key: 'sol/trygghet', framework: 'sol' }] },
  ])
  expect(await read(world.twin.people.reviewer, listFrameworks)).toEqual([])
})

test('the same result is read by the national areas or by the municipality’s own', async () => {
  const { reviewer } = world.people
  const keys = async (view: View) =>
    (await read(reviewer, (tx) => listAreasInView(tx, view, ['sol']))).map((area) => area.keys)
  expect(await keys('national')).toEqual([['sol/trygghet'], ['sol/kunskapsbaserad']])
  expect(await keys('own')).toEqual([['kommun/kompetens', 'sol/trygghet']])
})

test('a change never begins on or before the day of what it replaces, and never later than today', () => {
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(day, day, day, (from, held, today) => {
      const [one, two, three] = [from, held, today].map((date) => date.toISOString().slice(0, 10))
      const fault = fromFault(one ?? '', { validFrom: two ?? '' }, three ?? '')
      expect(fault === undefined).toBe(isAfter(one, two) && !isAfter(one, three))
    }),
  )
})

const isAfter = (one = '', other = '') => one > other

test('a key is made of the name', () => {
  expect(keyOf('Kost på särskilt boende ')).toBe('kost-pa-sarskilt-boende')
})

async function addFramework(key: string, areas: readonly string[]): Promise<void> {
  const { framework } = await world.insert('framework', {
    framework: { key, name: key, source_document: 'Uppföljningsplan' },
  })
  for (const [at, name] of areas.entries())
    await world.insert('quality_area', {
      area: {
        framework_id: framework,
        key: `${key}/${name}`,
        name,
        position: at + (key === 'sol' ? 1 : 10),
      },
    })
}
