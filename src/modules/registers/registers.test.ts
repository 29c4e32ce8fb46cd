import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeRegisters, outcome, type Registers } from './fixture.test-support.ts'
import {
  changeEntry,
  findEntry,
  listChanges,
  listEntriesAbout,
  moveEntry,
  removeEntry,
  restoreEntry,
} from './public.ts'

let registers: Registers
let world: Registers['world']
beforeAll(async () => {
  registers = await makeRegisters()
  world = registers.world
})
afterAll(() => world.close())
beforeEach(() => registers.clear())

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
    expect(await outcome(registers.add(person, review())), person.name).toBe('notAllowed')
  // A register that is not theirs to read is not there at all.
  for (const stranger of [member, manager, rival, admin, world.twin.people.strategist])
    expect(await outcome(registers.add(stranger, review())), stranger.name).toMatch(/notFound|notAllowed/)
  expect((await registers.listed(world.people.strategist, 'tillsyn')).total).toBe(0)
})

test('a reviewer is told which field of the register to mend', async () => {
  const { reviewer } = world.people
  expect(await outcome(registers.add(reviewer, review({ subject: ' ' })))).toBe('values.subject: required')
  expect(await outcome(registers.add(reviewer, review({ authority: 'nobody' })))).toBe(
    'values.authority: chooseOne',
  )
  expect(await outcome(registers.add(reviewer, review({ decidedOn: '2026-02-30' })))).toBe(
    'values.decidedOn: date',
  )
  expect(await outcome(registers.add(reviewer, review({ unit: world.units.elderly })))).toBe(
    'values.unit: chooseOne',
  )
  expect(await outcome(registers.add(reviewer, review({ unit: world.twin.units.birch })))).toBe(
    'values.unit: chooseOne',
  )
  expect(await outcome(registers.add(reviewer, review({ invented: 'x' })))).toBe('unknownField')
  expect(await outcome(registers.add(reviewer, review({ decision: 'Gäller 19121212-1212.' })))).toBe(
    'values.decision: personalNumber',
  )
  expect((await registers.listed(reviewer, 'tillsyn')).total).toBe(0)
})

test('a supervision is read by the office, the board and the unit, and by nobody else', async () => {
  const { strategist, reviewer, member, manager, rival, elderlyReviewer, unitManager, admin } = world.people
  const { id } = await registers.add(strategist, review())
  for (const reader of [strategist, reviewer, member, manager]) {
    expect(await registers.read(reader, (db) => findEntry(db, id)), reader.name).toMatchObject({
      title: 'IVO, Bemanning nattetid',
      state: 'open',
      unitId: world.units.birch,
      providerId: world.providers.private,
      reviewOn: '2026-12-01',
      gaps: ['document/decision'],
    })
    expect(
      await registers.read(reader, (db) => listEntriesAbout(db, { unitId: world.units.birch ?? '' })),
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
    expect(await registers.read(stranger, (db) => findEntry(db, id)), stranger.name).toBeUndefined()
    expect(
      await registers.read(stranger, (db) => listEntriesAbout(db, { unitId: world.units.birch ?? '' })),
    ).toEqual([])
  }
  for (const outside of [member, manager])
    expect(await registers.read(outside, (db) => listChanges(db, id)), outside.name).toEqual([])
})

test('what is the office’s own stays with the office, also when it names a unit', async () => {
  const { strategist, member, manager, reviewer } = world.people
  const values = { name: 'Tillstånd från IVO', unit: world.units.birch, seenOn: '2025-10-01' }
  const { id } = await registers.add(strategist, { key: 'bevakade-krav', values })
  expect(await registers.read(reviewer, (db) => findEntry(db, id))).toBeDefined()
  for (const stranger of [member, manager])
    expect(await registers.read(stranger, (db) => findEntry(db, id)), stranger.name).toBeUndefined()
})

test('every earlier value is kept, with who wrote it', async () => {
  const { strategist, reviewer } = world.people
  const { id } = await registers.add(strategist, review())
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
  const [latest, first] = await registers.read(strategist, (db) => listChanges(db, id))
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
  const { id } = await registers.add(strategist, review())
  const values = { ...review().values, subject: 'Bemanning' }
  await changeEntry(world.as(reviewer), { entryId: id, revision: 1, values })
  const late = changeEntry(world.as(strategist), { entryId: id, revision: 1, values: review().values })
  await expect(late).rejects.toMatchObject({
    code: 'stale',
    current: { revision: 2, facts: { subject: 'Bemanning' } },
  })
  expect((await registers.read(strategist, (db) => findEntry(db, id)))?.title).toBe('IVO, Bemanning')
})

test('an entry moves only as its register allows', async () => {
  const { strategist } = world.people
  const { id } = await registers.add(strategist, review())
  const move = (to: string, revision: number) =>
    outcome(moveEntry(world.as(strategist), { entryId: id, revision, to }))
  expect(await move('nowhere', 1)).toBe('wrongState')
  expect(await move('closed', 1)).toBe('done')
  expect(await registers.read(strategist, (db) => findEntry(db, id))).toMatchObject({
    state: 'closed',
    reviewOn: null,
    gaps: ['field/answer', 'document/decision'],
  })
  expect(await move('answered', 2)).toBe('wrongState')
})

test('what was added by mistake is taken away with a reason, and can be put back', async () => {
  const { strategist, member } = world.people
  const { id } = await registers.add(strategist, review())
  const remove = (reason: string) =>
    outcome(removeEntry(world.as(strategist), { entryId: id, revision: 1, reason }))
  expect(await remove(' ')).toBe('reason: reasonNeeded')
  expect(await remove('Dubblett.')).toBe('done')
  expect((await registers.listed(strategist, 'tillsyn')).total).toBe(0)
  expect((await registers.listed(strategist, 'tillsyn', { removed: 'true' })).total).toBe(1)
  expect(await registers.read(member, (db) => findEntry(db, id))).toBeUndefined()
  const values = review().values
  expect(await outcome(changeEntry(world.as(strategist), { entryId: id, revision: 2, values }))).toBe(
    'wrongState',
  )
  await restoreEntry(world.as(strategist), { entryId: id, revision: 2 })
  expect((await registers.listed(strategist, 'tillsyn')).total).toBe(1)
})
