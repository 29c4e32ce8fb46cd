import { sql } from 'kysely'
import { addMonths, todayIn, type IsoDate } from '#kernel/dates.ts'
import { remembersFrom, type Asked, type DutyRule, type Owed } from '#modules/duties/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { registerTexts as t } from '#texts/sv/registers.ts'
import type { Definition } from './definition.ts'
import { isReference, type Facts } from './rules.ts'

type Row = {
  id: string
  key: string
  definition: Definition
  boardId: string
  unitId: string | null
  providerId: string | null
  title: string
  facts: Facts
  dueOn: IsoDate
  doneAt: Date | null
}

/**
 * What a register has a rhythm for is looked at again on its day. It was done when the day was moved forward, or the
 * entry came to its end: the history says when.
 */
const review: DutyRule = {
  key: 'register.review',
  label: t.dutyLabel,
  async list(db, asked) {
    const rows = await reviewsOf(db, asked)
    return rows.filter(({ definition }) => definition.review?.duty !== false).map(owedBy)
  },
}

async function reviewsOf(db: Db, { today, sourceIds }: Asked): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select distinct on (e.id, r.due_on) e.id, k.key, k.definition, e.board_id, e.unit_id, e.provider_id, e.title,
        e.facts, r.due_on, r.done_at
      from register_entry e
      join register_kind k on k.municipality_id = e.municipality_id and k.id = e.kind_id and k.is_on
      cross join lateral (
        select e.review_on as due_on, null::timestamptz as done_at where e.review_on is not null
        union all
        select (one ->> 'was')::date, c.at from register_change c, jsonb_array_elements(c.changes) as one
          where c.municipality_id = e.municipality_id and c.entry_id = e.id and one ->> 'field' = '*review'
            and one ->> 'was' is not null
            and (one ->> 'became' is null or (one ->> 'became')::date > (one ->> 'was')::date)) r
      where e.removed_at is null and r.due_on >= ${remembersFrom(today)}::date
        and (${sourceIds === undefined} or e.id = any(${[...(sourceIds ?? [])]}::uuid[]))
      order by e.id, r.due_on, r.done_at nulls first`.execute(db)
  return rows
}

function owedBy(row: Row): Owed {
  const { review: rhythm } = row.definition
  const href = `/register/${row.key}/${row.id}`
  const { id: sourceId, boardId, unitId, providerId, dueOn } = row
  const words = { title: t.dutyTitle(rhythm?.task ?? '', row.title), ground: rhythm?.ground ?? '' }
  return {
    ...{ sourceId, period: dueOn, boardId, unitId, providerId, ...words, href, dueOn },
    remindFrom: addMonths(dueOn, -1),
    ownerId: ownerOf(row),
    ownerRole: rhythm?.ownerRole ?? 'strategist',
    proof: row.doneAt ? { doneOn: todayIn(new Date(row.doneAt)), href } : null,
  }
}

/** The person the entry names as responsible, where its kind says which field that is. */
function ownerOf({ definition, facts }: Row): string | null {
  const field = definition.fields.find(({ key }) => key === definition.review?.ownerField)
  const value = field && isReference(field.type) ? facts[field.key] : null
  return typeof value === 'string' ? value : null
}

export const registerDutyRules: readonly DutyRule[] = [review]
