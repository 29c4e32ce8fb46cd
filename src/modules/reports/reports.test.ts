import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Verdict } from '#modules/assessments/rules.ts'
import { methods } from '#modules/followups/rules.ts'
import { createMeeting, noticeMeeting, putOnAgenda } from '#modules/meetings/public.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { methods as methodNames } from '#texts/sv/followups.ts'
import { createPaper, deliverPaper, editPaper } from './commands.ts'
import { freezePaper } from './commands-freeze.ts'
import { boardSummary } from './compare.ts'
import { renderDocuments } from './documents.ts'
import { findForm, findFrozenSnapshot, findPaper, forms, listDeliveries } from './queries.ts'
import { canMove, moved, moves, paperStates } from './rules.ts'
import { sampleAssessment } from './sample-assessment.ts'
import { reportContent } from './snapshot.ts'

let world: World
let followUpId: string
let matterId: string

beforeAll(async () => {
  world = await makeWorld()
  matterId = uuidv7()
  await world.insert('matter', {
    m: {
      id: matterId,
      board_id: world.boards.care,
      case_number: 'OMS 26/7',
      title: 'Uppföljning',
      opened_on: '2026-01-02',
    },
  })
  await fixedFollowUp('2025-05-02T08:00:00Z', ['met', 'notMet', 'partly'])
  followUpId = await fixedFollowUp('2026-11-02T08:00:00Z', ['met', 'met', 'notMet'])
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

async function fixedFollowUp(at: string, verdicts: readonly Verdict[]): Promise<string> {
  const id = uuidv7()
  const place = {
    board_id: world.boards.care,
    unit_id: world.units.birch,
    provider_id: world.providers.private,
  }
  await world.insert('follow_up', {
    f: {
      id,
      ...place,
      matter_id: matterId,
      catalogue_version_id: world.catalogue.versionId,
      title: `Björkgården ${at.slice(0, 4)}`,
      kind: 'planned',
      depth: 'basic',
      purposes: ['agreement'],
      focus_areas: [],
      methods: ['visit'],
      announced: true,
      due_on: at.slice(0, 10),
      state: 'fixed',
      requirements_per: at.slice(0, 10),
      created_by: world.people.strategist.accountId,
      created_at: at,
    },
  })
  await addAssessment({ followUpId: id, version: 1, at, verdicts })
  return id
}

type Fixing = { followUpId: string; version: number; at: string; verdicts: readonly Verdict[] }

async function addAssessment({ followUpId: of, version, at, verdicts }: Fixing): Promise<void> {
  const snapshot = sampleAssessment(of, verdicts, world.catalogue.requirements.first)
  await world.insert('assessment', {
    a: {
      follow_up_id: of,
      board_id: world.boards.care,
      unit_id: world.units.birch,
      provider_id: world.providers.private,
      version,
      snapshot: JSON.stringify(snapshot),
      sha256: createHash('sha256').update('x').digest(),
      rule_version: '1',
      reason: version > 1 ? 'Ett sakfel är rättat.' : '',
      statement: 'Vi delar inte bedömningen.\nRutinen fanns på plats.',
      fixed_by: world.people.strategist.accountId,
      fixed_at: at,
      shared_at: at,
    },
  })
}

function seen<Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]): Promise<Result> {
  return withScope(world.db, scopeOf(actor), work)
}

async function draft(): Promise<{ id: string; revision: number }> {
  await world.admin.query(`delete from paper where state = 'draft'`)
  return createPaper(world.as(world.people.strategist), { kind: 'followUpReport', followUpId })
}

async function frozen(): Promise<string> {
  const made = await draft()
  await freezePaper(world.as(world.people.strategist), { paperId: made.id, revision: made.revision })
  return made.id
}

test('a strategist gets a report with every part begun, compared with last time', async () => {
  const made = await draft()
  const paper = await seen(world.people.strategist, (tx) => findPaper(tx, made.id))
  expect(paper?.sections.filter(({ text }) => text === '').map(({ key }) => key)).toEqual(['economy'])
  expect(paper?.sections.find(({ key }) => key === 'comparison')?.text).toContain(
    'Då var 1 av 3 bedömda krav uppfyllda, nu 2 av 3.',
  )
})

test('a report on a corrected judgement of an earlier year is not compared with what came after it', async () => {
  const { rows } = await world.admin.query<{ id: string }>(
    `select f.id from follow_up f join assessment a on a.follow_up_id = f.id order by a.fixed_at limit 1`,
  )
  const first = rows[0]?.id ?? ''
  await addAssessment({
    followUpId: first,
    version: 2,
    at: '2026-11-10T08:00:00Z',
    verdicts: ['met', 'met', 'met'],
  })
  const told = await seen(world.people.strategist, (tx) => reportContent(tx, first, '2026-11-19'))
  expect(told).toMatchObject({ assessmentVersion: 2, previous: null })
  await world.admin.query(`delete from assessment where follow_up_id = $1 and version = 2`, [first])
})

test('a report names every method in Swedish, as a list and in the author’s text, and shows no key of the program', async () => {
  const id = await frozen()
  const page = await seen(world.people.strategist, (tx) => findForm(tx, id, 'html'))
  const text = String(page?.content)
  for (const key of methods) {
    // 'observation' is the same word in Swedish.
    if (key !== 'observation') expect(text).not.toContain(key)
    expect(text.toLowerCase()).toContain(methodNames[key].toLowerCase())
  }
  const made = await draft()
  const paper = await seen(world.people.strategist, (tx) => findPaper(tx, made.id))
  const background = paper?.sections.find(({ key }) => key === 'background')?.text ?? ''
  for (const key of methods) expect(background.toLowerCase()).toContain(methodNames[key].toLowerCase())
})

test('a reviewer of the other board, a competitor and the twin find no report and cannot freeze it', async () => {
  const made = await draft()
  const strangers = [
    world.people.elderlyReviewer,
    world.people.rival,
    world.people.member,
    world.twin.people.strategist,
  ]
  for (const stranger of strangers) {
    expect(await seen(stranger, (tx) => findPaper(tx, made.id))).toBeUndefined()
    await expect(freezePaper(world.as(stranger), { paperId: made.id, revision: 1 })).rejects.toMatchObject({
      code: 'notFound',
    })
  }
  const paper = await seen(world.people.strategist, (tx) => findPaper(tx, made.id))
  expect(paper?.state).toBe('draft')
})

test('a registrar may read a draft but not freeze it', async () => {
  const made = await draft()
  await expect(
    freezePaper(world.as(world.people.registrar), { paperId: made.id, revision: 1 }),
  ).rejects.toMatchObject({ code: 'notAllowed' })
  expect((await seen(world.people.registrar, (tx) => findPaper(tx, made.id)))?.state).toBe('draft')
})

test('two who write at once both see what the other wrote, and nothing is lost', async () => {
  const made = await draft()
  const mine = { paperId: made.id, revision: 1, title: 'Min', sections: [{ key: 'risk', text: 'Min risk' }] }
  await editPaper(world.as(world.people.reviewer), { ...mine, title: 'Kollegans' })
  await expect(editPaper(world.as(world.people.strategist), mine)).rejects.toMatchObject({
    code: 'stale',
    current: { revision: 2, title: 'Kollegans' },
  })
})

test('a report with an empty required part is not frozen, and the author is told which', async () => {
  const made = await draft()
  const sections = [{ key: 'risk', text: '' }]
  const edited = await editPaper(world.as(world.people.strategist), {
    paperId: made.id,
    revision: 1,
    title: 'Rapport',
    sections,
  })
  await expect(
    freezePaper(world.as(world.people.strategist), { paperId: made.id, revision: edited.revision }),
  ).rejects.toMatchObject({ code: 'invalidInput', fields: [{ path: 'sections.risk', code: 'required' }] })
})

test('what was frozen is served unchanged after the judgement behind it has been corrected', async () => {
  const id = await frozen()
  const read = () =>
    seen(world.people.strategist, async (tx) => {
      const all = []
      for (const form of forms) all.push((await findForm(tx, id, form))?.content)
      return all
    })
  const before = await read()
  await addAssessment({ followUpId, version: 2, at: '2026-11-05T08:00:00Z', verdicts: ['met', 'met', 'met'] })
  expect(await read()).toEqual(before)
  expect(String(before[forms.indexOf('html')])).toContain(
    'Vi delar inte bedömningen.<br>Rutinen fanns på plats.',
  )
})

test('rendering the stored snapshot again gives the same bytes and the same checksum', async () => {
  const id = await frozen()
  const [snapshot, paper] = await seen(world.people.strategist, async (tx) => [
    await findFrozenSnapshot(tx, id),
    await findPaper(tx, id),
  ])
  const again = await renderDocuments(snapshot!)
  expect(again.sha256.toString('hex')).toBe(paper?.sha256)
})

test('the database refuses to change or delete a frozen paper, whoever tries', async () => {
  const id = await frozen()
  const tries = [
    `update paper set title = 'x' where id = $1`,
    `update paper set pdf_archive = 'x' where id = $1`,
    `update paper set board_id = '${world.boards.elderly}' where id = $1`,
    `delete from paper where id = $1`,
  ]
  for (const attempt of tries)
    await expect(world.admin.query(attempt, [id])).rejects.toMatchObject({ code: 'UP002' })
  await expect(
    editPaper(world.as(world.people.strategist), { paperId: id, revision: 2, title: 'x', sections: [] }),
  ).rejects.toMatchObject({ code: 'frozen' })
})

test('a frozen paper is a record with the next number in its matter, once for one command', async () => {
  const made = await draft()
  const request = world.as(world.people.strategist)
  const first = await freezePaper(request, { paperId: made.id, revision: 1 })
  const second = await freezePaper(request, { paperId: made.id, revision: 1 })
  expect(second).toEqual(first)
  const { rows } = await world.admin.query(
    'select number, direction from record where matter_id = $1 order by number',
    [matterId],
  )
  expect(rows.map((row) => row.number)).toEqual(rows.map((_, at) => at + 1))
  expect(rows.at(-1)).toEqual({ number: first.number, direction: 'internal' })
})

test('the provider reads the report when it is delivered, the competitor never', async () => {
  const id = await frozen()
  expect(await seen(world.people.manager, (tx) => findForm(tx, id, 'pdf'))).toBeUndefined()
  await deliverPaper(world.as(world.people.strategist), { paperId: id })
  expect((await seen(world.people.manager, (tx) => findForm(tx, id, 'pdf')))?.title).toContain('Björkgården')
  for (const stranger of [world.people.rival, world.people.unitManager, world.twin.people.manager])
    expect(await seen(stranger, (tx) => findForm(tx, id, 'pdf'))).toBeUndefined()
  const log = await seen(world.people.strategist, (tx) => listDeliveries(tx, id))
  expect(log.map(({ name, openedAt }) => ({ name, openedAt }))).toEqual([
    { name: 'Petra Privat', openedAt: null },
  ])
})

test('a board member sees a paper from the notice of meeting on, and only of the own board', async () => {
  const id = await frozen()
  const meeting = await createMeeting(world.as(world.people.secretary), {
    boardId: world.boards.care,
    heldOn: '2026-12-10',
    papersBy: '2026-11-30',
    place: 'Stadshuset',
  })
  await putOnAgenda(world.as(world.people.strategist), {
    meetingId: meeting.id,
    paperId: id,
    kind: 'information',
  })
  expect(await seen(world.people.member, (tx) => findPaper(tx, id))).toBeUndefined()
  await noticeMeeting(world.as(world.people.secretary), { meetingId: meeting.id })
  const snapshot = await seen(world.people.member, (tx) => findFrozenSnapshot(tx, id))
  expect(snapshot && boardSummary(snapshot).figures[0]?.value).toMatch(/ av 3$/)
  expect(await seen(world.twin.people.member, (tx) => findPaper(tx, id))).toBeUndefined()
})

test('a paper moves only as its table says', () => {
  const verbs = Object.keys(moves) as (keyof typeof moves)[] // the keys of the table itself
  fc.assert(
    fc.property(fc.constantFrom(...paperStates), fc.constantFrom(...verbs), (state, verb) => {
      if (canMove(state, verb)) expect(moved({ state }, verb).state).toBe(moves[verb].to)
      else expect(() => moved({ state }, verb)).toThrow(state === 'frozen' ? 'frozen' : 'wrongState')
    }),
  )
})
