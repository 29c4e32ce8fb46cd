import { sql } from 'kysely'
import {
  isAsked,
  owedOnce,
  remembersFrom,
  swedishDay,
  type DutyRule,
  type OwedRow,
} from '#modules/duties/public.ts'
import { hearingDutyTexts as t } from '#texts/sv/duty-rules.ts'

/** The provider answers a draft by its day. Silence and recall end it without an answer: then it has lapsed. */
const answer: DutyRule = {
  key: 'hearing.answer',
  label: t.answer.label,
  async list(db, asked) {
    const { rows } = await sql<OwedRow & { ground: string }>`
      select h.id as source_id, h.board_id, h.unit_id, h.provider_id, f.title, h.due_ground as ground, h.due_on,
        null as owner_id,
        case when h.state = 'answered' then jsonb_build_object('doneOn', ${swedishDay('h.answered_at')},
          'href', '/uppfoljningar/' || h.follow_up_id || '/faktagranskning') end as proof
      from hearing h
      join follow_up f on f.municipality_id = h.municipality_id and f.id = h.follow_up_id
      where ${isAsked('h.id', asked)}
        and (h.state = 'open' or (h.state = 'answered' and h.due_on >= ${remembersFrom(asked.today)}))`.execute(
      db,
    )
    return rows.map((row) =>
      owedOnce(row, {
        title: t.answer.title(row.title),
        folder: '/utkast',
        ground: row.ground,
        days: 5,
        ownerRole: 'unitManager',
      }),
    )
  },
}

export const hearingDutyRules: readonly DutyRule[] = [answer]
