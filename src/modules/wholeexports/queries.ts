import { scopeOf, type Actor } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'

const mostShown = 20

/** The latest first. */
export async function listWholeExports(db: Db) {
  const rows = await db
    .selectFrom('wholeExport as e')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'e.municipalityId').onRef('a.id', '=', 'e.askedBy'),
    )
    .select([
      'e.id',
      'e.state',
      'a.name as askedBy',
      'e.askedAt',
      'e.bytes',
      'e.manifestSha256',
      'e.expiresAt',
    ])
    .select(['e.rowCount as rows', 'e.fileCount as files'])
    .orderBy('e.askedAt', 'desc')
    .orderBy('e.id')
    .limit(mostShown)
    .execute()
  return rows.map(({ askedAt, expiresAt, ...row }) => ({
    ...row,
    askedAt: askedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  }))
}

export function lockWholeExport(db: Db, exportId: string) {
  return db
    .selectFrom('wholeExport')
    .select(['id', 'state', 'bytes', 'askedAt', 'expiresAt'])
    .where('id', '=', exportId)
    .forUpdate()
    .executeTakeFirst()
}

/**
 * The content, piece by piece, each asked for with the person's reach: memory holds one. What is taken away meanwhile
 * breaks the download off instead of ending it as if it were whole.
 */
export async function* piecesOf(
  db: Db,
  actor: Actor,
  { exportId, bytes }: { exportId: string; bytes: number },
): AsyncGenerator<Uint8Array> {
  let left = bytes
  for (let number = 0; left > 0; number += 1) {
    const piece = await withScope(db, scopeOf(actor), (tx) =>
      tx
        .selectFrom('wholeExportPiece')
        .select('content')
        .where('exportId', '=', exportId)
        .where('number', '=', number)
        .executeTakeFirst(),
    )
    if (!piece) throw new Error(`Piece ${number} of the whole export ${exportId} is gone`)
    left -= piece.content.length
    yield new Uint8Array(piece.content)
  }
}
