import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopeOf, type Actor } from '#access/may.ts'
import { readArchive } from '#platform/archive.ts'
import { reachingOut, wordFile } from '#platform/documents/word-style.test-support.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { withScope } from '#platform/db/transaction.ts'
import { makeWorld, type World } from '#test/world.ts'
import { changeTemplate } from './commands-templates.ts'
import { setReportDays } from './commands-days.ts'
import { previewPaper, previewWord } from './preview.ts'
import {
  findTemplate,
  letterheadOf,
  listTemplates,
  newestTemplate,
  standardTexts,
} from './queries-templates.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

function seen<Result>(actor: Actor, work: Parameters<typeof withScope<Result>>[2]): Promise<Result> {
  return withScope(world.db, scopeOf(actor), work)
}

const svg = (inside: string) =>
  new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" width="40" height="10">${inside}</svg>`,
  )
const logo = { name: 'logo.svg', bytes: svg('<rect width="40" height="10" fill="#0a5a78"/>') }
const own = `#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title)
#set text(lang: "sv", font: "Source Sans 3")
#title()
#paper.municipality`

test('a registrar and a provider cannot change the template, and nothing is stored', async () => {
  for (const stranger of [world.people.registrar, world.people.rival])
    await expect(changeTemplate(world.as(stranger), { revision: 0 })).rejects.toMatchObject({
      code: 'notAllowed',
    })
  expect(await seen(world.people.strategist, newestTemplate)).toBeUndefined()
})

test('a logo with a script in it, one without words and one that is no picture are refused', async () => {
  const change = (more: object) => changeTemplate(world.as(world.people.strategist), { revision: 0, ...more })
  const scripted = { name: 'x.svg', bytes: svg('<script>alert(1)</script>') }
  await expect(change({ logo: scripted, logoAlt: 'Vapen' })).rejects.toMatchObject({
    fields: [{ path: 'logo', code: 'logoKind' }],
  })
  await expect(change({ logo })).rejects.toMatchObject({ fields: [{ path: 'logoAlt', code: 'required' }] })
  const nonsense = { name: 'x.png', bytes: new Uint8Array([0x89, 1, 2, 3]) }
  await expect(change({ logo: nonsense, logoAlt: 'Vapen' })).rejects.toMatchObject({
    fields: [{ path: 'logo', code: 'logoKind' }],
  })
})

test('a strategist dresses the papers, each change is a version, and standard can be taken back', async () => {
  const texts = { memo: { receivers: 'Akten' } }
  const first = await changeTemplate(world.as(world.people.strategist), {
    revision: 0,
    logo,
    logoAlt: 'Vapen',
    letterhead: ['Storgatan 1'],
    texts,
  })
  expect(await seen(world.people.strategist, (tx) => standardTexts(tx, 'memo'))).toEqual(texts.memo)
  const dressed = await seen(world.people.strategist, (tx) => letterheadOf(tx, first.id))
  const preview = await previewPaper(dressed, { name: 'Exempelkommun', accent: '#0a5a78' })
  expect(preview.html).toContain('aria-label="Vapen"')
  expect(preview.html).toContain('Storgatan 1')
  expect(Buffer.from(preview.pdf).subarray(0, 5).toString()).toBe('%PDF-')
  await expect(changeTemplate(world.as(world.people.strategist), { revision: 0 })).rejects.toMatchObject({
    code: 'stale',
  })
  await changeTemplate(world.as(world.people.admin), { revision: 1, removeLogo: true })
  const versions = await seen(world.people.strategist, listTemplates)
  expect(versions.map(({ number }) => number)).toEqual([2, 1])
  const kept = await seen(world.people.strategist, (tx) => findTemplate(tx, first.id))
  expect(kept?.letterhead).toEqual(['Storgatan 1'])
})

test('an own file for the PDF is set on trial, and one that reads files or has a fault is told what is wrong', async () => {
  const change = (typst: string) => changeTemplate(world.as(world.people.strategist), { revision: 2, typst })
  for (const bad of [
    '#import "@preview/x:1.0.0": y',
    '#read("/etc/passwd")',
    '#eval("1")',
    '#no-such-thing()',
  ])
    await expect(change(bad)).rejects.toMatchObject({ fields: [{ path: 'typst', code: 'typst' }] })
  expect(await change(own)).toMatchObject({ number: 3 })
})

test('a Word file with macros, one that fetches another, one too large and one that is no Word file are refused', async () => {
  const change = (bytes: Buffer, name = 'mall.dotx') =>
    changeTemplate(world.as(world.people.strategist), {
      ...{ revision: 3, word: { name, bytes: new Uint8Array(bytes) } },
    })
  const macro = wordFile({ more: { 'word/vbaProject.bin': 'x' } })
  for (const bytes of [macro, wordFile({ more: reachingOut }), wordFile({ styles: '' }), Buffer.from('PK')])
    await expect(change(bytes)).rejects.toMatchObject({ fields: [{ path: 'word', code: 'wordKind' }] })
  await expect(change(Buffer.alloc(5 * 1024 * 1024 + 1))).rejects.toMatchObject({
    fields: [{ path: 'word', code: 'wordTooLarge' }],
  })
  const word = { name: 'mall.dotx', bytes: new Uint8Array(wordFile()) }
  await expect(changeTemplate(world.as(world.people.rival), { revision: 3, word })).rejects.toMatchObject({
    code: 'notAllowed',
  })
  expect((await seen(world.people.strategist, newestTemplate))?.number).toBe(3)
})

test('papers come in the municipality’s own Word styles from then on, and the version before stands as it was', async () => {
  const word = { name: 'C:\\mallar\\Kommunens mall.dotx', bytes: new Uint8Array(wordFile()) }
  const { id } = await changeTemplate(world.as(world.people.strategist), { revision: 3, word })
  const stylesIn = async (templateId: string | undefined) => {
    const letterhead = await seen(world.people.strategist, (tx) => letterheadOf(tx, templateId))
    const { docx } = await previewWord(letterhead, { name: 'Exempelkommun', accent: '#0a5a78' })
    const entry = readArchive(Buffer.from(docx))?.find(({ name }) => name === 'word/styles.xml')
    return entry?.read().toString('utf8') ?? ''
  }
  const [newest, before] = await seen(world.people.strategist, listTemplates)
  expect(newest).toMatchObject({ id, number: 4, wordName: 'Kommunens mall.dotx' })
  expect(await stylesIn(id)).toContain('7A1F5C')
  expect(await stylesIn(before?.id)).not.toContain('7A1F5C')
  const kept = await changeTemplate(world.as(world.people.strategist), { revision: 4, note: 'Ny adress' })
  expect(await stylesIn(kept.id)).toContain('7A1F5C')
  const without = await changeTemplate(world.as(world.people.strategist), { revision: 5, removeWord: true })
  expect(await stylesIn(without.id)).toContain('Calibri')
  expect(await stylesIn(id)).toContain('7A1F5C')
})

test('the twin municipality and the provider see no template, and set no days of another’s board', async () => {
  for (const stranger of [world.people.rival, world.twin.people.strategist])
    expect(await seen(stranger, listTemplates)).toEqual([])
  const days = { boardId: world.boards.care, days: ['09-15', '03-01'] }
  await expect(setReportDays(world.as(world.twin.people.strategist), days)).rejects.toMatchObject({
    code: 'notFound',
  })
  await setReportDays(world.as(world.people.strategist), days)
  const { rows } = await world.admin.query('select report_days from board where id = $1', [world.boards.care])
  expect(rows).toEqual([{ report_days: ['09-15', '03-01'] }])
})
