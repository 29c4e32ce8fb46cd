import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf } from '#access/may.ts'
import { listLineage, unitAsThen } from '#modules/organisation/public.ts'
import { createPeriodReport, editPaper, freezePaper } from '#modules/reports/public.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { findActor, openSession } from '#platform/session/session.ts'
import { named, perform, start, tick, type Play } from '#test/played.ts'
import { begin, cameFrom, cellOf, days, type Step, type Told } from '#test/told.ts'
import { makeWorld, now, type World } from '#test/world.ts'

/** Units that move, merge, divide, are renamed and change operator, in any order, recorded for any day. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

const providers = ['private', 'competitor', 'own'] as const
const todayAt = days.indexOf('2026-11-19')

const day = fc.integer({ min: 0, max: days.length - 1 })
const unit = fc.integer({ min: 0, max: 7 })
const provider = fc.constantFrom(...providers)
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constantFrom('change' as const, 'correction' as const),
      unit,
      day,
      facts: fc.oneof(fc.record({ provider }), fc.record({ name: fc.constantFrom('Ek', 'Björk', 'Tall') })),
    }),
    fc.record({
      kind: fc.constant('merge' as const),
      units: fc.array(unit, { minLength: 1, maxLength: 3 }),
      into: unit,
      day,
    }),
    fc.record({
      kind: fc.constant('split' as const),
      unit,
      made: fc.integer({ min: 1, max: 2 }),
      goesOn: fc.boolean(),
      day,
    }),
    fc.record({ kind: fc.constant('replacement' as const), unit, provider, day }),
    fc.record({ kind: fc.constant('withdraw' as const), link: fc.integer({ min: 0, max: 3 }) }),
  ),
  { minLength: 1, maxLength: 7 },
)

const strategist = () => world.as(world.people.strategist)
const read = <Found>(work: (tx: Db) => Promise<Found>) =>
  withScope(world.db, scopeOf(world.people.strategist), work)

const factsSeen = (play: Play, told: Told, id: string, at: number) => {
  const facts = cellOf(told, id, at)?.facts
  return (
    facts && {
      name: facts.name,
      providerId: world.providers[facts.provider as 'private'],
      status: facts.status,
    }
  )
}

/** As then, at each moment something was recorded; and as now. */
async function compare(play: Play, samples: readonly { unit: number; day: number; known: number }[]) {
  await read(async (tx) => {
    for (const { unit, day, known } of samples) {
      const id = named(play, unit)
      const moment = play.at.length === 0 ? undefined : known % play.at.length
      const told = moment === undefined ? play.told : play.after[moment]!
      const knownAt = moment === undefined ? tick(play) : play.at[moment]!
      expect(pick(await unitAsThen(tx, id, days[day]!, knownAt))).toEqual(factsSeen(play, told, id, day))
      expect(pick(await unitAsThen(tx, id, days[day]!, tick(play)))).toEqual(
        factsSeen(play, play.told, id, day),
      )
    }
    for (const id of play.units) {
      const before = (await listLineage(tx, id, days[todayAt]!)).filter((one) => one.side === 'before')
      expect(before.map((one) => one.unitId).sort()).toEqual([...cameFrom(play.told, id)].sort())
    }
  })
}

function pick(state: Awaited<ReturnType<typeof unitAsThen>>) {
  return state && { name: state.name, providerId: state.providerId, status: state.status }
}

const samples = fc.array(fc.record({ unit, day, known: fc.integer({ min: 0, max: 20 }) }), {
  minLength: 6,
  maxLength: 6,
})

test('whatever happens to units, what was known any day about any day is as the telling of it says', async () => {
  await fc.assert(
    fc.asyncProperty(steps, samples, async (sequence, wanted) => {
      const play = await start(world)
      for (const step of sequence) await perform(play, step)
      await compare(play, wanted)
    }),
    { numRuns: 300 },
  )
}, 120_000)

/** What an operator was shown of a unit it ran: a follow-up, and what was found. */
async function showTo(unitId: string, provider: (typeof providers)[number]): Promise<string> {
  const place = { board_id: world.boards.care, unit_id: unitId, provider_id: world.providers[provider] }
  const { followUp } = await world.insert('follow_up', {
    followUp: {
      ...place,
      catalogue_version_id: world.catalogue.versionId,
      title: 'Uppföljning',
      kind: 'planned',
      depth: 'basic',
      purposes: ['agreement'],
      focus_areas: [],
      methods: [],
      announced: true,
      due_on: '2026-10-01',
      state: 'fixed',
      requirements_per: '2026-10-01',
      shared_at: '2026-10-01T08:00:00Z',
      created_by: world.people.strategist.accountId,
      created_at: '2026-10-01T08:00:00Z',
    },
  })
  await world.insert('finding', {
    finding: {
      ...place,
      follow_up_id: followUp,
      requirement_id: world.catalogue.requirements.first,
      requirement_key: 'bas-ett',
      severity: 'serious',
      title: 'Brist',
      description: 'Brist',
      state: 'open',
      found_at: '2026-10-01T08:00:00Z',
      shared_at: '2026-10-01T08:00:00Z',
    },
  })
  return followUp
}

test('a later operator is never shown what the earlier one was, however the unit came to it', async () => {
  const sessions = new Map<string, string>()
  for (const [provider, person] of [
    ['private', world.people.manager],
    ['competitor', world.people.rival],
  ] as const) {
    const account = { municipalityId: world.municipalityId, id: person.accountId }
    sessions.set(provider, (await openSession(world.db, account, { agent: '', now })).token)
  }
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const play = await start(world)
      const shown = new Map<string, { unit: string; provider: string }>()
      for (const id of play.units)
        for (const provider of ['private', 'competitor'] as const)
          shown.set(await showTo(id, provider), { unit: id, provider })
      for (const step of sequence) await perform(play, step)
      for (const [provider, token] of sessions) {
        const actor = await findActor(world.db, token, now)
        const seen = await withScope(world.db, scopeOf(actor!), async (tx) => ({
          followUps: await tx
            .selectFrom('followUp')
            .select('id')
            .where('id', 'in', [...shown.keys()])
            .execute(),
          findings: await tx
            .selectFrom('finding')
            .select('followUpId as id')
            .where('followUpId', 'in', [...shown.keys()])
            .execute(),
          chain: await tx.selectFrom('unitSuccession').select('id').execute(),
        }))
        const runsNow = (id: string) => cellOf(play.told, id, todayAt)?.facts.provider === provider
        const own = [...shown].filter(([, one]) => one.provider === provider && runsNow(one.unit))
        const expected = own.map(([id]) => id).sort()
        expect(seen.followUps.map((row) => row.id).sort()).toEqual(expected)
        expect(seen.findings.map((row) => row.id).sort()).toEqual(expected)
        expect(seen.chain).toEqual([])
      }
    }),
    { numRuns: 40 },
  )
}, 60_000)

test('reports that were frozen before are the same bytes after everything that happens to their units', async () => {
  const { matter } = await world.insert('matter', {
    matter: {
      board_id: world.boards.care,
      case_number: 'OMS 26/71',
      title: 'Rapport',
      opened_on: '2026-01-02',
    },
  })
  const made = await createPeriodReport(strategist(), { matterId: matter, period: '2026-H1' })
  const sections = [{ key: 'development', text: 'Fler oanmälda besök.' }]
  const edited = { paperId: made.id, revision: 1, title: 'Våren', sections }
  const { revision } = await editPaper(strategist(), edited)
  await freezePaper(strategist(), { paperId: made.id, revision })
  const bytes = async () => {
    const { rows } = await world.admin.query(
      `select md5(snapshot::text) as snapshot, md5(html) as html, md5(pdf) as pdf, md5(docx) as docx,
        encode(sha256, 'hex') as sum from paper where id = $1`,
      [made.id],
    )
    return rows[0] as Record<string, string> // the columns selected
  }
  const before = await bytes()
  expect(before['pdf']).toMatch(/^[0-9a-f]{32}$/)
  let untouched = true
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const play = await start(world)
      if (untouched) play.units.unshift(tellOwnUnit(play))
      untouched = false
      for (const step of sequence) await perform(play, step)
      expect(await bytes()).toEqual(before)
    }),
    { numRuns: 5 },
  )
}, 60_000)

/** The world's own unit, which the report counted, told from the state it is in before anything has happened to it. */
function tellOwnUnit(play: Play): string {
  const { birch } = world.units
  begin(play.told, birch, 0, { name: 'Björkgården', provider: 'private', status: 'active' })
  return birch
}
