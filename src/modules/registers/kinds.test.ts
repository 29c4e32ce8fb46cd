import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import { apiOf } from '#test/api.ts'
import { registersApi } from './api.ts'
import { day, makeRegisters, outcome, type Registers } from './fixture.test-support.ts'
import {
  addKind,
  attachFile,
  changeEntry,
  detachFile,
  findEntry,
  listFigures,
  listKinds,
  listRiskAnalyses,
  moveEntry,
  registerDutyRules,
  switchKind,
} from './public.ts'

let registers: Registers
let world: Registers['world']
beforeAll(async () => {
  registers = await makeRegisters()
  world = registers.world
})
afterAll(() => world.close())
beforeEach(() => registers.clear())

test('the papers of a procurement lie together, and the one that is missing is told', async () => {
  const { strategist, manager } = world.people
  const values = { name: 'Drift av gruppbostäder', form: 'lou', decidedOn: '2026-03-02' }
  const { id } = await registers.add(strategist, { key: 'upphandlingar', values, state: 'decided' })
  const gaps = async () => (await registers.read(strategist, (db) => findEntry(db, id)))?.gaps
  expect(await gaps()).toEqual([
    ...['field/caseWorkers', 'field/providers', 'field/users'],
    ...['document/basis', 'document/tender', 'document/evaluation', 'document/award', 'document/contract'],
  ])
  const file = { name: 'avtal.txt', bytes: new TextEncoder().encode('Avtal') }
  const attach = (document: string) => attachFile(world.as(strategist), { entryId: id, document, file })
  expect(await outcome(attach('invented'))).toBe('document: chooseOne')
  const { fileId } = await attach('contract')
  expect(await gaps()).not.toContain('document/contract')
  expect(await outcome(detachFile(world.as(manager), { entryId: id, fileId, reason: 'Nej' }))).toBe(
    'notFound',
  )
  await detachFile(world.as(strategist), { entryId: id, fileId, reason: 'Fel fil.' })
  expect(await gaps()).toContain('document/contract')
})

test('the share of procurements where people took part has its rows behind it, year by year', async () => {
  const { strategist, elderlyReviewer } = world.people
  const procurement = (name: string, decidedOn: string | null, caseWorkers: boolean | null) =>
    registers.add(strategist, {
      key: 'upphandlingar',
      values: { name, form: 'lou', decidedOn, caseWorkers, users: false },
    })
  await procurement('Ett', '2026-01-10', true)
  await procurement('Två', '2026-05-10', false)
  await procurement('Tre', '2026-06-10', null)
  await procurement('Fyra', '2025-06-10', true)
  await procurement('Fem', null, true)
  const register = await registers.kind('upphandlingar')
  const figures = await registers.read(strategist, (db) => listFigures(db, register))
  expect(figures.map(({ year, all }) => [year, all])).toEqual([
    ['2026', 3],
    ['2025', 1],
  ])
  expect(figures[0]?.measures[0]).toEqual({ field: 'caseWorkers', yes: 1, no: 1, unsaid: 1 })
  const behind = await registers.listed(strategist, 'upphandlingar', {
    year: '2026',
    where: 'caseWorkers:true',
  })
  expect(behind.rows.map(({ title }) => title)).toEqual(['Ett'])
  const unsaid = await registers.listed(strategist, 'upphandlingar', {
    year: '2026',
    where: 'caseWorkers:null',
  })
  expect(unsaid.rows.map(({ title }) => title)).toEqual(['Tre'])
  expect(await registers.read(elderlyReviewer, (db) => listFigures(db, register))).toEqual([])
})

test('a reviewer searches, narrows and sorts a register', async () => {
  const { reviewer } = world.people
  const watch = (name: string, seenOn: string, unit?: string) =>
    registers.add(reviewer, {
      key: 'bevakade-krav',
      values: { name, seenOn, unit: unit ?? null, result: 'fine' },
    })
  await watch('Tillstånd från IVO', '2025-10-01', world.units.birch)
  await watch('Ansvarsförsäkring', '2026-01-15', world.units.oak)
  await watch('Öppettider', '2026-11-01')
  const titles = async (filter: object) =>
    (await registers.listed(reviewer, 'bevakade-krav', filter)).rows.map((row) => row.title)
  expect(await titles({})).toEqual([
    'Tillstånd från IVO, Björkgården',
    'Ansvarsförsäkring, Ekbacken',
    'Öppettider',
  ])
  expect(await titles({ sort: '-title' })).toEqual([
    'Öppettider',
    'Tillstånd från IVO, Björkgården',
    'Ansvarsförsäkring, Ekbacken',
  ])
  expect(await titles({ q: 'ivo björk' })).toEqual(['Tillstånd från IVO, Björkgården'])
  expect(await titles({ q: 'seenOn' })).toEqual([])
  expect(await titles({ due: 'late' })).toEqual(['Tillstånd från IVO, Björkgården'])
  expect(await titles({ due: 'soon' })).toEqual(['Ansvarsförsäkring, Ekbacken'])
  expect(await titles({ unit: world.units.oak })).toEqual(['Ansvarsförsäkring, Ekbacken'])
  expect(await titles({ where: 'result:failing' })).toEqual([])
  expect(await titles({ state: 'closed' })).toEqual([])
})

test('functions that should have come to a forum, and did not, are pointed out', async () => {
  const { strategist } = world.people
  const values = {
    name: 'Forum',
    heldOn: '2026-10-01',
    wanted: ['economy', 'authority'],
    present: ['authority'],
  }
  const { id } = await registers.add(strategist, { key: 'planeringsforum', values, state: 'held' })
  expect((await registers.read(strategist, (db) => findEntry(db, id)))?.gaps).toContain('of/wanted/economy')
})

test('what is to be looked at again is owed on its day, and done when the day is moved on', async () => {
  const { strategist } = world.people
  const values = {
    name: 'Tillstånd',
    unit: world.units.birch,
    seenOn: '2025-12-01',
    owner: strategist.accountId,
  }
  const { id } = await registers.add(strategist, { key: 'bevakade-krav', values })
  const owed = () =>
    registers.read(strategist, async (db) => {
      await refreshDuties({ ...world.as(strategist), db }, registerDutyRules)
      return db
        .selectFrom('duty')
        .select(['title', 'dueOn', 'state', 'doneOn', 'ownerId', 'href'])
        .orderBy('dueOn')
        .execute()
    })
  const href = `/register/bevakade-krav/${id}`
  const first = {
    title: 'Kontrollera: Tillstånd, Björkgården',
    dueOn: '2026-12-01',
    ownerId: strategist.accountId,
    href,
  }
  expect(await owed()).toEqual([{ ...first, state: 'open', doneOn: null }])
  const seen = { ...values, seenOn: '2026-11-19', interval: 6 }
  await changeEntry(world.as(strategist), { entryId: id, revision: 1, values: seen })
  expect(await owed()).toEqual([
    { ...first, state: 'done', doneOn: '2026-11-19' },
    { ...first, dueOn: '2027-05-19', state: 'open', doneOn: null },
  ])
})

test('terms not gone through for a year are late, and a report that has come in no longer is', async () => {
  const { strategist } = world.people
  const late = async (key: string) =>
    (await registers.listed(strategist, key, { due: 'late' })).rows.map(({ title }) => title)
  const terms = (name: string, seenOn: string) =>
    registers.add(strategist, { key: 'kundvalsvillkor', values: { name, seenOn, boardMonth: '2027-03' } })
  await terms('Hemtjänst', '2025-11-18')
  await terms('Boendestöd', '2025-11-20')
  expect(await late('kundvalsvillkor')).toEqual(['Hemtjänst'])
  const values = { provider: world.providers.private, year: 'y2025', kind: 'annual', dueOn: '2026-03-01' }
  const { id } = await registers.add(strategist, { key: 'verksamhetsberattelser', values })
  expect(await late('verksamhetsberattelser')).toEqual(['Åkerbo Omsorg AB, 2025'])
  await moveEntry(world.as(strategist), { entryId: id, revision: 1, to: 'received' })
  expect(await late('verksamhetsberattelser')).toEqual([])
  const owed = await registers.read(strategist, async (db) => {
    await refreshDuties({ ...world.as(strategist), db }, registerDutyRules)
    return db.selectFrom('duty').select(['title', 'state']).execute()
  })
  // The terms themselves are owed by the agreement, not once more by the register.
  expect(owed).toEqual([{ title: 'Begär in berättelsen: Åkerbo Omsorg AB, 2025', state: 'done' }])
})

test('a study never holds who said what', async () => {
  const { reviewer } = world.people
  const values = {
    name: 'Studie',
    group: 'Anhöriga',
    doneOn: '2026-05-01',
    findings: 'Enligt 19121212-1212 …',
  }
  const refused = outcome(registers.add(reviewer, { key: 'intervjustudier', values }))
  expect(await refused).toBe('values.findings: personalNumber')
  expect((await registers.listed(reviewer, 'intervjustudier')).total).toBe(0)
})

test('a plan can point at the risk analysis of its board', async () => {
  const { strategist, elderlyReviewer } = world.people
  const values = { name: 'Riskanalys 2027', planYear: 2027, doneOn: '2026-10-05', risks: 'Bemanning' }
  const { id } = await registers.add(strategist, { key: 'riskanalyser', values })
  const board = world.boards.care ?? ''
  expect(await registers.read(strategist, (db) => listRiskAnalyses(db, board))).toEqual([
    {
      id,
      title: 'Riskanalys 2027',
      onDay: '2026-10-05',
      caseNumber: '',
      href: `/register/riskanalyser/${id}`,
    },
  ])
  expect(await registers.read(elderlyReviewer, (db) => listRiskAnalyses(db, board))).toEqual([])
})

test('a strategist adds a register of the municipality’s own and switches off one that is not used', async () => {
  const { strategist, reviewer, manager, member } = world.people
  const definition = {
    ...{
      name: 'Ärenden från brukarråd',
      one: 'fråga',
      add: 'Lägg till en fråga',
      purpose: 'Vad rådet tar upp.',
    },
    ...{ emptyText: 'Lägg till den första.', title: ['question'] },
    fields: [{ key: 'question', label: 'Fråga', type: 'text' as const, required: true }],
  }
  const make = (actor: Actor, more: object = {}) =>
    outcome(addKind(world.as(actor), { id: uuidv7(), definition: { ...definition, ...more } }))
  for (const person of [reviewer, manager, member]) expect(await make(person)).toBe('notAllowed')
  expect(await make(strategist, { title: ['nothing'] })).toBe('definition.title: notValid')
  expect(await make(strategist)).toBe('done')
  expect(await make(strategist)).toBe('definition.name: taken')
  const own = await registers.kind('arenden-fran-brukarrad')
  expect(own).toMatchObject({ isOwn: true, isOn: true })
  await registers.add(reviewer, { key: own.key, values: { question: 'Maten' } })
  const flip = (actor: Actor, revision: number, isOn: boolean) =>
    outcome(switchKind(world.as(actor), { kindId: own.id, revision, isOn }))
  expect(await flip(reviewer, 1, false)).toBe('notAllowed')
  expect(await flip(strategist, 1, false)).toBe('done')
  expect(await outcome(registers.add(reviewer, { key: own.key, values: { question: 'Utevistelse' } }))).toBe(
    'notFound',
  )
  expect(await flip(strategist, 2, true)).toBe('done')
  expect((await registers.listed(reviewer, own.key)).total).toBe(1)
  const twins = await registers.read(world.twin.people.strategist, (db) => listKinds(db, day))
  expect(twins.map(({ key }) => key)).not.toContain(own.key)
})

test('a reviewer keeps a register through the API, and a rival finds nothing there', async () => {
  const { reviewer, rival, strategist } = world.people
  const { id: kindId } = await registers.kind('rutiner')
  const api = apiOf(registersApi)
  const call = (actor: Actor, method: string, path: string, body?: object) =>
    api.fetch(
      new Request(`http://localhost/api/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json', 'idempotency-key': uuidv7() },
        ...(body && { body: JSON.stringify(body) }),
      }),
      { db: world.db, actor, now: new Date('2026-11-19T09:00:00Z'), requestId: uuidv7() },
    )
  const id = uuidv7()
  const values = { name: 'Rutin', kind: 'routine', version: '1', adoptedOn: '2026-01-01' }
  const body = { id, boardId: world.boards.care, values }
  expect((await call(rival, 'POST', `/registers/${kindId}/entries`, body)).status).toBe(404)
  const fault = await call(reviewer, 'POST', `/registers/${kindId}/entries`, { ...body, values: {} })
  expect(await fault.json()).toMatchObject({ errors: [{ pointer: '#/values/name' }, {}, {}, {}] })
  expect((await call(reviewer, 'POST', `/registers/${kindId}/entries`, body)).status).toBe(201)
  const list = await call(strategist, 'GET', `/registers/${kindId}/entries?where=kind:routine`)
  expect(await list.json()).toMatchObject({ total: 1, entries: [{ id, title: 'Rutin', gaps: [] }] })
  const history = await call(strategist, 'GET', `/register-entries/${id}/history`)
  expect(await history.json()).toMatchObject({ changes: [{ kind: 'created', by: 'Ulla Uppföljare' }] })
  for (const path of [
    `/register-entries/${id}`,
    `/register-entries/${id}/history`,
    `/registers/${kindId}/figures`,
  ])
    expect((await call(rival, 'GET', path)).status, path).toBe(404)
})
