import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findForm, findMinutes, setMinutes } from '#modules/reports/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { disposer } from './arrange.test-support.ts'
import {
  listDisposals,
  listDue,
  placeHold,
  rejectDisposal,
  setDisposalRule,
  withdrawDisposal,
} from './public.ts'
import { DisposalFilter } from './contract.ts'
import { beforeOf, canMove, disposalStates, moves, stateOf, type Move } from './rules.ts'

let world: World
let at: ReturnType<typeof disposer>
beforeAll(async () => {
  world = await makeWorld()
  at = disposer(world)
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.admin.query(`update submission set disposal_id = null`)
  await world.admin.query(`update file set disposal_id = null`)
  for (const table of ['disposal_item', 'disposal', 'disposal_rule', 'disposal_hold', 'submission'])
    await world.admin.query(`delete from ${table}`)
})

async function rowOf(table: string, id: string): Promise<Record<string, unknown>> {
  const { rows } = await world.admin.query<Record<string, unknown>>(`select * from ${table} where id = $1`, [
    id,
  ])
  return rows[0] ?? {}
}

const everything = DisposalFilter.parse({})

test('a registrar proposes, a director approves, and the file is gone while its number and day remain', async () => {
  const old = await at.handIn()
  await at.rule('handIn')
  const { id } = await at.propose('handIn')
  await at.work()
  expect(await rowOf('file', old.file)).toMatchObject({ disposal_id: null })
  await at.approve(id)
  await at.work()
  const file = await rowOf('file', old.file)
  expect(file).toMatchObject({ name: 'Rutin.txt', disposal_id: id })
  expect(Buffer.from(String(file['content']))).toHaveLength(0)
  const submission = await rowOf('submission', old.submission)
  expect(submission).toMatchObject({ note: '', disposal_id: id })
  expect(submission['receipt_number']).toMatch(/./)
  expect(await at.find(id)).toMatchObject({ state: 'done', disposed: 1, held: 0, backupsUntil: '2026-12-24' })
})

test('the certificate is a frozen paper that says what, by which rule, by whom and until when', async () => {
  await at.handIn()
  await at.rule('handIn')
  const { id } = await at.propose('handIn')
  await at.approve(id)
  await at.work()
  const disposal = await at.find(id)
  const paperId = disposal?.paperId ?? ''
  await setMinutes(world.db, await at.background())
  const paper = await at.see(world.people.director, (tx) => findMinutes(tx, paperId))
  for (const words of [
    'Rut Registrator',
    'Disa Direktör',
    'OMS 26/1, § 4',
    '24 december 2026',
    'Rutin för avvikelser',
  ])
    expect(paper?.article).toContain(words)
  expect(paper?.hasFiles).toBe(true)
  const pdf = await at.see(world.people.director, (tx) => findForm(tx, paperId, 'pdf'))
  expect(String(pdf?.content).slice(0, 5)).toBe('%PDF-')
  await expect(
    world.admin.query(`update paper set title = 'Annat' where id = $1`, [paperId]),
  ).rejects.toThrow('frozen paper')
})

test('nobody disposes of anything alone, whatever roles they hold', async () => {
  const old = await at.handIn()
  await at.rule('handIn')
  const { id } = await at.propose('handIn')
  const own = world.people.registrar
  await expect(at.approve(id, own)).rejects.toMatchObject({ code: 'secondPerson' })
  const rejecting = rejectDisposal(world.as(own), { disposalId: id, revision: 1, reason: 'Nej' })
  await expect(rejecting).rejects.toMatchObject({ code: 'secondPerson' })
  await expect(
    world.admin.query(`update disposal set state = 'approved', decided_by = proposed_by where id = $1`, [id]),
  ).rejects.toThrow('disposal_takes_two')
  await at.work()
  expect(await rowOf('submission', old.submission)).toMatchObject({ disposal_id: null })
})

test('strategists, other boards, providers and other municipalities neither see nor do any of it', async () => {
  await at.handIn()
  await at.rule('handIn')
  const { id } = await at.propose('handIn')
  const { people, twin } = world
  for (const actor of [people.strategist, people.reviewer, people.manager, people.rival])
    await expect(at.propose('handIn', actor), actor.name).rejects.toMatchObject({ code: 'notAllowed' })
  for (const actor of [people.elderlyReviewer, people.rival, people.manager, twin.people.director]) {
    await expect(at.approve(id, actor), actor.name).rejects.toMatchObject({ code: 'notFound' })
    expect(await at.find(id, actor), actor.name).toBeUndefined()
    const { disposals } = await at.see(actor, (tx) => listDisposals(tx, everything))
    expect(disposals, actor.name).toEqual([])
  }
  expect(await at.find(id)).toMatchObject({ state: 'proposed' })
})

test('what the board has not decided about is preserved, and so is what it has decided to preserve', async () => {
  await at.handIn()
  await expect(at.propose('handIn')).rejects.toMatchObject({ fields: [{ code: 'noRuleOfDisposal' }] })
  await at.rule('handIn')
  await setDisposalRule(world.as(world.people.registrar), {
    ...{ boardId: at.boardId, kind: 'handIn', action: 'preserve', decidedBy: 'Nämnden' },
    ...{ decidedOn: '2026-02-01', reference: '§ 9' },
  })
  await expect(at.propose('handIn')).rejects.toMatchObject({ fields: [{ code: 'noRuleOfDisposal' }] })
})

test('a rule that changed after the proposal stops the approval, and after the approval stops the work', async () => {
  const old = await at.handIn()
  await at.rule('handIn')
  const first = await at.propose('handIn')
  await at.rule('handIn', 4)
  await expect(at.approve(first.id)).rejects.toMatchObject({ code: 'ruleChanged' })
  await withdrawDisposal(world.as(world.people.registrar), {
    disposalId: first.id,
    revision: 1,
    reason: 'Ny',
  })
  const second = await at.propose('handIn')
  await at.approve(second.id)
  await at.rule('handIn', 3)
  await at.work()
  expect(await at.find(second.id)).toMatchObject({ state: 'failed', paperId: null })
  expect(await rowOf('submission', old.submission)).toMatchObject({ disposal_id: null })
})

test('on the day the years are over it is kept, and the day after it may go', async () => {
  expect(beforeOf('2026-11-19', 5)).toBe('2021-11-19')
  await at.handIn({ closedOn: '2021-11-19' })
  const kept = await at.handIn({ closedOn: '2021-11-18' })
  const due = await at.see(world.people.registrar, (tx) =>
    listDue(tx, { boardId: at.boardId, kind: 'handIn', before: '2021-11-19' }),
  )
  expect(due.map(({ key }) => key)).toEqual([kept.submission])
})

test('a running matter, a hold and a request for records keep what is theirs, and say so', async () => {
  const running = await at.handIn({ matterClosed: false })
  const appealed = await at.handIn()
  const free = await at.handIn()
  await placeHold(world.as(world.people.registrar), {
    ...{ boardId: at.boardId, matterId: appealed.matter, ground: 'appeal', reason: 'Överklagat' },
  })
  const due = await at.see(world.people.registrar, (tx) =>
    listDue(tx, { boardId: at.boardId, kind: 'handIn', before: '2025-01-01' }),
  )
  const held = Object.fromEntries(due.map((row) => [row.key, row.held]))
  expect(held).toEqual({
    [running.submission]: 'matter',
    [appealed.submission]: 'hold',
    [free.submission]: null,
  })
})

test('what somebody asks for between the approval and the work is held back, and the certificate says so', async () => {
  const asked = await at.handIn()
  const free = await at.handIn()
  await at.rule('handIn')
  const { id } = await at.propose('handIn')
  await at.approve(id)
  await placeHold(world.as(world.people.secretary), {
    ...{ boardId: at.boardId, matterId: asked.matter, ground: 'supervision', reason: 'IVO har begärt den' },
  })
  await at.work()
  expect(await rowOf('submission', asked.submission)).toMatchObject({ disposal_id: null })
  expect(await rowOf('submission', free.submission)).toMatchObject({ disposal_id: id })
  expect(await at.find(id)).toMatchObject({ disposed: 1, held: 1 })
  const items = await at.items(id)
  expect(items.find(({ key }) => key === asked.submission)).toMatchObject({ held: 'hold', disposed: false })
})

test('a worker that dies in the middle leaves everything as it was, and the next does it once', async () => {
  const old = await at.handIn()
  await at.rule('handIn')
  const { id } = await at.propose('handIn')
  await at.approve(id)
  await world.admin.query(
    `alter table paper add constraint dies check (kind <> 'disposalCertificate') not valid`,
  )
  await expect(at.work()).rejects.toThrow('dies')
  expect(await rowOf('submission', old.submission)).toMatchObject({ disposal_id: null })
  await world.admin.query('alter table paper drop constraint dies')
  await at.work()
  await at.work()
  const { rows } = await world.admin.query(
    `select from audit where verb = 'disposal.carryOut' and target_id = $1`,
    [id],
  )
  expect(rows).toHaveLength(1)
  expect(await at.find(id)).toMatchObject({ state: 'done', disposed: 1 })
})

test('the door in the database opens for no person, and for nothing that is not on an approved list', async () => {
  const old = await at.handIn()
  const later = await at.handIn()
  await at.rule('handIn')
  const { id } = await at.propose('handIn')
  const dispose = (key: string) => sql`select auth.dispose(${id}, array[${key}]::text[])`
  await expect(at.see(world.people.director, (tx) => dispose(old.submission).execute(tx))).rejects.toThrow(
    'no disposal',
  )
  await expect(at.asSystem((tx) => dispose(old.submission).execute(tx))).rejects.toThrow('no disposal')
  await at.approve(id)
  await world.admin.query(`update disposal set state = 'working' where id = $1`, [id])
  await world.admin.query('delete from disposal_item where item_key = $1', [later.submission])
  await expect(at.asSystem((tx) => dispose(later.submission).execute(tx))).rejects.toThrow(
    'not on the approved list',
  )
})

test('traces go by the month, the newer months stay, and a registrar sees numbers only', async () => {
  const { accountId } = world.people.reviewer
  for (const sent_at of ['2024-03-05T08:00:00Z', '2024-03-06T08:00:00Z', '2026-11-01T08:00:00Z'])
    await world.insert('notice', {
      notice: {
        account_id: accountId,
        kind: 'x',
        title: 'Hemligt',
        href: '/',
        board_id: at.boardId,
        sent_at,
      },
    })
  await at.rule('notice', 1)
  const { id } = await at.propose('notice')
  expect(await at.items(id)).toMatchObject([{ key: '2024-03', label: 'Besked, mars 2024', amount: 2 }])
  await at.approve(id)
  await at.work()
  const { rows } = await world.admin.query(`select from notice where title = 'Hemligt'`)
  expect(rows).toHaveLength(1)
})

test('the log stays whole, and holds references only', async () => {
  await at.handIn()
  await at.rule('handIn')
  const { id } = await at.propose('handIn')
  await at.approve(id)
  await at.work()
  const { rows } = await world.admin.query<{ verb: string }>(
    'select verb from audit where target_id = $1 order by seq',
    [id],
  )
  expect(rows.map(({ verb }) => verb)).toEqual(['disposal.propose', 'disposal.decide', 'disposal.carryOut'])
  await world.admin.query(
    `select set_config('app.municipality', '${world.municipalityId}', false), set_config('app.powers', 'auditor', false)`,
  )
  const broken = await world.admin.query<{ seq: string | null }>('select first_broken_audit($1) as seq', [
    world.municipalityId,
  ])
  expect(broken.rows[0]?.seq ?? null).toBeNull()
})

test('no disposal leaves its way', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...disposalStates),
      // The keys of the table.
      fc.constantFrom(...(Object.keys(moves) as Move[])),
      (state, move) => {
        const known: readonly string[] = moves[move].from
        expect(canMove(state, move)).toBe(known.includes(state))
        if (canMove(state, move)) expect(stateOf(state, move)).toBe(moves[move].to)
        else expect(() => stateOf(state, move)).toThrow()
      },
    ),
  )
})
