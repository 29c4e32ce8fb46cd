import { sql } from 'kysely'
import { formatDate, type IsoDate } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Outcome } from '#modules/meetings/rules.ts'
import type { Context } from '#platform/command.ts'
import { boardMemoTexts as t } from '#texts/sv/board-memo.ts'
import { outcomeNames } from '#texts/sv/meetings.ts'

export type BoardOutcome = {
  paperId: string
  outcome: Outcome
  text: string
  paragraph: string
  heldOn: IsoDate
  /** True when it takes the place of what was written before. */
  isMended: boolean
}

/**
 * What a board said of a finding that was taken to it stands among the finding's steps, within the secretary's own
 * command. The memo may have come again in a new version after a referral back.
 */
export async function findingDecided(context: Context, decided: BoardOutcome): Promise<void> {
  const { db, actor, now } = context
  const { outcome, text, paragraph, heldOn, isMended } = decided
  for (const finding of await listOfPaper(context, decided.paperId))
    await db
      .insertInto('findingStep')
      .values({
        ...{ municipalityId: actor.municipalityId, id: uuidv7(), step: 'boardReport', findingId: finding.id },
        ...{ boardId: finding.boardId, unitId: finding.unitId, providerId: finding.providerId },
        clause: t.boardClause(paragraph, formatDate(heldOn)),
        reason: t.boardSaid(outcomeNames[outcome], text, isMended),
        ...{ decidedBy: actor.accountId, decidedByName: finding.boardName, decidedAt: now },
      })
      .execute()
}

type OfPaper = { id: string; boardId: string; unitId: string; providerId: string; boardName: string }

/** Findings whose memo is this paper, or one that it replaces. */
async function listOfPaper({ db }: Context, paperId: string): Promise<OfPaper[]> {
  const { rows } = await sql<OfPaper>`
    with recursive chain as (
      select p.municipality_id, p.id, p.replaces_id from paper p where p.id = ${paperId}
      union
      select p.municipality_id, p.id, p.replaces_id from paper p join chain c
        on p.municipality_id = c.municipality_id and p.id = c.replaces_id)
    select f.id, f.board_id, f.unit_id, f.provider_id, b.name as board_name from finding f
      join chain c on c.municipality_id = f.municipality_id and c.id = f.board_paper_id
      join board b on b.municipality_id = f.municipality_id and b.id = f.board_id
      where f.state <> 'withdrawn' order by f.id`.execute(db)
  return rows
}
