import { fail } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'
import { may, type Actor } from '#access/may.ts'
import type { Verb } from '#access/roles.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { listReportedIn, listUnreported, reportDecisions } from '#modules/delegations/public.ts'
import {
  adjustMinutes,
  cancelMeeting,
  changeMeeting,
  findMeeting,
  isDraft,
  listItems,
  listOpenMatters,
  listPlannedMeetings,
  listWaiting,
  moveItem,
  noticeMeeting,
  onAgenda,
  orderAgenda,
  postMinutes,
  putOnAgenda,
  type Item,
} from '#modules/meetings/public.ts'
import { canChange, canMove } from '#modules/meetings/rules.ts'
import { findPaper, lackingParts } from '#modules/reports/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask, found, idFrom } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { boardTexts as b } from '#texts/sv/board.ts'
import { delegationTexts } from '#texts/sv/delegations.ts'
import { meetingTexts as t } from '#texts/sv/meetings.ts'
import { freezeDrafts } from './freeze-drafts.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const meeting = found(await findMeeting(tx, idFrom(params.meetingId)))
    const items = await listItems(tx, meeting.id)
    const standing = onAgenda(items)
    return {
      meeting,
      items,
      drafts: await withLacks(tx, standing.filter(isDraft)),
      reported: await listReportedIn(
        tx,
        standing.map((item) => item.id),
      ),
      isOffice: actor.side === 'office',
      may: mayOf(actor, { meeting, items }),
      office: actor.side === 'office' ? await officeSide(tx, meeting, todayIn(locals.now)) : undefined,
      ids: Array.from({ length: 12 }, () => uuidv7()),
    }
  })

/** What must be written in each paper before it can be frozen is told before anybody tries. */
function withLacks(tx: Db, drafts: readonly Item[]) {
  return Promise.all(
    drafts.map(async (draft) => {
      const paper = draft.paperId ? await findPaper(tx, draft.paperId) : undefined
      return { ...draft, lacks: paper ? lackingParts(paper) : [] }
    }),
  )
}

type Meeting = NonNullable<Awaited<ReturnType<typeof findMeeting>>>
type Given = { meeting: Meeting; items: Awaited<ReturnType<typeof listItems>> }

function mayOf(actor: Actor, { meeting, items }: Given) {
  const standing = onAgenda(items)
  const isPlanned = meeting.state === 'planned'
  const isDecided = standing.length > 0 && standing.every((item) => item.outcome !== null)
  const whenIn = (isIt: boolean, verb: Verb) => isIt && may(actor, verb, meeting)
  return {
    notice: whenIn(canMove(meeting.state, 'notice') && standing.length > 0, 'meeting.notice'),
    adjust: whenIn(canMove(meeting.state, 'adjust') && isDecided, 'agenda.decide'),
    post: whenIn(meeting.state === 'adjusted', 'agenda.decide'),
    change: whenIn(canChange(meeting.state), 'meeting.change'),
    order: whenIn(isPlanned && standing.length > 1, 'agenda.change'),
    put: whenIn(isPlanned || meeting.state === 'noticed', 'agenda.put'),
    report: whenIn(isPlanned, 'delegation.report'),
  }
}

/** What only the office sees: what waits, what is to be reported, and where things can be moved. */
async function officeSide(tx: Db, meeting: Meeting, today: string) {
  const others = await listPlannedMeetings(tx, meeting.boardId, today)
  return {
    waiting: meeting.state === 'planned' ? await listWaiting(tx, [meeting.boardId]) : [],
    unreported: await listUnreported(tx, meeting.boardId),
    matters: await listOpenMatters(tx, meeting.boardId),
    others: others.filter((one) => one.id !== meeting.id && one.state === 'planned'),
    isLate: meeting.state === 'noticed' || today > meeting.papersBy,
  }
}

const dateOf = (typed: string) => parseTypedDate(typed) ?? typed
const optionalDate = (typed: string | undefined) => (typed ? dateOf(typed) : undefined)

export const actions: Actions = {
  /** Freezes what is still written, one paper at a time; then the notice goes out with all of them. */
  faststall: async (event) => {
    const meetingId = idFrom(event.params.meetingId)
    const refused = await freezeDrafts(event.locals, meetingId)
    if (refused !== undefined)
      return fail(409, {
        ...{ action: 'faststall', values: {}, message: b.cannotFreeze(refused), code: 'checksRemain' },
        errors: [] as { path: string; text: string }[],
      })
    return submit(event, noticeMeeting, {
      input: () => ({ meetingId }),
      then: () => event.url.pathname,
      done: t.noticed,
    })
  },
  kalla: (event) =>
    submit(event, noticeMeeting, {
      input: (form) => ({ meetingId: event.params.meetingId, takeOff: form.checked('utan') }),
      then: () => event.url.pathname,
      done: t.noticed,
    }),
  justera: (event) =>
    submit(event, adjustMinutes, {
      input: (form) => {
        const adjustedOn = optionalDate(form.optional('justerat'))
        return { meetingId: event.params.meetingId, ...(adjustedOn ? { adjustedOn } : {}) }
      },
      names: { adjustedOn: 'justerat' },
      then: () => event.url.pathname,
      done: t.adjusted,
    }),
  anslag: (event) =>
    submit(event, postMinutes, {
      input: (form) => {
        const postedUntil = optionalDate(form.optional('till'))
        const postedOn = dateOf(form.text('fran'))
        return { meetingId: event.params.meetingId, postedOn, ...(postedUntil ? { postedUntil } : {}) }
      },
      names: { postedOn: 'fran', postedUntil: 'till' },
      then: () => event.url.pathname,
      done: b.postSaved,
    }),
  andra: (event) =>
    submit(event, changeMeeting, {
      input: (form) => {
        const noticeBy = optionalDate(form.optional('kallelse'))
        const adjustBy = optionalDate(form.optional('justering'))
        return {
          ...{ meetingId: event.params.meetingId, revision: form.revision() },
          ...{ heldOn: dateOf(form.text('dag')), papersBy: dateOf(form.text('stoppdag')) },
          ...(noticeBy ? { noticeBy } : {}),
          ...(adjustBy ? { adjustBy } : {}),
          ...{ place: form.text('plats'), reason: form.text('skal') },
        }
      },
      names: {
        ...{ heldOn: 'dag', papersBy: 'stoppdag', noticeBy: 'kallelse', adjustBy: 'justering' },
        ...{ place: 'plats', reason: 'skal' },
      },
      then: () => event.url.pathname,
      done: b.meetingSaved,
    }),
  installt: (event) =>
    submit(event, cancelMeeting, {
      input: (form) => {
        const toMeetingId = form.optional('till')
        const reason = form.text('skal')
        return { meetingId: event.params.meetingId, reason, ...(toMeetingId ? { toMeetingId } : {}) }
      },
      names: { reason: 'skal', toMeetingId: 'till' },
      then: () => event.url.pathname,
      done: b.cancelled,
    }),
  ordning: (event) =>
    submit(event, orderAgenda, {
      input: (form) => ({
        meetingId: event.params.meetingId,
        itemIds: form
          .all('punkt')
          .map((id, at) => ({ id, at, number: form.number(`plats-${id}`) ?? Infinity }))
          .sort((one, other) => one.number - other.number || one.at - other.at)
          .map(({ id }) => id),
      }),
      then: () => event.url.pathname,
      done: b.orderSaved,
    }),
  punkt: (event) =>
    submit(event, putOnAgenda, {
      input: (form) => ({
        ...{ meetingId: event.params.meetingId, matterId: form.text('arende') },
        // An unknown word is refused by the shape as "choose one".
        kind: form.text('slag') as 'decision' | 'information',
        ...{ title: form.text('rubrik'), proposal: form.text('forslag') },
        ...{ presenter: form.text('foredragande'), lateReason: form.text('sent') },
      }),
      names: {
        ...{ matterId: 'arende', kind: 'slag', title: 'rubrik', proposal: 'forslag' },
        ...{ presenter: 'foredragande', lateReason: 'sent' },
      },
      then: () => event.url.pathname,
      done: (result) => t.putDone(result.number),
    }),
  placera: (event) =>
    submit(event, moveItem, {
      input: (form) => ({ itemId: form.text('punkt'), toMeetingId: event.params.meetingId }),
      then: () => event.url.pathname,
      done: b.placed,
    }),
  anmal: (event) =>
    submit(event, reportDecisions, {
      input: (form) => ({ meetingId: event.params.meetingId, matterId: form.text('arende') }),
      names: { matterId: 'arende' },
      then: () => event.url.pathname,
      done: (result) => delegationTexts.reportDone(result.decisions),
    }),
}
