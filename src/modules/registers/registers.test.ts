import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { isProblem } from '#kernel/problem.ts'
import { refreshDuties } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { readBase } from '#server/content/read-base.ts'
import { makeWorld, type World } from '#test/world.ts'
import { EntryFilter } from './contract.ts'
import {
  addEntry,
  addKind,
  attachFile,
  changeEntry,
  detachFile,
  findEntry,
  findKind,
  listChanges,
  listEntries,
  listEntriesAbout,
  listFigures,
  listKinds,
  listRiskAnalyses,
  moveEntry,
  registerDutyRules,
  removeEntry,
  restoreEntry,
  switchKind,
} from './public.ts'

let world: World
let base: Awaited<ReturnType<typeof readBase>>
beforeAll(async () => {
  world = await makeWorld()
  base = await readBase()
  for (const one of [world, world.twin])
    for (const [position, { definition, ...kind }] of base.registers.entries())
      await one.insert('register_kind', {
        kind: {
          key: kind.key,
          for_board: kind.forBoard,
          for_operators: kind.forOperators,
          position,
          definition: JSON.stringify(definition),
        },
      })
})
afterAll(() => world.close())
beforeEach(async () => {
  for (const table of ['duty_event', 'duty', 'register_file', 'register_change', 'register_entry'])
    await world.admin.query(`delete from ${table}`)
})

const day = '2026-11-19'
const read = <Result>(actor: Actor, work: (db: Db) => Promise<Result>) =>
  withScope(world.db, scopeOf(actor), work)

async function kind(key: string) {
  const found = await read(world.people.strategist, (db) => findKind(db, { key }))
  if (!found) throw new Error(key)
  return found
}

type Given = { key: string; values: Record<string, unknown>; state?: string; boardId?: string }

async function add(actor: Actor, { key, values, state = '', boardId = world.boards.care ?? '' }: Given) {
  // What a caller of the API might send; the command checks it.
  const facts = values as Record<string, string>
  return addEntry(world.as(actor), {
    id: uuidv7(),
    kindId: (await kind(key)).id,
    boardId,
    state,
    values: facts,
  })
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!isProblem(error)) throw error
      return error.fields[0] ? `${error.fields[0].path}: ${error.fields[0].code}` : error.code
    },
  )

const listed = async (actor: Actor, key: string, filter: object = {}) => {
  const register = await kind(key)
  return read(actor, (db) => listEntries(db, register, EntryFilter.parse(filter), day))
}

const review = (more: object = {}) => ({
  key: 'tillsyn',
  values: {
    authority: 'ivo',
    subject: 'Bemanning nattetid',
    unit: world.units.birch,
    decidedOn: '2026-09-01',
    decision: 'Brister i bemanningen.',
    demands: 'Redovisa bemanningen.',
    answerBy: '2026-12-01',
    ...more,
  },
})

test('nobody but those who follow up writes in a register, and nothing is kept of a refused attempt', async () => {
  const { director, registrar, member, manager, rival, admin, elderlyReviewer } = world.people
  for (const person of [director, registrar, elderlyReviewer])
    expect(await outcome(add(person, review())), person.name).toBe('notAllowed')
  // A register that is not theirs to read is not there at all.
  for (const stranger of [member, manager, rival, admin, world.twin.people.strategist])
    expect(await outcome(add(stranger, review())), stranger.name).toMatch(/notFound|notAllowed/)
  expect((await listed(world.people.strategist, 'tillsyn')).total).toBe(0)
})

test('a reviewer is told which field of the register to mend', async () => {
  const { reviewer } = world.people
  expect(await outcome(add(reviewer, review({ subject: ' ' })))).toBe('values.subject: required')
  expect(await outcome(add(reviewer, review({ authority: 'nobody' })))).toBe('values.authority: chooseOne')
  expect(await outcome(add(reviewer, review({ decidedOn: '2026-02-30' })))).toBe('values.decidedOn: date')
  expect(await outcome(add(reviewer, review({ unit: world.units.elderly })))).toBe('values.unit: chooseOne')
  expect(await outcome(add(reviewer, review({ unit: world.twin.units.birch })))).toBe(
    'values.unit: chooseOne',
  )
  expect(await outcome(add(reviewer, review({ invented: 'x' })))).toBe('unknownField')
  expect(await outcome(add(reviewer, review({ decision: 'Gäller 19121212-1212.' })))).toBe(
    'values.decision: personalNumber',
  )
  expect((await listed(reviewer, 'tillsyn')).total).toBe(0)
})

test('a supervision is read by the office, the board and the unit, and by nobody else', async () => {
  const { strategist, reviewer, member, manager, rival, elderlyReviewer, unitManager, admin } = world.people
  const { id } = await add(strategist, review())
  for (const reader of [strategist, reviewer, member, manager]) {
    expect(await read(reader, (db) => findEntry(db, id)), reader.name).toMatchObject({
      title: 'IVO, Bemanning nattetid',
      state: 'open',
      unitId: world.units.birch,
      providerId: world.providers.private,
      reviewOn: '2026-12-01',
      gaps: ['document/decision'],
    })
    expect(
      await read(reader, (db) => listEntriesAbout(db, { unitId: world.units.birch ?? '' })),
    ).toHaveLength(1)
  }
  const twins = world.twin.people
  for (const stranger of [
    rival,
    elderlyReviewer,
    unitManager,
    admin,
    twins.strategist,
    twins.manager,
    twins.member,
  ]) {
    expect(await read(stranger, (db) => findEntry(db, id)), stranger.name).toBeUndefined()
    expect(await read(stranger, (db) => listEntriesAbout(db, { unitId: world.units.birch ?? '' }))).toEqual(
      [],
    )
  }
  for (const outside of [member, manager])
    expect(await read(outside, (db) => listChanges(db, id)), outside.name).toEqual([])
})

test('what is the office’s own stays with the office, also when it names a unit', async () => {
  const { strategist, member, manager, reviewer } = world.people
  const values = { name: 'Tillstånd från IVO', unit: world.units.birch, seenOn: '2025-10-01' }
  const { id } = await add(strategist, { key: 'bevakade-krav', values })
  expect(await read(reviewer, (db) => findEntry(db, id))).toBeDefined()
  for (const stranger of [member, manager])
    expect(await read(stranger, (db) => findEntry(db, id)), stranger.name).toBeUndefined()
})

test('every earlier value is kept, with who wrote it', async () => {
  const { strategist, reviewer } = world.people
  const { id } = await add(strategist, review())
  const values = {
    ...review().values,
    provider: null,
    demands: 'Redovisa senast i juni.',
    answerBy: '2027-06-01',
  }
  const later = world.as(reviewer, new Date('2026-11-20T09:00:00Z'))
  const changed = await changeEntry(later, { entryId: id, revision: 1, values, note: 'Anstånd.' })
  expect(changed).toEqual({ id, revision: 2 })
  const again = await changeEntry(world.as(reviewer), { entryId: id, revision: 2, values })
  expect(again.revision).toBe(2)
  const [latest, first] = await read(strategist, (db) => listChanges(db, id))
  expect(latest).toMatchObject({
    kind: 'changed',
    by: 'Ulla Uppföljare',
    note: 'Anstånd.',
    changes: [
      { field: 'demands', was: 'Redovisa bemanningen.', became: 'Redovisa senast i juni.' },
      { field: 'answerBy', was: '2026-12-01', became: '2027-06-01' },
      { field: '*review', was: '2026-12-01', became: '2027-06-01' },
    ],
  })
  expect(first).toMatchObject({ kind: 'created', by: 'Stina Strateg' })
})

test('of two who write at once the second sees what the first wrote, and nothing is lost', async () => {
  const { strategist, reviewer } = world.people
  const { id } = await add(strategist, review())
  const values = { ...review().values, subject: 'Bemanning' }
  await changeEntry(world.as(reviewer), { entryId: id, revision: 1, values })
  const late = changeEntry(world.as(strategist), { entryId: id, revision: 1, values: review().values })
  await expect(late).rejects.toMatchObject({
    code: 'stale',
    current: { revision: 2, facts: { subject: 'Bemanning' } },
  })
  expect((await read(strategist, (db) => findEntry(db, id)))?.title).toBe('IVO, Bemanning')
})

test('an entry moves only as its register allows', async () => {
  const { strategist } = world.people
  const { id } = await add(strategist, review())
  const move = (to: string, revision: number) =>
    outcome(moveEntry(world.as(strategist), { entryId: id, revision, to }))
  expect(await move('nowhere', 1)).toBe('wrongState')
  expect(await move('closed', 1)).toBe('done')
  expect(await read(strategist, (db) => findEntry(db, id))).toMatchObject({
    state: 'closed',
    reviewOn: null,
    gaps: ['field/answer', 'document/decision'],
  })
  expect(await move('answered', 2)).toBe('wrongState')
})

test('what was added by mistake is taken away with a reason, and can be put back', async () => {
  const { strategist, member } = world.people
  const { id } = await add(strategist, review())
  const remove = (reason: string) =>
    outcome(removeEntry(world.as(strategist), { entryId: id, revision: 1, reason }))
  expect(await remove(' ')).toBe('reason: reasonNeeded')
  expect(await remove('Dubblett.')).toBe('done')
  expect((await listed(strategist, 'tillsyn')).total).toBe(0)
  expect((await listed(strategist, 'tillsyn', { removed: 'true' })).total).toBe(1)
  expect(await read(member, (db) => findEntry(db, id))).toBeUndefined()
  const values = review().values
  expect(await outcome(changeEntry(world.as(strategist), { entryId: id, revision: 2, values }))).toBe(
    'wrongState',
  )
  await restoreEntry(world.as(strategist), { entryId: id, revision: 2 })
  expect((await listed(strategist, 'tillsyn')).total).toBe(1)
})

test('the papers of a procurement lie together, and the one that is missing is told', async () => {
  const { strategist, manager } = world.people
  const values = { name: 'Drift av gruppbostäder', form: 'lou', decidedOn: '2026-03-02' }
  const { id } = await add(strategist, { key: 'upphandlingar', values, state: 'decided' })
  const gaps = async () => (await read(strategist, (db) => findEntry(db, id)))?.gaps
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
    add(strategist, {
      key: 'upphandlingar',
      values: { name, form: 'lou', decidedOn, caseWorkers, users: false },
    })
  await procurement('Ett', '2026-01-10', true)
  await procurement('Två', '2026-05-10', false)
  await procurement('Tre', '2026-06-10', null)
  await procurement('Fyra', '2025-06-10', true)
  await procurement('Fem', null, true)
  const register = await kind('upphandlingar')
  const figures = await read(strategist, (db) => listFigures(db, register))
  expect(figures.map(({ year, all }) => [year, all])).toEqual([
    ['2026', 3],
    ['2025', 1],
  ])
  expect(figures[0]?.measures[0]).toEqual({ field: 'caseWorkers', yes: 1, no: 1, unsaid: 1 })
  const behind = await listed(strategist, 'upphandlingar', { year: '2026', where: 'caseWorkers:true' })
  expect(behind.rows.map(({ title }) => title)).toEqual(['Ett'])
  const unsaid = await listed(strategist, 'upphandlingar', { year: '2026', where: 'caseWorkers:null' })
  expect(unsaid.rows.map(({ title }) => title)).toEqual(['Tre'])
  expect(await read(elderlyReviewer, (db) => listFigures(db, register))).toEqual([])
})

test('a reviewer searches, narrows and sorts a register', async () => {
  const { reviewer } = world.people
  const watch = (name: string, seenOn: string, unit?: string) =>
    add(reviewer, { key: 'bevakade-krav', values: { name, seenOn, unit: unit ?? null, result: 'fine' } })
  await watch('Tillstånd från IVO', '2025-10-01', world.units.birch)
  await watch('Ansvarsförsäkring', '2026-01-15', world.units.oak)
  await watch('Öppettider', '2026-11-01')
  const titles = async (filter: object) =>
    (await listed(reviewer, 'bevakade-krav', filter)).rows.map((row) => row.title)
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
  const { id } = await add(strategist, { key: 'planeringsforum', values, state: 'held' })
  expect((await read(strategist, (db) => findEntry(db, id)))?.gaps).toContain('of/wanted/economy')
})

test('what is to be looked at again is owed on its day, and done when the day is moved on', async () => {
  const { strategist } = world.people
  const values = {
    name: 'Tillstånd',
    unit: world.units.birch,
    seenOn: '2025-12-01',
    owner: strategist.accountId,
  }
  const { id } = await add(strategist, { key: 'bevakade-krav', values })
  const owed = () =>
    read(strategist, async (db) => {
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

test('a plan can point at the risk analysis of its board', async () => {
  const { strategist, elderlyReviewer } = world.people
  const values = { name: 'Riskanalys 2027', planYear: 2027, doneOn: '2026-10-05', risks: 'Bemanning' }
  const { id } = await add(strategist, { key: 'riskanalyser', values })
  const board = world.boards.care ?? ''
  expect(await read(strategist, (db) => listRiskAnalyses(db, board))).toEqual([
    {
      id,
      title: 'Riskanalys 2027',
      onDay: '2026-10-05',
      caseNumber: '',
      href: `/register/riskanalyser/${id}`,
    },
  ])
  expect(await read(elderlyReviewer, (db) => listRiskAnalyses(db, board))).toEqual([])
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
  const own = await kind('arenden-fran-brukarrad')
  expect(own).toMatchObject({ isOwn: true, isOn: true })
  await add(reviewer, { key: own.key, values: { question: 'Maten' } })
  const flip = (actor: Actor, revision: number, isOn: boolean) =>
    outcome(switchKind(world.as(actor), { kindId: own.id, revision, isOn }))
  expect(await flip(reviewer, 1, false)).toBe('notAllowed')
  expect(await flip(strategist, 1, false)).toBe('done')
  expect(await outcome(add(reviewer, { key: own.key, values: { question: 'Utevistelse' } }))).toBe('notFound')
  expect(await flip(strategist, 2, true)).toBe('done')
  expect((await listed(reviewer, own.key)).total).toBe(1)
  const twins = await read(world.twin.people.strategist, (db) => listKinds(db, day))
  expect(twins.map(({ key }) => key)).not.toContain(own.key)
})
