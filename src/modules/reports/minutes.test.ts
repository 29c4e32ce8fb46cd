import { sql } from 'kysely'
import { extractOf } from '../../routes/sammantraden/[meetingId]/[itemId]/utdrag/extract.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { listMunicipalities, systemScope } from '#modules/duties/public.ts'
import {
  adjustMinutes,
  createMeeting,
  decideItem,
  findItem,
  findMeeting,
  listRecords,
  noticeMeeting,
  openMatter,
  putOnAgenda,
  sendExtract,
} from '#modules/meetings/public.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { apiOf } from '#test/api.ts'
import { makeWorld, type World } from '#test/world.ts'
import { reportsApi } from './api.ts'
import { freezeAtNotice, freezePaper } from './commands-freeze.ts'
import { createPaper, editPaper } from './commands.ts'
import { findMinutes, setMinutes } from './minutes.ts'
import { findForm, findPaper } from './queries.ts'

let world: World
let matterId = ''
let meetingId = ''
const evening = new Date('2026-12-09T18:00:00Z')
const secretary = (at?: Date) => world.as(world.people.secretary, at)

beforeAll(async () => {
  world = await makeWorld()
  const { care: boardId } = world.boards
  matterId = (await openMatter(secretary(), { boardId, caseNumber: 'OMS 26/71', title: 'Riktlinje' })).id
  const days = { heldOn: '2026-12-09', papersBy: '2026-11-25' }
  meetingId = (await createMeeting(secretary(), { boardId, ...days })).id
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

const seen = <Result>(actor: Actor, work: (tx: Db) => Promise<Result>): Promise<Result> =>
  withScope(world.db, scopeOf(actor), work)
const meeting = () => seen(world.people.member, (tx) => findMeeting(tx, meetingId))
const put = (title: string, paperId?: string) =>
  putOnAgenda(world.as(world.people.strategist), {
    ...{ meetingId, kind: 'decision', title, proposal: 'Nämnden antar riktlinjen.' },
    ...(paperId ? { paperId } : { matterId }),
  })

/** What the background work does between its rounds. */
async function setFiles(): Promise<number> {
  let set = 0
  for (const one of await listMunicipalities(world.db)) set += await setMinutes(world.db, systemScope(one))
  return set
}

test('a secretary freezes a draft only where it stands on the agenda of a planned meeting', async () => {
  const strategist = () => world.as(world.people.strategist)
  const { id: paperId } = await createPaper(strategist(), { kind: 'memo', matterId, title: 'Riktlinje' })
  const draft = await seen(world.people.strategist, (tx) => findPaper(tx, paperId))
  const sections = (draft?.sections ?? []).map(({ key }) => ({ key, text: 'Det som behövs.' }))
  await editPaper(strategist(), { paperId, revision: 1, title: 'Riktlinje', sections })
  const freeze = { paperId, revision: 2 }
  for (const command of [freezePaper, freezeAtNotice])
    await expect(command(secretary(), freeze)).rejects.toMatchObject({ code: 'notAllowed' })
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.secretary])
    await expect(freezeAtNotice(world.as(stranger), freeze)).rejects.toMatchObject({ code: 'notFound' })
  expect(await seen(world.people.strategist, (tx) => findPaper(tx, paperId))).toMatchObject({
    state: 'draft',
  })
  await put('', paperId)
  await freezeAtNotice(secretary(), freeze)
  expect(await seen(world.people.strategist, (tx) => findPaper(tx, paperId))).toMatchObject({
    state: 'frozen',
  })
})

test('the notice is frozen as it went out, and a member reads the same bytes whatever happens afterwards', async () => {
  await noticeMeeting(secretary(), { meetingId })
  const id = (await meeting())?.noticePaperId ?? ''
  const before = await seen(world.people.member, (tx) => findMinutes(tx, id))
  expect(before).toMatchObject({ hasFiles: false, sha256: null })
  expect(before?.article).toContain('Nämnden antar riktlinjen.')
  expect(await seen(world.people.member, (tx) => findForm(tx, id, 'pdf'))).toBeUndefined()
  expect(await setFiles()).toBe(1)
  const pdf = await seen(world.people.member, (tx) => findForm(tx, id, 'pdf'))
  await putOnAgenda(world.as(world.people.strategist), {
    ...{ meetingId, matterId, kind: 'decision', title: 'Sent ärende', proposal: 'Ja.', lateReason: 'Akut.' },
  })
  expect(await setFiles()).toBe(0)
  const after = await seen(world.people.member, (tx) => findMinutes(tx, id))
  expect(after?.article).not.toContain('Sent ärende')
  expect(after?.sha256).toMatch(/^[0-9a-f]{64}$/)
  expect(await seen(world.people.member, (tx) => findForm(tx, id, 'pdf'))).toEqual(pdf)
  const short = await apiOf(reportsApi).fetch(new Request(`http://localhost/api/v1/papers/${id}/summary`), {
    db: world.db,
    actor: world.people.member,
    now: evening,
    requestId: 'summary',
  })
  expect(short.status).toBe(404)
  for (const stranger of [world.people.rival, world.people.elderlyReviewer, world.twin.people.secretary])
    expect(await seen(stranger, (tx) => findMinutes(tx, id))).toBeUndefined()
})

test('each extract is a record of its matter at the adjustment, and nobody changes a word of it', async () => {
  const items = await seen(world.people.secretary, (tx) =>
    tx.selectFrom('agendaItem').select('id').where('meetingId', '=', meetingId).orderBy('number').execute(),
  )
  for (const [at, { id: itemId }] of items.entries())
    await decideItem(secretary(evening), { itemId, outcome: 'asProposed', paragraph: String(80 + at) })
  await adjustMinutes(secretary(evening), { meetingId })
  const item = await seen(world.people.member, (tx) => findItem(tx, items[0]?.id ?? ''))
  const paperId = item?.extractPaperId ?? ''
  const records = await seen(world.people.secretary, (tx) => listRecords(tx, matterId))
  expect(records.filter((one) => one.kind === 'extract')).toMatchObject([
    { paperId, extractItemId: item?.id, extractMeetingId: meetingId, number: item?.extractNumber },
    { extractItemId: items[1]?.id },
  ])
  expect(await setFiles()).toBe(2)
  expect(await seen(world.people.member, (tx) => findMinutes(tx, paperId))).toMatchObject({ hasFiles: true })
  for (const column of ['pdf', 'docx', 'html', 'snapshot'])
    await expect(
      seen(world.people.secretary, (tx) =>
        sql`update paper set ${sql.ref(column)} = ${column === 'snapshot' ? '{}' : 'x'} where id = ${paperId}`.execute(
          tx,
        ),
      ),
    ).rejects.toMatchObject({ code: 'UP002' })
})

test('a provider that an extract is sent to reads that paper, and the competitor none', async () => {
  const [item] = await seen(world.people.secretary, (tx) =>
    tx
      .selectFrom('agendaItem')
      .select(['id', 'extractPaperId'])
      .where('meetingId', '=', meetingId)
      .orderBy('number')
      .execute(),
  )
  const read = (actor: Actor) =>
    seen(actor, (tx) => findForm(tx, item?.extractPaperId ?? '', 'pdf')).then((row) => row?.content)
  const { manager, rival, member, elderlyReviewer } = world.people
  expect(await read(manager)).toBeUndefined()
  await sendExtract(world.as(world.people.registrar, evening), {
    itemId: item?.id ?? '',
    receivers: [{ kind: 'provider', providerId: world.providers.private, way: 'system' }],
  })
  expect(await read(manager)).toEqual(await read(member))
  for (const stranger of [rival, elderlyReviewer, world.twin.people.manager])
    expect(await read(stranger)).toBeUndefined()
})

test('an extract adjusted before extracts were papers is read with what was written then, and still by nobody else', async () => {
  const { rows } = await world.admin.query<{ id: string }>(
    'update agenda_item set extract_paper_id = null where meeting_id = $1 returning id',
    [meetingId],
  )
  await world.admin.query('update delivery set paper_id = null')
  const read = async (actor: Actor) => {
    const { rows: sent } = await world.admin.query<{ id: string }>(
      'select item_id as id from delivery limit 1',
    )
    return seen(actor, (tx) => extractOf(tx, { itemId: sent[0]?.id ?? '' }))
  }
  expect(rows.length).toBeGreaterThan(1)
  const { member, manager, rival, elderlyReviewer } = world.people
  for (const reader of [member, manager]) {
    const { frozen, article, extract } = await read(reader)
    expect(frozen).toBeUndefined()
    expect(article).toContain(extract.title)
    expect(article).toContain('§ 80')
  }
  for (const stranger of [rival, elderlyReviewer, world.twin.people.member])
    await expect(read(stranger)).rejects.toMatchObject({ status: 404 })
})
