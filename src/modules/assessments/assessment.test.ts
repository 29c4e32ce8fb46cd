import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, now, type World } from '#test/world.ts'
import { arranger, codeOf } from './arrange.test-support.ts'
import {
  addComment,
  answerComment,
  buildSnapshot,
  canonical,
  checksumOf,
  correctAssessment,
  countsOf,
  findAssessment,
  findOfficeView,
  fixAssessment,
  listResults,
  listVersions,
  openProviderView,
  reviseRow,
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

test('the assessment is fixed when every comment has its answer; what is not met becomes findings', async () => {
  const { hearingId, followUp, rows } = await made.sentToBirch()
  const office = () => world.as(people().reviewer)
  await addComment(world.as(people().manager), {
    hearingId,
    rowId: rows.third,
    kind: 'otherJudgement',
    text: 'Allt är på plats.',
  })
  await submitHearing(world.as(people().manager), { hearingId, statement: 'Tack för besöket.' })
  expect(await codeOf(fixAssessment(office(), { followUpId: followUp }))).toBe('unansweredComments')
  const revised = { followUpId: followUp, rowId: rows.third, revision: 1, verdict: 'met' as const, level: 3 }
  expect(await codeOf(reviseRow(office(), revised))).toBe('wrongState')
  const asking = { actor: people().reviewer, now }
  const [comment] =
    (await made.see(people().reviewer, (tx) => findOfficeView(tx, followUp, asking)))?.comments ?? []
  const commentId = comment?.id ?? ''
  await answerComment(office(), { commentId, outcome: 'accepted', answer: 'Vi har sett rutinen.' })
  const view = await made.see(people().manager, (tx) =>
    openProviderView(tx, hearingId, { actor: people().manager, now }),
  )
  expect(view?.comments[0]).toMatchObject({ answer: '', outcome: null })
  expect(await codeOf(reviseRow(office(), { ...revised, revision: 9 }))).toBe('stale')
  await reviseRow(office(), { ...revised, note: 'Rutinen är på plats.' })
  const once = office()
  const fixed = await fixAssessment(once, { followUpId: followUp })
  expect(await fixAssessment(once, { followUpId: followUp })).toEqual(fixed)
  expect(fixed.findings).toBe(1)
  const result = await made.see(people().manager, (tx) => findAssessment(tx, fixed.id))
  expect(result?.snapshot).toMatchObject({
    statement: 'Tack för besöket.',
    counts: { met: 2, partly: 0, notMet: 1, total: 3 },
    comments: [{ outcome: 'accepted', answer: 'Vi har sett rutinen.', text: 'Allt är på plats.' }],
  })
  const findings = await made.see(people().manager, (tx) =>
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
  expect(await made.see(people().rival, (tx) => findAssessment(tx, fixed.id))).toBeUndefined()
  expect(await made.see(people().rival, (tx) => listResults(tx, { page: 1, limit: 50 }))).toEqual({
    results: [],
    total: 0,
  })
})

test('counts and checksum can be computed again by an outsider', async () => {
  const fixed = await made.fixedSilently('pine')
  const stored = await made.see(people().manager, (tx) => findAssessment(tx, fixed.id))
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
  const under = await made.underway('oak')
  const { raised } = await world.insert('finding', {
    raised: {
      follow_up_id: under.followUp,
      board_id: world.boards.care,
      unit_id: world.units.oak,
      provider_id: world.providers.private,
      requirement_id: world.catalogue.requirements.second,
      requirement_key: 'bas-tva',
      protocol_row_id: under.rows.second,
      severity: 'acute',
      title: 'Nödutgången är låst',
      description: 'Låst.',
      state: 'open',
      found_at: now,
      shared_at: now,
    },
  })
  const fixed = await made.fixSilently(under.followUp)
  const { rows } = await world.admin.query(
    'select id, severity, assessment_id from finding where follow_up_id = $1 and requirement_key = $2',
    [under.followUp, 'bas-tva'],
  )
  expect(rows).toEqual([{ id: raised, severity: 'acute', assessment_id: fixed.id }])
})

test('a correction keeps both versions, opens and withdraws findings, and refuses the older version', async () => {
  const fixed = await made.fixedSilently('pine')
  const before = await made.see(people().strategist, (tx) => findAssessment(tx, fixed.id))
  const { first, second, third } = world.catalogue.requirements
  const rows = [
    { requirementId: first, verdict: 'notMet' as const, level: 1, note: 'Ansvaret var inte fördelat.' },
    { requirementId: second, verdict: 'met' as const, level: 3 },
    { requirementId: third, verdict: 'partly' as const, level: 2, note: 'Delar återstår.' },
  ]
  const input = { assessmentId: fixed.id, reason: 'Två krav hade bytt plats.', rows }
  expect(await codeOf(correctAssessment(world.as(people().manager), input))).toBe('notAllowed')
  const bare = [{ requirementId: first, verdict: 'notMet' as const }]
  expect(await codeOf(correctAssessment(world.as(people().strategist), { ...input, rows: bare }))).toBe(
    'invalidInput',
  )
  expect(await codeOf(correctAssessment(world.as(people().strategist), { ...input, reason: '' }))).toBe(
    'invalidInput',
  )
  const corrected = await correctAssessment(world.as(people().strategist), input)
  expect(corrected.version).toBe(2)
  expect(await codeOf(correctAssessment(world.as(people().strategist), input))).toBe('stale')
  const versions = await made.see(people().manager, (tx) => listVersions(tx, fixed.followUp))
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

test('a follow-up of 2023 cites the act of 2001, one of 2026 the act that replaced it', async () => {
  const reference = (act: string, section: string, valid_from: string, more: object) => ({
    ...{ key: section, act: `Socialtjänstlagen (${act})`, short: 'SoL', section, summary: 'Goda villkor.' },
    ...{ valid_from, verified: true, ...more },
  })
  await world.insert('law_reference', {
    old: reference('2001:453', '1 kap. 1 §', '2002-01-01', { valid_to: '2025-06-30' }),
    now: reference('2025:400', '2 kap. 1 §', '2025-07-01', { replaces: '1 kap. 1 §' }),
  })
  const { strategist } = people()
  const { followUp, rows } = await made.underway('pine')
  const { row } = await world.insert('requirement', {
    row: await lawful(world.catalogue.requirements.first),
  })
  await world.admin.query('update protocol_row set requirement_id = $1 where id = $2', [row, rows.first])
  const citedOn = async (day: string) => {
    await world.admin.query('update follow_up set requirements_per = $1 where id = $2', [day, followUp])
    const snapshot = await made.see(strategist, (tx) => buildSnapshot(tx, followUp))
    return snapshot?.rows.find((one) => one.rowId === rows.first)?.lawReferences
  }
  expect(await citedOn('2026-03-01')).toEqual(['Socialtjänstlagen (2025:400) 2 kap. 1 §'])
  expect(await citedOn('2023-03-01')).toEqual(['Socialtjänstlagen (2001:453) 1 kap. 1 §'])
  expect(await citedOn('1999-03-01')).toEqual([])
})

/** A requirement that rests on law, in a version that is not published yet (a published one takes no more). */
async function lawful(like: string): Promise<Record<string, unknown>> {
  const { draft } = await world.insert('catalogue_version', {
    draft: { name: 'Kravkatalog', number: 2, state: 'draft', valid_from: '2027-01-01' },
  })
  const { rows } = await world.admin.query('select * from requirement where id = $1', [like])
  const { id: _id, levels, ...copy } = rows[0]
  return {
    ...copy,
    levels: JSON.stringify(levels),
    catalogue_version_id: draft,
    key: 'bas-lag',
    law_keys: ['2 kap. 1 §'],
  }
}

test('a shortfall that comes back is marked as repeated, but a new provider does not inherit it', async () => {
  const { followUp } = await made.underway('pine')
  const again = await made.see(people().strategist, (tx) => buildSnapshot(tx, followUp))
  expect(again?.findings.find((finding) => finding.key === 'bas-tre')?.repeats).toBe(true)
  await world.admin.query('update follow_up set provider_id = $1 where id = $2', [
    world.providers.competitor,
    followUp,
  ])
  const under = await made.see(people().strategist, (tx) => buildSnapshot(tx, followUp))
  expect(under?.rows.map((row) => row.previousVerdict)).toEqual([null, null, null])
})
