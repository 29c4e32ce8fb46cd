import { z } from 'zod'
import type { Operation } from '#platform/web/api.ts'
import { act, made, moved } from './api-act.ts'
import { changeItem, moveItem, withdrawItem } from './commands-agenda.ts'
import { declareItemBias, withdrawBias } from './commands-bias.ts'
import { addItemNote, decideItem } from './commands-decide.ts'
import { addBody, noteReceipt, sendExtract } from './commands-send.ts'
import * as shape from './contract-meetings.ts'
import { examples } from './examples.ts'

const ofItem = z.object({ itemId: z.uuid() })

export const ofItems: readonly Operation[] = [
  act(changeItem, {
    path: '/agenda-items/{itemId}',
    method: 'put',
    says: [
      'Ändra en punkt / Change an item',
      'Heading, proposal and presenter until the notice; then the presenter.',
    ],
    params: ofItem,
    body: shape.ChangeItem.omit({ itemId: true }),
    example: examples.changeItem,
    answer: moved,
  }),
  act(withdrawItem, {
    path: '/agenda-items/{itemId}/withdraw',
    method: 'post',
    says: ['Ta bort en punkt / Withdraw an item', 'With a reason. After the notice it keeps its number.'],
    params: ofItem,
    body: shape.WithdrawItem.omit({ itemId: true }),
    example: examples.withdrawItem,
    answer: moved,
  }),
  act(moveItem, {
    path: '/agenda-items/{itemId}/move',
    method: 'post',
    says: ['Flytta en punkt / Move an item', 'To another planned meeting of the same board.'],
    params: ofItem,
    body: shape.MoveItem.omit({ itemId: true }),
    example: examples.moveItem,
    answer: moved,
  }),
  act(decideItem, {
    path: '/agenda-items/{itemId}/decision',
    method: 'put',
    says: [
      'Skriv in nämndens beslut / Record the outcome',
      'From the day of the meeting until the minutes are adjusted.',
    ],
    params: ofItem,
    body: shape.DecideItem.omit({ itemId: true }),
    example: examples.decideItem,
    answer: made.extend({ meetingId: z.uuid(), outcome: z.string(), revision: z.number().int() }),
  }),
  act(addItemNote, {
    path: '/agenda-items/{itemId}/notes',
    method: 'post',
    says: [
      'Skriv en anteckning till ett beslut / Add a note',
      'After the adjustment nothing is rewritten: it is a note.',
    ],
    params: ofItem,
    body: shape.AddItemNote.omit({ itemId: true }),
    example: examples.addItemNote,
    answer: moved.extend({ number: z.number().int() }),
  }),
  act(declareItemBias, {
    path: '/agenda-items/{itemId}/bias',
    method: 'post',
    says: ['Anmäl jäv / Declare bias', 'By the member, or by the secretary with who took part instead.'],
    params: ofItem,
    body: shape.DeclareItemBias.omit({ itemId: true }),
    example: examples.declareItemBias,
    answer: moved.extend({ itemId: z.uuid() }),
  }),
  act(withdrawBias, {
    path: '/agenda-bias/{biasId}',
    method: 'delete',
    says: [
      'Ta bort en anteckning om jäv / Withdraw bias',
      'What was noted by mistake; it stays in the history.',
    ],
    params: z.object({ biasId: z.uuid() }),
  }),
  act(sendExtract, {
    path: '/agenda-items/{itemId}/deliveries',
    method: 'post',
    says: [
      'Skicka ut protokollsutdraget / Send the extract',
      'Each receiver by name and way, each a record in the matter.',
    ],
    params: ofItem,
    body: shape.SendExtract.omit({ itemId: true }),
    example: examples.sendExtract,
    answer: moved.extend({ numbers: z.array(z.number().int()) }),
  }),
  act(noteReceipt, {
    path: '/deliveries/{deliveryId}/receipt',
    method: 'put',
    says: ['Skriv in en kvittens / Note a receipt', 'One that came by letter, mail or word of mouth.'],
    params: z.object({ deliveryId: z.uuid() }),
    body: shape.NoteReceipt.omit({ deliveryId: true }),
    example: examples.noteReceipt,
    answer: made.extend({ itemId: z.uuid() }),
  }),
  act(addBody, {
    path: '/papers/{paperId}/bodies',
    method: 'post',
    says: [
      'Lägg till en nämnd eller ett organ / Add a body',
      'Deciding or receiving, with its own case number.',
    ],
    params: z.object({ paperId: z.uuid() }),
    body: shape.AddBody.omit({ paperId: true }),
    example: examples.addBody,
    answer: made.extend({ paperId: z.uuid() }),
  }),
]
