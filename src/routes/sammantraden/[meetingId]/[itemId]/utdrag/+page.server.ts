import type { Actions, PageServerLoad } from './$types'
import { may } from '#access/may.ts'
import { parseTypedDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import {
  listConcerned,
  listDeliveriesOf,
  listOtherBoards,
  noteReceipt,
  sendExtract,
  type Item,
} from '#modules/meetings/public.ts'
import type { Way } from '#modules/meetings/rules.ts'
import type { Db } from '#platform/db/pool.ts'
import { ask } from '#platform/web/ask.ts'
import { submit } from '#platform/web/form.ts'
import { boardTexts as b } from '#texts/sv/board.ts'
import { extractOf } from './extract.ts'
import { receiversFrom } from './receivers.ts'

export const load: PageServerLoad = ({ locals, params }) =>
  ask(locals, async (tx, actor) => {
    const { item, extract, frozen, article } = await extractOf(tx, params)
    return {
      meetingId: params.meetingId,
      itemId: params.itemId,
      title: b.extractTitle(extract.paragraph, extract.title),
      heldOn: extract.heldOn,
      board: extract.board,
      article,
      frozen,
      office: item && actor.side === 'office' ? await officeSide(tx, item) : undefined,
      maySend: item !== undefined && may(actor, 'extract.send', item),
      isMeetingReader: item !== undefined,
      ids: [uuidv7(), uuidv7()],
    }
  })

async function officeSide(tx: Db, item: Item) {
  return {
    deliveries: await listDeliveriesOf(tx, item.id),
    concerned: await listConcerned(tx, item.matterId),
    boards: await listOtherBoards(tx, item.boardId),
  }
}

export const actions: Actions = {
  skicka: (event) =>
    submit(event, sendExtract, {
      input: (form) => ({
        itemId: event.params.itemId,
        // An unknown word is refused by the shape as "choose one".
        receivers: receiversFrom(form.all('mottagare'), form.text('andra'), form.text('satt') as Way),
      }),
      names: {
        receivers: 'andra',
        ...Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`receivers.${at}`, 'andra'])),
      },
      then: () => event.url.pathname,
      done: (result) => b.sent(result.numbers.length),
    }),
  kvittera: (event) =>
    submit(event, noteReceipt, {
      input: (form) => ({
        deliveryId: form.text('utskick'),
        receivedOn: parseTypedDate(form.text('mottaget')) ?? form.text('mottaget'),
        note: form.text('hur'),
      }),
      names: { receivedOn: 'mottaget', note: 'hur' },
      then: () => event.url.pathname,
      done: b.receiptSaved,
    }),
}
