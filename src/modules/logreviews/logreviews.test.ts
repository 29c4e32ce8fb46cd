import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#access/may.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { chainState } from '#modules/log/public.ts'
import { makeWorld, type World } from '#test/world.ts'
import { anotherAuditor, clear, october, plant, read, tend } from './fixture.test-support.ts'
import { finishReview, judgeItems, listReviews, logReviewStanding, ReviewFilter, setRules } from './public.ts'

let world: World
let other: Actor
beforeAll(async () => {
  world = await makeWorld()
  other = await anotherAuditor(world)
})
afterAll(() => world.close())

const made = '2026-11-02T08:00:00Z'
const inTime = new Date('2026-11-20T10:00:00Z')
const late = new Date('2026-12-04T10:00:00Z')

/** A month with one reading at night by a reviewer, and one by the log reviewer. */
beforeEach(async () => {
  await clear(world)
  const at = '2026-10-13T21:30:00Z'
  const { reviewer, auditor } = world.people
  await plant(world, [
    { who: reviewer, verb: 'unit.open', outcome: 'read', at, target: world.units.oak },
    { who: auditor, verb: 'audit.open', outcome: 'read', at },
  ])
  await tend(world, made)
})

type Judgement = {
  verdict?: 'inOrder' | 'asked' | 'fault'
  note?: string
  of?: (subjectId: string) => boolean
}

/** Judges everything that is chosen, all at once. */
async function judge(who: Actor, { verdict = 'asked', note = 'Jour', of = () => true }: Judgement = {}) {
  const { review, items, id } = await october(world)
  return judgeItems(world.as(who, inTime), {
    ...{ reviewId: id, revision: review?.revision ?? 0, verdict, note },
    itemIds: items.filter(({ subjectId }) => of(subjectId)).map((one) => one.id),
  })
}

const notOf = (actor: Actor) => (subjectId: string) => subjectId !== actor.accountId
const onlyOf = (actor: Actor) => (subjectId: string) => subjectId === actor.accountId

async function finish(who: Actor, more: { conclusion?: string; lateReason?: string } = {}, at = inTime) {
  const { review, id } = await october(world)
  return finishReview(world.as(who, at), { reviewId: id, revision: review?.revision ?? 0, ...more })
}

async function notices(who: Actor): Promise<string[]> {
  const { rows } = await world.admin.query<{ title: string }>(
    'select title from notice where account_id = $1 order by title',
    [who.accountId],
  )
  return rows.map(({ title }) => title)
}

test('nobody but a log reviewer of the municipality sees or touches a review, and a stranger learns nothing', async () => {
  const { id, items } = await october(world)
  const { people, twin } = world
  const before = await october(world)
  for (const actor of [
    people.admin,
    people.strategist,
    people.elderlyReviewer,
    people.rival,
    twin.people.auditor,
  ]) {
    expect((await october(world, actor)).review, actor.name).toBeUndefined()
    expect((await october(world, actor)).items, actor.name).toEqual([])
    const input = {
      reviewId: id,
      revision: 1,
      itemIds: items.map((one) => one.id),
      verdict: 'inOrder' as const,
    }
    await expect(judgeItems(world.as(actor), input), actor.name).rejects.toMatchObject({ code: 'notFound' })
    await expect(
      finishReview(world.as(actor), { reviewId: id, revision: 1 }),
      actor.name,
    ).rejects.toMatchObject({ code: 'notFound' })
  }
  const figures = {
    revision: 0,
    sampleRows: 10,
    samplePercent: 0,
    mostPlaces: 1000,
    mostRefusals: 1000,
    mostNetworks: 100,
  }
  await expect(setRules(world.as(people.admin), figures)).rejects.toMatchObject({ code: 'notAllowed' })
  expect(await october(world)).toEqual(before)
})

test('nobody judges rows about themselves; another reviewer does', async () => {
  const { auditor } = world.people
  await expect(judge(auditor)).rejects.toMatchObject({ fields: [{ path: 'itemIds', code: 'ownLogRows' }] })
  expect((await october(world)).review?.judged).toBe(0)
  await judge(auditor, { of: notOf(auditor) })
  await expect(finish(auditor)).rejects.toMatchObject({ code: 'checksRemain' })
  await judge(other, { of: onlyOf(auditor) })
  await finish(auditor)
  expect((await october(world)).review).toMatchObject({ state: 'done', finishedBy: auditor.name, faults: 0 })
})

test('past the command the wall stands: an own row takes no verdict in the database', async () => {
  const { auditor } = world.people
  const changed = await read(world, auditor, (tx) =>
    tx
      .updateTable('logReviewItem')
      .set({ verdict: 'inOrder', judgedBy: auditor.accountId, judgedAt: inTime })
      .where('subjectId', '=', auditor.accountId)
      .executeTakeFirst(),
  )
  expect(changed.numUpdatedRows).toBe(0n)
})

test('a hit takes an explanation, a sampled row in order does not, and a personal number is refused', async () => {
  const { auditor } = world.people
  const of = notOf(auditor)
  await expect(judge(auditor, { verdict: 'inOrder', note: '', of })).rejects.toMatchObject({
    fields: [{ path: 'note', code: 'reasonNeeded' }],
  })
  await expect(judge(auditor, { note: 'Gällde 19121212-1212', of })).rejects.toMatchObject({
    code: 'personalNumber',
  })
  const { review, items, id } = await october(world)
  const sampled = items.filter((one) => one.rule === 'sample' && of(one.subjectId)).map((one) => one.id)
  await judgeItems(world.as(auditor), {
    reviewId: id,
    revision: review?.revision ?? 0,
    itemIds: sampled,
    verdict: 'inOrder',
  })
  expect((await october(world)).review?.judged).toBe(1)
})

test('who judges what somebody else has just changed is told, and a thing of another review is not found', async () => {
  const { auditor } = world.people
  const { items, id } = await october(world)
  await judge(auditor, { of: notOf(auditor) })
  const input = {
    reviewId: id,
    revision: 1,
    itemIds: [items[0]?.id ?? ''],
    verdict: 'asked' as const,
    note: 'Jour',
  }
  await expect(judgeItems(world.as(other), input)).rejects.toMatchObject({ code: 'stale' })
  const stray = { ...input, revision: 2, itemIds: [uuidv7()] }
  await expect(judgeItems(world.as(other), stray)).rejects.toMatchObject({ code: 'notFound' })
})

test('a fault takes a conclusion; what is finished is not changed; every step stands in a chain that is whole', async () => {
  const { auditor } = world.people
  await judge(auditor, { verdict: 'fault', note: 'Läste utan uppdrag', of: notOf(auditor) })
  await judge(other, { of: onlyOf(auditor) })
  await expect(finish(auditor)).rejects.toMatchObject({
    fields: [{ path: 'conclusion', code: 'reasonNeeded' }],
  })
  expect(await finish(auditor, { conclusion: 'Chefen är underrättad.' })).toMatchObject({ faults: 2 })
  await expect(judge(other, { of: onlyOf(auditor) })).rejects.toMatchObject({ code: 'wrongState' })
  await expect(finish(auditor, { conclusion: 'Igen' })).rejects.toMatchObject({ code: 'wrongState' })
  const { rows } = await world.admin.query<{ verb: string }>(
    `select verb from audit where municipality_id = $1 and outcome = 'done' order by seq`,
    [world.municipalityId],
  )
  expect(rows.map(({ verb }) => verb)).toEqual([
    'logReview.make',
    'logReview.judge',
    'logReview.judge',
    'logReview.finish',
  ])
  expect(await read(world, auditor, chainState)).toMatchObject({ broken: null })
})

test('the reviewers are told of a month, a week before its last day and when it was not done; each once, and by day', async () => {
  const { auditor, admin, strategist } = world.people
  await tend(world, '2026-11-22T12:00:00Z')
  expect(await notices(auditor)).toHaveLength(1)
  for (const at of ['2026-11-24T03:00:00Z', '2026-11-24T12:00:00Z', '2026-11-25T12:00:00Z'])
    await tend(world, at)
  expect(await notices(auditor)).toHaveLength(2)
  expect(await notices(admin)).toEqual([])
  for (const at of ['2026-12-01T08:00:00Z', '2026-12-02T08:00:00Z']) await tend(world, at)
  expect((await notices(auditor)).filter((title) => title.includes('oktober'))).toHaveLength(3)
  expect(await notices(other)).toEqual(await notices(auditor))
  expect(await notices(admin)).toEqual(['Loggkontrollen för oktober 2026 är inte gjord'])
  expect(await notices(strategist)).toEqual([])
})

test('a month that nobody did stays in sight, for the administrator too; done afterwards it takes a reason', async () => {
  const { auditor, admin, strategist } = world.people
  await tend(world, late.toISOString())
  const standing = (who: Actor) => read(world, who, (tx) => logReviewStanding(tx, '2026-12-04'))
  expect(await standing(admin)).toEqual({ reviewers: 2, skipped: ['2026-10-01'] })
  expect(await standing(strategist)).toEqual({ reviewers: 0, skipped: [] })
  expect(await standing(world.twin.people.admin)).toEqual({ reviewers: 1, skipped: [] })
  await judge(auditor, { of: notOf(auditor) })
  await judge(other, { of: onlyOf(auditor) })
  await expect(finish(auditor, {}, late)).rejects.toMatchObject({ fields: [{ path: 'lateReason' }] })
  await finish(auditor, { lateReason: 'Sjukdom' }, late)
  const { review } = await october(world)
  expect(review).toMatchObject({ state: 'done', lateReason: 'Sjukdom' })
  expect(review?.skippedAt).not.toBeNull()
  expect((await standing(admin)).skipped).toEqual([])
})

test('where nobody can review the log the administrator sees it, and who is given the role is told what waits', async () => {
  const { auditor, admin } = world.people
  const end = (validTo: string | null) =>
    world.admin.query(
      `update role_assignment set valid_to = $1 where role = 'auditor' and municipality_id = $2`,
      [validTo, world.municipalityId],
    )
  await clear(world)
  await end('2026-10-01')
  try {
    await plant(world, [{ who: admin, verb: 'settings.change', at: '2026-10-13T08:00:00Z' }])
    await tend(world, made)
    const standing = await read(world, admin, (tx) => logReviewStanding(tx, '2026-11-02'))
    expect(standing.reviewers).toBe(0)
    expect(await notices(auditor)).toEqual([])
  } finally {
    await end(null)
  }
  await tend(world, '2026-11-03T08:00:00Z')
  expect(await notices(auditor)).toHaveLength(1)
})

test('the background work makes each month once, however often it comes by and whatever it missed', async () => {
  for (const at of [made, '2026-11-02T08:01:00Z', '2027-02-03T08:00:00Z', '2027-02-03T08:01:00Z'])
    await tend(world, at)
  const months = await read(world, world.people.auditor, async (tx) =>
    (await listReviews(tx, ReviewFilter.parse({}))).rows.map(({ month, state }) => [month, state]),
  )
  expect(months).toEqual([
    ['2027-01-01', 'open'],
    ['2026-12-01', 'skipped'],
    ['2026-11-01', 'skipped'],
    ['2026-10-01', 'skipped'],
  ])
})

test('the reviewer decides how much is looked at, from the next month on, and each change is seen', async () => {
  const { auditor } = world.people
  const figures = { sampleRows: 10, samplePercent: 0, mostPlaces: 5, mostRefusals: 3, mostNetworks: 1 }
  await setRules(world.as(auditor), { ...figures, revision: 0 })
  await expect(setRules(world.as(other), { ...figures, revision: 0 })).rejects.toMatchObject({
    code: 'stale',
  })
  await expect(setRules(world.as(auditor), { ...figures, sampleRows: 9, revision: 1 })).rejects.toMatchObject(
    {
      fields: [{ path: 'sampleRows', code: 'outOfRange' }],
    },
  )
  expect((await october(world)).review?.rules.sampleRows).toBe(30)
  await tend(world, '2026-12-02T08:00:00Z')
  expect((await october(world, auditor, '2026-11-01')).review?.rules).toEqual(figures)
})
