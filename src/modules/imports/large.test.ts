import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '#test/world.ts'
import { found, mapped, run, uploaded, xlsx } from './fixture.test-support.ts'
import { previewImport, totalOf } from './public.ts'

/** What a large municipality brings in on its first day, and how long a person waits for it. */
let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(() => world.close())

const providerCount = 120
const provider = (at: number) => `Utförare ${at % providerCount} Omsorg AB`
const rows = <Row>(length: number, row: (at: number) => Row) => Array.from({ length }, (_, at) => row(at))
const code = (at: number) => `0${String(10_000 + at)}`

function day(): Promise<Uint8Array<ArrayBuffer>> {
  return xlsx([
    {
      name: 'Utförare',
      headings: ['Namn', 'Slag'],
      rows: rows(providerCount, (at) => [provider(at), 'Privat']),
    },
    {
      name: 'Enheter',
      headings: [
        'Enhetskod',
        'Namn',
        'Utförare',
        'Verksamhetsområde',
        'Driftform',
        'Platser',
        'Adress',
        'Gäller från',
      ],
      rows: rows(2000, (at) => [
        code(at),
        `Enhet ${at}`,
        provider(at),
        'Bostad med särskild service',
        at % 2 ? 'LOU' : 'LOV',
        at % 40,
        `Storgatan ${at}`,
        '2024-01-01',
      ]),
    },
    {
      name: 'Avtal',
      headings: ['Avtal', 'Utförare', 'Slag', 'Diarienummer', 'Gäller från', 'Slutdatum', 'Enheter'],
      rows: rows(3000, (at) => [
        `Avtal ${at}`,
        provider(at % 2000),
        'LOU',
        `OMS 2024/${at}`,
        '2024-01-01',
        '2028-12-31',
        code(at % 2000),
      ]),
    },
  ])
}

async function timed<Result>(what: string, work: () => Promise<Result>): Promise<number> {
  const begun = performance.now()
  await work()
  const seconds = (performance.now() - begun) / 1000
  console.info(`${what}: ${seconds.toFixed(1)} s`)
  return seconds
}

test(
  '2,000 units and 3,000 agreements are previewed and brought in while a person waits',
  { timeout: 120_000 },
  async () => {
    const bytes = await day()
    let id = ''
    await timed('read', async () => (id = await uploaded(world, bytes, 'allt.xlsx')))
    await mapped(world, id)
    const { revision } = await found(world, id)
    const preview = await timed('preview', () =>
      previewImport(world.as(world.people.strategist), { importId: id, revision }),
    )
    expect(totalOf((await found(world, id)).counts)).toEqual({
      new: 5120,
      changed: 0,
      unchanged: 0,
      faulty: 0,
    })
    const ran = await timed('run', () => run(world, id))
    // Two and four seconds on an idle machine; the tests share theirs with others.
    expect(Math.max(preview, ran)).toBeLessThan(30)
    const { rows: counted } = await world.admin.query(
      `select (select count(*)::int from unit_state where valid_from = '2024-01-01') as units,
      (select count(*)::int from agreement_state where valid_to = '2029-01-01') as agreements,
      (select count(*)::int from agreement_unit where valid_from = '2024-01-01') as covered`,
    )
    expect(counted).toEqual([{ units: 2000, agreements: 3000, covered: 3000 }])
    const again = await uploaded(world, bytes, 'allt.xlsx')
    await mapped(world, again)
    await timed('preview again', async () =>
      previewImport(world.as(world.people.strategist), {
        importId: again,
        revision: (await found(world, again)).revision,
      }),
    )
    expect(totalOf((await found(world, again)).counts)).toEqual({
      new: 0,
      changed: 0,
      unchanged: 5120,
      faulty: 0,
    })
  },
)
