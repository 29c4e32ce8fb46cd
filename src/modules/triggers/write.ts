import { uuidv7 } from '#kernel/ids.ts'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Insertable } from 'kysely'
import type { TriggerEventTable, TriggerProposalTable } from '#platform/db/types.ts'
import type { Fact } from './rules.ts'

/** Who writes, and when: a person, or nobody where a rule does it. */
export type Writing = {
  readonly db: Db
  readonly municipalityId: string
  readonly accountId: string | null
  readonly now: Date
}

type NewProposal = Omit<
  Insertable<TriggerProposalTable>,
  'municipalityId' | 'id' | 'raisedBy' | 'createdAt' | 'waitsSince' | 'state'
>
type About = { units: readonly { unitId: string; providerId: string }[]; facts: readonly Fact[] }

/** A proposal with its units, what it rests on, and the first row of its history. */
export async function writeProposal(
  writing: Writing,
  proposal: NewProposal & { today: IsoDate },
  { units, facts }: About,
): Promise<string> {
  const { db, municipalityId, accountId, now } = writing
  const { today, ...row } = proposal
  const id = uuidv7(now.getTime())
  const place = { municipalityId, proposalId: id, boardId: row.boardId }
  await db
    .insertInto('triggerProposal')
    .values({
      ...row,
      municipalityId,
      id,
      raisedBy: accountId,
      createdAt: now,
      waitsSince: today,
      state: 'proposed',
    })
    .execute()
  await db
    .insertInto('triggerUnit')
    .values(units.map(({ unitId, providerId }, position) => ({ ...place, unitId, providerId, position })))
    .execute()
  if (facts.length > 0)
    await db
      .insertInto('triggerFact')
      .values(facts.map((fact) => ({ ...place, ...factRow(fact), id: uuidv7(now.getTime()) })))
      .execute()
  const event = { proposalId: id, boardId: row.boardId, reason: row.reason }
  await writeEvent(writing, { ...event, kind: accountId ? 'proposed' : 'raised' })
  return id
}

function factRow({ kind, sourceId, unitId, title, href, happenedOn }: Fact) {
  return { kind, sourceId, unitId, title, href, happenedOn }
}

type NewEvent = Pick<Insertable<TriggerEventTable>, 'proposalId' | 'boardId' | 'kind' | 'reason'>

export async function writeEvent(
  { db, municipalityId, accountId, now }: Writing,
  event: NewEvent,
): Promise<void> {
  await db
    .insertInto('triggerEvent')
    .values({ ...event, municipalityId, id: uuidv7(now.getTime()), byId: accountId, at: now })
    .execute()
}
