import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { systemScope } from '#modules/duties/public.ts'
import { listRecords, openMatter } from '#modules/meetings/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { seal, unseal } from '#platform/seal.ts'
import { makeWorld, type World } from '#test/world.ts'
import { maskLocked, openLocked, openLockedAsText, takeLocked } from './commands-locked.ts'
import { LockedFilter } from './contract.ts'
import { findLocked, findSealed, listLocked, listLockedOf, listOpenings } from './queries-locked.ts'

let world: World
let folder: string
let matterId: string
beforeAll(async () => {
  world = await makeWorld()
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  process.env['DATA_DIR'] = folder
  matterId = await newMatter()
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  delete process.env['UPPSIKT_LOCK_KEY']
})
afterAll(() => world.close())

const registrar = () => world.as(world.people.registrar)
const seen = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>): Promise<Result> =>
  withScope(world.db, scopeOf(actor), work)
let count = 0
const newMatter = async () =>
  (
    await openMatter(registrar(), {
      ...{ boardId: world.boards.care, caseNumber: `OMS 26/L${(count += 1)}`, title: 'Avtal' },
    })
  ).id

const content = Buffer.from('Avtal med enskild firma 19121212-1212, undertecknat\n')
const file = { name: '19121212-1212 avtal.txt', bytes: new Uint8Array(content) }
const take = (more: object = {}) =>
  takeLocked(registrar(), {
    ...{ matterId, title: 'Avtal med enskild firma', ground: 'Firmans nummer är ett personnummer', file },
    ...more,
  })

test('a registrar takes in a record as it came, and opens it again with a reason that is kept', async () => {
  const { id, number } = await take()
  expect(number).toBe(1)
  const opened = await openLocked(registrar(), { lockedId: id, reason: 'Svar på revisorns fråga' })
  expect(opened).toMatchObject({ name: file.name, mediaType: 'text/plain' })
  expect(opened.bytes.equals(content)).toBe(true)
  expect(await seen(world.people.registrar, (tx) => listOpenings(tx, id))).toMatchObject([
    { who: 'Rut Registrator', reason: 'Svar på revisorns fråga' },
  ])
})

test('the same opening sent twice is two openings in the log', async () => {
  const { id } = await take()
  const request = registrar()
  await openLocked(request, { lockedId: id, reason: 'Kontroll' })
  await openLocked(request, { lockedId: id, reason: 'Kontroll' })
  expect(await seen(world.people.registrar, (tx) => listOpenings(tx, id))).toHaveLength(2)
})

test('no opening without a reason, and neither title nor ground nor reason may hold a personal number', async () => {
  const { id } = await take()
  await expect(openLocked(registrar(), { lockedId: id, reason: ' ' })).rejects.toMatchObject({
    code: 'invalidInput',
  })
  const number = '19121212-1212'
  await expect(take({ title: `Avtal ${number}` })).rejects.toMatchObject({ fields: [{ path: 'title' }] })
  await expect(take({ ground: number })).rejects.toMatchObject({ fields: [{ path: 'ground' }] })
  await expect(openLocked(registrar(), { lockedId: id, reason: number })).rejects.toMatchObject({
    fields: [{ path: 'reason' }],
  })
  expect(await seen(world.people.registrar, (tx) => listOpenings(tx, id))).toEqual([])
})

test('the route lets numbers in and nothing else: a program or a false file is refused as anywhere', async () => {
  const bytes = new Uint8Array(Buffer.from('MZ'))
  for (const name of ['avtal.exe', 'avtal.pdf'])
    await expect(take({ file: { name, bytes } })).rejects.toMatchObject({ code: 'fileTypeRefused' })
  expect(await seen(world.people.registrar, (tx) => listLockedOf(tx, matterId))).toEqual([])
})

test('the office reads in the matter that there is one: number, day and ground, and nothing of what it is', async () => {
  await take()
  const records = await seen(world.people.strategist, (tx) => listRecords(tx, matterId))
  expect(records).toMatchObject([
    { number: 1, title: 'Låst handling', kind: 'locked', note: 'Firmans nummer är ett personnummer' },
  ])
  expect(records[0]).toMatchObject({ party: '', fileId: null, fileName: null, paperId: null })
  expect(JSON.stringify(records)).not.toContain('enskild firma')
})

test('nobody but the board’s own registrar gets a row of the store, asked in whatever way', async () => {
  const { id } = await take()
  const { registrar: own, ...others } = world.people
  const strangers = [...Object.values(others), otherRegistrar(), ...Object.values(world.twin.people)]
  for (const actor of strangers) {
    expect(await everyRow(actor), actor.name).toEqual([])
    expect(await seen(actor, (tx) => findLocked(tx, id)), actor.name).toBeUndefined()
    expect(await seen(actor, (tx) => findSealed(tx, id)), actor.name).toBeUndefined()
    const changed = await seen(actor, (tx) =>
      sql`update locked_record set masked_file_id = null where id = ${id}`.execute(tx),
    )
    expect(changed.numAffectedRows, actor.name).toBe(0n)
    await expect(openLocked(world.as(actor), { lockedId: id, reason: 'Nyfiken' })).rejects.toMatchObject({
      code: 'notFound',
    })
    await expect(maskLocked(world.as(actor), { lockedId: id, file })).rejects.toHaveProperty('code')
  }
  expect((await everyRow(own)).length).toBeGreaterThan(0)
  expect(await seen(own, (tx) => listOpenings(tx, id))).toEqual([])
})

test('a registrar searches what is told of records under lock, never what they hold; a stranger finds none', async () => {
  await take({ title: 'Borgen', ground: 'Löftets nummer' })
  await take({ title: 'Klagomål', ground: 'Kom som det kom, 100 % av texten' })
  const found = async (q: string, actor: Actor = world.people.registrar) => {
    const { locked, total } = await seen(actor, (tx) => listLocked(tx, LockedFilter.parse({ q })))
    expect(total).toBe(locked.length)
    return locked.map(({ title }) => title)
  }
  expect(await found('')).toEqual(expect.arrayContaining(['Borgen', 'Klagomål']))
  expect(await found('klagomål kom')).toEqual(['Klagomål'])
  expect(await found('löftets')).toEqual(['Borgen'])
  expect(await found('100 %')).toEqual(['Klagomål'])
  expect(await found('19121212-1212')).toEqual([])
  const { strategist, rival } = world.people
  for (const actor of [strategist, rival, otherRegistrar(), world.twin.people.registrar])
    expect(await found('klagomål', actor), actor.name).toEqual([])
})

test('the background work, which reaches every board, reaches no record under lock', async () => {
  await take()
  const scope = systemScope({ id: world.municipalityId, boards: Object.values(world.boards) })
  const rows = await withScope(world.db, scope, (tx) => sql`select id from locked_record`.execute(tx))
  expect(rows.rows).toEqual([])
})

test('a registrar cannot write the sealed content over, nor take it in for another board', async () => {
  const { id } = await take()
  for (const change of [`sealed = 'x'`, `title = 'x'`, `board_id = '${world.boards.elderly}'`])
    await expect(
      seen(world.people.registrar, (tx) =>
        sql`update locked_record set ${sql.raw(change)} where id = ${id}`.execute(tx),
      ),
    ).rejects.toThrow('permission denied')
  await expect(
    seen(world.people.registrar, (tx) => sql`delete from locked_record where id = ${id}`.execute(tx)),
  ).rejects.toThrow('permission denied')
  await expect(
    takeLocked(world.as(otherRegistrar()), { matterId, title: 'x', ground: 'y', file }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
  await expect(
    takeLocked(world.as(world.people.strategist), { matterId, title: 'x', ground: 'y', file }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
})

test('in the database, the receipts and the log there is no word of the content or the name of the file', async () => {
  const { id } = await take()
  await openLocked(registrar(), { lockedId: id, reason: 'Kontroll' })
  await openLockedAsText(registrar(), { lockedId: id, reason: 'Kontroll' })
  const { rows } = await world.admin.query<{ row: string }>(`
    select encode(sealed, 'escape') || row_to_json(locked_record)::text as row from locked_record
    union all select row_to_json(command_receipt)::text from command_receipt
    union all select row_to_json(audit)::text from audit`)
  const base64 = content.toString('base64').slice(0, 40)
  for (const { row } of rows) {
    expect(row).not.toContain('19121212')
    expect(row).not.toContain('undertecknat')
    expect(row).not.toContain(base64)
  }
})

test('a content moved to another row, or changed in one bit, does not open; nor does it with another key', async () => {
  const [one, other] = [await take(), await take()]
  await world.admin.query(
    `update locked_record set sealed = (select sealed from locked_record where id = $1) where id = $2`,
    [one.id, other.id],
  )
  await expect(openLocked(registrar(), { lockedId: other.id, reason: 'x' })).rejects.toThrow()
  const sealed = seal(content, 'a')
  expect(unseal(sealed, 'a').equals(content)).toBe(true)
  expect(() => unseal(sealed, 'b')).toThrow()
  const bent = Buffer.from(sealed.sealed)
  bent[30] = (bent[30] ?? 0) ^ 1
  expect(() => unseal({ ...sealed, sealed: bent }, 'a')).toThrow()
  process.env['UPPSIKT_LOCK_KEY'] = Buffer.alloc(32, 7).toString('base64')
  expect(() => unseal(sealed, 'a')).toThrow('otherLockKey')
  expect(unseal(seal(content, 'a'), 'a').equals(content)).toBe(true)
  process.env['UPPSIKT_LOCK_KEY'] = 'kort'
  expect(() => seal(content, 'a')).toThrow('not a key')
})

test('the key made on its own can be read by its owner alone', async () => {
  seal(content, 'a')
  const key = join(folder, 'lock.key')
  expect(statSync(key).mode & 0o777).toBe(0o600)
  const before = readFileSync(key, 'utf8')
  seal(content, 'a')
  expect(readFileSync(key, 'utf8')).toBe(before)
})

test('a masked version is a record of its own that the office reads; a number in it is refused', async () => {
  const { id } = await take()
  const copy = (text: string) => ({ name: 'maskerat.txt', bytes: new Uint8Array(Buffer.from(text)) })
  await expect(maskLocked(registrar(), { lockedId: id, file: copy('19121212-1212') })).rejects.toMatchObject({
    code: 'personalNumber',
  })
  await maskLocked(registrar(), { lockedId: id, file: copy('Avtal, numret borttaget') })
  const records = await seen(world.people.reviewer, (tx) => listRecords(tx, matterId))
  expect(records[1]).toMatchObject({ title: 'Maskerad version av handling 1', fileName: 'maskerat.txt' })
})

function otherRegistrar(): Actor {
  const [held] = world.people.registrar.assignments
  if (!held) throw new Error('the registrar holds nothing')
  const review = { ...held, role: 'reviewer' as const }
  return { ...world.people.registrar, assignments: [{ ...held, boardId: world.boards.elderly }, review] }
}

async function everyRow(actor: Actor): Promise<unknown[]> {
  return (await seen(actor, (tx) => sql`select * from locked_record`.execute(tx))).rows
}
