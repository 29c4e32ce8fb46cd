import { z } from '@hono/zod-openapi'
import { changing, listOf, reading, type Operation } from '#platform/web/api.ts'
import { changeRelease, chooseRecords, receiveRelease } from './commands.ts'
import { closeRelease, decideRelease } from './commands-decide.ts'
import { maskLocked, openLockedAsText, takeLocked } from './commands-locked.ts'
import { addCopy, maskRecord, reviewRecord } from './commands-review.ts'
import {
  ChangeRelease,
  ChooseRecords,
  CloseRelease,
  CopyBody,
  DecideRelease,
  LockedFilter,
  LockedView,
  MaskLockedBody,
  MaskRecord,
  OpenLocked,
  ReceiveRelease,
  ReleaseFilter,
  ReleaseView,
  ReviewRecord,
  ReviewView,
  TakeLockedBody,
} from './contract.ts'
import { examples } from './examples.ts'
import { findRelease, listReleases } from './queries.ts'
import { listLocked } from './queries-locked.ts'
import { listReviews } from './queries-records.ts'
import { outcomes } from './rules.ts'

const tag = 'Utlämnanden'
const releaseParams = z.object({ releaseId: z.uuid() })
const recordParams = z.object({ releaseId: z.uuid(), recordId: z.uuid() })
const lockedParams = z.object({ lockedId: z.uuid() })
const changed = z.object({ id: z.uuid(), revision: z.number().int() })
const copied = changed.extend({ fileId: z.uuid() })

const readings: readonly Operation[] = [
  reading({
    ...{ path: '/releases', tag, verb: 'release.read', query: ReleaseFilter },
    summary: 'Lista begäranden om utlämnande / List requests for records',
    description: 'Requests to be given public records, the newest first, with how far the review has come.',
    answer: listOf('releases', ReleaseView),
    run: async (tx, filter) => ({
      ...(await listReleases(tx, filter)),
      page: filter.page,
      limit: filter.limit,
    }),
  }),
  reading({
    ...{ path: '/releases/{releaseId}', tag, verb: 'release.read', params: releaseParams },
    summary: 'Hämta en begäran / Get a request',
    description: 'One request with the records that are reviewed and what was judged of each.',
    answer: ReleaseView.extend({ reviews: z.array(ReviewView) }).openapi('Release'),
    run: async (tx, { releaseId }) => {
      const release = await findRelease(tx, releaseId)
      return release && { ...release, reviews: await listReviews(tx, releaseId) }
    },
  }),
  reading({
    ...{ path: '/locked-records', tag, verb: 'lockedRecord.read', query: LockedFilter },
    summary: 'Lista låsta handlingar / List records under lock',
    description:
      'Records under lock in the boards the registrar answers for. Their content is opened one by one.',
    answer: listOf('lockedRecords', LockedView),
    run: async (tx, filter) => {
      const { locked, total } = await listLocked(tx, filter)
      return { lockedRecords: locked, total, page: filter.page, limit: filter.limit }
    },
  }),
]

const requests: readonly Operation[] = [
  changing({
    ...{
      method: 'post',
      path: '/releases',
      tag,
      body: ReceiveRelease,
      example: examples.receiveRelease,
      command: receiveRelease,
      created: true,
    },
    summary: 'Ta emot en begäran / Receive a request',
    description: 'Opens a matter of its own. Nobody has to say who they are (TF 2:18): contact may be empty.',
    answer: z.object({ id: z.uuid(), matterId: z.uuid() }),
  }),
  changing({
    ...{ method: 'patch', path: '/releases/{releaseId}', tag, params: releaseParams, command: changeRelease },
    summary: 'Ändra en begäran / Change a request',
    description: 'How to reach whoever asks, and which matters it concerns; until it is decided.',
    body: ChangeRelease.omit({ releaseId: true }),
    example: examples.changeRelease,
    answer: changed,
  }),
  changing({
    ...{ method: 'put', path: '/releases/{releaseId}/records', tag, params: releaseParams },
    summary: 'Välj handlingar / Choose records',
    description: 'Which records of the matters are reviewed. What has been judged already is kept.',
    body: ChooseRecords.omit({ releaseId: true }),
    example: examples.chooseRecords,
    answer: changed.extend({ records: z.number().int() }),
    command: chooseRecords,
  }),
  changing({
    ...{ method: 'post', path: '/releases/{releaseId}/decision', tag, params: releaseParams },
    summary: 'Besluta om utlämnande / Decide',
    description: 'The outcome follows from the reviews. A refusal needs a point of the delegation order.',
    body: DecideRelease.omit({ releaseId: true }),
    example: examples.decideRelease,
    answer: changed.extend({ outcome: z.enum(outcomes) }),
    command: decideRelease,
  }),
  changing({
    ...{ method: 'post', path: '/releases/{releaseId}/closing', tag, params: releaseParams },
    summary: 'Avsluta en begäran / Close a request',
    description: 'When the records have been handed over or sent.',
    body: CloseRelease.omit({ releaseId: true }),
    example: examples.closeRelease,
    answer: changed,
    command: closeRelease,
  }),
]

const record = '/releases/{releaseId}/records/{recordId}'
const of = { releaseId: true, recordId: true } as const
const reviews: readonly Operation[] = [
  changing({
    ...{ method: 'put', path: `${record}/review`, tag, params: recordParams, command: reviewRecord },
    summary: 'Sekretesspröva en handling / Review a record',
    description: 'Release whole, masked, or refuse with act, chapter and section.',
    body: ReviewRecord.omit(of),
    example: examples.reviewRecord,
    answer: changed,
  }),
  changing({
    ...{ method: 'post', path: `${record}/mask`, tag, params: recordParams, command: maskRecord },
    summary: 'Maskera en egen handling / Mask a record of our own',
    description:
      'Sets a new PDF from the data without the masked words and places. The original stays as it is.',
    body: MaskRecord.omit(of),
    example: examples.maskRecord,
    answer: copied,
  }),
  changing({
    ...{ method: 'post', path: `${record}/copy`, tag, params: recordParams, command: addCopy },
    summary: 'Ladda upp en kopia / Upload a copy',
    description: 'A copy masked by hand, of what came from somebody else.',
    body: CopyBody,
    example: examples.addCopy,
    answer: copied,
  }),
]

const locked: readonly Operation[] = [
  changing({
    ...{ method: 'post', path: '/locked-records', tag, body: TakeLockedBody, command: takeLocked },
    ...{ example: examples.takeLocked },
    summary: 'Ta emot en låst handling / Take in a record under lock',
    description:
      'A record that must hold a personal number. The file is sealed; title and ground are guarded.',
    answer: z.object({ id: z.uuid(), matterId: z.uuid(), number: z.number().int() }),
    created: true,
  }),
  changing({
    ...{ method: 'post', path: '/locked-records/{lockedId}/openings', tag, params: lockedParams },
    summary: 'Öppna en låst handling / Open a record under lock',
    description: 'Gives the file and writes the opening with its reason in the log.',
    body: OpenLocked.omit({ lockedId: true }),
    example: examples.openLocked,
    answer: z.object({ name: z.string(), mediaType: z.string(), contentBase64: z.string() }),
    command: openLockedAsText,
  }),
  changing({
    ...{ method: 'post', path: '/locked-records/{lockedId}/masked-version', tag, params: lockedParams },
    summary: 'Lägg till en maskerad version / Add a masked version',
    description: 'A masked version that the whole office may read, as a record of its own in the matter.',
    body: MaskLockedBody,
    example: examples.maskLocked,
    answer: z.object({ id: z.uuid(), number: z.number().int(), fileId: z.uuid() }),
    command: maskLocked,
    created: true,
  }),
]

export const releasesApi: readonly Operation[] = [...readings, ...requests, ...reviews, ...locked]
