import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { uuidv7 } from '#kernel/ids.ts'
import { makeWorld, type World } from '#test/world.ts'
import { decision, drafts, inputOf } from './arrange.test-support.ts'
import { publishVersion, startDraft, withdrawDraft } from './commands-drafts.ts'
import {
  addRequirement,
  bringBackRequirement,
  changeRequirement,
  moveRequirement,
  takeOutRequirement,
} from './commands-requirements.ts'
import { differenceOf } from './difference-rules.ts'
import { findRequirement, listCatalogueVersions } from './queries.ts'
import { listKept, listWritten } from './queries-drafts.ts'

let world: World
let arranged: ReturnType<typeof drafts>
beforeAll(async () => {
  world = await makeWorld()
  arranged = drafts(world)
})
afterAll(() => world.close())
afterEach(async () => {
  await world.admin.query(
    `delete from requirement where catalogue_version_id in (select id from catalogue_version where state = 'draft')`,
  )
  await world.admin.query(`delete from catalogue_version where state = 'draft'`)
})

const strategist = () => world.as(world.people.strategist)
const base = () => arranged.rows(world.catalogue.versionId)

test('a strategist begins a draft as a copy of what is published, with the same threads', async () => {
  const rows = await arranged.rows(await arranged.start())
  expect(rows.map(({ key }) => key)).toEqual((await base()).map(({ key }) => key))
  expect(differenceOf(await base(), rows)).toEqual({ added: [], removed: [], moved: [], changed: [] })
})

test('a second draft is refused, and the open one tells who works on it', async () => {
  const id = await arranged.start()
  await expect(arranged.start()).rejects.toMatchObject({ code: 'alreadyDone' })
  expect((await arranged.version(id)).createdBy).toBe(world.people.strategist.name)
})

test('a reviewer, the competitor and the neighbour write nothing in a draft', async () => {
  const id = await arranged.start()
  const row = await arranged.byCode(id, 'B1')
  const change = { ...inputOf(row), title: 'Ändrad', requirementId: row.id, revision: row.revision }
  const { reviewer, rival } = world.people
  await expect(changeRequirement(world.as(rival), change)).rejects.toMatchObject({ code: 'notFound' })
  const neighbour = world.as(world.twin.people.strategist)
  await expect(changeRequirement(neighbour, change)).rejects.toMatchObject({ code: 'notFound' })
  await expect(changeRequirement(world.as(reviewer), change)).rejects.toMatchObject({ code: 'notAllowed' })
  const draft = { id: uuidv7(), name: 'Egen', validFrom: '2027-01-01' }
  await expect(startDraft(world.as(reviewer), draft)).rejects.toMatchObject({ code: 'notAllowed' })
  expect((await arranged.byCode(id, 'B1')).title).toBe('Krav 1')
})

test('a provider reads neither the draft nor any requirement of it', async () => {
  const id = await arranged.start()
  const { id: requirementId } = await arranged.byCode(id, 'B1')
  for (const actor of [world.people.manager, world.people.rival, world.twin.people.strategist]) {
    expect(await arranged.read((tx) => listWritten(tx, id), actor)).toEqual([])
    expect(await arranged.read((tx) => findRequirement(tx, requirementId), actor)).toBeUndefined()
    expect((await arranged.read((tx) => listCatalogueVersions(tx), actor)).map(({ id }) => id)).not.toContain(
      id,
    )
  }
})

test('what is written in a requirement is saved, and the next reader sees who and when', async () => {
  const id = await arranged.start()
  const { changed } = await arranged.change(await arranged.byCode(id, 'B2'), {
    text: 'Ny lydelse.',
    alwaysAsked: true,
  })
  expect(changed).toEqual(['text', 'alwaysAsked'])
  const row = await arranged.byCode(id, 'B2')
  expect(row).toMatchObject({ text: 'Ny lydelse.', revision: 2, changedBy: world.people.strategist.name })
  expect((await base()).find(({ code }) => code === 'B2')?.text).toBe('Utföraren ska uppfylla krav 2.')
})

test('the later of two strategists on one requirement is shown what the first one wrote', async () => {
  const id = await arranged.start()
  const row = await arranged.byCode(id, 'B2')
  await arranged.change(row, { text: 'Den enas.' })
  const later = arranged.change(row, { text: 'Den andras.' })
  await expect(later).rejects.toMatchObject({ code: 'stale', current: { text: 'Den enas.', revision: 2 } })
  expect((await arranged.byCode(id, 'B2')).text).toBe('Den enas.')
})

test('a code that is used, an unknown area, and health care without good care are refused at their fields', async () => {
  const id = await arranged.start()
  const row = await arranged.byCode(id, 'B2')
  const faulty = async (patch: object, path: string, code: string) =>
    expect(arranged.change(row, patch)).rejects.toMatchObject({ fields: [{ path, code }] })
  await faulty({ code: 'B1' }, 'code', 'taken')
  await faulty({ qualityAreas: ['sol/pahittat'] }, 'qualityAreas', 'chooseOne')
  await faulty({ lawKeys: ['sol-99-9'] }, 'lawKeys', 'chooseOne')
  await faulty({ laws: ['HSL'], qualityAreas: ['sol/kunskapsbaserad'] }, 'qualityAreas', 'goodCareNeeded')
  await faulty({ kind: 'guideValue' }, 'guideValue.value', 'number')
  expect((await arranged.byCode(id, 'B2')).revision).toBe(1)
})

test('a strategist adds a requirement last in its part, moves it first and takes another out and back', async () => {
  const id = await arranged.start()
  const added = { id: uuidv7(), versionId: id, code: 'B9', part: 'Gemensamma krav', title: 'Nytt krav å' }
  await addRequirement(strategist(), added)
  const codes = async () => (await arranged.rows(id)).map(({ code }) => code)
  expect(await codes()).toEqual(['B1', 'B2', 'B3', 'B4', 'B5', 'B9'])
  await moveRequirement(strategist(), { requirementId: added.id, after: null })
  expect(await codes()).toEqual(['B9', 'B1', 'B2', 'B3', 'B4', 'B5'])
  const third = await arranged.byCode(id, 'B3')
  await takeOutRequirement(strategist(), { requirementId: third.id, revision: 1 })
  expect((await arranged.read((tx) => listKept(tx, id))).map(({ code }) => code)).not.toContain('B3')
  await bringBackRequirement(strategist(), { requirementId: third.id })
  const difference = differenceOf(await base(), await arranged.read((tx) => listKept(tx, id)))
  expect(difference.added.map(({ code }) => code)).toEqual(['B9'])
  expect([difference.removed, difference.moved, difference.changed]).toEqual([[], [], []])
})

test('a requirement is moved only within its own version', async () => {
  const { id: requirementId } = await arranged.byCode(await arranged.start(), 'B1')
  const moved = moveRequirement(strategist(), { requirementId, after: world.catalogue.requirements.first })
  await expect(moved).rejects.toMatchObject({ fields: [{ path: 'after', code: 'chooseOne' }] })
})

test('a version with a requirement that cannot be followed up is not published, and it is said which field', async () => {
  const id = await arranged.start()
  await arranged.change(await arranged.byCode(id, 'B2'), { methods: [], evidence: '' })
  await expect(arranged.publish(id)).rejects.toMatchObject({
    code: 'checksRemain',
    fields: [
      { path: 'B2.methods', code: 'required' },
      { path: 'B2.evidence', code: 'required' },
    ],
  })
  expect((await arranged.version(id)).state).toBe('draft')
})

test('a draft is not published over what a colleague has just written, nor by a reviewer', async () => {
  const id = await arranged.start()
  const { revision } = await arranged.version(id)
  const seen = { ...decision, versionId: id, revision }
  const byReviewer = publishVersion(world.as(world.people.reviewer), seen)
  await expect(byReviewer).rejects.toMatchObject({ code: 'notAllowed' })
  await arranged.change(await arranged.byCode(id, 'B2'), { text: 'Just skrivet.' })
  await expect(publishVersion(strategist(), seen)).rejects.toMatchObject({ code: 'stale' })
  expect((await arranged.version(id)).state).toBe('draft')
})

test('words changed after the board decided are published only when somebody says they are of form', async () => {
  const id = await arranged.start()
  await arranged.change(await arranged.byCode(id, 'B2'), { text: 'Ändrad efteråt.' })
  const early = { decidedOn: '2026-11-10' }
  await expect(arranged.publish(id, early)).rejects.toMatchObject({
    fields: [{ path: 'changesAreFormal', code: 'changedAfterDecision' }],
  })
  await expect(arranged.publish(id, { validFrom: '2021-01-01' })).rejects.toMatchObject({
    fields: [{ path: 'validFrom', code: 'dateBeforeOther' }],
  })
  await expect(arranged.publish(id, { decidedOn: '2026-12-24' })).rejects.toMatchObject({
    fields: [{ path: 'decidedOn', code: 'dateInFuture' }],
  })
})

test('a strategist withdraws a draft: what is published stays, and the log tells it', async () => {
  const id = await arranged.start()
  const { revision } = await arranged.version(id)
  await withdrawDraft(strategist(), { versionId: id, revision })
  expect(await arranged.rows(id)).toEqual([])
  expect(await base()).toHaveLength(5)
  const { rows } = await world.admin.query(
    `select detail from audit where verb = 'catalogue.draft' and target_id = $1 and detail ? 'withdrawn'
      `,
    [id],
  )
  expect(rows[0].detail).toMatchObject({ withdrawn: true, number: 2 })
})

test('the requirements of one agreement are written apart, and only its provider reads them when published', async () => {
  const id = await arranged.start(world.agreements.private)
  expect(await arranged.rows(id)).toEqual([])
  const own = { id: uuidv7(), versionId: id, code: 'A1', part: 'Avtalet', title: 'Eget krav' }
  await addRequirement(strategist(), own)
  const otherBoard = world.as(world.people.elderlyReviewer)
  await expect(takeOutRequirement(otherBoard, { requirementId: own.id, revision: 1 })).rejects.toMatchObject({
    code: 'notFound',
  })
  await world.admin.query(
    `update catalogue_version set state = 'published', published_at = now() where id = $1`,
    [id],
  )
  const seen = async (actor = world.people.strategist) =>
    (await arranged.read((tx) => listWritten(tx, id), actor)).length
  expect(await seen(world.people.manager)).toBe(1)
  expect(await seen(world.people.rival)).toBe(0)
  expect(await seen(world.people.elderlyReviewer)).toBe(0)
  const general = await arranged.read((tx) => listCatalogueVersions(tx))
  expect(general.map((version) => version.id)).not.toContain(id)
})
