import { z } from 'zod'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import type { Verb } from '#access/roles.ts'
import { mapImport, mapPeople } from './commands-run.ts'
import { inviteImported } from './commands-invite.ts'
import { uploadImport, uploadPeople } from './commands-upload.ts'
import {
  ImportFilter,
  ImportView,
  InviteImported,
  MapImport,
  OneImport,
  RowFilter,
  RowView,
  SheetView,
} from './contract.ts'
import { examples } from './examples.ts'
import { findImport, listImportRows, listImports } from './queries.ts'
import { undoImport, undoPeople } from './undo.ts'
import { byPrograms } from './steps.ts'
import { listBlockers, listDoneRows } from './undo-blocks.ts'

const tag = 'Imports'
const params = z.object({ importId: z.uuid() })
const Stepped = z.object({ id: z.uuid(), revision: z.number().int(), state: z.string() })
const Created = z.object({ id: z.uuid(), revision: z.number().int() })
const seen = { body: z.object(OneImport.shape).omit({ importId: true }), example: examples.seen }

const office = {
  path: '/imports',
  verb: 'import.run',
  ...{ upload: uploadImport, map: mapImport, undo: undoImport, steps: byPrograms.office },
  query: z.object({ id: z.uuid(), boardId: z.uuid() }),
} as const
const people = {
  path: '/people-imports',
  verb: 'import.people',
  ...{ upload: uploadPeople, map: mapPeople, undo: undoPeople, steps: byPrograms.people },
  query: z.object({ id: z.uuid() }),
} as const
type Door = typeof office | typeof people

/** The office's imports of a board and the administrator's of people go the same way through two doors. */
function operationsOf(door: Door): Operation[] {
  return [...readingsOf(door.path, door.verb), ...blockersOf(door.path, door.verb), ...changesOf(door)]
}

function readingsOf(path: string, verb: Verb): Operation[] {
  return [
    reading({
      ...{ path, tag, verb, summary: 'Lista inläsningar / List imports' },
      description: 'Files that were uploaded, the latest first, with what they changed.',
      query: ImportFilter,
      answer: listOf('imports', ImportView),
      run: async (tx, filter) => ({
        ...(await listImports(tx, filter)),
        page: filter.page,
        limit: filter.limit,
      }),
    }),
    reading({
      ...{ path: `${path}/{importId}`, tag, verb, summary: 'Visa en inläsning / Show an import' },
      description: 'One import with its sheets and the columns that were guessed or chosen.',
      params,
      answer: ImportView.extend({ sheets: z.array(SheetView) }),
      run: (tx, { importId }) => findImport(tx, importId),
    }),
    reading({
      ...{ path: `${path}/{importId}/rows`, tag, verb, summary: 'Visa rader och fel / Show rows and faults' },
      description: 'What each row does or did, faults first; `outcome=faulty` gives the faults alone.',
      params,
      query: RowFilter,
      answer: listOf('rows', RowView),
      run: async (tx, { importId, ...filter }) => {
        if (!(await findImport(tx, importId))) return undefined
        return { ...(await listImportRows(tx, importId, filter)), page: filter.page, limit: filter.limit }
      },
    }),
  ]
}

function blockersOf(path: string, verb: Verb): Operation[] {
  return [
    reading({
      ...{
        path: `${path}/{importId}/blockers`,
        tag,
        verb,
        summary: 'Visa vad som hindrar ångra / Show what blocks undo',
      },
      description: 'What is built on the import or changed after it. Empty: it can be undone.',
      params,
      answer: z.object({
        blockers: z.array(z.object({ label: z.string(), kind: z.string(), why: z.string() })),
      }),
      run: async (tx, { importId }) => {
        if (!(await findImport(tx, importId))) return undefined
        return { blockers: await listBlockers(tx, await listDoneRows(tx, importId)) }
      },
    }),
  ]
}

/** One step of an import, at an address below it. */
function stepAt(path: string, name: string, summary: string, description: string) {
  const at = `${path}/{importId}/${name}`
  return { path: at, method: 'post', tag, summary, description, params, answer: Stepped } as const
}

/** A step done in the background: with a large file `isWorking` is true, and the import tells how far it has come. */
function askedAt(path: string, name: string, summary: string, description: string) {
  const isWorking = 'isWorking: it goes on in the background, see `working` of the import.'
  const answer = Stepped.extend({ isWorking: z.boolean() })
  return { ...stepAt(path, name, summary, `${description} ${isWorking}`), answer }
}

function changesOf({ path, query, ...door }: Door): Operation[] {
  return [
    {
      ...{ path, method: 'post', tag, summary: 'Ladda upp en fil / Upload a file' },
      description: 'The file as a raw body or multipart. The caller makes the id. Nothing is read yet.',
      ...{ file: true, query, answer: Created, command: door.upload, created: true },
    },
    changing({
      ...askedAt(path, 'reading', 'Läs filen / Read the file', 'Rows are read and columns guessed.'),
      command: door.steps.read,
    }),
    changing({
      ...stepAt(
        path,
        'mapping',
        'Välj kolumner / Map the columns',
        'Which sheet and column is what; kept for the same headings.',
      ),
      body: z.object(MapImport.shape).omit({ importId: true }),
      example: examples.mapImport,
      command: door.map,
    }),
    changing({
      ...askedAt(path, 'preview', 'Granska / Preview', 'What every row would do, and faults.'),
      ...seen,
      command: door.steps.preview,
    }),
    changing({
      ...askedAt(path, 'run', 'Läs in / Run', 'All or nothing, and only what was previewed.'),
      ...seen,
      command: door.steps.run,
    }),
    changing({
      ...stepAt(path, 'undo', 'Ångra / Undo', 'Takes the import back whole.'),
      ...seen,
      command: door.undo,
    }),
  ]
}

export const importsApi: readonly Operation[] = [
  ...operationsOf(office),
  ...operationsOf(people),
  changing({
    path: '/people-imports/{importId}/links',
    method: 'post',
    tag,
    summary: 'Skapa inbjudningslänkar / Make invitation links',
    description: 'For those who have not signed in. The caller keeps the tokens and sends their SHA-256.',
    params,
    body: z.object(InviteImported.shape).omit({ importId: true }),
    example: examples.inviteImported,
    answer: z.object({ id: z.uuid(), links: z.number().int() }),
    command: inviteImported,
  }),
]
