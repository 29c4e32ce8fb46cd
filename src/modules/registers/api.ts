import { z } from 'zod'
import { hasRole, type Actor } from '#access/may.ts'
import { officeRoles } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { addEntry, changeEntry, moveEntry, removeEntry, restoreEntry } from './commands.ts'
import { attachFile, detachFile } from './commands-files.ts'
import { addKind, switchKind } from './commands-kinds.ts'
import {
  AddEntry,
  AddKind,
  AttachFile,
  ChangeEntry,
  ChangeView,
  DetachFile,
  EntryFilter,
  EntryView,
  FigureView,
  FileView,
  KindView,
  MoveEntry,
  RemoveEntry,
  RestoreEntry,
  SwitchKind,
} from './contract.ts'
import { FileBody } from '#modules/files/public.ts'
import { examples } from './examples.ts'
import { findEntry, findKind, listEntries, listKinds, type Entry } from './queries.ts'
import { listChanges, listFigures, listFiles } from './queries-parts.ts'

const tag = 'Registers'
const verb = 'unit.read'
const kindParams = z.object({ kindId: z.uuid() })
const entryParams = z.object({ entryId: z.uuid() })
const Changed = z.object({ id: z.uuid(), revision: z.number().int() })

const readings: readonly Operation[] = [
  reading({
    path: '/registers',
    tag,
    verb,
    summary: 'Lista register / List registers',
    description:
      'The kinds of registers you may read, each with its definition: fields, states, review, gaps, figures.',
    answer: z.object({ registers: z.array(KindView) }),
    run: async (tx) => ({ registers: await listKinds(tx, todayIn(new Date())) }),
  }),
  reading({
    path: '/registers/{kindId}/entries',
    tag,
    verb,
    summary: 'Lista uppgifter i ett register / List entries of a register',
    description:
      'Searched, filtered, sorted and paged. `where` narrows by fields: `field:value` pairs with ; between them. `sort` takes a field, title, state or review, with - before it when falling.',
    params: kindParams,
    query: EntryFilter,
    answer: listOf('entries', EntryView),
    run: async (tx, { kindId, ...filter }, actor) => {
      const kind = await findKind(tx, { id: kindId })
      if (!kind) return undefined
      const own = isOffice(actor) ? filter : { ...filter, removed: undefined }
      const { rows, total } = await listEntries(tx, kind, EntryFilter.parse(own), todayIn(new Date()))
      return { entries: rows, total, page: filter.page, limit: filter.limit }
    },
  }),
  reading({
    path: '/registers/{kindId}/figures',
    tag,
    verb,
    summary: 'Visa årets siffror / Show the figures of each year',
    description: 'Entries of each year and how many say yes, no or nothing. The rows: `year` and `where`.',
    params: kindParams,
    answer: z.object({ figures: z.array(FigureView) }),
    run: async (tx, { kindId }) => {
      const kind = await findKind(tx, { id: kindId })
      return kind && { figures: await listFigures(tx, kind) }
    },
  }),
  reading({
    path: '/register-entries/{entryId}',
    tag,
    verb,
    summary: 'Visa en uppgift / Show an entry',
    description: 'One entry with its facts. `revision` is what a change must bring.',
    params: entryParams,
    answer: EntryView,
    run: (tx, { entryId }) => findEntry(tx, entryId),
  }),
  reading({
    path: '/register-entries/{entryId}/history',
    tag,
    verb,
    summary: 'Visa historiken / Show the history',
    description: 'Who changed what, when, from what and to what. The office’s own.',
    params: entryParams,
    answer: z.object({ changes: z.array(ChangeView) }),
    run: async (tx, { entryId }, actor) =>
      (await officeEntry(tx, entryId, actor)) && { changes: await listChanges(tx, entryId) },
  }),
  reading({
    path: '/register-entries/{entryId}/files',
    tag,
    verb,
    summary: 'Lista handlingar / List files',
    description: 'The papers that lie with the entry. The office’s own.',
    params: entryParams,
    answer: z.object({ files: z.array(FileView) }),
    run: async (tx, { entryId }, actor) =>
      (await officeEntry(tx, entryId, actor)) && { files: await listFiles(tx, entryId) },
  }),
]

const changings: readonly Operation[] = [
  changing({
    path: '/registers',
    method: 'post',
    tag,
    summary: 'Lägg till ett eget register / Add a register',
    description: 'A register of the municipality’s own, described as data. The caller makes the id.',
    body: z.object(AddKind.shape),
    example: examples.addKind,
    answer: Changed.extend({ key: z.string() }),
    command: addKind,
    created: true,
  }),
  changing({
    path: '/registers/{kindId}/switch',
    method: 'post',
    tag,
    summary: 'Sätt på eller stäng av ett register / Switch a register on or off',
    description: 'What is switched off keeps its entries and cannot be written to.',
    params: kindParams,
    body: z.object(SwitchKind.shape).omit({ kindId: true }),
    example: examples.switchKind,
    answer: Changed,
    command: switchKind,
  }),
  changing({
    path: '/registers/{kindId}/entries',
    method: 'post',
    tag,
    summary: 'Lägg till en uppgift / Add an entry',
    description: '`values` by the keys of the register’s fields; a fault is told at `values/<field>`.',
    params: kindParams,
    body: z.object(AddEntry.shape).omit({ kindId: true }),
    example: examples.addEntry,
    answer: Changed,
    command: addEntry,
    created: true,
  }),
  changing({
    path: '/register-entries/{entryId}',
    method: 'put',
    tag,
    summary: 'Ändra en uppgift / Change an entry',
    description: 'All values are given. What they were is kept in the history.',
    params: entryParams,
    body: z.object(ChangeEntry.shape).omit({ entryId: true }),
    example: examples.changeEntry,
    answer: Changed,
    command: changeEntry,
  }),
  ...(
    [
      ['move', MoveEntry, moveEntry, 'Ändra läget / Move an entry', 'To a state that the register allows.'],
      ['remove', RemoveEntry, removeEntry, 'Ta bort / Remove', 'Out of lists and figures, with a reason.'],
      ['restore', RestoreEntry, restoreEntry, 'Lägg tillbaka / Restore', 'Puts back what was removed.'],
    ] as const
  ).map(([name, shape, act, summary, description]) =>
    changing({
      path: `/register-entries/{entryId}/${name}`,
      method: 'post',
      tag,
      summary,
      description,
      params: entryParams,
      body: z.object(shape.shape).omit({ entryId: true }),
      example: examples[name],
      answer: Changed,
      // Each row of the table holds the command of its own shape.
      command: act as typeof restoreEntry,
    }),
  ),
  changing({
    path: '/register-entries/{entryId}/files',
    method: 'post',
    tag,
    summary: 'Lägg till en handling / Add a file',
    description: '`document` is one of the register’s document types, or empty.',
    params: entryParams,
    body: z.object({ ...AttachFile.shape, file: FileBody }).omit({ entryId: true }),
    example: examples.attachFile,
    answer: Changed.extend({ fileId: z.uuid() }),
    command: attachFile,
    created: true,
  }),
  changing({
    path: '/register-entries/{entryId}/files/{fileId}/remove',
    method: 'post',
    tag,
    summary: 'Ta bort en handling / Remove a file',
    description: 'With a reason; the history keeps what it was.',
    params: z.object({ entryId: z.uuid(), fileId: z.uuid() }),
    body: z.object({ reason: DetachFile.shape.reason }),
    example: examples.detachFile,
    answer: Changed,
    command: detachFile,
  }),
]

export const registersApi: readonly Operation[] = [...readings, ...changings]

function isOffice(actor: Actor): boolean {
  return hasRole(actor, ...officeRoles)
}

/** History and papers are the office's own; who sees an entry without them is told as a stranger. */
async function officeEntry(tx: Db, entryId: string, actor: Actor): Promise<Entry | undefined> {
  return isOffice(actor) ? findEntry(tx, entryId) : undefined
}
