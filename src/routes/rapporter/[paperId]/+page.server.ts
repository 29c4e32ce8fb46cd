import type { z } from 'zod'
import type { Actions, PageServerLoad } from './$types'
import { may, type Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { findMatter, listItemsOfPaper, listPlannedMeetings, putOnAgenda } from '#modules/meetings/public.ts'
import { isAfterStop, itemKinds } from '#modules/meetings/rules.ts'
import {
  articleOf,
  changeSelection,
  deliverPaper,
  editPaper,
  findForm,
  findPaper,
  findReplaced,
  freezePaper,
  listChosen,
  listDeliveries,
  listVersions,
  newestVersion,
  paperChanges,
  renderPaperHtml,
  replacePaper,
  reportSnapshot,
  sendPeriodReport,
  withRowLinks,
  findFrozenSnapshot,
  markSources,
  mayFix,
  mayWrite,
  ruleOf,
} from '#modules/reports/public.ts'
import type { ChangeSelection } from '#modules/reports/contract.ts'
import { periodOf, type PeriodSelection } from '#modules/reports/period-rules.ts'
import { levelOf, mostThenNow, sourceKeys, thenNowBlocks } from '#modules/reports/period-type-rules.ts'
import { periodKindName } from '#modules/reports/rules-period-words.ts'
import { sectionRules } from '#modules/reports/rules.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { meetingTexts } from '#texts/sv/meetings.ts'
import { periodKindTexts } from '#texts/sv/period-kinds.ts'
import { reportTexts as t } from '#texts/sv/reports.ts'
import { chosenFrom } from '../chosen.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const paper = found(await findPaper(tx, idFrom(params.paperId)))
    const html = paper.state === 'frozen' ? await findForm(tx, paper.id, 'html') : undefined
    const id = () => uuidv7()
    return {
      paper,
      article: html ? linked(actor, articleOf(String(html.content)), paper.id) : '',
      draft: paper.state === 'draft' ? await draftArticle(tx, paper, todayIn(locals.now)) : '',
      today: todayIn(locals.now),
      typed: typedOf(paper),
      selection: await selectionOf(tx, paper, todayIn(locals.now)),
      hasExcel: paper.hasExcel,
      versions: await listVersions(tx, paper.id),
      changes: await changesOf(tx, paper),
      office: actor.side === 'office' ? await officeSide(tx, paper, todayIn(locals.now)) : undefined,
      may: mayOf(actor, paper),
      commandIds: {
        edit: id(),
        freeze: id(),
        deliver: id(),
        select: id(),
        sources: id(),
        put: id(),
        replace: id(),
      },
    }
  })

/** Undefined for a first version. Only the texts of the author: figures say in themselves what they were before. */
async function changesOf(tx: Db, paper: Paper) {
  const before = await findReplaced(tx, paper)
  return before && paperChanges(before, paper, t.title)
}

type Paper = NonNullable<Awaited<ReturnType<typeof findPaper>>>

function mayOf(actor: Actor, paper: Paper) {
  const isDraft = paper.state === 'draft'
  return {
    edit: isDraft && may(actor, 'paper.edit', paper) && mayWrite(actor, paper),
    freeze: isDraft && mayFix(actor, paper),
    replace: mayReplace(actor, paper),
    deliver: !isDraft && !paper.sharedAt && !!paper.unitId && may(actor, 'paper.deliver', paper),
    send: isSendable(paper) && may(actor, 'paper.deliver', paper),
    put: may(actor, 'agenda.put', { boardId: paper.boardId }),
  }
}

/** Operators read the report as it is; the rows behind it are of other units too, and closed to them. */
const linked = (actor: Actor, article: string, paperId: string) =>
  actor.side === 'operator' ? article : withRowLinks(article, paperId)

/** A report of a follow-up is begun anew from its follow-up; anything else by whoever writes that kind. */
const mayReplace = (actor: Actor, paper: Paper) =>
  paper.state === 'frozen' &&
  paper.kind !== 'followUpReport' &&
  may(actor, 'paper.replace', paper) &&
  mayWrite(actor, paper)

const isSendable = (paper: Paper) =>
  paper.kind === 'periodReport' && paper.state === 'frozen' && !!paper.putBeforeBoardAt && !paper.sharedAt

/** Which kind of report of a period it is, where it goes, and how far its sources are answered. */
function typedOf(paper: Paper) {
  const period = paper.kind === 'periodReport' ? periodOf(paper.period) : undefined
  const rule = ruleOf(paper)
  if (!period || !rule) return undefined
  // Written by the module's own commands in this shape; the column is jsonb.
  const selection = paper.source as PeriodSelection
  const name = periodKindName({ period, selection })
  const sources = rule.hasSources ? (selection.sources ?? {}) : undefined
  return { name, level: levelOf(selection, period.kind), isOwned: rule.owners.includes('mas'), sources }
}

/** What a draft is of, and all it could be of by the same filter. */
async function selectionOf(tx: Db, paper: Paper, today: string) {
  const period = periodOf(paper.period)
  if (paper.kind !== 'periodReport' || paper.state !== 'draft' || !period) return undefined
  // Written by the module's own commands in this shape; the column is jsonb.
  const { areaId, form, followUpKind, agreementId, followUpIds } = paper.source as PeriodSelection
  const filter = Object.fromEntries(
    Object.entries({ areaId, form, followUpKind, agreementId }).filter((pair) => pair[1] !== null),
  )
  const all = await listChosen(tx, { ...filter, boardId: paper.boardId, period, today })
  return { filter, all, chosen: followUpIds ?? all.map(({ id }) => id) }
}

/** The paper as it would read today, under the texts that are being written: what is printed of a draft. */
async function draftArticle(tx: Db, paper: Paper, today: string): Promise<string> {
  const snapshot = await reportSnapshot(tx, paper.id, today)
  return snapshot ? withRowLinks(articleOf(renderPaperHtml(snapshot)), paper.id) : ''
}

/** What only the office sees beside the paper: its matter, where it goes and who has read it. */
async function officeSide(tx: Db, paper: Paper, today: string) {
  const snapshot = await findFrozenSnapshot(tx, paper.id)
  const told = snapshot?.report?.assessmentVersion
  const newest = paper.followUpId ? await newestVersion(tx, paper.followUpId) : 0
  const meetings = await listPlannedMeetings(tx, paper.boardId, today)
  return {
    matter: paper.matterId ? await findMatter(tx, paper.matterId) : undefined,
    items: await listItemsOfPaper(tx, paper.id),
    deliveries: await listDeliveries(tx, paper.id),
    meetings: meetings.map((meeting) => ({ ...meeting, late: isAfterStop(meeting, today) })),
    isOutdated: told !== undefined && newest > told,
  }
}

export const actions: Actions = {
  spara: async (event) =>
    submit(event, editPaper, {
      input: (form) => ({
        paperId: event.params.paperId,
        revision: form.revision(),
        title: form.text('rubrik'),
        sections: sectionsFrom(form),
      }),
      names: { title: 'rubrik' },
      then: () => event.url.pathname,
      done: t.saved,
    }),
  faststall: (event) =>
    submit(event, freezePaper, {
      input: (form) => ({ paperId: event.params.paperId, revision: form.revision() }),
      names: sectionNames,
      then: () => event.url.pathname,
      done: (result) => t.frozenDone(result.number),
    }),
  ersatt: (event) =>
    submit(event, replacePaper, {
      input: () => ({ paperId: event.params.paperId }),
      then: (result) => `/rapporter/${result.id}`,
      done: t.replaceDone,
    }),
  skicka: (event) =>
    submit(event, deliverPaper, {
      input: () => ({ paperId: event.params.paperId }),
      then: () => event.url.pathname,
      done: t.delivered,
    }),
  urval: (event) =>
    submit(event, changeSelection, {
      input: (form) => ({
        paperId: event.params.paperId,
        revision: form.revision(),
        areaId: form.optional('areaId'),
        // Unknown words are refused by the shape.
        form: form.optional('form') as z.input<typeof ChangeSelection>['form'],
        followUpKind: form.optional('followUpKind') as z.input<typeof ChangeSelection>['followUpKind'],
        agreementId: form.optional('agreementId'),
        followUpIds: chosenFrom(form),
      }),
      names: { followUpIds: 'uppfoljning' },
      then: () => event.url.pathname,
      done: t.selectionDone,
    }),
  underlag: (event) =>
    submit(event, markSources, {
      input: (form) => ({
        paperId: event.params.paperId,
        revision: form.revision(),
        sources: sourcesFrom(form),
      }),
      then: () => event.url.pathname,
      done: periodKindTexts.sourcesSaved,
    }),
  sprid: (event) =>
    submit(event, sendPeriodReport, {
      input: () => ({ paperId: event.params.paperId }),
      then: () => event.url.pathname,
      done: t.sentOut,
    }),
  dagordning: (event) =>
    submit(event, putOnAgenda, {
      input: (form) => ({
        paperId: event.params.paperId,
        meetingId: form.text('sammantrade'),
        // An unknown word is refused by the shape as "choose one".
        kind: form.text('slag') as (typeof itemKinds)[number],
        title: form.text('punkt'),
        proposal: form.text('forslag'),
        lateReason: form.text('skal'),
      }),
      names: {
        meetingId: 'sammantrade',
        kind: 'slag',
        title: 'punkt',
        proposal: 'forslag',
        lateReason: 'skal',
      },
      then: () => event.url.pathname,
      done: (result) => meetingTexts.putDone(result.number),
    }),
}

const prefix = 'text-'
const keys = [
  ...new Set(Object.values(sectionRules).flatMap((rules) => rules.map(({ key }) => key))),
  ...thenNowBlocks.flatMap((block) => Array.from({ length: mostThenNow }, (_, place) => `${block}-${place}`)),
]
const sectionNames = Object.fromEntries([
  ...keys.map((key) => [`sections.${key}`, `${prefix}${key}`]),
  ...sourceKeys.map((key) => [`sources.${key}`, `underlag-${key}`]),
])

/** What is not answered is left out: it stays unanswered. */
function sourcesFrom(form: FormReader) {
  return sourceKeys
    .filter((key) => form.has(`underlag-${key}`))
    .map((key) => ({
      key,
      present: form.text(`underlag-${key}`) === 'finns',
      note: form.text(`anteckning-${key}`),
    }))
}

function sectionsFrom(form: FormReader) {
  return keys
    .filter((key) => form.has(`${prefix}${key}`))
    .map((key) => ({ key, text: form.text(`${prefix}${key}`) }))
}
