import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '#platform/db/pool.ts'
import { readWorkbook } from '#platform/tabular/read.ts'
import { tendAll } from '#server/background.ts'
import { people, registers, workbook } from './first-day-files.ts'
import { welcome } from './first-steps.ts'
import { startEmptySite } from './site.ts'
import {
  choose,
  dayFromNow,
  expectGood,
  expectWords,
  follow,
  leave,
  press,
  pressAndWait,
  unfold,
  words,
  write,
} from './steps.ts'

/** From an empty municipality to one that has its own units, requirements and agreements, on the first day. */
let site: Awaited<ReturnType<typeof startEmptySite>>
let admin: Page
let strategist: Page
let mended: File

beforeAll(async () => {
  site = await startEmptySite()
})
afterAll(() => site?.close())

type File = Awaited<ReturnType<typeof workbook>>

/** Chooses a file and has it read. */
async function upload(page: Page, file: File): Promise<void> {
  await page.goto('/importera')
  await page.getByLabel('Fil', { exact: true }).setInputFiles(file)
  await pressAndWait(page, 'Läs filen')
}

describe('the administrator and the strategist, in a municipality that has nothing', () => {
  test('the administrator chooses a password by the link, and invites the strategist', async () => {
    admin = await welcome(site, site.link)
    await expectGood(admin)
    await admin.goto('/konton/ny')
    await expectGood(admin)
    await admin.getByRole('textbox', { name: 'Namn', exact: true }).focus()
    // Nothing but the keyboard: name, address, no profession, role, board, no provider or unit, and the button.
    for (const typed of ['Stina Strateg', 'stina@kommun.example', '', 'Kvalitetss', 'Omsorgsn', '', '']) {
      await admin.keyboard.type(typed)
      await admin.keyboard.press('Tab')
    }
    await Promise.all([admin.waitForEvent('domcontentloaded'), admin.keyboard.press('Enter')])
    await expectGood(admin, 'Skicka länken till personen')
    strategist = await welcome(site, new URL(await admin.getByLabel('Länk').inputValue()).pathname)
  })

  test('the strategist is told where to begin, and takes the template along', async () => {
    await expectGood(strategist, 'Här finns inga enheter ännu')
    await follow(strategist.getByRole('main'), 'Importera från fil')
    await expectGood(strategist)
    const [saved] = await Promise.all([
      strategist.waitForEvent('download'),
      strategist.getByRole('link', { name: 'Hämta mallen med alla blad (Excel)' }).click(),
    ])
    const bytes = await strategist.request.get(saved.url()).then((answer) => answer.body())
    const { sheets } = await readWorkbook({ name: saved.suggestedFilename(), bytes })
    expect(sheets.map(({ name }) => name)).toEqual([
      ...['Verksamhetsområden', 'Utförare', 'Enheter', 'Avtal', 'Om'],
    ])
  })

  test('a fault is shown at its cell with what was meant, and nothing is read in', async () => {
    await upload(strategist, await workbook('Register.xlsx', registers('Talbackens Omsorg AB')))
    await expectGood(
      strategist,
      'Kolumner som inte används: Vad huset heter',
      'Kolumnen behövs men är inte vald.',
    )
    await strategist
      .getByRole('row', { name: /Enhetens namn/ })
      .getByRole('combobox')
      .selectOption({ label: 'Vad huset heter' })
    await write(strategist, 'Gäller från', dayFromNow(-1000))
    await pressAndWait(strategist, 'Granska')
    await expectGood(strategist, '1 rad har fel', 'C2 Utförare', 'Menade du Tallbackens Omsorg AB?')
    expect(await strategist.getByRole('button', { name: /^Läs in/ }).count()).toBe(0)
  })

  test('the mended file has its columns chosen as last time, and is read in whole', async () => {
    mended = await workbook('Register rättat.xlsx', registers('Tallbackens Omsorg AB'))
    await upload(strategist, mended)
    await expectGood(strategist, 'Samma rubriker har lästs in förut. Kolumnerna är valda som då.')
    await write(strategist, 'Gäller från', dayFromNow(-1000))
    await pressAndWait(strategist, 'Granska')
    await pressAndWait(strategist, 'Läs in 8 rader')
    await expectGood(strategist, 'Filen är inläst')
    await strategist.goto('/enheter')
    await expectGood(strategist, 'Tallens gruppbostad', 'Torgets träffpunkt')
  })

  test('the same file again changes nothing; what was read in is undone, and read in again', async () => {
    await upload(strategist, mended)
    await write(strategist, 'Gäller från', dayFromNow(-1000))
    await pressAndWait(strategist, 'Granska')
    await expectGood(strategist, 'Filen ändrar ingenting', 'Samma fil lästes in')
    await strategist.goto('/importera')
    await expectGood(strategist)
    const [done] = await strategist.getByRole('row', { name: /Inläst/ }).all()
    await leave(done!.getByRole('link'))
    await expectGood(strategist)
    await leave(strategist.getByRole('link', { name: 'Ångra inläsningen' }))
    await expectGood(strategist)
    await press(strategist, 'Ångra allt som filen ändrade')
    await expectGood(strategist, 'Inläsningen är ångrad')
    await strategist.goto('/enheter')
    expect(await words(strategist)).not.toContain('Tallens gruppbostad')
    await expectGood(strategist)
    await upload(strategist, mended)
    await write(strategist, 'Gäller från', dayFromNow(-1000))
    await pressAndWait(strategist, 'Granska')
    await pressAndWait(strategist, 'Läs in 8 rader')
    await expectWords(strategist, 'Filen är inläst')
  })

  test('the administrator reads in the people, and hands out their links', async () => {
    await upload(admin, await workbook('Personer.xlsx', [people]))
    await expectGood(admin)
    await pressAndWait(admin, 'Granska')
    await expectGood(admin)
    await pressAndWait(admin, 'Läs in 2 rader')
    await expectGood(admin, '2 personer väntar på sin inbjudan')
    const [saved] = await Promise.all([
      admin.waitForEvent('download'),
      admin.getByRole('button', { name: 'Skapa länkar och hämta som Excel' }).click(),
    ])
    expect(saved.suggestedFilename()).toMatch(/\.xlsx$/)
    await admin.goto('/konton')
    await expectGood(admin, 'Ulla Uppföljare', 'Enar Enhetschef')
  })
})

describe('the strategist makes the requirements the municipality’s own', () => {
  test('a requirement without method cannot be published, and the page says which', async () => {
    await strategist.goto('/kravkatalog/versioner')
    await expectGood(strategist)
    await unfold(strategist, 'Gör ett utkast')
    await press(strategist, 'Gör ett utkast')
    await expectGood(strategist)
    const [first] = await strategist.getByRole('cell').getByRole('link').all()
    await leave(first!)
    await expectGood(strategist)
    await write(strategist, 'Rubrik', 'Ledningssystem som personalen känner till')
    for (const box of await strategist.getByRole('group', { name: 'Metoder' }).getByRole('checkbox').all())
      await box.uncheck()
    await press(strategist, 'Spara kravet')
    await expectGood(strategist, 'Saknas: metoder.')
    await follow(strategist, /^Version 2/)
    await expectGood(strategist)
    await follow(strategist, 'Publicera')
    await expectGood(
      strategist,
      'Versionen går inte att publicera än',
      'Ledningssystem som personalen känner till: metoder',
    )
    expect(await strategist.getByText('Publicera versionen').count()).toBe(0)
  })

  test('with a method it is published with its decision, and the difference is told in words', async () => {
    await follow(strategist.getByRole('main'), /Ledningssystem som personalen/)
    await strategist.getByRole('checkbox', { name: 'Samtal med medarbetare' }).first().check()
    await press(strategist, 'Spara kravet')
    await follow(strategist, /^Version 2/)
    await follow(strategist, 'Publicera')
    await expectGood(strategist)
    await choose(strategist, 'Beslutad av', 'Omsorgsnämnden')
    await write(strategist, 'Beslutad den', dayFromNow(0))
    await write(strategist, 'Diarienummer', 'OMS 26/045')
    await write(strategist, 'Paragraf', '112')
    await unfold(strategist, 'Publicera versionen')
    await press(strategist, 'Publicera versionen')
    await expectGood(strategist, 'Versionen är publicerad.', 'Flytta avtal till version 2')
    await strategist.goto('/kravkatalog/versioner')
    await follow(strategist, /^Version 2/)
    await expectGood(strategist)
    await follow(strategist, 'Visa skillnaden')
    await expectGood(strategist, '1 krav är ändrat', 'Ledningssystem som personalen känner till', 'Förut')
  })
})

describe('the strategist opens agreements', () => {
  test('an agreement has its units, its options and its decision date', async () => {
    await strategist.goto('/avtal')
    await expectGood(strategist)
    await follow(strategist, 'Lägg till ett avtal')
    await expectGood(strategist)
    await choose(strategist, 'Utförare', 'Tallbackens Omsorg AB')
    await choose(strategist, 'Slag', 'Upphandlat avtal (LOU)')
    await press(strategist, 'Fortsätt')
    await write(strategist, 'Diarienummer', 'OMS 26/051')
    await write(strategist, 'Rubrik', external)
    await choose(strategist, 'Upphandlingsform', 'Öppet förfarande')
    await write(strategist, 'Från och med', dayFromNow(60))
    await write(strategist, 'Upphör', dayFromNow(1155))
    await write(strategist, '1. Kan förlängas till och med', dayFromNow(1885))
    await write(strategist, '1. Beslut senast', dayFromNow(970))
    await strategist.getByRole('checkbox', { name: 'Granens gruppbostad' }).check()
    await expectGood(strategist)
    await press(strategist, 'Spara avtalet')
    await expectGood(strategist, 'Avtalet är sparat.', 'Granens gruppbostad', 'Uppföljningsplan saknas.')
    home = new URL(strategist.url()).pathname
  })

  test('it has a requirement of its own', async () => {
    await strategist.goto(`${home}/krav`)
    await expectGood(strategist)
    await press(strategist, 'Skriv egna krav')
    await unfold(strategist, 'Lägg till ett krav')
    await write(strategist, 'Kod', 'T1')
    await write(strategist, 'Rubrik', ownRequirement)
    await press(strategist, 'Lägg till ett krav')
    await expectGood(strategist)
    await write(strategist, 'Lydelse', 'Utföraren ordnar en resa om året för den som vill.')
    await choose(strategist, 'Fokusområde', 'Service och bemötande')
    for (const name of [
      'LSS',
      'Trygghet och säkerhet',
      'Bostad med särskild service',
      'Samtal med medarbetare',
    ])
      await strategist.getByRole('checkbox', { name }).first().check()
    await write(strategist, 'Underlag', 'Plan och redovisning av årets resa')
    for (const level of [1, 2, 3, 4]) await write(strategist, `Nivå ${level}`, `Så här ser nivå ${level} ut.`)
    await press(strategist, 'Spara kravet')
    await expectWords(strategist, 'Kravet är sparat.')
    await follow(strategist, /^Version \d+: Egna krav/)
    await expectGood(strategist, 'Alla krav är kompletta.')
    await strategist.goto(`${home}/krav`)
    await expectGood(strategist, 'varav 1 egna', ownRequirement)
  })

  test('it has a follow-up plan of its own: what, how, by whom, how often and what if it is not met', async () => {
    await strategist.goto(`${home}/uppfoljningsplan`)
    await expectGood(strategist)
    await follow(strategist, 'Skriv planen')
    await write(strategist, 'Vad som följs upp', 'Bemanning på natten')
    for (const name of ['Samtal med medarbetare', 'Uppföljare'])
      await strategist.getByRole('checkbox', { name }).first().check()
    await choose(strategist, 'Hur ofta', 'Varje halvår')
    await write(strategist, 'Första gången senast', dayFromNow(200))
    await expectGood(strategist)
    await press(strategist, 'Spara utkastet')
    await expectGood(strategist, 'Utkastet är sparat.')
    await unfold(strategist, 'Fastställ planen')
    await press(strategist, 'Fastställ planen')
    await expectGood(strategist, 'Uppföljningsplanen är fastställd.', 'Bemanning på natten', 'Varje halvår')
  })

  test('it is adopted with its decision, and its own requirement with it', async () => {
    await strategist.goto(home)
    await unfold(strategist, 'Anta avtalet')
    await write(strategist, 'Beslutat av', 'Omsorgsnämnden')
    await write(strategist, 'Beslutet', '§ 113')
    await press(strategist, 'Anta avtalet')
    await expectGood(strategist, 'Avtalet är antaget.')
    await follow(strategist.getByRole('navigation', { name: 'Delar av avtalet' }), 'Krav')
    await expectGood(strategist, ownRequirement, 'varav 1 egna')
  })

  test('the agreement of the own unit is compared with it, and every difference has its reason', async () => {
    await strategist.goto('/avtal/nytt?slag=internal')
    await expectGood(strategist)
    await choose(strategist, 'Utförare', 'Omsorgsförvaltningen')
    await press(strategist, 'Fortsätt')
    await expectGood(strategist)
    await write(strategist, 'Rubrik', 'Överenskommelse för Lindens gruppbostad')
    await write(strategist, 'Från och med', dayFromNow(60))
    await strategist.getByRole('checkbox', { name: 'Lindens gruppbostad' }).check()
    await press(strategist, 'Spara avtalet')
    await expectGood(strategist)
    await follow(strategist.getByRole('navigation', { name: 'Delar av avtalet' }), 'Jämförelse')
    await expectGood(strategist)
    await choose(strategist, 'Externt avtal', `${external}, Tallbackens Omsorg AB`)
    await strategist.getByRole('checkbox', { name: /^Ta över avtalets kravkatalog/ }).uncheck()
    await press(strategist, 'Jämför')
    await expectGood(strategist, '1 skillnad saknar motivering.', ownRequirement)
    await strategist
      .getByRole('textbox', { name: 'Varför T1 skiljer' })
      .fill('Resor ordnas av kommunens fritidsgård.')
    await press(strategist, 'Spara motiveringarna')
    await expectGood(strategist, 'Alla skillnader har en motivering.')
  })

  test('what expires is among what is to be done, in time', async () => {
    await tendAll(openDatabase(site.database.appUrl, 1), new Date())
    await strategist.goto('/att-gora')
    await expectGood(strategist, 'Följ upp Tallens gruppbostad före beslutet om förlängning')
    await strategist.goto('/skyldigheter')
    await expectGood(
      strategist,
      'Besluta om förlängning: Drift av Tallens gruppbostad',
      'Bestäm vad som gäller efter Drift av Tallens gruppbostad',
    )
    await follow(strategist, 'Besluta om förlängning: Drift av Tallens gruppbostad')
    await expectGood(strategist)
  })
})

const external = 'Drift av Granens gruppbostad'
const ownRequirement = 'En resa om året'
let home = ''
