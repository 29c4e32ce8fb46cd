import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { found, mapped, unit, unitCount, units, xlsx } from './fixture.test-support.ts'
import { askImport } from './work-ask.ts'
import { stepsFor, uploads, workImports, importLock } from './public.ts'

/** What is asked of an import is done in the background: once, by the person who asked, or not at all. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const office = () => stepsFor(world.boards.care ?? '')
const municipality = () => ({ id: world.municipalityId, boards: Object.values(world.boards) })
const work = () => workImports(world.db, municipality(), () => now)
const strategist = () => world.as(world.people.strategist)

async function file(code: string, name: string) {
  const bytes = await xlsx([
    units([unit(code, name, { provider: 'Åkerbo Omsorg AB' }), unit(`${code}1`, `${name} två`)]),
  ])
  return { id: uuidv7(), boardId: world.boards.care ?? '', fileName: 'enheter.xlsx', bytes }
}

/** The background work is there, but busy with something else. */
async function whileBusy<Result>(doing: () => Promise<Result>): Promise<Result> {
  const key = `hashtextextended('${importLock}', 0)`
  await world.admin.query(`select pg_advisory_lock(${key})`)
  try {
    return await doing()
  } finally {
    await world.admin.query(`select pg_advisory_unlock(${key})`)
  }
}

const audited = async (id: string) => {
  const { rows } = await world.admin.query<{ n: number }>(
    `select count(*)::int as n from audit where target_id = $1 and outcome = 'done' and not detail ? 'asked'`,
    [id],
  )
  return rows[0]?.n
}

test('where no background work is up, a person still has a small file read, previewed and brought in', async () => {
  const upload = await file('0301', 'Aspen')
  await uploads.office(strategist(), upload)
  await settled(upload.id)
  expect(await found(world, upload.id)).toMatchObject({ state: 'read', working: null })
  const { sheets, revision } = await found(world, upload.id)
  await office().map(strategist(), {
    ...{ importId: upload.id, revision, validFrom: '2026-01-01', changeKind: 'change', note: '' },
    sheets: sheets.map(({ index, kind, columns }) => ({ index, kind, columns: { ...columns } })),
  })
  await settled(upload.id)
  expect((await found(world, upload.id)).state).toBe('previewed')
})

/** However slow the machine is. */
async function settled(id: string): Promise<void> {
  await expect.poll(async () => (await found(world, id)).working, { timeout: 60_000 }).toBeNull()
}

test('a person does not wait for a long file: the page tells what goes on, and the work is done later', async () => {
  const upload = await file('0311', 'Boken')
  await whileBusy(async () => {
    const began = performance.now()
    const answer = await uploads.office(strategist(), upload)
    expect(performance.now() - began).toBeLessThan(15_000)
    expect(answer).toMatchObject({ id: upload.id, state: 'uploaded', isWorking: true })
    expect((await found(world, upload.id)).working).toEqual({ step: 'read', begun: 0, percent: 0 })
  })
  await work()
  expect(await found(world, upload.id)).toMatchObject({ state: 'read', revision: 2, working: null })
  const { rows } = await world.admin.query('select from import_row where import_id = $1', [upload.id])
  expect(rows).toHaveLength(2)
})

async function previewed(code: string) {
  const upload = await file(code, 'Cedern')
  const id = upload.id
  upload.bytes = await xlsx([units([unit(code, 'Cedern', { provider: 'Åkerbo Omsorg AB' })])])
  await uploads.office(strategist(), upload)
  await settled(id)
  await mapped(world, id)
  await office().preview(strategist(), { importId: id, revision: (await found(world, id)).revision })
  await settled(id)
  return { id, revision: (await found(world, id)).revision }
}

test('two windows that ask for the same at once have it done once; another step meanwhile is told', async () => {
  const { id, revision } = await previewed('0321')
  const before = await unitCount(world)
  const asked = { importId: id, revision }
  await askImport(strategist(), { ...asked, step: 'run' })
  await askImport(strategist(), { ...asked, step: 'run' })
  await expect(askImport(strategist(), { ...asked, step: 'preview' })).rejects.toMatchObject({
    code: 'stale',
  })
  await work()
  expect(await unitCount(world)).toBe(before + 1)
  expect(await found(world, id)).toMatchObject({ state: 'done', revision: revision + 1 })
})

test('work that was killed after the last word and begun again changes nothing more', async () => {
  const { id, revision } = await previewed('0331')
  await askImport(strategist(), { importId: id, revision, step: 'run' })
  await work()
  const before = { units: await unitCount(world), audited: await audited(id), one: await found(world, id) }
  await world.admin.query('update import_work set ended_at = null where import_id = $1', [id])
  await work()
  expect({ units: await unitCount(world), audited: await audited(id), one: await found(world, id) }).toEqual(
    before,
  )
})

test('work that breaks off again and again is given up with a clear answer, and can be asked for once more', async () => {
  const { id, revision } = await previewed('0341')
  const before = await unitCount(world)
  await askImport(strategist(), { importId: id, revision, step: 'run' })
  await world.admin.query('update import_work set begun = 3 where import_id = $1', [id])
  await work()
  expect(await unitCount(world)).toBe(before)
  const { rows } = await world.admin.query('select fault from import_work where import_id = $1', [id])
  expect(rows).toEqual([{ fault: { code: 'importBrokeOff', fields: [] } }])
  await askImport(strategist(), { importId: id, revision, step: 'run' })
  await work()
  expect((await found(world, id)).state).toBe('done')
})

test('a refusal in the background is told as if the person had waited for it', async () => {
  const { id, revision } = await previewed('0351')
  await world.admin.query(`update import set counts = '{}' where id = $1`, [id])
  const answer = office().run(strategist(), { importId: id, revision })
  await expect(answer).rejects.toMatchObject({ code: 'alreadyDone' })
})

test('who has lost the role between asking and doing does not get it done', async () => {
  const { id, revision } = await previewed('0361')
  const before = await unitCount(world)
  await askImport(strategist(), { importId: id, revision, step: 'run' })
  const { accountId } = world.people.strategist
  await world.admin.query(`update role_assignment set valid_to = '2026-11-01' where account_id = $1`, [
    accountId,
  ])
  await work()
  await world.admin.query('update role_assignment set valid_to = null where account_id = $1', [accountId])
  expect(await unitCount(world)).toBe(before)
  expect((await found(world, id)).state).toBe('previewed')
  const { rows } = await world.admin.query('select fault from import_work where import_id = $1', [id])
  expect(rows).toMatchObject([{ fault: { code: 'notAllowed' } }])
})

test('a reviewer, another board, a rival and the twin municipality ask for nothing of an import', async () => {
  const { id, revision } = await previewed('0371')
  const ask = (actor: Actor) => askImport(world.as(actor), { importId: id, revision, step: 'run' })
  const { elderlyReviewer, rival, reviewer } = world.people
  for (const actor of [elderlyReviewer, rival, world.twin.people.strategist])
    await expect(ask(actor), actor.name).rejects.toMatchObject({ code: 'notFound' })
  await expect(ask(reviewer)).rejects.toMatchObject({ code: 'notAllowed' })
  await workImports(world.db, { id: world.twin.municipalityId, boards: [] }, () => now)
  const { rows } = await world.admin.query(
    'select step, ended_at is not null as is_over from import_work where import_id = $1',
    [id],
  )
  expect(rows).toEqual([{ step: 'preview', is_over: true }])
})
