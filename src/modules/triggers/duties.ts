import { sql } from 'kysely'
import type { Role } from '#access/roles.ts'
import { addDays, type IsoDate } from '#kernel/dates.ts'
import { isAsked, remembersFrom, swedishDay, type DutyRule } from '#modules/duties/public.ts'
import { triggerDuties as t } from '#texts/sv/triggers.ts'
import { deciderOf } from './decider.ts'
import { usualRules, type ProposedKind } from './rules.ts'

type Row = {
  id: string
  boardId: string
  kind: ProposedKind
  title: string
  waitsSince: IsoDate
  doneOn: IsoDate | null
  waitDays: number | null
}

/** A proposal is decided within the days that the board has set; whoever may decide it is reminded. */
const decide: DutyRule = {
  key: 'trigger.decide',
  label: t.label,
  async list(db, asked) {
    const { rows } = await sql<Row>`
      select p.id, p.board_id, p.kind, p.title, p.waits_since, r.wait_days,
        coalesce(p.decided_on, case when p.state = 'asked' then (select max(${swedishDay('e.at')}) from trigger_event e
          where e.municipality_id = p.municipality_id and e.proposal_id = p.id and e.kind = 'asked') end) as done_on
      from trigger_proposal p
      left join trigger_rule r on r.municipality_id = p.municipality_id and r.board_id = p.board_id
      where (p.decided_on is null or p.decided_on >= ${remembersFrom(asked.today)}) and ${isAsked('p.id', asked)}
      order by p.created_at, p.id`.execute(db)
    const roles = await rolesOf(db, rows, asked.today)
    return rows.map((row) => {
      const waitDays = row.waitDays ?? usualRules.waitDays
      const dueOn = addDays(row.waitsSince, waitDays)
      const href = `/uppfoljningar/forslag/${row.id}`
      return {
        ...{ sourceId: row.id, period: row.waitsSince, boardId: row.boardId, unitId: null, providerId: null },
        ...{ title: t.title(row.title).slice(0, 300), href, ground: t.ground(waitDays), dueOn },
        ...{ remindFrom: addDays(dueOn, -3), ownerId: null },
        ownerRole: roles.get(keyOf(row)) ?? 'director',
        proof: row.doneOn ? { doneOn: row.doneOn, href } : null,
      }
    })
  },
}

const keyOf = ({ boardId, kind }: Pick<Row, 'boardId' | 'kind'>) => `${boardId} ${kind}`

/** One question for each board and kind, however many proposals wait. */
async function rolesOf(
  db: Parameters<typeof deciderOf>[0],
  rows: readonly Row[],
  today: IsoDate,
): Promise<ReadonlyMap<string, Role>> {
  const roles = new Map<string, Role>()
  for (const row of rows) {
    if (roles.has(keyOf(row))) continue
    const [first] = (await deciderOf(db, row, today)).roles
    if (first) roles.set(keyOf(row), first)
  }
  return roles
}

type SignalRow = { id: string; boardId: string; receipt: string; receivedOn: IsoDate; doneOn: IsoDate | null }

/** Somebody of the office reads each signal within a week. Its receipt is all that is told outside its own page. */
const handle: DutyRule = {
  key: 'signal.handle',
  label: t.signalLabel,
  async list(db, asked) {
    const { rows } = await sql<SignalRow>`
      select s.id, s.board_id, s.receipt, s.received_on, ${swedishDay('s.handled_at')} as done_on from signal s
      where (s.handled_at is null or s.received_on >= ${remembersFrom(asked.today)}) and ${isAsked('s.id', asked)}
      order by s.received_on, s.id`.execute(db)
    return rows.map(({ id, boardId, receipt, receivedOn, doneOn }) => {
      const href = `/uppfoljningar/forslag/signaler/${id}`
      return {
        ...{ sourceId: id, period: '', boardId, unitId: null, providerId: null, ownerId: null, href },
        ...{ title: t.signalTitle(receipt), ground: t.signalGround, dueOn: addDays(receivedOn, 7) },
        ...{ remindFrom: receivedOn, ownerRole: 'reviewer' as const },
        proof: doneOn ? { doneOn, href } : null,
      }
    })
  },
}

export const triggerDutyRules: readonly DutyRule[] = [decide, handle]
