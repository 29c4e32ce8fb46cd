import type { Actions, PageServerLoad } from './$types'
import { mayAnywhere, scopeOf, type Actor } from '#access/may.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  decisionNumber,
  holdsPoint,
  listAwaiting,
  listDelegations,
  listPointsInForce,
  recordChairDecision,
  takeDecision,
} from '#modules/delegations/public.ts'
import { listBoards, listOpenMatters } from '#modules/meetings/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { delegationTexts as t } from '#texts/sv/delegations.ts'
import { delegationFilterFrom } from './filter.ts'

export const load: PageServerLoad = ({ locals, url }) => {
  const filter = delegationFilterFrom(url)
  const today = todayIn(locals.now)
  return ask(locals, async (tx, actor) => {
    const boards = await listBoards(tx, scopeOf(actor).officeBoards)
    const awaiting = await listAwaiting(tx, today)
    return {
      ...(await listDelegations(tx, filter)),
      filter,
      year: Number(today.slice(0, 4)),
      awaiting: awaiting.map((one) => ({ ...one, mine: holdsPoint(actor, one) !== undefined })),
      ...(await choicesOf(tx, actor, { boards, today })),
      may: {
        decide: mayAnywhere(actor, 'delegation.decide'),
        chair: mayAnywhere(actor, 'delegation.report'),
      },
      ids: [uuidv7(), uuidv7(), uuidv7()],
    }
  })
}

type Given = { boards: Awaited<ReturnType<typeof listBoards>>; today: string }

/** The points that name the person's own role, and the matters that are open. */
async function choicesOf(tx: Db, actor: Actor, { boards, today }: Given) {
  const points = []
  const matters = []
  for (const board of boards) {
    const inForce = await listPointsInForce(tx, board.id, today)
    points.push(
      ...inForce
        .filter((point) => holdsPoint(actor, point))
        .map((one) => ({ ...one, board: board.abbreviation })),
    )
    matters.push(...(await listOpenMatters(tx, board.id)))
  }
  return { boards, points, matters }
}

export const actions: Actions = {
  besluta: (event) =>
    submit(event, takeDecision, {
      input: (form) => {
        const sourceId = form.optional('galler')
        return {
          ...{ pointId: form.text('punkt'), matterId: form.text('arende'), what: form.text('beslut') },
          ...{ reason: form.text('skal'), ...(sourceId ? { sourceId } : {}) },
        }
      },
      names: { pointId: 'punkt', matterId: 'arende', what: 'beslut', reason: 'skal' },
      then: () => event.url.pathname,
      done: (result) => t.taken(decisionNumber(result), result.recordNumber),
    }),
  ordforande: (event) =>
    submit(event, recordChairDecision, {
      input: (form) => ({
        ...{ boardId: form.text('namnd'), matterId: form.text('arende'), what: form.text('beslut') },
        ...{ reason: form.text('skal'), decidedBy: form.text('vem') },
        decidedOn: parseTypedDate(form.text('dag')) ?? form.text('dag'),
      }),
      names: {
        ...{ boardId: 'namnd', matterId: 'arende', what: 'beslut', reason: 'skal' },
        ...{ decidedBy: 'vem', decidedOn: 'dag' },
      },
      then: () => event.url.pathname,
      done: (result) => t.taken(decisionNumber(result), result.recordNumber),
    }),
}
