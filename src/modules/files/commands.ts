import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { endOfReading, inspectFile } from './inspect.ts'

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
  /** The form's field name, for the fault. */
  field?: string
}

/**
 * Checks and stores a file inside the running command. What is stored is never changed; a correction is a new file.
 * @throws Problem fileTypeRefused, tooLarge, personalNumber, storageFull, scannerDown
 */
export async function storeFile(
  context: Context,
  file: { name: string; bytes: Uint8Array },
  place: FilePlace,
): Promise<{ id: string; name: string }> {
  const checked = await inspectFile(file.name, Buffer.from(file.bytes), place.field, readUntil(context))
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

const ends = new WeakMap<Context, number>()

/** The files of one command are read within one time. */
function readUntil(context: Context): number {
  const end = ends.get(context) ?? endOfReading()
  ends.set(context, end)
  return end
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
