import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeUnit, createUnit, unitHistory } from '#modules/organisation/public.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  agreements,
  found,
  look,
  previewed,
  providers,
  rowsOf,
  run,
  undo,
  unit,
  unitCount,
  units,
  xlsx,
} from './fixture.test-support.ts'
import {
  findImport,
  listBlockers,
  listDoneRows,
  previewImport,
  runImport,
  totalOf,
  uploadImport,
} from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

test('a strategist brings in providers, units and agreements of one file that refer to each other', async () => {
  const bytes = await xlsx([
    providers,
    units([unit('0101', 'Almen'), unit('0102', 'Boken')]),
    agreements([
      ['Drift av Almen', 'Nya Omsorgen AB', 'LOU', 'OMS 26/55', '2026-01-01', '2028-12-31', '0101, 0102'],
    ]),
  ])
  const id = await previewed(world, bytes)
  expect((await found(world, id)).counts).toEqual({
    providers: { new: 1, changed: 0, unchanged: 0, faulty: 0 },
    units: { new: 2, changed: 0, unchanged: 0, faulty: 0 },
    agreements: { new: 1, changed: 0, unchanged: 0, faulty: 0 },
  })
  expect((await run(world, id)).state).toBe('done')
  const { rows } = await world.admin.query(
    `select u.code, s.name, s.laws, s.places, s.valid_from::text, p.organisation_number from unit u
     join unit_state s on s.unit_id = u.id join provider p on p.id = s.provider_id where u.code like '01%' order by 1`,
  )
  const common = { places: 6, laws: ['LSS'], valid_from: '2026-01-01', organisation_number: '556000-0753' }
  expect(rows).toEqual([
    { code: '0101', name: 'Almen', ...common },
    { code: '0102', name: 'Boken', ...common },
  ])
  const covered = await world.admin.query(
    `select c.valid_from::text, s.valid_to::text from agreement g join agreement_unit c on c.agreement_id = g.id
     join agreement_state s on s.agreement_id = g.id where g.case_number = 'OMS 26/55'`,
  )
  expect(covered.rows).toEqual(Array(2).fill({ valid_from: '2026-01-01', valid_to: '2029-01-01' }))
  const again = await previewed(world, bytes)
  expect(totalOf((await found(world, again)).counts)).toEqual({ new: 0, changed: 0, unchanged: 4, faulty: 0 })
  await expect(run(world, again)).rejects.toMatchObject({ code: 'alreadyDone' })
})

test('a changed place count is told old and new, and the former state stays in the history', async () => {
  const id = await previewed(
    world,
    await xlsx([units([[...unit('0101', 'Almen', { places: 9 }).slice(0, 6), '2026-06-01']])]),
  )
  const [row] = await rowsOf(world, id)
  expect(row).toMatchObject({ outcome: 'changed', changes: [{ fact: 'Platser', from: '6', to: '9' }] })
  await run(world, id)
  const [{ id: unitId }] = (
    await world.admin.query<{ id: string }>(`select id from unit where code = '0101'`)
  ).rows as [{ id: string }]
  const held = (await look(world, world.people.strategist, (tx) => unitHistory(tx, unitId))).filter(
    (state) => !state.supersededAt,
  )
  expect(held.map((state) => [state.validFrom, state.validTo, state.places])).toEqual([
    ['2026-01-01', '2026-06-01', 6],
    ['2026-06-01', null, 9],
  ])
  await undo(world, id)
  const after = (await look(world, world.people.strategist, (tx) => unitHistory(tx, unitId))).filter(
    (state) => !state.supersededAt,
  )
  expect(after.map((state) => [state.validFrom, state.validTo, state.places])).toEqual([
    ['2026-01-01', null, 6],
  ])
  expect((await found(world, id)).state).toBe('undone')
})

test('what a colleague changed after the preview stops the run and is told', async () => {
  const { strategist } = world.people
  const id = await previewed(world, await xlsx([units([unit('0102', 'Boken', { places: 12 })])]))
  const [{ id: unitId }] = (
    await world.admin.query<{ id: string }>(`select id from unit where code = '0102'`)
  ).rows as [{ id: string }]
  const history = await look(world, strategist, (tx) => unitHistory(tx, unitId))
  const { name, providerId, serviceAreaId, operatingForm } = history[0]!
  const facts = {
    name,
    providerId,
    serviceAreaId,
    operatingForm,
    laws: ['LSS' as const],
    status: 'active' as const,
    places: 7,
  }
  await changeUnit(world.as(strategist), {
    ...facts,
    unitId,
    kind: 'change',
    from: '2026-01-01',
    revision: history.length,
  })
  await expect(run(world, id)).rejects.toMatchObject({
    code: 'stale',
    current: {
      differing: 1,
      rows: [{ label: '0102 Boken', changes: [{ fact: 'Platser', from: '7', to: '12' }] }],
    },
  })
  await previewImport(world.as(strategist), { importId: id, revision: (await found(world, id)).revision })
  expect((await run(world, id)).state).toBe('done')
})

test('two runs of one preview at once do it a single time', async () => {
  const id = await previewed(world, await xlsx([units([unit('0201', 'Granen')])]))
  const { revision } = await found(world, id)
  const outcomes = await Promise.allSettled(
    [1, 2].map(() => runImport(world.as(world.people.strategist), { importId: id, revision })),
  )
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { rows } = await world.admin.query(
    `select 1 from unit_state s join unit u on u.id = s.unit_id where u.code = '0201'`,
  )
  expect(rows).toHaveLength(1)
})

test('two imports that bring in the same unit at once: one of them is told', async () => {
  const bytes = await xlsx([units([unit('0301', 'Hasseln')])])
  const ids = [await previewed(world, bytes), await previewed(world, bytes)]
  const outcomes = await Promise.allSettled(ids.map((id) => run(world, id)))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an import is taken back whole, and the same file brings it in again', async () => {
  const bytes = await xlsx([
    { ...providers, rows: [['Ångrade AB', '', 'Privat']] },
    { name: 'Verksamhetsområden', headings: ['Namn', 'Lagstöd'], rows: [['Prövområdet', 'SoL']] },
    units([unit('0401', 'Idegranen', { provider: 'Ångrade AB', area: 'Prövområdet' })]),
    agreements([['Ångravtal', 'Ångrade AB', 'LOV', 'OMS 26/99', '2026-01-01', '', '0401']]),
  ])
  const before = await unitCount(world)
  const id = await previewed(world, bytes)
  await run(world, id)
  expect(await unitCount(world)).toBe(before + 1)
  await undo(world, id)
  expect(await unitCount(world)).toBe(before)
  const held = await world.admin.query(
    `select (select count(*)::int from provider where name = 'Ångrade AB' and (valid_to is null or valid_to > valid_from)) as providers,
      (select count(*)::int from agreement_state where title = 'Ångravtal' and superseded_at is null) as agreements,
      (select count(*)::int from agreement_state where title = 'Ångravtal') as kept`,
  )
  expect(held.rows).toEqual([{ providers: 0, agreements: 0, kept: 1 }])
  const again = await previewed(world, bytes)
  expect(totalOf((await found(world, again)).counts)).toEqual({ new: 4, changed: 0, unchanged: 0, faulty: 0 })
  await run(world, again)
  expect(await unitCount(world)).toBe(before + 1)
})

test('an import that something builds on is not taken back, and what holds it is told', async () => {
  const id = await previewed(
    world,
    await xlsx([units([unit('0501', 'Jolstern'), unit('0502', 'Kastanjen')])]),
  )
  await run(world, id)
  const [{ id: unitId }] = (
    await world.admin.query<{ id: string }>(`select id from unit where code = '0501'`)
  ).rows as [{ id: string }]
  await world.insert('file', {
    one: {
      board_id: world.boards.care,
      unit_id: unitId,
      name: 'a.txt',
      media_type: 'text/plain',
      size: 0,
      sha256: '\\x00',
      content: '\\x00',
      uploaded_by: world.people.strategist.accountId,
      uploaded_at: now,
    },
  })
  const blockers = await look(world, world.people.strategist, async (tx) =>
    listBlockers(tx, await listDoneRows(tx, id)),
  )
  expect(blockers).toEqual([{ label: '0501 Jolstern', kind: 'units', why: 'Används av en fil.' }])
  await expect(undo(world, id)).rejects.toMatchObject({ code: 'importBuiltOn' })
  expect((await found(world, id)).state).toBe('done')
})

test('another board, a rival, an operator and the twin municipality learn nothing of an import', async () => {
  const id = await previewed(world, await xlsx([units([unit('0601', 'Lönnen')])]))
  const { people, twin } = world
  for (const actor of [
    people.elderlyReviewer,
    people.rival,
    people.manager,
    people.member,
    people.admin,
    twin.people.strategist,
  ]) {
    expect(await look(world, actor, (tx) => findImport(tx, id)), actor.name).toBeUndefined()
    const { revision } = await found(world, id)
    await expect(runImport(world.as(actor), { importId: id, revision }), actor.name).rejects.toMatchObject({
      code: 'notFound',
    })
  }
  const bytes = await xlsx([units([unit('0602', 'Masurbjörken')])])
  const upload = (actor: typeof people.reviewer, boardId: string) =>
    uploadImport(world.as(actor), { id: uuidv7(), boardId, fileName: 'a.xlsx', bytes })
  await expect(upload(people.reviewer, world.boards.care)).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(upload(people.strategist, world.boards.elderly)).rejects.toMatchObject({ code: 'notAllowed' })
  expect((await found(world, id)).state).toBe('previewed')
})

test('a unit made by hand meanwhile with a code of the file stops the run', async () => {
  const { strategist } = world.people
  const id = await previewed(world, await xlsx([units([unit('0701', 'Nyponet')])]))
  await createUnit(world.as(strategist), {
    ...{ id: uuidv7(), boardId: world.boards.care, code: '0701', name: 'För hand', from: '2026-02-01' },
    ...{
      providerId: world.providers.private,
      serviceAreaId: world.areas.groupHome,
      operatingForm: 'procured',
    },
    ...{ laws: ['LSS'], status: 'active' },
  })
  await expect(run(world, id)).rejects.toMatchObject({ code: 'stale' })
})
