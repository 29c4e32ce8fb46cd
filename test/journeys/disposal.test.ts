import { spawn, type ChildProcess } from 'node:child_process'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type Site } from './site.ts'
import {
  download,
  expectGood,
  expectWords,
  follow,
  press,
  toldYear,
  unfold,
  windowOf,
  words,
  write,
} from './steps.ts'

/** The registrar proposes what has had its years, the director approves, and the certificate tells of it. */
let site: Site
let worker: ChildProcess
let registrar: Page
let director: Page
beforeAll(async () => {
  site = await startSite()
  worker = spawn(process.execPath, ['src/server/worker.ts'], {
    env: { ...process.env, DATABASE_URL: site.database.appUrl },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  registrar = await windowOf(site, 'registrator')
  director = await windowOf(site, 'direktor')
})
afterAll(() => {
  worker.kill('SIGKILL')
  return site.close()
})

const disposed = `Uppföljning av Granhemmet ${toldYear('2022-01-28')}`
const ofElderly = 'Underlag i protokoll, Vård- och omsorgsnämnden'

test('the registrar writes down what the board has decided, and what it says nothing of is preserved', async () => {
  await follow(registrar, 'Gallring')
  await follow(registrar, 'Gallringsregler')
  await expectGood(registrar, 'Inget beslut: bevaras', 'Bevaras alltid')
  await follow(registrar, `Ändra ${ofElderly}`)
  await write(registrar, 'Antal år', '4')
  await write(registrar, 'Diarienummer och paragraf', 'VON 26/7, § 12')
  await press(registrar, 'Spara regeln')
  await expectGood(registrar, 'Skriv datumet som ÅÅÅÅ-MM-DD')
  await write(registrar, 'Beslutsdag', '2026-02-10')
  await press(registrar, 'Spara regeln')
  await expectWords(registrar, 'Regeln är sparad.', 'VON 26/7, § 12')
})

test('the registrar looks through the list and proposes, and cannot approve it', async () => {
  await registrar.goto('/gallring/ny')
  await follow(registrar, `Granska ${ofElderly}`)
  await expectGood(registrar, 'Det som gallras', disposed)
  await press(registrar, 'Skicka för godkännande')
  await expectGood(registrar, 'Förslaget är skickat.', 'Väntar på en annan person')
  expect(await registrar.getByText('Godkänn gallringen').count()).toBe(0)
})

test('the director approves, and the certificate says what is gone, by whom and until when copies hold it', async () => {
  await director.goto(registrar.url())
  await expectGood(director, 'Väntar på beslut', 'Rebecka Åkesson')
  await unfold(director, 'Godkänn gallringen')
  await expectWords(director, 'Det går inte att ångra.')
  await press(director, 'Godkänn gallringen')
  await expectWords(director, 'Gallringen är godkänd')
  await expect
    .poll(
      async () => {
        await director.reload()
        return words(director)
      },
      { timeout: 60_000, interval: 1_000 },
    )
    .toContain('PDF för arkiv')
  await expectGood(
    director,
    'Gallringsbevis',
    'VON 26/7, § 12',
    'Godkände',
    'Dag Hellström',
    'Säkerhetskopior',
  )
  expect((await download(director, 'PDF')).slice(0, 5)).toBe('%PDF-')
})

test('where the evidence stood the protocol says that it has been disposed of', async () => {
  await director.goto(`/uppfoljningar?q=${disposed}`)
  await follow(director, disposed)
  await director.goto(`${director.url()}/protokoll`)
  await expectWords(director, 'Gallrad', 'Gallringsbevis 1')
})
