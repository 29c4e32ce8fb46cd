import { sql } from 'kysely'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { todayIn } from '#kernel/dates.ts'
import { may } from '#access/may.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'

/** Matters of the board that are open, the newest first. */
export function listOpenMatters(db: Db, boardId: string) {
  return db
    .selectFrom('matter')
    .select(['id', 'caseNumber', 'title'])
    .where('boardId', '=', boardId)
    .where('closedOn', 'is', null)
    .orderBy('openedOn', 'desc')
    .orderBy('caseNumber', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
}

export function findMatter(db: Db, matterId: string) {
  return db
    .selectFrom('matter')
    .select(['id', 'boardId', 'caseNumber', 'title', 'closedOn'])
    .where('id', '=', matterId)
    .executeTakeFirst()
}

type MatterChoice = { boardId: string; title: string; matterId?: string | undefined; newCaseNumber: string }

/** The matter that was chosen, or a new one with the case number given; null when neither was. */
export async function takeMatter(context: Context, choice: MatterChoice): Promise<string | null> {
  if (choice.newCaseNumber !== '') return openMatter(context, choice)
  if (!choice.matterId) return null
  const matter = await findMatter(context.db, choice.matterId)
  if (matter?.boardId !== choice.boardId) throw fieldProblem('matterId', 'chooseOne')
  return matter.id
}

/** Opening a matter is a right of its own: not everyone who plans follow-ups has it. */
async function openMatter(context: Context, choice: MatterChoice): Promise<string> {
  const { db, actor, now } = context
  if (!may(actor, 'matter.open', { boardId: choice.boardId })) throw new Problem('notAllowed')
  const id = uuidv7(now.getTime())
  const opened = await db
    .insertInto('matter')
    .values({
      municipalityId: actor.municipalityId,
      id,
      boardId: choice.boardId,
      caseNumber: choice.newCaseNumber,
      title: choice.title,
      openedOn: todayIn(now),
    })
    .onConflict((conflict) => conflict.columns(['municipalityId', 'boardId', 'caseNumber']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!opened) throw fieldProblem('newCaseNumber', 'taken')
  return opened.id
}

type Outgoing = {
  matterId: string
  boardId: string
  party: string
  records: readonly { title: string; sourceId: string }[]
}

/** What the municipality sends out is a record of the matter; numbers follow each other without a gap. */
export async function registerOutgoing(context: Context, outgoing: Outgoing): Promise<void> {
  const { db, actor, now } = context
  await sql`select pg_advisory_xact_lock(hashtextextended('matter:' || ${outgoing.matterId}::text, 0))`.execute(
    db,
  )
  const { last } = await db
    .selectFrom('record')
    .select(sql<number>`coalesce(max(number), 0)`.as('last'))
    .where('matterId', '=', outgoing.matterId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('record')
    .values(
      outgoing.records.map(({ title, sourceId }, at) => ({
        municipalityId: actor.municipalityId,
        id: uuidv7(now.getTime()),
        matterId: outgoing.matterId,
        boardId: outgoing.boardId,
        number: last + at + 1,
        title: title.slice(0, 300),
        direction: 'out' as const, // the column allows three words; a literal type keeps it to one
        kind: 'documentRequest',
        party: outgoing.party,
        sourceId,
        registeredAt: now,
        registeredBy: actor.accountId,
      })),
    )
    .execute()
}
