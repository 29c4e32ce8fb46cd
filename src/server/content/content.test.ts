import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '#test/database.ts'
import { tokenHash } from '#platform/session/session.ts'
import { demoAccounts } from './accounts.ts'
import { layPapers } from './board-papers.ts'
import { makeEmpty } from './empty.ts'
import { largeNamespace, loadLarge } from './large.ts'
import { toldFrom } from './demo-clock.ts'
import { demoDay, demoNamespace, loadDemo } from './load-demo.ts'
import { readDemo } from './read-demo.ts'
import { readContent } from './read-file.ts'
import { removeLoaded } from './remove.ts'
import { municipalityFile, providersFile } from './shapes-demo.ts'
import { municipalTables } from './tables.ts'

let database: TestDatabase
let admin: pg.Client

beforeAll(async () => {
  database = await freshDatabase()
  admin = new pg.Client({ connectionString: database.adminUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await database.drop()
})

async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const table of ['municipality', ...(await municipalTables(admin)).names]) {
    const { rows } = await admin.query<{ n: string }>(`select count(*) as n from public.${table}`)
    found[table] = Number(rows[0]?.n)
  }
  return found
}

describe('the files of content', () => {
  test('an editor finds every file valid, with keys that resolve and no personal number', async () => {
    const demo = await readDemo(toldFrom)
    expect(demo.base.requirements.length).toBeGreaterThan(150)
    expect(demo.units.length).toBeGreaterThan(100)
  })

  test('an editor who writes a file wrong is told which file and which key', async () => {
    await expect(readContent('demo/municipality.yaml', providersFile)).rejects.toThrow(
      /content\/demo\/municipality\.yaml .*\n.*providers/,
    )
    await expect(readContent('demo/no-such-file.yaml', municipalityFile)).rejects.toThrow(/no-such-file/)
  })
})

describe('the demo municipality', () => {
  test('an operator who loads it twice gets it once', async () => {
    expect(await loadDemo(database.adminUrl, toldFrom)).toBe('loaded')
    const once = await counts()
    expect(await loadDemo(database.adminUrl, toldFrom)).toBe('alreadyThere')
    expect(await counts()).toEqual(once)
    expect(once).toMatchObject({ municipality: 1, board: 2, provider: 25, decided_plan: 1 })
    expect(once['fixed_verdict']).toBeGreaterThan(10_000)
  }, 120_000)

  test('a provider cannot see that its unit will get an unannounced visit', async () => {
    const { rows } = await admin.query(
      `select f.id from follow_up f join provider p on p.id = f.provider_id
        where p.name = 'Åkerbo Omsorg AB' and not f.announced and f.state = 'prepared' and f.shared_at is null`,
    )
    expect(rows).toHaveLength(1)
    const { rows: leaked } = await admin.query(
      `select f.id from follow_up f where not f.announced and f.begun_at is null and (f.shared_at is not null
        or exists (select from document_request r where r.follow_up_id = f.id)
        or exists (select from follow_up_member m where m.follow_up_id = f.id and m.shared_at is not null))`,
    )
    expect(leaked).toEqual([])
  })

  test('a reviewer can carry the group home Björkgården from its plan', async () => {
    const { rows } = await admin.query<{ state: string; laws: string[]; previous: string; roles: string[] }>(
      `select f.state, s.laws, p.state as previous, array(select m.profession from follow_up_member m
          where m.follow_up_id = f.id and m.bias = 'undeclared') as roles
        from follow_up f join unit_state s on s.unit_id = f.unit_id and s.superseded_at is null and s.valid_to is null
        join follow_up p on p.id = f.previous_id
        where s.name = 'Björkgården' and f.due_on = '2026-11-27' and f.matter_id is not null`,
    )
    expect(rows).toEqual([{ state: 'planned', laws: ['LSS', 'HSL'], previous: 'closed', roles: ['MAS'] }])
  })

  test('an auditor finds the chain of logged acts whole, and its first link is the load', async () => {
    const { rows } = await admin.query(
      `select seq::int as seq, verb, outcome, length(hash) as length from audit`,
    )
    expect(rows).toEqual([{ seq: 1, verb: 'content.load', outcome: 'done', length: 32 }])
  })

  test('a visitor is told the accounts of every role', async () => {
    const table = await demoAccounts(database.adminUrl)
    expect(table).toContain('strateg@exempelkommun.example')
    expect(table).not.toContain('tidigare-uppfoljare')
  })

  test('a board member has the papers of the latest meeting to read, with what the board said', async () => {
    await layPapers(database.adminUrl, demoDay(toldFrom))
    const { rows } =
      await admin.query(`select m.state, count(*)::int as items, count(i.outcome)::int as decided from agenda_item i
      join meeting m on m.municipality_id = i.municipality_id and m.id = i.meeting_id
      join paper p on p.municipality_id = i.municipality_id and p.id = i.paper_id and p.state = 'frozen'
      where m.held_on between '2026-11-17' and '2026-11-18' group by m.state`)
    expect(rows).toEqual([{ state: 'adjusted', items: 6, decided: 6 }])
  }, 120_000)

  test('an operator who removes it leaves nothing of it, and what others have stays', async () => {
    await loadLarge(database.adminUrl, () => undefined, {
      units: 12,
      providers: 6,
      agreements: 15,
      accounts: 30,
    })
    const { rows: before } = await admin.query(`select count(*)::int as n from unit where code like 'E-%'`)
    expect(await removeLoaded(database.adminUrl, demoNamespace)).toBe(true)
    expect(await removeLoaded(database.adminUrl, demoNamespace)).toBe(false)
    const { rows: after } = await admin.query(`select count(*)::int as n from unit`)
    expect(after).toEqual(before)
    expect(await demoAccounts(database.adminUrl)).toBe('')
    expect(await removeLoaded(database.adminUrl, largeNamespace)).toBe(true)
    expect(Object.values(await counts()).every((n) => n === 0)).toBe(true)
  }, 120_000)
})

describe('an empty municipality', () => {
  const options = {
    name: 'Nykommun',
    boards: 'Omsorgsnämnden (OMS), Äldrenämnden (ÄN)',
    adminEmail: 'Forvaltare@nykommun.example',
    now: new Date('2026-11-19T10:00:00Z'),
  }

  test('an operator who writes a board wrong is told how to write it', async () => {
    await expect(makeEmpty(database.adminUrl, { ...options, boards: 'Nämnden' })).rejects.toThrow(
      /Omsorgsnämnden \(OMS\)/,
    )
    expect((await counts())['municipality']).toBe(0)
  })

  test('its first administrator gets a link that holds for a week', async () => {
    const made = await makeEmpty(database.adminUrl, options)
    const { rows } = await admin.query(`select name, email from auth.link($1, $2)`, [
      tokenHash(made?.token ?? ''),
      new Date('2026-11-26T09:00:00Z'),
    ])
    expect(rows).toEqual([{ name: 'Systemförvaltare', email: 'forvaltare@nykommun.example' }])
    const { rows: late } = await admin.query(`select name from auth.link($1, $2)`, [
      tokenHash(made?.token ?? ''),
      new Date('2026-11-28T09:00:00Z'),
    ])
    expect(late).toEqual([])
    expect(await counts()).toMatchObject({
      municipality: 1,
      board: 2,
      account: 1,
      catalogue_version: 1,
      unit: 0,
    })
  })

  test('a second one is not made beside it', async () => {
    expect(await makeEmpty(database.adminUrl, options)).toBeUndefined()
    expect((await counts())['municipality']).toBe(1)
  })
})
