import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPeriodReport, editPaper, freezePaper } from '#modules/reports/public.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { withAdmin } from '#platform/db/embedded-database.ts'
import type { Opener } from '#platform/whole/sealed-file.ts'
import { makeWorld, type World } from '#test/world.ts'
import { backUp, differences, look, restore } from '../../prove/support/restored.ts'

/** The short form of `npm run prove:restore`: a small world with one report, on the server of the tests. */
let world: World
let folder: string
const empty = `restored_${randomBytes(6).toString('hex')}`
const opener: Opener = { kind: 'key', key: randomBytes(32) }

beforeAll(async () => {
  world = await makeWorld()
  folder = await mkdtemp(path.join(tmpdir(), 'uppsikt-restore-'))
  await freezeReport()
})
afterAll(async () => {
  await stopPdfWorker()
  await rm(folder, { recursive: true, force: true })
  await world.admin.query(`drop database if exists ${empty} with (force)`)
  await world.close()
})

async function freezeReport(): Promise<void> {
  const strategist = () => world.as(world.people.strategist)
  const { matter } = await world.insert('matter', {
    matter: {
      board_id: world.boards['care'],
      case_number: 'OMS 26/77',
      title: 'Våren',
      opened_on: '2026-01-01',
    },
  })
  const made = await createPeriodReport(strategist(), { matterId: matter, period: '2026-H1' })
  const sections = [{ key: 'development', text: 'Fler oanmälda besök.' }]
  const { revision } = await editPaper(strategist(), {
    paperId: made.id,
    revision: 1,
    title: 'Våren',
    sections,
  })
  await freezePaper(strategist(), { paperId: made.id, revision })
}

function addressOf(database: string): string {
  const { user, password, host, port } = world.admin
  return `postgres://${user}:${password}@${host}:${port}/${database}`
}

test('a backup restored into an empty database is the same, row by row, with the log and a report', async () => {
  const from = addressOf(world.admin.database ?? '')
  const backup = await backUp(from, path.join(folder, 'backup'), opener)
  await world.admin.query(`create database ${pg.escapeIdentifier(empty)}`)
  await restore(addressOf(empty), backup, opener)
  const before = await look(from)
  expect(before.rows).toBeGreaterThan(50)
  expect(differences(before, await look(addressOf(empty)))).toEqual([])
  await expect(restore(addressOf(empty), backup, opener)).rejects.toThrow('inte tom')
  await withAdmin(addressOf(empty), (client) => client.query(`update board set name = 'Annan'`))
  expect(differences(before, await look(addressOf(empty)))).toEqual(['table board'])
})
