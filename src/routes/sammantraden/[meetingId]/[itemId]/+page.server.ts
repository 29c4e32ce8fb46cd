import type { Actions, PageServerLoad } from './$types'
import { may, type Actor } from '#access/may.ts'
import type { Verb } from '#access/roles.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listReportedIn } from '#modules/delegations/public.ts'
import {
  addBody,
  addItemNote,
  changeItem,
  decideItem,
  declareItemBias,
  findItem,
  findMeeting,
  listBias,
  listBodies,
  listMembers,
  listNeighbours,
  listOtherBoards,
  listPlannedMeetings,
  moveItem,
  withdrawBias,
  withdrawItem,
  type Item,
} from '#modules/meetings/public.ts'
import { canMove, canMoveItem, outcomesFor, type BodyRole, type Outcome } from '#modules/meetings/rules.ts'
import { boardSummary, findFrozenSnapshot, replacePaper } from '#modules/reports/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { boardTexts as b } from '#texts/sv/board.ts'
import { meetingTexts as t } from '#texts/sv/meetings.ts'
import { reservationsIn, votesIn } from './decision-input.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const meeting = found(await findMeeting(tx, idFrom(params.meetingId)))
    const item = found(await findItem(tx, idFrom(params.itemId)))
    if (item.meetingId !== meeting.id) found(undefined)
    const today = todayIn(locals.now)
    const snapshot = item.paperId ? await findFrozenSnapshot(tx, item.paperId) : undefined
    return {
      meeting,
      item,
      summary: snapshot && boardSummary(snapshot),
      isOffice: actor.side === 'office',
      me: actor.accountId,
      bias: await listBias(tx, [item.id]),
      bodies: await listBodies(tx, item.paperId),
      neighbours: await listNeighbours(tx, item),
      reported: await listReportedIn(tx, [item.id]),
      may: mayOf(actor, { meeting, item, today }),
      office: actor.side === 'office' ? await officeSide(tx, item, today) : undefined,
      outcomes: outcomesFor(item.kind),
      ids: Array.from({ length: 10 }, () => uuidv7()),
    }
  })

type Meeting = NonNullable<Awaited<ReturnType<typeof findMeeting>>>
type Given = { meeting: Meeting; item: Item; today: string }

function mayOf(actor: Actor, { meeting, item, today }: Given) {
  const isHeld = canMove(meeting.state, 'hold') && today >= meeting.heldOn
  const isOpen = meeting.state !== 'adjusted' && meeting.state !== 'cancelled'
  const stands = canMoveItem(item.state, 'decide')
  const whenIn = (isIt: boolean, verb: Verb) => isIt && may(actor, verb, item)
  return {
    decide: whenIn(isHeld && stands, 'agenda.decide'),
    note: whenIn(meeting.state === 'adjusted' && item.outcome !== null, 'agenda.decide'),
    bias: whenIn(isOpen && stands, 'agenda.declareBias'),
    noteBias: whenIn(isOpen, 'agenda.decide'),
    change: whenIn(isOpen && item.state === 'onAgenda', 'agenda.change'),
    rename: meeting.state === 'planned',
    bodies: whenIn(item.paperState === 'frozen', 'agenda.change'),
    answer: whenIn(item.outcome === 'referredBack' && item.paperId !== null, 'paper.create'),
  }
}

async function officeSide(tx: Db, item: Item, today: string) {
  const meetings = await listPlannedMeetings(tx, item.boardId, today)
  return {
    members: await listMembers(tx, item.boardId, today),
    boards: await listOtherBoards(tx, item.boardId),
    others: meetings.filter((one) => one.state === 'planned' && one.id !== item.meetingId),
  }
}

export const actions: Actions = {
  besluta: (event) =>
    submit(event, decideItem, {
      input: (form) => {
        const returnBy = form.optional('svar')
        return {
          itemId: event.params.itemId,
          revision: form.revision(),
          // An unknown word is refused by the shape as "choose one".
          outcome: form.text('utfall') as Outcome,
          text: form.text('lydelse'),
          paragraph: form.text('paragraf'),
          reservations: reservationsIn(form.text('reservationer')),
          votes: votesIn(form.text('roster')),
          ...(returnBy ? { returnBy: parseTypedDate(returnBy) ?? returnBy } : {}),
        }
      },
      names: {
        ...{ outcome: 'utfall', text: 'lydelse', paragraph: 'paragraf', returnBy: 'svar' },
        ...{ votes: 'roster', 'votes.yes': 'roster', 'votes.no': 'roster', 'votes.abstained': 'roster' },
        ...Object.fromEntries(
          Array.from({ length: 30 }, (_, at) => [`reservations.${at}.name`, 'reservationer']),
        ),
      },
      theirs: () => event.url.pathname,
      then: () => event.url.pathname,
      done: t.outcomeSaved,
    }),
  jav: (event) =>
    submit(event, declareItemBias, {
      input: (form) => {
        const accountId = form.optional('ledamot')
        return {
          ...{ itemId: event.params.itemId, personName: form.text('namn'), reason: form.text('skal') },
          ...{ replacedBy: form.text('ersattare'), ...(accountId ? { accountId } : {}) },
        }
      },
      names: { accountId: 'ledamot', personName: 'namn', reason: 'skal', replacedBy: 'ersattare' },
      then: () => event.url.pathname,
      done: b.biasSaved,
    }),
  tabortjav: (event) =>
    submit(event, withdrawBias, {
      input: (form) => ({ biasId: form.text('jav') }),
      then: () => event.url.pathname,
      done: b.biasRemoved,
    }),
  andra: (event) =>
    submit(event, changeItem, {
      input: (form) => ({
        ...{ itemId: event.params.itemId, title: form.text('rubrik'), proposal: form.text('forslag') },
        presenter: form.text('foredragande'),
      }),
      names: { title: 'rubrik', proposal: 'forslag', presenter: 'foredragande' },
      then: () => event.url.pathname,
      done: b.itemSaved,
    }),
  tabort: (event) =>
    submit(event, withdrawItem, {
      input: (form) => ({ itemId: event.params.itemId, reason: form.text('skal') }),
      names: { reason: 'skal' },
      then: () => event.url.pathname,
      done: b.withdrawnDone,
    }),
  flytta: (event) =>
    submit(event, moveItem, {
      input: (form) => ({
        ...{ itemId: event.params.itemId, toMeetingId: form.text('till'), reason: form.text('skal') },
      }),
      names: { toMeetingId: 'till', reason: 'skal' },
      then: (result) => `/sammantraden/${result.meetingId}/${result.id}`,
      done: b.movedDone,
    }),
  organ: (event) =>
    submit(event, addBody, {
      input: (form) => {
        const toBoardId = form.optional('namnd')
        return {
          ...{
            paperId: form.text('handling'),
            bodyName: form.text('organ'),
            caseNumber: form.text('diarienummer'),
          },
          // An unknown word is refused by the shape as "choose one".
          ...{ role: form.text('ska') as BodyRole, ground: form.text('grund') },
          ...(toBoardId ? { toBoardId } : {}),
        }
      },
      names: {
        ...{
          bodyName: 'organ',
          caseNumber: 'diarienummer',
          role: 'ska',
          ground: 'grund',
          toBoardId: 'namnd',
        },
      },
      then: () => event.url.pathname,
      done: b.bodySaved,
    }),
  anteckna: (event) =>
    submit(event, addItemNote, {
      input: (form) => ({ itemId: event.params.itemId, text: form.text('anteckning') }),
      names: { text: 'anteckning' },
      then: () => event.url.pathname,
      done: b.noteSaved,
    }),
  nyversion: (event) =>
    submit(event, replacePaper, {
      input: (form) => ({ paperId: form.text('handling') }),
      then: (result) => `/rapporter/${result.id}`,
      done: b.newVersionMade,
    }),
}
