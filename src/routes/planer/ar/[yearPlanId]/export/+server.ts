import type { RequestHandler } from './$types'
import type { Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { planCalendar } from '#modules/calendar/public.ts'
import {
  filterItems,
  findLoad,
  findYearPlan,
  getSetting,
  listItems,
  yearsOf,
  type YearPlan,
} from '#modules/plans/public.ts'
import { planDocument } from '#modules/reports/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { renderDocx, renderPdf } from '#platform/documents/document.ts'
import { attachment, safeFileName } from '#platform/tabular/export.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { downloadTable } from '#platform/web/download.ts'
import { loadTexts } from '#texts/sv/plan-shows.ts'
import { planPageTexts as t } from '#texts/sv/plans-pages.ts'
import { itemFilterFrom, owedFilterFrom } from '../filter.ts'
import { isWantedLoad, loadFilterFrom } from '../load.ts'
import { groupsOf } from '../shown.ts'
import { owedOf } from '../skyldigt/choose.ts'
import { loadColumns, owedColumns, planColumns } from './columns.ts'

type Exporting = { tx: Db; actor: Actor; plan: YearPlan; url: URL; now: Date }

/** The rows in the order and with the filter of the table; or what is owed, or the load, by the page each stands on. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { now } = locals
  const finish = await ask(locals, async (tx, actor) => {
    const plan = found(await findYearPlan(tx, idFrom(params.yearPlanId)))
    const exporting = { tx, actor, plan, url, now }
    const format = url.searchParams.get('format') ?? ''
    if (format === 'pdf' || format === 'docx') return documentOf(exporting, format)
    if (format === 'ics') return calendarOf(exporting)
    return (tables.get(url.searchParams.get('vad') ?? '') ?? rowsOf)(exporting)
  })
  return finish()
}

/** What is left to do when the database is let go. */
type Finish = () => Promise<Response>

/** By the word in the address: a map, for in an object any word such as "constructor" would name something. */
const tables: ReadonlyMap<string, (given: Exporting) => Promise<Finish>> = new Map([
  ['skyldigt', owed],
  ['bemanning', load],
])

async function rowsOf({ tx, plan, url, now }: Exporting): Promise<Finish> {
  const today = todayIn(now)
  const filter = itemFilterFrom(url)
  const items = filterItems(await listItems(tx, plan.id), filter, today)
  const { answerableUnit: answerable } = await getSetting(tx, plan.boardId)
  const rows = groupsOf(items, filter.group).flatMap((group) =>
    group.items.map((item) => ({ ...item, today, answerable })),
  )
  return () => downloadTable(url, planColumns, rows, { title: plan.title, source: t.source, date: today })
}

async function owed({ tx, plan, url, now }: Exporting): Promise<Finish> {
  const date = todayIn(now)
  const { missing } = await owedOf(tx, plan, { filter: owedFilterFrom(url), today: date })
  const title = `${plan.title}, ${t.tabs.owed.toLowerCase()}`
  return () => downloadTable(url, owedColumns, missing, { title, source: t.source, date })
}

async function load({ tx, plan, url, now }: Exporting): Promise<Finish> {
  const date = todayIn(now)
  const filter = loadFilterFrom(url, yearsOf(plan))
  const year = filter.years[0] ?? plan.fromYear
  const people = await findLoad(tx, plan, { year, items: await listItems(tx, plan.id), today: date })
  const rows = people.filter((row) => isWantedLoad(row, filter))
  const title = `${plan.title}, ${loadTexts.title(year).toLowerCase()}`
  return () => downloadTable(url, loadColumns, rows, { title, source: t.source, date })
}

async function calendarOf({ tx, plan, url, now }: Exporting): Promise<Finish> {
  const items = filterItems(await listItems(tx, plan.id), itemFilterFrom(url), todayIn(now))
  const home = new URL(process.env['PUBLIC_URL'] ?? url.origin)
  const text = await planCalendar(tx, { plan, items, now, home })
  return async () => file(text, { plan, now, ending: 'ics', type: 'text/calendar; charset=utf-8' })
}

const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The whole plan: a document with some of the rows left out would be taken for the plan. */
async function documentOf({ tx, actor, plan, now }: Exporting, format: 'pdf' | 'docx'): Promise<Finish> {
  const paper = found(await planDocument(tx, plan, { actor, now }))
  return async () => {
    if (format === 'docx') return file(await renderDocx(paper), { plan, now, ending: format, type: word })
    return file(await renderPdf(paper, 'ua-1'), { plan, now, ending: format, type: 'application/pdf' })
  }
}

type About = { plan: YearPlan; now: Date; ending: string; type: string }

function file(body: string | Uint8Array, { plan, now, ending, type }: About): Response {
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: {
      'content-type': type,
      'content-disposition': attachment(safeFileName(`${plan.title} ${todayIn(now)}`, ending)),
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
