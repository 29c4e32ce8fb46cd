import { z } from 'zod'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { decisionsApi, meetingsActsApi } from './api-meetings.ts'
import {
  changeMatter,
  closeMatter,
  openMatter,
  registerRecord,
  reopenMatter,
  writeNote,
} from './commands-matters.ts'
import {
  ChangeMatter,
  EndMatter,
  MatterFilter,
  MatterView,
  OpenMatter,
  RecordBody,
  RecordView,
  WriteNote,
} from './contract.ts'
import { examples } from './examples.ts'
import { findMatter, listMatters, listRecords } from './queries-matters.ts'

const tag = 'Matters and meetings'
const ofMatter = z.object({ matterId: z.uuid() })
const made = z.object({ id: z.uuid() })

const matters: readonly Operation[] = [
  reading({
    path: '/matters',
    tag,
    verb: 'followUp.read',
    summary: 'Lista ärenden / List matters',
    description: 'Matters of your boards, the newest first, searched by case number and title.',
    query: MatterFilter,
    answer: listOf('matters', MatterView),
    run: async (tx, filter) => ({
      ...(await listMatters(tx, filter)),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    path: '/matters/{matterId}',
    tag,
    verb: 'followUp.read',
    summary: 'Visa ett ärende / Show a matter',
    description: 'A matter with its records in the order of their numbers.',
    params: ofMatter,
    answer: MatterView.extend({ list: z.array(RecordView) }),
    run: async (tx, input) => {
      const matter = await findMatter(tx, input.matterId)
      return matter && { ...matter, list: await listRecords(tx, matter.id) }
    },
  }),
  changing({
    path: '/matters',
    tag,
    method: 'post',
    summary: 'Lägg upp ett ärende / Open a matter',
    description: 'A matter has its case number before anything is written in it.',
    body: OpenMatter,
    example: examples.openMatter,
    answer: made.extend({ caseNumber: z.string() }),
    command: openMatter,
    created: true,
  }),
  changing({
    path: '/matters/{matterId}/records',
    tag,
    method: 'post',
    summary: 'Registrera en handling / Register a record',
    description: 'Incoming, outgoing or drawn up here, with a file or without. It gets the next number.',
    params: ofMatter,
    body: RecordBody,
    example: examples.registerRecord,
    answer: made.extend({ number: z.number().int(), matterId: z.uuid() }),
    command: registerRecord,
    created: true,
  }),
  changing({
    path: '/matters/{matterId}/notes',
    tag,
    method: 'post',
    summary: 'Skriv en tjänsteanteckning / Write an official note',
    description: 'A record whose content is its text. It is corrected by a new one.',
    params: ofMatter,
    body: WriteNote.omit({ matterId: true }),
    example: examples.writeNote,
    answer: made.extend({ number: z.number().int(), matterId: z.uuid() }),
    command: writeNote,
    created: true,
  }),
  changing({
    path: '/matters/{matterId}',
    tag,
    method: 'put',
    summary: 'Ändra ett ärende / Change a matter',
    description: 'Title, kind and the matter it replaces. The earlier title is kept.',
    params: ofMatter,
    body: ChangeMatter.omit({ matterId: true }),
    example: examples.changeMatter,
    answer: made.extend({ revision: z.number().int() }),
    command: changeMatter,
  }),
  changing({
    path: '/matters/{matterId}/close',
    tag,
    method: 'post',
    summary: 'Avsluta ett ärende / Close a matter',
    description: 'With a reason, when nothing in it is under way or waits for the board.',
    params: ofMatter,
    body: EndMatter.omit({ matterId: true }),
    example: examples.closeMatter,
    answer: made.extend({ closedOn: z.string() }),
    command: closeMatter,
  }),
  changing({
    path: '/matters/{matterId}/reopen',
    tag,
    method: 'post',
    summary: 'Öppna ett ärende igen / Open a matter again',
    description: 'With a reason. That it was closed is kept.',
    params: ofMatter,
    body: EndMatter.omit({ matterId: true }),
    example: examples.reopenMatter,
    answer: made,
    command: reopenMatter,
  }),
]

export const meetingsApi: readonly Operation[] = [...matters, ...meetingsActsApi, ...decisionsApi]
