import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '#test/database.ts'
import { makeEmpty } from './empty.ts'
import { addMissingRegisters } from './missing-registers.ts'

let database: TestDatabase
let admin: pg.Client
beforeAll(async () => {
  database = await freshDatabase()
  admin = new pg.Client({ connectionString: database.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

const registers = async () =>
  (
    await admin.query<{ key: string }>(
      `select key, position, definition, for_board, for_operators, is_own, is_on, revision from register_kind order by key`,
    )
  ).rows

test('a municipality made before there were registers gets them at the start, once; its own choices stand', async () => {
  const boards = 'Omsorgsnämnden (OMS)'
  await makeEmpty(database.adminUrl, { name: 'Ny', boards, adminEmail: 'a@ny.example', now: new Date() })
  const made = await registers()
  expect(made.length).toBeGreaterThan(5)
  expect(await addMissingRegisters(database.adminUrl)).toBe(0)
  const [off] = made
  await admin.query('delete from register_kind where key <> $1', [off?.key])
  await admin.query('update register_kind set is_on = false, revision = 2')
  expect(await addMissingRegisters(database.adminUrl)).toBe(made.length - 1)
  expect(await registers()).toEqual(
    made.map((row, at) => (at === 0 ? { ...row, is_on: false, revision: 2 } : row)),
  )
  expect(await addMissingRegisters(database.adminUrl)).toBe(0)
  const { rows } = await admin.query(`select from audit where detail ->> 'what' = 'registers'`)
  expect(rows).toHaveLength(1)
})
