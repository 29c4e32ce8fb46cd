import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepDraft } from '#modules/drafts/public.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { arranger, codeOf, later } from './arrange.test-support.ts'
import {
  addComment,
  answerComment,
  askExtension,
  answerExtension,
  acceptLate,
  buildSnapshot,
  changeComment,
  closeSilent,
  findDraft,
  findOfficeView,
  fixAssessment,
  listVersions,
  openProviderView,
  recallHearing,
  removeComment,
  sendHearing,
  statementKey,
  submitHearing,
} from './public.ts'

let world: World
let made: ReturnType<typeof arranger>
beforeAll(async () => {
  world = await makeWorld()
  made = arranger(world)
})
afterAll(() => world.close())

const people = () => world.people

test('a competitor, another board and the twin municipality learn nothing of a draft', async () => {
  const { hearingId, rows, followUp } = await made.sentToBirch()
  const twin = world.twin.people
  for (const stranger of [people().rival, people().elderlyReviewer, twin.strategist, twin.manager]) {
    const asking = { actor: stranger, now }
    expect(await made.see(stranger, (tx) => openProviderView(tx, hearingId, asking))).toBeUndefined()
    expect(await made.see(stranger, (tx) => findOfficeView(tx, followUp, asking))).toBeUndefined()
    expect(await made.see(stranger, (tx) => buildSnapshot(tx, followUp))).toBeUndefined()
  }
  const comment = { hearingId, rowId: rows.second, kind: 'factualError' as const, text: 'Det stämmer inte.' }
  expect(await codeOf(addComment(world.as(people().rival), comment))).toBe('notFound')
  expect(await codeOf(submitHearing(world.as(people().rival), { hearingId, noComments: true }))).toBe(
    'notFound',
  )
  const until = '2027-02-01'
  expect(await codeOf(askExtension(world.as(people().rival), { hearingId, until, reason: 'Mer tid' }))).toBe(
    'notFound',
  )
  expect(await codeOf(recallHearing(world.as(people().elderlyReviewer), { hearingId, reason: 'Fel' }))).toBe(
    'notFound',
  )
  expect(await made.stateOf('hearing', hearingId)).toBe('open')
})

test('a provider reads nothing of the protocol before the draft is sent, and only the frozen draft after', async () => {
  const { followUp } = await made.underway()
  expect(await made.see(people().manager, (tx) => buildSnapshot(tx, followUp))).toMatchObject({ rows: [] })
  expect(await made.see(people().manager, (tx) => listVersions(tx, followUp))).toEqual([])
  const { id } = await made.send(followUp)
  await world.admin.query(`update protocol_row set note = 'Hemligt' where follow_up_id = $1`, [followUp])
  const view = await made.see(people().manager, (tx) =>
    openProviderView(tx, id, { actor: people().manager, now }),
  )
  expect(view?.snapshot.rows.map((row) => row.note)).toEqual(['', 'Rutinen saknas.', 'Delar återstår.'])
})

test('a reviewer who lacks the right cannot fix, and a director cannot send', async () => {
  const { followUp } = await made.underway()
  expect(
    await codeOf(sendHearing(world.as(people().director), { followUpId: followUp, seen: '0'.repeat(64) })),
  ).toBe('notAllowed')
  expect(await codeOf(fixAssessment(world.as(people().mas), { followUpId: followUp }))).toBe('notAllowed')
  expect(await made.stateOf('follow_up', followUp)).toBe('underway')
})

test('a strategist cannot send a draft that lacks a verdict, that has changed, or whose warnings are not confirmed', async () => {
  const { followUp, rows } = await made.underway()
  const seen = '0'.repeat(64)
  const strategist = () => world.as(people().strategist)
  expect(
    await codeOf(sendHearing(strategist(), { followUpId: followUp, seen, warningsConfirmed: true })),
  ).toBe('stale')
  const asking = { actor: people().strategist, now }
  const draft = await made.see(people().strategist, (tx) => findDraft(tx, followUp, asking))
  const input = { followUpId: followUp, seen: draft?.sha256 ?? '' }
  expect(await codeOf(sendHearing(strategist(), input))).toBe('invalidInput')
  await world.admin.query(`update protocol_row set verdict = 'notAssessed', level = null where id = $1`, [
    rows.first,
  ])
  expect(await codeOf(made.send(followUp))).toBe('checksRemain')
  expect(await made.stateOf('follow_up', followUp)).toBe('underway')
})

test('a draft without summary or without analysis is stopped before sending, and again before it is fixed', async () => {
  const given = await made.underway()
  const write = (followUp: string, summary: string, analysis: string) =>
    world.admin.query('update follow_up set summary = $2, analysis = $3 where id = $1', [
      followUp,
      summary,
      analysis,
    ])
  for (const [summary, analysis] of [
    ['', 'Rutinen har inte förts vidare.'],
    ['Det mesta fungerar.', '  '],
  ] as const) {
    await write(given.followUp, summary, analysis)
    const asking = { actor: people().strategist, now }
    const draft = await made.see(people().strategist, (tx) => findDraft(tx, given.followUp, asking))
    expect(draft?.checks).toContainEqual({ code: 'textMissing', blocks: true, row: null })
    expect(await codeOf(made.send(given.followUp))).toBe('checksRemain')
  }
  expect(await made.stateOf('follow_up', given.followUp)).toBe('underway')
  await write(given.followUp, 'Det mesta fungerar.', 'Rutinen har inte förts vidare.')
  const { id: hearingId } = await made.send(given.followUp)
  await closeSilent(world.as(people().strategist, later), { hearingId })
  await write(given.followUp, 'Det mesta fungerar.', '')
  const fixing = fixAssessment(world.as(people().strategist, later), { followUpId: given.followUp })
  expect(await codeOf(fixing)).toBe('checksRemain')
  expect(await made.stateOf('follow_up', given.followUp)).toBe('hearing')
})

test('a sent draft is due after ten working days, is a record, and the manager is told', async () => {
  const { followUp, matter } = await made.underway()
  const { id, dueOn } = await made.send(followUp)
  expect(dueOn).toBe('2026-12-03')
  expect(await made.stateOf('follow_up', followUp)).toBe('hearing')
  const records = await world.admin.query(
    'select direction, number, source_id from record where matter_id = $1',
    [matter],
  )
  expect(records.rows).toEqual([{ direction: 'out', number: 1, source_id: id }])
  const notices = await made.see(people().manager, (tx) =>
    tx.selectFrom('notice').select('title').where('href', '=', `/utkast/${id}`).execute(),
  )
  expect(notices).toHaveLength(1)
})

test('the first reading by the provider is dated, the office’s own reading is not', async () => {
  const { hearingId } = await made.sentToBirch()
  await made.see(people().strategist, (tx) =>
    openProviderView(tx, hearingId, { actor: people().strategist, now }),
  )
  const opened = () =>
    world.admin
      .query('select opened_at from hearing where id = $1', [hearingId])
      .then(({ rows }) => rows[0].opened_at)
  expect(await opened()).toBeNull()
  await made.see(people().manager, (tx) => openProviderView(tx, hearingId, { actor: people().manager, now }))
  await made.see(people().manager, (tx) =>
    openProviderView(tx, hearingId, { actor: people().manager, now: later }),
  )
  expect(await opened()).toEqual(now)
})

test('what a provider writes stays in its own space until it is handed in, and once handed in it is a record', async () => {
  const { hearingId, rows, matter, followUp } = await made.sentToBirch()
  const manager = () => world.as(people().manager)
  const file = { name: 'rutin.txt', bytes: new TextEncoder().encode('Rutin för avvikelser') }
  const written = { hearingId, rowId: rows.second, kind: 'factualError' as const, text: 'Rutinen finns.' }
  await addComment(manager(), { ...written, file })
  const dropped = await addComment(manager(), { hearingId, kind: 'typingError', text: 'Fel namn.' })
  await removeComment(manager(), { commentId: dropped.id })
  await keepDraft(manager(), { key: statementKey(hearingId), content: { statement: 'Vi håller inte med.' } })
  const office = () =>
    made.see(people().reviewer, (tx) => findOfficeView(tx, followUp, { actor: people().reviewer, now }))
  expect((await office())?.comments).toEqual([])
  expect(JSON.stringify(await office())).not.toContain('Vi håller inte med')
  expect(
    await made.see(people().reviewer, (tx) =>
      tx.selectFrom('file').select('id').where('name', '=', 'rutin.txt').execute(),
    ),
  ).toEqual([])
  const once = manager()
  const receipt = await submitHearing(once, { hearingId, statement: 'Vi håller inte med.' })
  expect(await submitHearing(once, { hearingId, statement: 'Vi håller inte med.' })).toEqual(receipt)
  expect(await codeOf(submitHearing(manager(), { hearingId, noComments: true }))).toBe('wrongState')
  expect((await office())?.comments.map((comment) => comment.fileName)).toEqual(['rutin.txt'])
  expect((await office())?.hearing?.statement).toBe('Vi håller inte med.')
  const records = await world.admin.query(
    'select direction from record where matter_id = $1 order by number',
    [matter],
  )
  expect(records.rows.map((row) => row.direction)).toEqual(['out', 'in'])
  expect(await codeOf(addComment(manager(), written))).toBe('wrongState')
})

test('a manager cannot tell by trying whether a comment has been answered before the assessment is fixed', async () => {
  const { hearingId } = await made.sentToBirch()
  const manager = () => world.as(people().manager)
  const comment = (text: string) =>
    addComment(manager(), { hearingId, kind: 'factualError', text }).then(({ id }) => id)
  const [answered, waiting] = [await comment('Rutinen finns.'), await comment('Fel årtal.')]
  await submitHearing(manager(), { hearingId, statement: 'Vi håller inte med.' })
  const answer = { commentId: answered, outcome: 'accepted' as const, answer: 'Stämmer.' }
  await answerComment(world.as(people().reviewer), answer)
  for (const commentId of [answered, waiting]) {
    expect(await codeOf(changeComment(manager(), { commentId, kind: 'typingError', text: 'x' }))).toBe(
      'wrongState',
    )
    expect(await codeOf(removeComment(manager(), { commentId }))).toBe('wrongState')
    expect(await codeOf(answerComment(manager(), { ...answer, commentId }))).toBe('notAllowed')
  }
})

test('an empty answer is not taken for no comments, and a comment must be about the draft', async () => {
  const { hearingId } = await made.sentToBirch()
  const other = await made.underway('oak')
  expect(await codeOf(submitHearing(world.as(people().manager), { hearingId }))).toBe('invalidInput')
  const comment = { hearingId, rowId: other.rows.first, kind: 'typingError' as const, text: 'Fel.' }
  expect(await codeOf(addComment(world.as(people().manager), comment))).toBe('invalidInput')
  expect(await made.stateOf('hearing', hearingId)).toBe('open')
})

test('a comment with a personal number is refused', async () => {
  const { hearingId } = await made.sentToBirch()
  const comment = { hearingId, kind: 'factualError' as const, text: 'Gäller 19121212-1212.' }
  expect(await codeOf(addComment(world.as(people().manager), comment))).toBe('personalNumber')
})

test('more time is asked for and granted; silence comes only after the day, and a late answer is let in by the office', async () => {
  const { hearingId } = await made.sentToBirch()
  const [office, manager] = [people().strategist, people().manager]
  expect(await codeOf(closeSilent(world.as(office), { hearingId }))).toBe('wrongState')
  await askExtension(world.as(manager), { hearingId, until: '2026-12-18', reason: 'Chefsbyte' })
  expect(await codeOf(closeSilent(world.as(office, later), { hearingId }))).toBe('wrongState')
  expect(await codeOf(answerExtension(world.as(office), { hearingId, answer: 'refused' }))).toBe(
    'invalidInput',
  )
  const answer = await answerExtension(world.as(office), { hearingId, answer: 'granted' })
  expect(answer.dueOn).toBe('2026-12-18')
  await closeSilent(world.as(office, later), { hearingId })
  expect(await codeOf(submitHearing(world.as(manager, later), { hearingId, noComments: true }))).toBe(
    'wrongState',
  )
  await acceptLate(world.as(office, later), { hearingId, until: '2027-01-20', reason: 'Sjukdom' })
  await submitHearing(world.as(manager, later), { hearingId, noComments: true })
  expect(await made.stateOf('hearing', hearingId)).toBe('answered')
})

test('a recalled draft sends the follow-up back, and a new one can be sent', async () => {
  const { hearingId, followUp } = await made.sentToBirch()
  await recallHearing(world.as(people().strategist), { hearingId, reason: 'Fel enhet nämndes' })
  expect(await made.stateOf('follow_up', followUp)).toBe('underway')
  expect(await codeOf(submitHearing(world.as(people().manager), { hearingId, noComments: true }))).toBe(
    'wrongState',
  )
  const { id } = await made.send(followUp)
  expect(await made.stateOf('hearing', id)).toBe('open')
})
