import type { Actions, PageServerLoad } from './$types'
import { may, scopeOf } from '#access/may.ts'
import type { Role } from '#access/roles.ts'
import { parseTypedDate, todayIn } from '#kernel/dates.ts'
import { isUuid, uuidv7 } from '#kernel/ids.ts'
import {
  decideOrder,
  discardOrder,
  inForce,
  listOrders,
  listPoints,
  removePoint,
  savePoint,
  startOrder,
  type Act,
} from '#modules/delegations/public.ts'
import { listBoards } from '#modules/meetings/public.ts'
import { ask } from '#platform/web/ask.ts'
import { submit, type FormReader } from '#platform/web/form.ts'
import { delegationTexts as t } from '#texts/sv/delegations.ts'

export const load: PageServerLoad = ({ locals, url }) =>
  ask(locals, async (tx, actor) => {
    const boards = await listBoards(tx, scopeOf(actor).officeBoards)
    const asked = url.searchParams.get('namnd') ?? ''
    const board = boards.find((one) => isUuid(asked) && one.id === asked) ?? boards[0]
    const orders = board ? await listOrders(tx, [board.id]) : []
    const current = inForce(orders, todayIn(locals.now))
    const version = Number(url.searchParams.get('version'))
    const shown = orders.find((one) => one.number === version) ?? current ?? orders[0]
    return {
      boards,
      board,
      orders,
      currentId: current?.id,
      shown,
      points: shown ? await listPoints(tx, shown.id) : [],
      mayDescribe: board !== undefined && may(actor, 'delegation.describe', { boardId: board.id }),
      ids: Array.from({ length: 4 }, () => uuidv7()),
    }
  })

const here = (url: URL, version?: number) => {
  const params = new URLSearchParams(
    url.searchParams.get('namnd') ? { namnd: url.searchParams.get('namnd') ?? '' } : {},
  )
  const shown = version === undefined ? url.searchParams.get('version') : String(version)
  if (shown) params.set('version', shown)
  return `${url.pathname}?${params.toString()}`
}

function pointFrom(form: FormReader) {
  const pointId = form.optional('id')
  return {
    orderId: form.text('ordning'),
    ...(pointId ? { pointId } : {}),
    code: form.text('punkt'),
    law: form.text('lagrum'),
    what: form.text('vad'),
    // Unknown words are refused by the shape as "choose one".
    roles: form.all('vem') as Exclude<Role, 'electedAuditor'>[],
    conditions: form.text('villkor'),
    limits: form.text('grans'),
    act: (form.optional('styr') ?? null) as Act | null,
  }
}

export const actions: Actions = {
  borja: (event) =>
    submit(event, startOrder, {
      input: (form) => ({ boardId: form.text('namnd') }),
      then: (result) => here(event.url, result.number),
      done: t.started,
    }),
  punkt: (event) =>
    submit(event, savePoint, {
      input: (form) => pointFrom(form) as Parameters<typeof savePoint>[1], // checked by the shape
      names: {
        ...{ code: 'punkt', law: 'lagrum', what: 'vad', roles: 'vem' },
        ...{ conditions: 'villkor', limits: 'grans', act: 'styr' },
      },
      then: () => here(event.url),
      done: t.pointSaved,
    }),
  tabort: (event) =>
    submit(event, removePoint, {
      input: (form) => ({ pointId: form.text('id') }),
      then: () => here(event.url),
      done: t.pointRemoved,
    }),
  beslut: (event) =>
    submit(event, decideOrder, {
      input: (form) => ({
        orderId: form.text('ordning'),
        decidedOn: parseTypedDate(form.text('beslutad')) ?? form.text('beslutad'),
        validFrom: parseTypedDate(form.text('galler')) ?? form.text('galler'),
        decision: form.text('paragraf'),
      }),
      names: { decidedOn: 'beslutad', validFrom: 'galler', decision: 'paragraf' },
      then: () => here(event.url),
      done: t.decidedDone,
    }),
  slang: (event) =>
    submit(event, discardOrder, {
      input: (form) => ({ orderId: form.text('ordning') }),
      then: () => '/delegationsbeslut/ordning',
      done: t.discarded,
    }),
}
