import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { countYear, FollowUpFilter, listFollowUps } from '#modules/followups/public.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { arranger, later } from './arrange.test-support.ts'
import {
  correctAssessment,
  listReviewedUnits,
  listReviewedYears,
  providerMeetsAll,
  providersOf,
} from './public.ts'

let world: World
let made: ReturnType<typeof arranger>
beforeAll(async () => {
  world = await makeWorld()
  made = arranger(world)
})
afterAll(() => world.close())

const read = <Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]) =>
  withScope(world.db, scopeOf(actor), work)
const counted = (actor: Actor, year: number) =>
  read(actor, (tx) => countYear(tx, year, { accountId: actor.accountId, today: '2026-11-19' }))

test('a strategist counts the year’s follow-ups by purpose, kind, level and area, as the list shows them', async () => {
  const { strategist, elderlyReviewer } = world.people
  const { followUp } = await made.underway('birch')
  const cancelled = await made.underway('oak')
  const change = `update follow_up set purposes = $2, level = $3, state = $4 where id = $1`
  await world.admin.query(change, [followUp, ['agreement', 'insight'], 'operations', 'underway'])
  await world.admin.query(change, [cancelled.followUp, ['agreement'], 'agreement', 'cancelled'])
  const counts = await counted(strategist, 2026)
  const of = (rows: readonly { key: string; count: number }[], key: string) =>
    rows.find((row) => row.key === key)?.count
  expect(counts.total).toBe(1)
  expect([
    of(counts.purposes, 'agreement'),
    of(counts.purposes, 'insight'),
    of(counts.purposes, 'goals'),
  ]).toEqual([1, 1, 0])
  expect([of(counts.levels, 'operations'), of(counts.levels, 'agreement')]).toEqual([1, 0])
  expect(of(counts.kinds, 'planned')).toBe(1)
  expect(counts.areas).toEqual([
    { key: world.areas['groupHome'], name: 'Bostad med särskild service', count: 1 },
  ])
  const reader = { accountId: strategist.accountId, today: '2026-11-19' }
  const shown = async (filter: object) => {
    const parsed = FollowUpFilter.parse({ year: 2026, state: 'notCancelled', ...filter })
    return (await read(strategist, (tx) => listFollowUps(tx, parsed, reader))).total
  }
  expect(await shown({ purpose: 'insight' })).toBe(1)
  expect(await shown({ purpose: 'goals' })).toBe(0)
  expect(await shown({ level: 'agreement' })).toBe(0)
  expect((await counted(strategist, 2025)).total).toBe(0)
  for (const stranger of [elderlyReviewer, world.twin.people.strategist])
    expect((await counted(stranger, 2026)).total).toBe(0)
})

test('a provider is counted as meeting the requirements when each reviewed unit meets every obligatory one', async () => {
  const { strategist } = world.people
  const reviewed = () => read(strategist, (tx) => listReviewedUnits(tx, 2027))
  expect(await reviewed()).toEqual([])
  const { id, followUp } = await made.fixedSilently('pine')
  const [unit] = await reviewed()
  expect(unit).toMatchObject({
    unitName: 'Tallhöjden',
    providerName: 'Åkerbo Omsorg AB',
    providerKind: 'private',
    fixedOn: '2027-01-15',
    met: 1,
    partly: 1,
    notMet: 1,
    notAssessed: 0,
    acute: 0,
    serious: 1,
    minor: 1,
  })
  expect(providersOf(await reviewed()).map(providerMeetsAll)).toEqual([false])
  const { rows } = await world.admin.query<{ id: string }>(
    `select requirement_id as id from protocol_row where follow_up_id = $1 and verdict <> 'met'`,
    [followUp],
  )
  await correctAssessment(world.as(strategist, later), {
    assessmentId: id,
    reason: 'Rutinerna fanns men hade inte lämnats in.',
    rows: rows.map((row) => ({
      requirementId: row.id,
      verdict: 'met' as const,
      level: 3,
      note: 'Rutinen finns.',
    })),
  })
  const corrected = await reviewed()
  expect(corrected).toMatchObject([{ met: 3, partly: 0, notMet: 0, serious: 0, minor: 0 }])
  expect(providersOf(corrected)).toMatchObject([{ units: 1, unitsMeetingAll: 1, met: 3 }])
  expect(providersOf(corrected).map(providerMeetsAll)).toEqual([true])
  expect(await read(strategist, listReviewedYears)).toEqual([2027])
  for (const stranger of [world.people.elderlyReviewer, world.people.rival, world.twin.people.strategist])
    expect(await read(stranger, (tx) => listReviewedUnits(tx, 2027))).toEqual([])
})

test('one unit that falls short is enough for its provider not to be counted, own or private alike', () => {
  const unit = (providerId: string, notMet: number) => ({
    ...{ assessmentId: `${providerId}-${notMet}`, unitId: 'u', unitName: 'Enhet', serviceArea: 'Område' },
    ...{ providerId, providerName: providerId, providerKind: 'municipal', fixedOn: '2026-05-01' },
    ...{ met: 4, partly: 0, notMet, notAssessed: 0, acute: 0, serious: 0, minor: 0 },
  })
  const providers = providersOf([unit('own', 0), unit('own', 1), unit('private', 0)])
  expect(
    providers.map((one) => [one.providerId, one.unitsMeetingAll, one.units, providerMeetsAll(one)]),
  ).toEqual([
    ['own', 1, 2, false],
    ['private', 1, 1, true],
  ])
  expect(providersOf([{ ...unit('private', 0), notAssessed: 1 }]).map(providerMeetsAll)).toEqual([false])
})
