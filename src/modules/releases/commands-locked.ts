import { scopeOf } from '#access/may.ts'
import type { z } from 'zod'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import {
  assertRoom,
  inspectionOf,
  readFiles,
  readLocked,
  storeFile,
  type Inspected,
} from '#modules/files/public.ts'
import { addRecord, lockMatter } from '#modules/meetings/public.ts'
import { command, type Command, type Context, type Request } from '#platform/command.ts'
import { withScope } from '#platform/db/transaction.ts'
import { parseInput } from '#platform/parse.ts'
import { seal, unseal } from '#platform/seal.ts'
import { releaseTexts as t } from '#texts/sv/releases.ts'
import { MaskLocked, OpenLocked, TakeLocked } from './contract.ts'
import { findSealed, lockLocked } from './queries-locked.ts'

/**
 * The registrar's route: a record that must hold a personal number (an agreement signed by a sole trader, a complaint as
 * it came) is taken in as it is. The guard against personal numbers lets the file through, its name too, since both are
 * sealed; title and ground are guarded, for others read them.
 */
export const takeLocked = command({
  verb: 'lockedRecord.take',
  input: TakeLocked,
  before: readLocked,
  numberFields: ['file.name'],
  target: ({ db }, input) => lockMatter(db, input.matterId),
  async run(context, matter, { matterId, title, ground, file, receivedOn = todayIn(context.now) }) {
    if (matter.closedOn) throw new Problem('wrongState')
    if (receivedOn > todayIn(context.now)) throw fieldProblem('receivedOn', 'dateInFuture')
    const { boardId } = matter
    const checked = inspectionOf(file)
    await assertRoom(context.db, checked.bytes.length)
    const record = await addRecord(context, {
      ...{ matterId, boardId, title: t.lockedTitle, note: ground, direction: 'in', kind: 'locked' },
    })
    const id = await insertLocked(context, checked, {
      ...{ matterId, boardId, title, ground, receivedOn },
      ...{ recordId: record.id, recordNumber: record.number },
    })
    return { id, matterId, number: record.number }
  },
  detail: (_, { number }) => ({ number }),
})

type NewLocked = {
  matterId: string
  boardId: string
  title: string
  ground: string
  receivedOn: string
  recordId: string
  recordNumber: number
}

async function insertLocked(context: Context, file: Inspected, row: NewLocked): Promise<string> {
  const { db, actor, now } = context
  const { municipalityId } = actor
  const id = uuidv7(now.getTime())
  await db
    .insertInto('lockedRecord')
    .values({
      ...{ ...row, municipalityId, id, size: file.bytes.length },
      ...seal(packed(file), boundTo(municipalityId, id)),
      ...{ takenBy: actor.accountId, takenByName: actor.name, takenAt: now },
    })
    .execute()
  return id
}

/** Name and media type are sealed with the bytes: the name of a file says as much as the file. */
type Packed = Pick<Inspected, 'name' | 'mediaType' | 'bytes'>

function packed({ name, mediaType, bytes }: Packed): Buffer {
  const about = Buffer.from(JSON.stringify({ name, mediaType }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(about.length)
  return Buffer.concat([length, about, bytes])
}

function unpacked(content: Buffer): Packed {
  const end = 4 + content.readUInt32BE(0)
  // Sealed by `packed`, and unchanged since: the seal says so.
  const about = JSON.parse(content.toString('utf8', 4, end)) as { name: string; mediaType: string }
  return { ...about, bytes: content.subarray(end) }
}

const boundTo = (municipalityId: string, id: string) => `locked-record:${municipalityId}:${id}`

/** Every opening has a reason and stands in the log before anything is handed out. */
const noteOpening = command({
  verb: 'lockedRecord.read',
  input: OpenLocked,
  target: ({ db }, input) => lockLocked(db, input.lockedId),
  run: (_, locked) => Promise.resolve({ id: locked.id }),
  detail: ({ reason }) => ({ reason }),
})

type Opening = z.input<typeof OpenLocked>

/** Opens a record under lock. What comes out is kept nowhere: not in the receipt of the command, not in the log. */
export const openLocked: Command<Opening, Packed> = Object.assign(open, {
  verb: 'lockedRecord.read' as const,
  input: OpenLocked,
})

async function open(request: Request, input: Opening): Promise<Packed> {
  // Each opening is one of its own, whatever id it came with: a repeated one is handed out again and noted again.
  const { id } = await noteOpening({ ...request, commandId: uuidv7() }, input)
  const { municipalityId } = request.actor
  const row = await withScope(request.db, scopeOf(request.actor), (db) => findSealed(db, id))
  if (!row) throw new Problem('notFound')
  return unpacked(unseal(row, boundTo(municipalityId, id)))
}

/** As the API hands it out, where an answer is JSON. */
export const openLockedAsText: Command<Opening, { name: string; mediaType: string; contentBase64: string }> =
  Object.assign(
    async (request: Request, raw: Opening) => {
      const { name, mediaType, bytes } = await open(request, parseInput(OpenLocked, raw))
      return { name, mediaType, contentBase64: bytes.toString('base64') }
    },
    { verb: 'lockedRecord.read' as const, input: OpenLocked },
  )

/** A masked version is a record of its own that the whole office may read; guarded as all files are. */
export const maskLocked = command({
  verb: 'lockedRecord.take',
  input: MaskLocked,
  before: readFiles,
  target: ({ db }, input) => lockLocked(db, input.lockedId),
  async run(context, locked, { file }) {
    const { boardId, matterId } = locked
    const copy = await storeFile(context, file, { boardId, shared: false })
    const record = await addRecord(context, {
      ...{ matterId, boardId, fileId: copy.id, direction: 'internal', kind: 'document' },
      title: t.maskedOfLocked(locked.recordNumber),
    })
    await context.db
      .updateTable('lockedRecord')
      .set({ maskedRecordId: record.id, maskedFileId: copy.id })
      .where('id', '=', locked.id)
      .execute()
    return { id: locked.id, number: record.number, fileId: copy.id }
  },
  detail: (_, { number }) => ({ number }),
})
