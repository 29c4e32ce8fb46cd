import { afterAll, beforeAll, expect, test } from 'vitest'
import { plansIn } from '#modules/plans/arrange.test-support.ts'
import { changeItems } from '#modules/plans/public.ts'
import { readArchive } from '#platform/archive.ts'
import { renderDocx, renderPdf } from '#platform/documents/document.ts'
import { stopPdfWorker } from '#platform/documents/pdf.ts'
import { makeWorld, now, type World } from '#test/world.ts'
import { planDocument } from './public.ts'

let world: World
let yearPlanId: string
let at: ReturnType<typeof plansIn>

beforeAll(async () => {
  world = await makeWorld()
  at = plansIn(world)
  yearPlanId = await at.makePlan()
  await at.add(yearPlanId, { unitIds: [world.units.birch, world.units.oak] })
  const hidden = (await at.itemsOf(yearPlanId)).find((row) => row.name === 'Ekbacken')
  await changeItems(at.asStrategist(), {
    yearPlanId,
    itemIds: [hidden!.id],
    announced: false,
    reason: 'Dold',
  })
})
afterAll(async () => {
  await stopPdfWorker()
  await world.close()
})

const documentOf = async () => {
  const actor = world.people.strategist
  const plan = await at.planOf(yearPlanId)
  return (await at.read(actor, (tx) => planDocument(tx, plan, { actor, now })))!
}

test('the office has the plan as a document: areas by year, the list by month, and what is unannounced by half-year', async () => {
  const paper = await documentOf()
  expect(paper.subtitle).toBe('Version 1, utkast')
  const tables = paper.blocks.filter((block) => block.kind === 'table')
  expect(tables[0]?.columns.map(({ title }) => title)).toEqual(['Verksamhet', '2027'])
  const rows = tables[1]?.rows.map((row) => row.slice(0, 2))
  expect(rows).toEqual(
    expect.arrayContaining([
      ['mars', 'Björkgården'],
      ['första halvåret', 'Ekbacken'],
    ]),
  )
})

test('it is an accessible PDF and a Word file with the same words', async () => {
  const paper = await documentOf()
  const pdf = Buffer.from(await renderPdf(paper, 'ua-1')).toString('latin1')
  expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>')
  expect(pdf).toContain('/MarkInfo')
  const parts = readArchive(Buffer.from(await renderDocx(paper)))
  const text = parts
    ?.find(({ name }) => name === 'word/document.xml')
    ?.read()
    .toString()
  for (const words of ['Björkgården', 'första halvåret', 'Ekbacken']) expect(text).toContain(words)
})

test('another board and the twin have no plan to make a document of', async () => {
  const plan = await at.planOf(yearPlanId)
  for (const actor of [world.people.elderlyReviewer, world.people.rival, world.twin.people.strategist])
    expect(await at.read(actor, (tx) => planDocument(tx, plan, { actor, now })), actor.name).toBeUndefined()
})
