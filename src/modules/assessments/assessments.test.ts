import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { keepDraft } from '#modules/drafts/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import {
  addComment,
  answerComment,
  askExtension,
  answerExtension,
  acceptLate,
  buildSnapshot,
  canonical,
  checksumOf,
  closeSilent,
  correctAssessment,
  countsOf,
  findAssessment,
  findDraft,
  findOfficeView,
  fixAssessment,
  listResults,
  listVersions,
  openProviderView,
  recallHearing,
  removeComment,
  reviseRow,
  sendHearing,
  statementKey,
  submitHearing,
} from './public.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const later = new Date('2027-01-15T09:00:00Z')
const people = () => world.people
const see = <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), work)
const code = (promise: Promise<unknown>) => promise.then(() => 'done').catch((error) => error.code)

/** A follow-up of Björkgården under way, with two requirements not fully met. */
async function underway(unit: 'birch' | 'oak' | 'pine' = 'birch') {
  const { boards, units, providers, agreements, catalogue, insert } = world
  const place = { board_id: boards.care, unit_id: units[unit] }
  const { matter } = await insert('matter', {
    matter: {
      board_id: boards.care,
      case_number: `OMS ${uuidv7()}`,
      title: 'Uppföljning',
      opened_on: '2026-01-02',
    },
  })
  const { followUp } = await insert('follow_up', {
    followUp: {
      ...place,
      provider_id: providers.private,
      agreement_id: agreements.private,
      matter_id: matter,
      catalogue_version_id: catalogue.versionId,
      title: 'Uppföljning av Björkgården',
      kind: 'planned',
      depth: 'basic',
      purposes: ['agreement'],
      focus_areas: [],
      methods: ['visit'],
      announced: true,
      due_on: '2026-12-01',
      state: 'underway',
      requirements_per: '2026-11-01',
      shared_at: '2026-11-02T08:00:00Z',
      begun_at: '2026-11-10T08:00:00Z',
      summary: 'Enheten fungerar väl.',
      analysis: 'Rutinerna är kända.',
      created_by: people().strategist.accountId,
      created_at: '2026-11-01T08:00:00Z',
    },
  })
  await insert.plain('follow_up_member', {
    ...place,
    follow_up_id: followUp,
    provider_id: providers.private,
    account_id: people().reviewer.accountId,
    name: 'Ulla Uppföljare',
    profession: 'Socionom',
    is_lead: true,
    bias: 'none',
  })
  const row = (name: 'first' | 'second' | 'third', position: number, more: object) => ({
    ...place,
    follow_up_id: followUp,
    requirement_id: catalogue.requirements[name],
    requirement_key: { first: 'bas-ett', second: 'bas-tva', third: 'bas-tre' }[name],
    position,
    origin: 'agreement',
    ...more,
  })
  const rows = await insert('protocol_row', {
    first: row('first', 1, { verdict: 'met', level: 3 }),
    second: row('second', 2, { verdict: 'notMet', level: 1, note: 'Rutinen saknas.' }),
    third: row('third', 3, { verdict: 'partly', level: 2, note: 'Delar återstår.' }),
  })
  return { followUp, rows, matter }
}

async function send(followUpId: string, at = now) {
  const draft = await see(people().strategist, (tx) =>
    findDraft(tx, followUpId, { actor: people().strategist, now: at }),
  )
  return sendHearing(world.as(people().strategist, at), {
    followUpId,
    seen: draft?.sha256 ?? '',
    warningsConfirmed: true,
  })
}

async function sentToBirch(unit: 'birch' | 'oak' | 'pine' = 'birch') {
  const made = await underway(unit)
  const { id } = await send(made.followUp)
  return { ...made, hearingId: id }
}

const stateOf = async (table: 'hearing' | 'follow_up' | 'finding', id: string) =>
  (await world.admin.query(`select state from ${table} where id = $1`, [id])).rows[0]?.state

test('a competitor, another board and the twin municipality learn nothing of a draft', async () => {
  const { hearingId, rows, followUp } = await sentToBirch()
  const twin = world.twin.people
  for (const stranger of [people().rival, people().elderlyReviewer, twin.strategist, twin.manager]) {
    const asking = { actor: stranger, now }
    expect(await see(stranger, (tx) => openProviderView(tx, hearingId, asking))).toBeUndefined()
    expect(await see(stranger, (tx) => findOfficeView(tx, followUp, asking))).toBeUndefined()
    expect(await see(stranger, (tx) => buildSnapshot(tx, followUp))).toBeUndefined()
  }
  const comment = { hearingId, rowId: rows.second, kind: 'factualError' as const, text: 'Det stämmer inte.' }
  expect(await code(addComment(world.as(people().rival), comment))).toBe('notFound')
  expect(await code(submitHearing(world.as(people().rival), { hearingId, noComments: true }))).toBe(
    'notFound',
  )
  const until = '2027-02-01'
  expect(await code(askExtension(world.as(people().rival), { hearingId, until, reason: 'Mer tid' }))).toBe(
    'notFound',
  )
  expect(await code(recallHearing(world.as(people().elderlyReviewer), { hearingId, reason: 'Fel' }))).toBe(
    'notFound',
  )
  expect(await stateOf('hearing', hearingId)).toBe('open')
})

test('a provider reads nothing of the protocol before the draft is sent, and only the frozen draft after', async () => {
  const { followUp } = await underway()
  expect(await see(people().manager, (tx) => buildSnapshot(tx, followUp))).toMatchObject({ rows: [] })
  expect(await see(people().manager, (tx) => listVersions(tx, followUp))).toEqual([])
  const { id } = await send(followUp)
  await world.admin.query(`update protocol_row set note = 'Hemligt' where follow_up_id = $1`, [followUp])
  const view = await see(people().manager, (tx) => openProviderView(tx, id, { actor: people().manager, now }))
  expect(view?.snapshot.rows.map((row) => row.note)).toEqual(['', 'Rutinen saknas.', 'Delar återstår.'])
})

test('a reviewer who lacks the right cannot fix, and a director cannot send', async () => {
  const { followUp } = await underway()
  expect(
    await code(sendHearing(world.as(people().director), { followUpId: followUp, seen: '0'.repeat(64) })),
  ).toBe('notAllowed')
  expect(await code(fixAssessment(world.as(people().mas), { followUpId: followUp }))).toBe('notAllowed')
  expect(await stateOf('follow_up', followUp)).toBe('underway')
})

test('a strategist cannot send a draft that lacks a verdict, that has changed, or whose warnings are not confirmed', async () => {
  const { followUp, rows } = await underway()
  const seen = '0'.repeat(64)
  const strategist = () => world.as(people().strategist)
  expect(await code(sendHearing(strategist(), { followUpId: followUp, seen, warningsConfirmed: true }))).toBe(
    'stale',
  )
  const asking = { actor: people().strategist, now }
  const draft = await see(people().strategist, (tx) => findDraft(tx, followUp, asking))
  const input = { followUpId: followUp, seen: draft?.sha256 ?? '' }
  expect(await code(sendHearing(strategist(), input))).toBe('invalidInput')
  await world.admin.query(`update protocol_row set verdict = 'notAssessed', level = null where id = $1`, [
    rows.first,
  ])
  expect(await code(send(followUp))).toBe('checksRemain')
  expect(await stateOf('follow_up', followUp)).toBe('underway')
})

test('a sent draft is due after ten working days, is a record, and the manager is told', async () => {
  const { followUp, matter } = await underway()
  const { id, dueOn } = await send(followUp)
  expect(dueOn).toBe('2026-12-03')
  expect(await stateOf('follow_up', followUp)).toBe('hearing')
  const records = await world.admin.query(
    'select direction, number, source_id from record where matter_id = $1',
    [matter],
  )
  expect(records.rows).toEqual([{ direction: 'out', number: 1, source_id: id }])
  const notices = await see(people().manager, (tx) =>
    tx.selectFrom('notice').select('title').where('href', '=', `/utkast/${id}`).execute(),
  )
  expect(notices).toHaveLength(1)
})

test('the first reading by the provider is dated, the office’s own reading is not', async () => {
  const { hearingId } = await sentToBirch()
  await see(people().strategist, (tx) => openProviderView(tx, hearingId, { actor: people().strategist, now }))
  const opened = () =>
    world.admin
      .query('select opened_at from hearing where id = $1', [hearingId])
      .then(({ rows }) => rows[0].opened_at)
  expect(await opened()).toBeNull()
  await see(people().manager, (tx) => openProviderView(tx, hearingId, { actor: people().manager, now }))
  await see(people().manager, (tx) =>
    openProviderView(tx, hearingId, { actor: people().manager, now: later }),
  )
  expect(await opened()).toEqual(now)
})

test('what a provider writes stays in its own space until it is handed in, and once handed in it is a record', async () => {
  const { hearingId, rows, matter, followUp } = await sentToBirch()
  const manager = () => world.as(people().manager)
  const file = { name: 'rutin.txt', bytes: new TextEncoder().encode('Rutin för avvikelser') }
  const written = { hearingId, rowId: rows.second, kind: 'factualError' as const, text: 'Rutinen finns.' }
  await addComment(manager(), { ...written, file })
  const dropped = await addComment(manager(), { hearingId, kind: 'typingError', text: 'Fel namn.' })
  await removeComment(manager(), { commentId: dropped.id })
  await keepDraft(manager(), { key: statementKey(hearingId), content: { statement: 'Vi håller inte med.' } })
  const office = () =>
    see(people().reviewer, (tx) => findOfficeView(tx, followUp, { actor: people().reviewer, now }))
  expect((await office())?.comments).toEqual([])
  expect(JSON.stringify(await office())).not.toContain('Vi håller inte med')
  expect(
    await see(people().reviewer, (tx) =>
      tx.selectFrom('file').select('id').where('name', '=', 'rutin.txt').execute(),
    ),
  ).toEqual([])
  const once = manager()
  const receipt = await submitHearing(once, { hearingId, statement: 'Vi håller inte med.' })
  expect(await submitHearing(once, { hearingId, statement: 'Vi håller inte med.' })).toEqual(receipt)
  expect(await code(submitHearing(manager(), { hearingId, noComments: true }))).toBe('wrongState')
  expect((await office())?.comments.map((comment) => comment.fileName)).toEqual(['rutin.txt'])
  expect((await office())?.hearing?.statement).toBe('Vi håller inte med.')
  const records = await world.admin.query(
    'select direction from record where matter_id = $1 order by number',
    [matter],
  )
  expect(records.rows.map((row) => row.direction)).toEqual(['out', 'in'])
  expect(await code(addComment(manager(), written))).toBe('wrongState')
})

test('an empty answer is not taken for no comments, and a comment must be about the draft', async () => {
  const { hearingId } = await sentToBirch()
  const other = await underway('oak')
  expect(await code(submitHearing(world.as(people().manager), { hearingId }))).toBe('invalidInput')
  const comment = { hearingId, rowId: other.rows.first, kind: 'typingError' as const, text: 'Fel.' }
  expect(await code(addComment(world.as(people().manager), comment))).toBe('invalidInput')
  expect(await stateOf('hearing', hearingId)).toBe('open')
})

test('a comment with a personal number is refused', async () => {
  const { hearingId } = await sentToBirch()
  const comment = { hearingId, kind: 'factualError' as const, text: 'Gäller 19121212-1212.' }
  expect(await code(addComment(world.as(people().manager), comment))).toBe('personalNumber')
})

test('more time is asked for and granted; silence comes only after the day, and a late answer is let in by the office', async () => {
  const { hearingId } = await sentToBirch()
  const [office, manager] = [people().strategist, people().manager]
  expect(await code(closeSilent(world.as(office), { hearingId }))).toBe('wrongState')
  await askExtension(world.as(manager), { hearingId, until: '2026-12-18', reason: 'Chefsbyte' })
  expect(await code(closeSilent(world.as(office, later), { hearingId }))).toBe('wrongState')
  expect(await code(answerExtension(world.as(office), { hearingId, answer: 'refused' }))).toBe('invalidInput')
  const answer = await answerExtension(world.as(office), { hearingId, answer: 'granted' })
  expect(answer.dueOn).toBe('2026-12-18')
  await closeSilent(world.as(office, later), { hearingId })
  expect(await code(submitHearing(world.as(manager, later), { hearingId, noComments: true }))).toBe(
    'wrongState',
  )
  await acceptLate(world.as(office, later), { hearingId, until: '2027-01-20', reason: 'Sjukdom' })
  await submitHearing(world.as(manager, later), { hearingId, noComments: true })
  expect(await stateOf('hearing', hearingId)).toBe('answered')
})

test('a recalled draft sends the follow-up back, and a new one can be sent', async () => {
  const { hearingId, followUp } = await sentToBirch()
  await recallHearing(world.as(people().strategist), { hearingId, reason: 'Fel enhet nämndes' })
  expect(await stateOf('follow_up', followUp)).toBe('underway')
  expect(await code(submitHearing(world.as(people().manager), { hearingId, noComments: true }))).toBe(
    'wrongState',
  )
  const { id } = await send(followUp)
  expect(await stateOf('hearing', id)).toBe('open')
})

test('the assessment is fixed when every comment has its answer; what is not met becomes findings', async () => {
  const { hearingId, followUp, rows } = await sentToBirch('oak')
  const office = () => world.as(people().reviewer)
  await addComment(world.as(people().manager), {
    hearingId,
    rowId: rows.third,
    kind: 'otherJudgement',
    text: 'Allt är på plats.',
  })
  await submitHearing(world.as(people().manager), { hearingId, statement: 'Tack för besöket.' })
  expect(await code(fixAssessment(office(), { followUpId: followUp }))).toBe('unansweredComments')
  const revised = { followUpId: followUp, rowId: rows.third, revision: 1, verdict: 'met' as const, level: 3 }
  expect(await code(reviseRow(office(), revised))).toBe('wrongState')
  const asking = { actor: people().reviewer, now }
  const [comment] =
    (await see(people().reviewer, (tx) => findOfficeView(tx, followUp, asking)))?.comments ?? []
  const commentId = comment?.id ?? ''
  await answerComment(office(), { commentId, outcome: 'accepted', answer: 'Vi har sett rutinen.' })
  const view = await see(people().manager, (tx) =>
    openProviderView(tx, hearingId, { actor: people().manager, now }),
  )
  expect(view?.comments[0]).toMatchObject({ answer: '', outcome: null })
  expect(await code(reviseRow(office(), { ...revised, revision: 9 }))).toBe('stale')
  await reviseRow(office(), { ...revised, note: 'Rutinen är på plats.' })
  const once = office()
  const fixed = await fixAssessment(once, { followUpId: followUp })
  expect(await fixAssessment(once, { followUpId: followUp })).toEqual(fixed)
  expect(fixed.findings).toBe(1)
  const result = await see(people().manager, (tx) => findAssessment(tx, fixed.id))
  expect(result?.snapshot).toMatchObject({
    statement: 'Tack för besöket.',
    counts: { met: 2, partly: 0, notMet: 1, total: 3 },
    comments: [{ outcome: 'accepted', answer: 'Vi har sett rutinen.', text: 'Allt är på plats.' }],
  })
  const findings = await see(people().manager, (tx) =>
    tx
      .selectFrom('finding')
      .select(['severity', 'protocolRowId', 'assessmentId', 'requirementId'])
      .where('followUpId', '=', followUp)
      .execute(),
  )
  const requirementId = world.catalogue.requirements.second
  expect(findings).toEqual([
    { severity: 'serious', protocolRowId: rows.second, assessmentId: fixed.id, requirementId },
  ])
  expect(await see(people().rival, (tx) => findAssessment(tx, fixed.id))).toBeUndefined()
  expect(await see(people().rival, (tx) => listResults(tx, { limit: 50, offset: 0 }))).toEqual({
    results: [],
    total: 0,
  })
})

test('counts and checksum can be computed again by an outsider', async () => {
  const fixed = await fixedSilently('pine')
  const stored = await see(people().manager, (tx) => findAssessment(tx, fixed.id))
  const { rows } = await world.admin.query(
    'select verdict, count(*)::int as number from fixed_verdict where assessment_id = $1 group by 1 order by 1',
    [fixed.id],
  )
  const counts = countsOf(stored?.snapshot.rows ?? [])
  expect(rows.map((row) => [row.verdict, row.number])).toEqual([
    ['met', counts.met],
    ['notMet', counts.notMet],
    ['partly', counts.partly],
  ])
  expect(stored?.snapshot.counts).toEqual(counts)
  expect(stored && checksumOf(stored.snapshot).toString('hex')).toBe(stored?.sha256)
})

test('an acute finding raised during the follow-up is tied to the assessment, not doubled', async () => {
  const made = await underway('oak')
  const { raised } = await world.insert('finding', {
    raised: {
      follow_up_id: made.followUp,
      board_id: world.boards.care,
      unit_id: world.units.oak,
      provider_id: world.providers.private,
      requirement_id: world.catalogue.requirements.second,
      requirement_key: 'bas-tva',
      protocol_row_id: made.rows.second,
      severity: 'acute',
      title: 'Nödutgången är låst',
      description: 'Låst.',
      state: 'open',
      found_at: now,
      shared_at: now,
    },
  })
  const fixed = await fixSilently(made.followUp)
  const { rows } = await world.admin.query(
    'select id, severity, assessment_id from finding where follow_up_id = $1 and requirement_key = $2',
    [made.followUp, 'bas-tva'],
  )
  expect(rows).toEqual([{ id: raised, severity: 'acute', assessment_id: fixed.id }])
})

test('a correction keeps both versions, opens and withdraws findings, and refuses the older version', async () => {
  const fixed = await fixedSilently('pine')
  const before = await see(people().strategist, (tx) => findAssessment(tx, fixed.id))
  const { first, second, third } = world.catalogue.requirements
  const rows = [
    { requirementId: first, verdict: 'notMet' as const, level: 1, note: 'Ansvaret var inte fördelat.' },
    { requirementId: second, verdict: 'met' as const, level: 3 },
    { requirementId: third, verdict: 'partly' as const, level: 2, note: 'Delar återstår.' },
  ]
  const input = { assessmentId: fixed.id, reason: 'Två krav hade bytt plats.', rows }
  expect(await code(correctAssessment(world.as(people().manager), input))).toBe('notAllowed')
  const bare = [{ requirementId: first, verdict: 'notMet' as const }]
  expect(await code(correctAssessment(world.as(people().strategist), { ...input, rows: bare }))).toBe(
    'invalidInput',
  )
  expect(await code(correctAssessment(world.as(people().strategist), { ...input, reason: '' }))).toBe(
    'invalidInput',
  )
  const corrected = await correctAssessment(world.as(people().strategist), input)
  expect(corrected.version).toBe(2)
  expect(await code(correctAssessment(world.as(people().strategist), input))).toBe('stale')
  const versions = await see(people().manager, (tx) => listVersions(tx, fixed.followUp))
  expect(versions.map((one) => one.version)).toEqual([2, 1])
  expect(canonical(versions[1]?.snapshot)).toBe(canonical(before?.snapshot))
  const found = await world.admin.query(
    'select requirement_key as key, state, closed_reason as reason from finding where follow_up_id = $1 order by 1',
    [fixed.followUp],
  )
  expect(found.rows).toEqual([
    { key: 'bas-ett', state: 'open', reason: '' },
    { key: 'bas-tre', state: 'open', reason: '' },
    { key: 'bas-tva', state: 'withdrawn', reason: input.reason },
  ])
})

test('a shortfall that comes back is marked as repeated, but a new provider does not inherit it', async () => {
  const { followUp } = await underway('pine')
  const again = await see(people().strategist, (tx) => buildSnapshot(tx, followUp))
  expect(again?.findings.find((finding) => finding.key === 'bas-tre')?.repeats).toBe(true)
  await world.admin.query('update follow_up set provider_id = $1 where id = $2', [
    world.providers.competitor,
    followUp,
  ])
  const under = await see(people().strategist, (tx) => buildSnapshot(tx, followUp))
  expect(under?.rows.map((row) => row.previousVerdict)).toEqual([null, null, null])
})

async function fixSilently(followUp: string) {
  const { id: hearingId } = await send(followUp)
  await closeSilent(world.as(people().strategist, later), { hearingId })
  const fixed = await fixAssessment(world.as(people().strategist, later), { followUpId: followUp })
  return { ...fixed, followUp }
}

async function fixedSilently(unit: 'birch' | 'oak' | 'pine') {
  return fixSilently((await underway(unit)).followUp)
}
