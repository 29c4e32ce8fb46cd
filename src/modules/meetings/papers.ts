import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'

export type PaperFor = {
  id: string
  title: string
  state: 'draft' | 'frozen'
  authorName: string
  matterId: string | null
  /** The item that referred it back, when it comes again. */
  cameFromId: string | null
}

/**
 * A paper as a board takes it up: its own in its own matter, another board's only where it was shared, in the matter
 * this board has for it. Anything else is as good as none: each board is a wall of its own.
 */
export async function findPaperFor(db: Db, boardId: string, paperId: string): Promise<PaperFor> {
  const paper = await db
    .selectFrom('paper')
    .select(['id', 'title', 'state', 'authorName', 'matterId', 'boardId', 'replacesId'])
    .where('id', '=', paperId)
    .executeTakeFirst()
  if (!paper) throw new Problem('notFound')
  const { boardId: ownBoard, replacesId, ...rest } = paper
  if (ownBoard !== boardId)
    return { ...rest, matterId: await matterHere(db, boardId, paperId), cameFromId: null }
  return { ...rest, cameFromId: await referredBackFrom(db, replacesId ? [paperId, replacesId] : [paperId]) }
}

async function matterHere(db: Db, boardId: string, paperId: string): Promise<string | null> {
  const body = await db
    .selectFrom('paperBody')
    .select('caseNumber')
    .where('paperId', '=', paperId)
    .where('toBoardId', '=', boardId)
    .executeTakeFirst()
  if (!body) throw new Problem('notFound')
  const matter = await db
    .selectFrom('matter')
    .select('id')
    .where('boardId', '=', boardId)
    .where('caseNumber', '=', body.caseNumber)
    .executeTakeFirst()
  return matter?.id ?? null
}

/** The latest referral back of the paper, or of the one it replaces, that nothing has come of yet. */
async function referredBackFrom(db: Db, paperIds: readonly string[]): Promise<string | null> {
  const item = await db
    .selectFrom('agendaItem as i')
    .select('i.id')
    .where('i.paperId', 'in', [...paperIds])
    .where('i.outcome', '=', 'referredBack')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('agendaItem as s')
            .select('s.id')
            .whereRef('s.municipalityId', '=', 'i.municipalityId')
            .whereRef('s.cameFromId', '=', 'i.id'),
        ),
      ),
    )
    .orderBy('i.decidedAt', 'desc')
    .orderBy('i.id')
    .executeTakeFirst()
  return item?.id ?? null
}
