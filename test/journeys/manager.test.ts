import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSite, type Site } from './site.ts'
import {
  box,
  callApi,
  choose,
  dayFromNow,
  expectGood,
  expectWords,
  file,
  follow,
  invite,
  leave,
  press,
  rowsOf,
  windowOf,
  words,
  writeAction,
} from './steps.ts'

/** The manager of one unit has the work of it: hands a task on, hands in, and sees how the unit has been judged. */
const unit = 'Björkgården'
const drills = 'Utbildning i basal hygien'
const rota = 'Schema för natten'
const again = 'Utbildning i basal hygien, till MAS'
const nurse = { name: 'Sara Sjögren', email: 'sara.sjogren@akerbo.example', profession: 'Sjuksköterska' }

let site: Site
let manager: Page
let colleague: Page
let reviewer: Page
let followUp: { id: string; unitId: string }

beforeAll(async () => {
  site = await startSite()
  reviewer = await windowOf(site, 'uppfoljare1')
  followUp = await prepared()
  await ask(drills, rota)
  manager = await windowOf(site, 'enhetschef1', { width: 360 })
})
afterAll(() => site?.close())

/** The office has announced this year's follow-up of the unit. */
async function prepared() {
  const [row] = await rowsOf<{ id: string; revision: number; unitId: string }>(
    site,
    `select f.id, f.revision, f.unit_id as "unitId" from follow_up f
     where f.state = 'planned' and f.announced and f.unit_id = ${unitId} order by f.due_on limit 1`,
  )
  if (!row) throw new Error(`${unit} has no follow-up to prepare.`)
  const { id, revision } = row
  await callApi(reviewer, { method: 'POST', path: `/follow-ups/${id}/prepare`, body: { revision } })
  return row
}

const unitId = `(select distinct unit_id from unit_state where name = '${unit}' and superseded_at is null)`

async function ask(...titles: readonly string[]): Promise<void> {
  const [why, legalGround] = ['Visar att alla kan rutinen.', 'Avtalet eller uppdraget']
  const requests = titles.map((title) => ({ title, why, legalGround, dueOn: dayFromNow(9) }))
  await callApi(reviewer, { method: 'POST', path: `/follow-ups/${followUp.id}/requests`, body: { requests } })
}

describe('the manager hands a task to a nurse', () => {
  test('a nurse who has just got an account is chosen among the colleagues, with the keyboard alone', async () => {
    const role = 'Medarbetare hos utföraren'
    colleague = await invite(site, { ...nurse, role, provider: 'Åkerbo Omsorg AB' }, { width: 360 })
    await expectWords(colleague, 'Inget väntar på er just nu')
    await manager.goto('/lamna-in')
    await expectGood(manager, drills, rota, '9 dagar kvar')
    await follow(manager, drills)
    await expectGood(manager)
    await tabTo(manager, 'Kollega')
    // Only the first name: a space opens the list instead of seeking in it.
    await manager.keyboard.type(nurse.name.split(' ')[0] ?? '')
    await manager.keyboard.press('Tab')
    await Promise.all([manager.waitForEvent('domcontentloaded'), manager.keyboard.press('Enter')])
    await expectGood(manager, `Underlaget är överlämnat till ${nurse.name}.`)
  })

  test('the nurse is told, sees that task and no other, and hands in the document', async () => {
    await colleague.goto('/besked')
    await expectGood(colleague)
    await leave(colleague.getByRole('button', { name: `Du har fått i uppgift att lämna in: ${drills}` }))
    await expectGood(colleague, 'Visar att alla kan rutinen.', 'Överlämnat till dig')
    expect(await words(colleague)).not.toContain('Be om anstånd')
    expect(await words(colleague)).not.toContain('Lämna över till en kollega')
    await colleague.getByLabel('Filer').setInputFiles(file('hygien.txt', 'Alla är utbildade i maj.'))
    await colleague.getByRole('button', { name: 'Lämna in', exact: true }).click()
    await colleague.getByText('Inlämnat. Kvittensnummer').waitFor()
    await expectGood(colleague, 'Inlämnat. Kvittensnummer', 'hygien.txt', nurse.name)
    await colleague.goto('/lamna-in')
    await expectWords(colleague, 'Inget väntar på er just nu', 'hygien.txt')
    expect(await words(colleague)).not.toContain(rota)
    await expectGood(colleague)
  })

  test('the manager sees that it is handed in, and by whom', async () => {
    await manager.goto('/lamna-in')
    expect(await waiting(manager)).toEqual([rota])
    await expectGood(manager, 'hygien.txt')
    await leave(manager.getByRole('table').getByRole('link', { name: /\d/ }).first())
    await expectGood(manager, 'Inlämnat av', nurse.name, 'Mottaget av Exempelkommun')
  })
})

describe('the manager uses again what was handed in before', () => {
  test('a new request is answered with the nurse’s document, by the keyboard alone', async () => {
    await ask(again)
    await manager.goto('/lamna-in')
    await follow(manager, again)
    await expectWords(manager, `${drills}, inlämnad`)
    await tabTo(manager, 'hygien.txt')
    await manager.keyboard.press('Space')
    await tabTo(manager, 'Lämna in')
    await Promise.all([
      manager.getByText('Inlämnat. Kvittensnummer').waitFor(),
      manager.keyboard.press('Enter'),
    ])
    await expectGood(manager, 'hygien.txt', 'Camilla Ek')
  })

  test('it is a document of its own with a receipt of its own, and the office reads the same words in it', async () => {
    const rows = await rowsOf<{ title: string; file: string; sum: string; receipt: string }>(
      site,
      `select r.title, s.file_id as file, encode(l.sha256, 'hex') as sum, s.receipt_number as receipt
       from submission s join document_request r on r.id = s.document_request_id join file l on l.id = s.file_id
       where r.follow_up_id = '${followUp.id}' order by s.submitted_at`,
    )
    expect(rows.map(({ title }) => title)).toEqual([drills, again])
    expect(new Set(rows.map(({ sum }) => sum)).size).toBe(1)
    for (const key of ['file', 'receipt'] as const) expect(new Set(rows.map((row) => row[key])).size).toBe(2)
    await reviewer.goto(`/uppfoljningar/${followUp.id}/underlag`)
    const handedIn = box(reviewer, again).getByRole('link', { name: 'hygien.txt' })
    const text = await reviewer.request.get((await handedIn.getAttribute('href')) ?? '')
    expect(await text.text()).toBe('Alla är utbildade i maj.')
  })
})

describe('the manager sees how the unit has been judged', () => {
  test('three years of results, area by area, as the rows of the protocols say', async () => {
    await manager.goto('/resultat')
    await expectGood(manager)
    const shown = await cellsOf(manager, 'Områden, år för år')
    const years = (shown[0] ?? []).slice(1)
    const judged = await rowsOf<Judged>(site, judgedRows)
    const told = (area: string, year: string) => {
      const row = judged.find((one) => one.area === area && String(one.year) === year)
      return row ? `${row.met} uppfyllda, ${row.partly} delvis, ${row.notMet} inte` : '–'
    }
    const areas = new Set(judged.filter(({ year }) => years.includes(String(year))).map(({ area }) => area))
    // This year may have none yet.
    const withSome = new Set(judged.map(({ year }) => String(year)).filter((year) => years.includes(year)))
    expect(withSome.size).toBeGreaterThanOrEqual(2)
    expect(new Set(shown.slice(1).map(([area]) => area))).toEqual(areas)
    for (const [area = '', ...cells] of shown.slice(1))
      expect(cells, area).toEqual(years.map((year) => told(area, year)))
  })

  test('each assessment with its counts, and what was not met with what came of it', async () => {
    const counted = await rowsOf<Record<'title' | 'met' | 'partly' | 'notMet' | 'findings', unknown>>(
      site,
      `select f.title, ${counts}, (select count(*)::int from finding d where d.follow_up_id = f.id) as findings
       from ${judgedFrom} group by f.id, f.title, first.fixed_at order by first.fixed_at desc`,
    )
    const shown = await cellsOf(manager, 'Fastställda bedömningar')
    expect(shown.slice(1).map(([, title, , ...numbers]) => [title, ...numbers])).toEqual(
      counted.map((row) => [row.title, row.met, row.partly, row.notMet, row.findings].map(String)),
    )
    await leave(manager.getByRole('table').last().getByRole('link', { name: unit }).first())
    await expectGood(manager, String(counted[0]?.title))
  })

  test('the requirements of the unit, and nothing of what only the office has', async () => {
    await manager.goto(`/enheter/${followUp.unitId}/krav`)
    await expectGood(manager)
    await expectWords(manager, 'krav följer av', 'Varför det gäller')
    for (const path of [`/enheter/${followUp.unitId}/historik`, `/uppfoljningar/${followUp.id}`, '/brister'])
      expect((await manager.request.get(path)).status(), path).toBe(404)
  })
})

describe('the manager of a unit with open findings', () => {
  let troubled: Page
  let findings: { id: string; unitId: string; title: string }[]

  test('they stand on the page of the unit, the worst first, and each has a page of its own', async () => {
    const [found] = await rowsOf<{ email: string; unitId: string }>(site, managersWithPlans)
    troubled = await windowOf(site, found?.email.split('@')[0] ?? '', { width: 360 })
    findings = await rowsOf(
      site,
      `select id, unit_id as "unitId", title from finding
       where unit_id = '${found?.unitId}' and state <> 'closed' and shared_at is not null
       order by array_position(array['acute', 'serious', 'minor'], severity)`,
    )
    await troubled.goto(`/enheter/${found?.unitId}`)
    await expectGood(troubled, ...findings.map(({ title }) => title))
    const listed = troubled.getByRole('region', { name: 'Öppna brister' }).getByRole('link')
    expect(await listed.first().textContent()).toBe(findings[0]?.title)
    const led = await listed.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(led.toSorted()).toEqual(findings.map(({ id }) => `/brister/${id}`).toSorted())
    for (const { id, title } of findings) {
      await troubled.goto(`/brister/${id}`)
      await expectGood(troubled, title, 'Det finns inga åtgärder ännu.')
    }
  })

  test('an action that is written in the plan stands at its finding, and in the list of all actions', async () => {
    await troubled.goto('/atgarder')
    await expectGood(troubled, 'Handlingsplaner att skriva')
    await leave(troubled.getByRole('link', { name: /^Handlingsplan för / }).first())
    await expectGood(troubled)
    const [worst] = findings
    const [who, doneBy, checkedOn] = ['Enhetschefen', dayFromNow(20), dayFromNow(60)]
    await writeAction(troubled, worst?.title ?? '', { what: ownAction, who, doneBy, checkedOn })
    await expectGood(troubled, 'Utkast')
    await troubled.goto(`/brister/${worst?.id}`)
    await expectGood(troubled, ownAction, 'Utkast')
    await follow(troubled, ownAction)
    await expectGood(troubled, ownAction, who)
    const actions = await rowsOf<{ title: string }>(
      site,
      `select title from action where unit_id = '${worst?.unitId}'`,
    )
    await troubled.goto('/atgarder')
    const shown = (await cellsOf(troubled, 'Åtgärder')).slice(1)
    expect(shown.map(([title]) => title).toSorted()).toEqual(actions.map(({ title }) => title).toSorted())
    expect(shown.find(([title]) => title === ownAction)?.join(' ')).toContain(doneBy)
    await choose(troubled, 'Läge', 'Avslutad')
    await press(troubled, 'Visa')
    expect(await words(troubled)).not.toContain(ownAction)
  })
})

const ownAction = 'Gå igenom rutinen med alla på arbetsplatsträffen'
/** A manager of one unit, asked for a plan that nobody has begun on. */
const managersWithPlans = `select a.email, p.unit_id as "unitId" from action_plan p
  join role_assignment h on h.unit_id = p.unit_id and h.role = 'unitManager'
  join account a on a.id = h.account_id
  where p.state = 'requested' and not exists (select from action x join finding d on d.id = x.finding_id
    where d.unit_id = p.unit_id and d.state <> 'closed')
  order by (select count(*) from finding d where d.unit_id = p.unit_id and d.state <> 'closed') desc, 1 limit 1`

type Judged = { area: string; year: number; met: number; partly: number; notMet: number }

const counts = ['met', 'partly', 'notMet']
  .map((verdict) => `count(*) filter (where r.verdict = '${verdict}')::int as "${verdict}"`)
  .join(', ')
const judgedFrom = `follow_up f
  join assessment first on first.follow_up_id = f.id and first.version = 1
  join protocol_row r on r.follow_up_id = f.id
  join requirement q on q.id = r.requirement_id
  join quality_area a on a.key = 'fokus/' || q.focus_area
  where f.unit_id = ${unitId}`
/** Counted from the protocols, and not from what was frozen of them. */
const judgedRows = `select a.name as area, extract(year from first.fixed_at at time zone 'Europe/Stockholm')::int as year,
  ${counts} from ${judgedFrom} group by 1, 2`

/** What waits, as the cards tell it. */
async function waiting(page: Page): Promise<string[]> {
  const region = page.getByRole('region', { name: 'Väntar på er' })
  return region.getByRole('heading', { level: 3 }).allTextContents()
}

/** The cells of a table, with its headings first. */
async function cellsOf(page: Page, caption: string): Promise<string[][]> {
  const rows = await page.getByRole('table', { name: caption, exact: true }).getByRole('row').all()
  const cells = await Promise.all(
    rows.map((row) => row.locator('th, td').evaluateAll((all) => all.map((cell) => cell.textContent ?? ''))),
  )
  return cells.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim()))
}

/** Goes on with the tabulator until the control of this name has the focus: what cannot be reached so fails. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = page.locator(':focus')
  const wanted = page.getByLabel(name).or(page.getByRole('button', { name, exact: true }))
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await page.keyboard.press('Tab')
    if ((await wanted.and(focused).count()) > 0) return
  }
  throw new Error(`${name} cannot be reached with the keyboard on ${page.url()}.`)
}
