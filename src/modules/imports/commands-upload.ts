import { createHash } from 'node:crypto'
import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { assertRoom, refuseInfected } from '#modules/files/public.ts'
import { command, type Context, type Request } from '#platform/command.ts'
import { UploadImport, UploadPeople } from './contract.ts'
import { largestImport } from './rules.ts'

type Uploaded = { id: string; fileName: string; bytes: Uint8Array }

/** The file is kept as it came, before anything is read of it. */
export const uploadImport = command({
  verb: 'import.run',
  input: UploadImport,
  before: lookAt,
  target: async ({ db }, { boardId }) => {
    const board = await db.selectFrom('board').select('id').where('id', '=', boardId).executeTakeFirst()
    return board && { boardId }
  },
  run: (context, { boardId }, input) => store(context, input, boardId),
  detail: ({ fileName, bytes }) => ({ fileName, sha256: sha256(bytes).toString('hex') }),
})

export const uploadPeople = command({
  verb: 'import.people',
  input: UploadPeople,
  before: lookAt,
  target: () => Promise.resolve(null),
  run: (context, _nothing, input) => store(context, input, null),
  detail: ({ fileName, bytes }) => ({ fileName, sha256: sha256(bytes).toString('hex') }),
})

async function lookAt(_: Request, { bytes }: Uploaded): Promise<void> {
  if (bytes.length === 0) throw fieldProblem('bytes', 'fileEmpty')
  if (bytes.length > largestImport)
    throw new Problem('tooLarge', { fields: [{ path: 'bytes', code: 'tableTooLarge' }] })
  await refuseInfected(bytes, 'bytes')
}

async function store({ db, actor, now }: Context, { id, fileName, bytes }: Uploaded, boardId: string | null) {
  await assertRoom(db, bytes.length)
  await db
    .insertInto('import')
    .values({
      ...{ municipalityId: actor.municipalityId, id, boardId, state: 'uploaded', fileName },
      ...{ fileSha256: sha256(bytes), fileSize: bytes.length, content: Buffer.from(bytes) },
      ...{ reading: null, validFrom: todayIn(now), uploadedBy: actor.accountId, uploadedAt: now },
    })
    .execute()
  return { id, revision: 1 }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}
