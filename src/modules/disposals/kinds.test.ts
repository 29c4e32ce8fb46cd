import { afterAll, beforeAll, expect, test } from 'vitest'
import { arranger } from '#modules/assessments/arrange.test-support.ts'
import { correctAssessment, findCurrentAssessment } from '#modules/assessments/public.ts'
import { filesTake } from '#modules/files/public.ts'
import { findImport, undoImport } from '#modules/imports/public.ts'
import { findEntry, listChanges, restoreEntry } from '#modules/registers/public.ts'
import { chooseRecords, receiveRelease } from '#modules/releases/public.ts'
import { makeFile } from '#test/handins.ts'
import { makeWorld, type World } from '#test/world.ts'
import { disposer } from './arrange.test-support.ts'
import type { Kind } from './rules.ts'

/** Each kind of record as it is emptied, and what can no longer be done with what is left. */
let world: World
let at: ReturnType<typeof disposer>
beforeAll(async () => {
  world = await makeWorld()
  at = disposer(world)
})
afterAll(() => world.close())

const place = { unit: 'birch', provider: 'private' }

async function dispose(kind: Kind): Promise<string> {
  await at.rule(kind)
  const { id } = await at.propose(kind)
  await at.approve(id)
  await at.work()
  expect(await at.find(id)).toMatchObject({ state: 'done' })
  return id
}

async function rowsOf(query: string, id: string): Promise<Record<string, unknown>[]> {
  const { rows } = await world.admin.query<Record<string, unknown>>(query, [id])
  return rows
}

/** A follow-up fixed long ago, with notes in its protocol and a file as evidence. */
async function oldFollowUp() {
  const arranged = arranger(world)
  const { followUp, matter, rows } = await arranged.underway()
  await arranged.fixSilently(followUp)
  await world.admin.query(`update follow_up set state = 'closed', closed_at = '2020-05-01' where id = $1`, [
    followUp,
  ])
  await world.admin.query(`update matter set closed_on = '2020-05-02' where id = $1`, [matter])
  await world.admin.query(`update finding set state = 'closed' where follow_up_id = $1`, [followUp])
  const file = await makeFile(world, place)
  await world.insert('evidence', {
    evidence: {
      ...{ protocol_row_id: rows.first, follow_up_id: followUp, board_id: at.boardId, kind: 'document' },
      ...{ text: 'Sett på plats', file_id: file, added_by: world.people.reviewer.accountId },
      added_at: '2020-04-01T08:00:00Z',
    },
  })
  return { followUp, file }
}

test('notes and evidence go, the fixed assessment stays, and nobody corrects what rests on nothing', async () => {
  const { followUp, file } = await oldFollowUp()
  const assessed = 'select snapshot from assessment where follow_up_id = $1'
  const before = await rowsOf(assessed, followUp)
  const taken = await at.see(world.people.admin, filesTake)
  const id = await dispose('evidence')
  expect(await rowsOf('select text, disposal_id from evidence where follow_up_id = $1', followUp)).toEqual([
    { text: '', disposal_id: id },
  ])
  expect(await rowsOf('select length(content) as left from file where id = $1', file)).toEqual([{ left: 0 }])
  expect(taken - (await at.see(world.people.admin, filesTake))).toBe('Vår rutin'.length + 1)
  await dispose('protocolNotes')
  const notes = await rowsOf(
    `select from protocol_row where follow_up_id = $1 and note || reason <> ''`,
    followUp,
  )
  expect(notes).toEqual([])
  expect(await rowsOf(assessed, followUp)).toEqual(before)
  const current = await at.see(world.people.strategist, (tx) => findCurrentAssessment(tx, followUp))
  const correcting = correctAssessment(world.as(world.people.strategist), {
    ...{ assessmentId: current?.id ?? '', reason: 'Fel nivå' },
    rows: [{ requirementId: world.catalogue.requirements.first ?? '', verdict: 'met', level: 4, note: '' }],
  })
  await expect(correcting).rejects.toMatchObject({ code: 'disposed' })
})

test('an entry that was taken out of a register keeps its title only; it can be opened, and not be put back', async () => {
  const { kind } = await world.insert('register_kind', {
    kind: { key: 'avvikelser', position: 90, definition: { name: 'Avvikelser' } },
  })
  const { entry } = await world.insert('register_entry', {
    entry: {
      ...{
        kind_id: kind,
        board_id: at.boardId,
        title: 'Avvikelse 12',
        state: 'closed',
        facts: { what: 'Fall' },
      },
      ...{ removed_at: '2020-02-01T08:00:00Z', removed_reason: 'Fel register' },
      ...{ created_by: world.people.reviewer.accountId, created_at: '2019-01-01', changed_at: '2020-02-01' },
    },
  })
  await world.insert('register_change', {
    change: {
      ...{
        entry_id: entry,
        board_id: at.boardId,
        kind: 'changed',
        note: 'Rättat',
        at: '2019-05-01T08:00:00Z',
      },
      ...{ changes: '[{"field":"what","was":"Fall","became":"Hot"}]' },
      by_id: world.people.reviewer.accountId,
    },
  })
  const id = await dispose('registerEntry')
  expect(await rowsOf('select title, facts, disposal_id from register_entry where id = $1', entry)).toEqual([
    { title: 'Avvikelse 12', facts: {}, disposal_id: id },
  ])
  const { people } = world
  const seen = await at.see(people.registrar, async (tx) => ({
    ...{ row: await findEntry(tx, entry), history: await listChanges(tx, entry) },
  }))
  expect(seen).toMatchObject({ row: { gone: { number: 3 } }, history: [{ changes: [], note: '' }] })
  const restoring = restoreEntry(world.as(people.strategist), { entryId: entry, revision: 1 })
  await expect(restoring).rejects.toMatchObject({ code: 'disposed' })
})

test('an imported file and its rows go, and the import cannot be taken back any more', async () => {
  const { imported } = await world.insert('import', {
    imported: {
      ...{
        board_id: at.boardId,
        state: 'done',
        file_name: 'Enheter 2020.xlsx',
        file_sha256: Buffer.alloc(32),
      },
      ...{ file_size: 4, content: Buffer.from('fil'), valid_from: '2020-01-01', uploaded_at: '2020-01-02' },
      uploaded_by: world.people.strategist.accountId,
    },
  })
  await world.insert.plain('import_row', {
    ...{ import_id: imported, board_id: at.boardId, sheet: 0, row_number: 1, cells: '["Enhet"]' },
  })
  await dispose('import')
  expect(await rowsOf('select file_name, content from import where id = $1', imported)).toEqual([
    { file_name: 'Enheter 2020.xlsx', content: null },
  ])
  expect(await rowsOf('select from import_row where import_id = $1', imported)).toEqual([])
  const seen = await at.see(world.people.strategist, (tx) => findImport(tx, imported))
  expect(seen).toMatchObject({ gone: { number: 4 }, sheets: [] })
  const undoing = undoImport(world.as(world.people.strategist), { importId: imported, revision: 1 })
  await expect(undoing).rejects.toMatchObject({ code: 'disposed' })
})

test('what somebody has asked for is held back until the request is closed; what is gone is handed to nobody', async () => {
  const old = await at.handIn()
  const { record } = await world.insert('record', {
    record: {
      ...{ matter_id: old.matter, board_id: at.boardId, number: 1, title: 'Rutin', direction: 'in' },
      ...{ kind: 'submission', file_id: old.file, registered_at: '2020-06-01' },
    },
  })
  const receive = (caseNumber: string) =>
    receiveRelease(world.as(world.people.registrar), {
      ...{ boardId: at.boardId, caseNumber, way: 'email', wording: 'Allt ni har.', matterIds: [old.matter] },
    })
  await at.rule('handIn')
  const first = await receive('OMS 26/901')
  await expect(at.propose('handIn')).rejects.toMatchObject({ fields: [{ code: 'nothingToDispose' }] })
  await world.admin.query(
    `update release_request set state = 'closed', outcome = 'nothingFound', decided_on = '2026-11-01', delivery = 'email' where id = $1`,
    [first.id],
  )
  await dispose('handIn')
  const second = await receive('OMS 26/902')
  const choosing = chooseRecords(world.as(world.people.registrar), {
    ...{ releaseId: second.id, revision: 1, recordIds: [record] },
  })
  await expect(choosing).rejects.toMatchObject({ code: 'disposed' })
})
