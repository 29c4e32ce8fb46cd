import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { holdersOf, notify, operatorsOf } from '#modules/notices/public.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { boardTexts as t } from '#texts/sv/board.ts'
import { AddBody, NoteReceipt, SendExtract, type Receiver } from './contract-meetings.ts'
import { lockItem, type LockedItem } from './queries-items.ts'
import { addRecord } from './records.ts'
import type { Extract } from './rules.ts'

type Extracted = LockedItem & { extract: Extract }

/** Sends the extract out (expediering): each receiver by name and way, each a record, each with a receipt to come. */
export const sendExtract = command({
  verb: 'extract.send',
  input: SendExtract,
  target: ({ db }, input) => lockItem(db, input.itemId),
  async run(context, item, { receivers }) {
    const { extract } = item
    if (!extract) throw new Problem('wrongState', { detail: 'the minutes are not adjusted' })
    const numbers: number[] = []
    for (const [at, receiver] of receivers.entries())
      numbers.push(await send(context, { ...item, extract }, { receiver, field: `receivers.${at}` }))
    return { id: item.id, meetingId: item.meetingId, numbers }
  },
  detail: (_, { numbers }) => ({ numbers }),
})

type Sending = { receiver: Receiver; field: string }

async function send(context: Context, item: Extracted, { receiver, field }: Sending): Promise<number> {
  const { db, actor, now } = context
  const name = await nameOf(context, receiver)
  if (name === '') throw fieldProblem(field, 'required')
  const { boardId, matterId, extract } = item
  const { kind, way, providerId = null, unitId = null, toBoardId = null } = receiver
  if (way === 'system' && !providerId && !toBoardId) throw fieldProblem(field, 'chooseOne')
  const record = await addRecord(context, {
    ...{ matterId, boardId, direction: 'out', kind: 'dispatch', party: name, sourceId: item.id },
    title: t.dispatchTitle(extract.paragraph, extract.title),
  })
  await db
    .insertInto('delivery')
    .values({
      ...{
        municipalityId: actor.municipalityId,
        id: uuidv7(now.getTime()),
        itemId: item.id,
        boardId,
        matterId,
      },
      ...{ receiverKind: kind, receiverName: name, providerId, unitId, toBoardId, way },
      content: JSON.stringify(extract),
      paperId: item.extractPaperId,
      sentAt: now,
      sentBy: actor.accountId,
      recordNumber: record.number,
    })
    .execute()
  if (way === 'system') await tellReceiver(context, item, receiver)
  return record.number
}

/** A receiver in the system is named by the system, so that a letter never goes to the wrong one. */
async function nameOf({ db, now }: Context, receiver: Receiver): Promise<string> {
  if (receiver.toBoardId)
    return nameIn(await db.selectFrom('board').select('name').where('id', '=', receiver.toBoardId).execute())
  if (receiver.unitId) {
    const today = todayIn(now)
    return nameIn(
      await db
        .selectFrom('unitState')
        .select('name')
        .where('unitId', '=', receiver.unitId)
        .where('supersededAt', 'is', null)
        .where('validFrom', '<=', today)
        .orderBy('validFrom', 'desc')
        .limit(1)
        .execute(),
    )
  }
  if (receiver.providerId)
    return nameIn(
      await db.selectFrom('provider').select('name').where('id', '=', receiver.providerId).execute(),
    )
  return receiver.name
}

const nameIn = (rows: readonly { name: string }[]) => rows[0]?.name ?? ''

/** No unit has this id: those who hold the whole provider are meant, not the manager of one of its units. */
const noUnit = '00000000-0000-0000-0000-000000000000'

async function tellReceiver(context: Context, item: Extracted, receiver: Receiver): Promise<void> {
  const today = todayIn(context.now)
  const { providerId, unitId = noUnit, toBoardId } = receiver
  const people = providerId
    ? await operatorsOf(context.db, { providerId, unitId }, today)
    : await holdersOf(context.db, toBoardId ?? '', ['registrar', 'boardSecretary'], today)
  await notify(context, people, {
    kind: 'extractSent',
    title: t.extractSent(item.extract.board, item.extract.paragraph, item.extract.title).slice(0, 300),
    href: `/sammantraden/${item.meetingId}/${item.id}/utdrag`,
    boardId: item.boardId,
  })
}

/** A receipt (kvittens) that came by letter, mail or word of mouth. */
export const noteReceipt = command({
  verb: 'extract.send',
  input: NoteReceipt,
  target: ({ db }, { deliveryId }) =>
    db
      .selectFrom('delivery')
      .select(['id', 'boardId', 'itemId', 'sentAt'])
      .where('id', '=', deliveryId)
      .forUpdate()
      .executeTakeFirst(),
  async run({ db, now }, delivery, { receivedOn, note }) {
    if (receivedOn < todayIn(delivery.sentAt)) throw fieldProblem('receivedOn', 'dateBeforeOther')
    if (receivedOn > todayIn(now)) throw fieldProblem('receivedOn', 'dateInFuture')
    await db
      .updateTable('delivery')
      .set({ receivedOn, receivedNote: note })
      .where('id', '=', delivery.id)
      .execute()
    return { id: delivery.id, itemId: delivery.itemId }
  },
})

/** One more body for a report (M-270). To show it to another board of the municipality is an act with a ground. */
export const addBody = command({
  verb: 'agenda.change',
  input: AddBody,
  target: ({ db }, { paperId }) =>
    db
      .selectFrom('paper')
      .select(['id', 'boardId', 'title'])
      .where('id', '=', paperId)
      .forUpdate()
      .executeTakeFirst(),
  async run(context, paper, { paperId, toBoardId = null, ...input }) {
    const { db, actor, now } = context
    const bodyName = await bodyNameOf(db, paper.boardId, { ...input, toBoardId })
    const id = uuidv7(now.getTime())
    await db
      .insertInto('paperBody')
      .values({
        ...{
          ...input,
          municipalityId: actor.municipalityId,
          id,
          paperId,
          boardId: paper.boardId,
          toBoardId,
          bodyName,
        },
        ...{ addedBy: actor.accountId, addedByName: actor.name, addedAt: now },
      })
      .execute()
    if (toBoardId)
      await notify(context, await holdersOf(db, toBoardId, ['boardSecretary', 'registrar'], todayIn(now)), {
        kind: 'paperShared',
        title: t.paperShared(paper.title).slice(0, 300),
        href: `/rapporter/${paperId}`,
        boardId: paper.boardId,
      })
    return { id, paperId }
  },
  detail: ({ ground, role }, { id }) => ({ bodyId: id, ground, role }),
})

type Body = { toBoardId: string | null; bodyName: string; ground: string }

async function bodyNameOf(
  db: Db,
  ownBoardId: string,
  { toBoardId, bodyName, ground }: Body,
): Promise<string> {
  if (toBoardId === null) {
    if (bodyName === '') throw fieldProblem('bodyName', 'required')
    return bodyName
  }
  if (toBoardId === ownBoardId) throw fieldProblem('toBoardId', 'notValid')
  if (ground === '') throw fieldProblem('ground', 'reasonNeeded')
  const board = await db.selectFrom('board').select('name').where('id', '=', toBoardId).executeTakeFirst()
  if (!board) throw fieldProblem('toBoardId', 'chooseOne')
  return board.name
}
