import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Context, Request } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { inOwnTurn } from '#platform/web/turns.ts'
import { endOfReading, inspectFile, inspectLocked, type Inspected } from './inspect.ts'

/** A file as it comes from a form or the API. */
export type IncomingFile = { name: string; bytes: Uint8Array<ArrayBuffer> }

export type FilePlace = {
  boardId: string
  /** Both, or neither: a file of the office alone has no unit. */
  unitId?: string | null
  providerId?: string | null
  /** True when the operator may read it: handed in by them, or shown to them. */
  shared: boolean
  /** True while it lies in an operator's own space, out of the office's sight. */
  ownSpace?: boolean
}

type Sent = { name: string; bytes: Uint8Array }

/** What the guard at the door made of a file, for as long as its bytes are in hand. */
const inspected = new WeakMap<Uint8Array, Inspected>()

/**
 * The guard at the door, for every file in the input of a command: it belongs in `before`, because reading a file takes as
 * long as whoever made it wants. A fault stands at the file's own path. The files of one command are read within one time.
 * @throws Problem fileTypeRefused, tooLarge, personalNumber, scannerDown, busy
 */
export function readFiles(by: By, input: unknown): Promise<void> {
  return readEach(by, input, inspectFile)
}

/** The same at the registrar's route, which takes in personal numbers. */
export function readLocked(by: By, input: unknown): Promise<void> {
  return readEach(by, input, inspectLocked)
}

type By = Pick<Request, 'actor'>
type Inspect = (name: string, bytes: Buffer, field: string, readUntil: number) => Promise<Inspected>

async function readEach({ actor }: By, input: unknown, inspect: Inspect): Promise<void> {
  const files = [...filesIn(input, [])]
  if (files.length === 0) return
  await inOwnTurn(actor.accountId, async () => {
    const readUntil = endOfReading()
    for (const { path, file } of files)
      inspected.set(file.bytes, await inspect(file.name, Buffer.from(file.bytes), path, readUntil))
  })
}

/** What was made of a file before the transaction. */
export function inspectionOf(file: Sent): Inspected {
  const checked = inspected.get(file.bytes)
  if (!checked) throw new Error('A file is to be stored that was not read before the transaction.')
  return checked
}

function* filesIn(value: unknown, path: readonly string[]): Generator<{ path: string; file: Sent }> {
  if (typeof value !== 'object' || value === null) return
  if (isSent(value)) yield { path: path.join('.'), file: value }
  else for (const [key, inner] of Object.entries(value)) yield* filesIn(inner, [...path, key])
}

function isSent(value: object): value is Sent {
  return 'name' in value && 'bytes' in value && value.bytes instanceof Uint8Array
}

/**
 * Stores a file that `readFiles` has read. What is stored is never changed; a correction is a new file.
 * @throws Problem storageFull
 */
export async function storeFile(
  context: Context,
  file: Sent,
  place: FilePlace,
): Promise<{ id: string; name: string }> {
  const checked = inspectionOf(file)
  if (checked.isUnread) context.unread?.()
  await assertRoom(context.db, checked.bytes.length)
  const id = uuidv7(context.now.getTime())
  await context.db
    .insertInto('file')
    .values({
      municipalityId: context.actor.municipalityId,
      id,
      boardId: place.boardId,
      unitId: place.unitId ?? null,
      providerId: place.providerId ?? null,
      name: checked.name,
      mediaType: checked.mediaType,
      size: checked.bytes.length,
      sha256: createHash('sha256').update(checked.bytes).digest(),
      content: checked.bytes,
      uploadedBy: context.actor.accountId,
      uploadedAt: context.now,
      sharedAt: place.shared ? context.now : null,
      ownSpace: place.ownSpace ?? false,
    })
    .execute()
  return { id, name: checked.name }
}

/**
 * What the municipality has set aside for its files has room for so many bytes more. Two that ask at once may both get
 * in: the measure is there against thousands, not against one too many.
 */
export async function assertRoom(db: Db, bytes: number): Promise<void> {
  const { rows } = await sql<{ fits: boolean }>`select file_fits(${bytes}) as fits`.execute(db)
  if (!rows[0]?.fits) throw new Problem('storageFull')
}

/** The posted file, or undefined when none was chosen. */
export async function incomingFile(file: File | undefined): Promise<IncomingFile | undefined> {
  if (!file) return undefined
  if (file.size > 30 * 1024 * 1024) throw new Problem('tooLarge')
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

/** The posted file where there must be one. */
export async function neededFile(file: File | undefined, field = 'file'): Promise<IncomingFile> {
  const incoming = await incomingFile(file)
  if (!incoming) throw fieldProblem(field, 'fileMissing')
  return incoming
}
