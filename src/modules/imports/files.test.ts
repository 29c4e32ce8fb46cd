import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readWorkbook } from '#platform/tabular/read.ts'
import { makeWorld, type World } from '#test/world.ts'
import {
  agreements,
  csv,
  found,
  look,
  mapped,
  previewed,
  providers,
  rowsOf,
  run,
  unit,
  unitCount,
  units,
  uploaded,
  xlsx,
} from './fixture.test-support.ts'
import { personalFaults } from './personal.ts'
import { faultsFile, mapImport, templateFile } from './public.ts'
import { readable } from './readable.ts'
import { understand } from './sheets.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  await run(world, await previewed(world, await xlsx([providers, units([unit('0101', 'Almen')])])))
})
afterAll(() => world.close())

test('a fault in row 1,999 of 2,000 units is told at its cell with what was meant, and nothing is brought in', async () => {
  const rows = Array.from({ length: 2000 }, (_, at) => unit(`9${String(at).padStart(4, '0')}`, `Enhet ${at}`))
  rows[1997] = unit('91997', 'Felet', { area: 'Bostad med särskild servise' })
  const before = await unitCount(world)
  const id = await previewed(world, await xlsx([units(rows)]))
  const faulty = await rowsOf(world, id, 'faulty')
  expect(faulty).toHaveLength(1)
  expect(faulty[0]?.faults).toEqual([
    {
      cell: 'D1999',
      column: 'Verksamhetsområde',
      text: 'Verksamhetsområdet ”Bostad med särskild servise” finns inte.',
      suggestion: 'Menade du Bostad med särskild service?',
    },
  ])
  await expect(run(world, id)).rejects.toMatchObject({ code: 'importHasFaults' })
  expect(await unitCount(world)).toBe(before)
})

test('what a file brings in has the shapes of the forms: no far year, no direction sign, no line in a name, no NUL', async () => {
  const far = await previewed(
    world,
    csv([
      'Enhetskod;Namn;Utförare;Verksamhetsområde;Driftform;Gäller från',
      'S1;Alen;Åkerbo Omsorg AB;Bostad med särskild service;LOU;9999-12-31',
      'S2;Boken;Åkerbo Omsorg AB;Bostad med särskild service;LOU;1899-12-31',
      `S3;${'x'.repeat(201)};Åkerbo Omsorg AB;Bostad med särskild service;LOU;2026-01-01`,
    ]),
    'enheter.csv',
  )
  const faulty = await rowsOf(world, far, 'faulty')
  expect(faulty.flatMap(({ faults }) => faults.map(({ cell, text }) => [cell, text]))).toEqual([
    ['F2', 'Kontrollera årtalet. Skriv en dag mellan 1900 och 2100.'],
    ['F3', 'Kontrollera årtalet. Skriv en dag mellan 1900 och 2100.'],
    ['B4', 'Texten är för lång.'],
  ])
  await run(world, await previewed(world, await xlsx([units([unit('S\u202E4', 'Ce\u2066dern\nnorra')])])))
  const { rows } = await world.admin.query(
    `select u.code, s.name from unit u join unit_state s on s.unit_id = u.id where u.code = 'S4'`,
  )
  expect(rows).toEqual([{ code: 'S4', name: 'Cedern norra' }])
})

test('a cell with what no database takes, half a sign or a NUL, is read without it', () => {
  const cells = [{ kind: 'text', text: 'Al\0\u202Een\nHalva \uD83D' } as const]
  const sheet = { name: 'En\0het', isHidden: false, rows: [{ number: 1, cells }] }
  const [read] = readable({ format: 'xlsx', reading: null, sheets: [sheet] }).sheets
  expect([read?.name, read?.rows[0]?.cells]).toEqual([
    'Enhet',
    [{ kind: 'text', text: 'Alen\nHalva \uFFFD' }],
  ])
})

test('dates, choices, codes, duplicates and other boards are told at their cells in plain Swedish', async () => {
  const bytes = csv([
    'Enhetskod;Namn;Utförare;Verksamhetsområde;Driftform;Nämnd;Gäller från',
    'A1;Almgården;Åkerbo Omsrg AB;Bostad med särskild service;LOU;OMS;2026-01-01',
    'A2;Björkgården 2;Åkerbo Omsorg AB;Bostad med särskild service;Entrepenad;OMS;13/2 2026',
    'A3;Cedern;Åkerbo Omsorg AB;Bostad med särskild service;LOU;Äldrenämnden;2026-01-01',
    'A3;Cedern;Åkerbo Omsorg AB;Bostad med särskild service;LOU;OMS;2026-01-01',
    'E6;Grannens;Åkerbo Omsorg AB;Bostad med särskild service;LOU;;2026-01-01',
    '101;Nollan;Åkerbo Omsorg AB;Bostad med särskild service;LOU;;2026-01-01',
  ])
  const id = await previewed(world, bytes, 'enheter.csv')
  const told = (await rowsOf(world, id, 'faulty')).flatMap((row) =>
    row.faults.map((fault) => [fault.cell, `${fault.text} ${fault.suggestion}`]),
  )
  expect(told).toEqual([
    ['C2', 'Utföraren ”Åkerbo Omsrg AB” finns inte. Menade du Åkerbo Omsorg AB?'],
    ['E3', '”Entrepenad” finns inte bland valen. Menade du Entreprenad?'],
    ['G3', '”13/2 2026” går inte att läsa som ett datum. Menade du 2026-02-13?'],
    ['F4', 'Raden gäller Äldrenämnden. En fil läses in för en nämnd i taget. Lägg raden i en egen fil.'],
    ['A5', 'Samma uppgift står redan på rad 4. Ta bort den ena raden.'],
    ['A6', 'Koden ”E6” används av en enhet hos en annan nämnd. Välj en annan kod.'],
    [
      'A7',
      'Koden ”101” liknar 0101, som redan finns. Excel tar bort nollor i början. Gör kolumnen till text och skriv hela koden.',
    ],
  ])
})

test('a personal number anywhere in the file refuses it, and neither the number nor the file is kept', async () => {
  const bytes = await xlsx([
    { ...providers, rows: [['Annas Omsorg', '850709-9805', 'Privat']] },
    units([unit('B1', 'Kontakt 19850709-9805')]),
  ])
  const id = await uploaded(world, bytes)
  expect((await found(world, id)).state).toBe('refused')
  const faults = (await rowsOf(world, id)).flatMap((row) => row.faults)
  expect(faults.map(({ cell, text }) => [cell, text.slice(0, 40)])).toEqual([
    ['B2', 'Numret ser ut som ett personnummer och t'],
    ['B2', 'Rutan ser ut att innehålla ett personnum'],
  ])
  const kept = await world.admin.query(
    `select i::text || coalesce((select string_agg(r::text, '') from import_row r where r.import_id = i.id), '') as text,
       content from import i where id = $1`,
    [id],
  )
  expect(kept.rows[0]).toMatchObject({ content: null })
  expect(JSON.stringify(kept.rows[0])).not.toMatch(/850709|9805/)
})

test('a personal number in the name of a sheet or in headings refuses the file, and is nowhere kept nor shown', async () => {
  const plain = unit('B2', 'Lönnen', { provider: 'Åkerbo Omsorg AB' })
  const named = { ...units([plain]), name: 'Kalle 850709-9805' }
  const headed = units([[...plain, 'x']])
  headed.headings = [...headed.headings, '850709-9805']
  const files = [
    {
      bytes: await xlsx([named]),
      text: 'Bladets namn ser ut att innehålla ett personnummer och tas inte emot.',
    },
    {
      bytes: await xlsx([headed]),
      text: 'Rutan ser ut att innehålla ett personnummer och tas inte emot.',
    },
  ]
  for (const { bytes, text } of files) {
    const id = await uploaded(world, bytes)
    expect((await found(world, id)).state).toBe('refused')
    const faults = (await rowsOf(world, id)).flatMap((row) => row.faults)
    expect(faults).toContainEqual(expect.objectContaining({ column: '', text }))
    const { rows } = await world.admin.query(
      `select i.sheets::text || i.reading::text || coalesce(string_agg(r::text, ''), '') as text, i.content
        from import i left join import_row r on r.import_id = i.id where i.id = $1 group by i.municipality_id, i.id`,
      [id],
    )
    expect(rows[0]).toMatchObject({ content: null })
    expect(JSON.stringify(rows[0])).not.toMatch(/850709|9805/)
  }
  // A heading of two cells above each other: neither of them is a number, together they are.
  const sheet = { name: 'Enheter', isHidden: false, rows: [] }
  const [plan] = understand({ format: 'csv', reading: null, sheets: [sheet] }, 'enheter.csv')
  const headers = ['850709 – 9805']
  const joined = personalFaults({ format: 'csv', reading: null, sheets: [sheet] }, [
    { rows: [], plan: { ...plan!.plan, headers } },
  ])
  expect(joined.flatMap(({ faults }) => faults.map(({ text }) => text))).toEqual([
    'En rubrik ser ut att innehålla ett personnummer och tas inte emot.',
  ])
  const { rows } = await world.admin.query('select 1 from import_mapping m where m::text ~ $1', [
    '850709|9805',
  ])
  expect(rows).toEqual([])
})

test('ten digits that may be a telephone number are let through the reading, but are no case number', async () => {
  const id = await previewed(
    world,
    await xlsx([agreements([['Drift', 'Åkerbo Omsorg AB', 'LOU', '0701019887', '2026-01-01', '', 'B1']])]),
  )
  const faults = (await rowsOf(world, id)).flatMap((row) => row.faults)
  expect(faults).toContainEqual(
    expect.objectContaining({
      cell: 'D2',
      text: 'Rutan ser ut att innehålla ett personnummer och tas inte emot.',
    }),
  )
  expect(JSON.stringify(faults)).not.toContain('0701019887')
})

test('columns chosen once are chosen again the next time the same headings come', async () => {
  const lines = [
    'Nyckel X;Vad den heter;Vem;Sort;Regi',
    'C1;Dungen;Åkerbo Omsorg AB;Bostad med särskild service;LOU',
  ]
  const first = await uploaded(world, csv(lines), 'lista.csv')
  const { revision } = await found(world, first)
  const { strategist } = world.people
  const sheets = [
    { index: 0, kind: 'units' as const, columns: { code: 0, name: 1, provider: 2, area: 3, form: 4 } },
  ]
  const choice = { importId: first, revision, validFrom: '2026-01-01', changeKind: 'change' as const, sheets }
  await mapImport(world.as(strategist), choice)
  const second = await found(
    world,
    await uploaded(
      world,
      csv([...lines, 'C2;Eken;Åkerbo Omsorg AB;Bostad med särskild service;LOU']),
      'lista.csv',
    ),
  )
  expect(second.sheets[0]).toMatchObject({ kind: 'units', isRemembered: true, columns: sheets[0]?.columns })
})

test('a preview is refused while a needed column has no place', async () => {
  const id = await uploaded(world, csv(['Enhetskod;Namn', 'D1;Fuxen']), 'enheter.csv')
  await expect(mapped(world, id)).rejects.toMatchObject({ code: 'invalidInput' })
})

test('a register written by LibreOffice is read: title rows above, codes with zeros, real dates, a total below', async () => {
  const bytes = new Uint8Array(await readFile(join(import.meta.dirname, 'fixtures/enheter-libreoffice.xlsx')))
  const id = await previewed(world, bytes, 'enheter-libreoffice.xlsx')
  expect((await found(world, id)).sheets[0]).toMatchObject({ kind: 'units', rows: 3, passedOver: 1 })
  const faulty = await rowsOf(world, id, 'faulty')
  expect(faulty.map((row) => [row.rowNumber, row.faults[0]?.text])).toEqual([
    [6, 'Utföraren ”Kommunens egen regi” finns inte.'],
  ])
  const fresh = await rowsOf(world, id, 'new')
  expect(fresh.map((row) => row.label)).toEqual(['0901 Pilens gruppbostad', '0902 Rönnens gruppbostad'])
})

test('a file in Windows-1252 with semicolons is read as it was meant', async () => {
  const text =
    'Enhetskod;Namn;Utförare;Verksamhetsområde;Driftform;Gäller från\r\n0951;Äppelgården;Åkerbo Omsorg AB;Bostad med särskild service;LOU;2026-01-01\r\n'
  const id = await previewed(world, new Uint8Array(Buffer.from(text, 'latin1')), 'enheter.csv')
  expect((await found(world, id)).reading).toMatchObject({ encoding: 'windows-1252', delimiter: ';' })
  expect((await rowsOf(world, id)).map((row) => [row.outcome, row.label])).toEqual([
    ['new', '0951 Äppelgården'],
  ])
})

test('the template says what it is, and its own example row is not brought in', async () => {
  const { body } = await templateFile(['areas', 'providers', 'units', 'agreements', 'people'], 'xlsx')
  const one = await found(world, await uploaded(world, new Uint8Array(body), 'mall.xlsx'))
  expect(one.sheets.map(({ name, skipped }) => [name, skipped])).toEqual([
    ['Verksamhetsområden', 'empty'],
    ['Utförare', 'empty'],
    ['Enheter', 'empty'],
    ['Avtal', 'empty'],
    ['Personer', 'empty'],
    ['Om', 'about'],
  ])
  const csvFile = await templateFile(['units'], 'csv')
  expect(new TextDecoder().decode(csvFile.body)).toContain('Enhetskod;Namn;Utförare;Verksamhetsområde')
})

test('rows with faults are handed back with what is wrong in a column of their own', async () => {
  const id = await previewed(world, await xlsx([units([unit('0961', 'Syrenen', { places: 'sex' })])]))
  const one = await found(world, id)
  const file = await look(world, world.people.strategist, (tx) => faultsFile(tx, one, '2026-11-19'))
  const workbook = await readWorkbook({ name: 'fel.xlsx', bytes: file.body })
  const texts = workbook.sheets[0]?.rows.map((row) =>
    row.cells.map((cell) => (cell.kind === 'empty' ? '' : cell.text)),
  )
  expect(texts?.[1]?.slice(0, 4)).toEqual([
    'F2 Platser: ”sex” är inte ett helt tal. Skriv ett helt tal, till exempel 12.',
    '2',
    '0961',
    'Syrenen',
  ])
})
