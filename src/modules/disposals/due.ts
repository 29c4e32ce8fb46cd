import { sql, type RawBuilder } from 'kysely'
import { formatMonth, type IsoDate } from '#kernel/dates.ts'
import { openFinding } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { disposalTexts as t } from '#texts/sv/disposals.ts'
import {
  firstOfMonth,
  isRecordKind,
  mostAtOnce,
  type HeldReason,
  type Kind,
  type RecordKind,
  type TraceKind,
} from './rules.ts'

/** One row of what has had its years: a record with its link, or a month of traces. */
export type Due = {
  readonly key: string
  readonly label: string
  readonly happenedOn: IsoDate
  /** How many things the row stands for. */
  readonly amount: number
  readonly href: string
  readonly held: HeldReason | null
}

export type Asked = {
  readonly boardId: string
  readonly kind: Kind
  readonly before: IsoDate
  /** Null: all there is. Otherwise so many, those that can go first. */
  readonly most?: number | null
}

/**
 * What the board's rule says has had its years, the oldest first; and why some of it is kept all the same. What the page
 * shows, the proposal lists and the background work asks again is this one question.
 */
export function listDue(
  db: Db,
  { boardId, kind, before, most = mostAtOnce }: Asked,
): Promise<readonly Due[]> {
  return isRecordKind(kind)
    ? listRecords(db, sources[kind]({ boardId, before }), most)
    : listTraces(db, { boardId, kind, before })
}

/** How many things there are, counted as the proposal counts them: a row may stand for many. */
export async function countDue(db: Db, asked: Asked): Promise<{ due: number; held: number }> {
  const rows = await listDue(db, asked)
  return { due: amountOf(rows.filter(({ held }) => !held)), held: amountOf(rows.filter(({ held }) => held)) }
}

export function amountOf(rows: readonly Pick<Due, 'amount'>[]): number {
  return rows.reduce((all, { amount }) => all + amount, 0)
}

async function listRecords(
  db: Db,
  source: RawBuilder<unknown>,
  most: number | null,
): Promise<readonly Due[]> {
  const { rows } = await sql<Due>`select * from (select key, label, happened_on, amount, href, case
        when exists (select from disposal_hold h where h.municipality_id = due.municipality_id
          and h.matter_id = due.matter_id and h.lifted_at is null) then 'hold'
        when ${askedFor} then 'release'
        when exists (select from finding f where f.municipality_id = due.municipality_id
          and f.follow_up_id = due.follow_up_id and ${openFinding('f')}) then 'finding'
        when exists (select from matter m where m.municipality_id = due.municipality_id
          and m.id = due.matter_id and m.closed_on is null) then 'matter'
      end as held
    from (${source}) due) judged
    order by held is not null, happened_on, key limit ${most}`.execute(db)
  return rows
}

/**
 * A request to be given records (TF 2 kap.) keeps what it concerns until it is closed: its matters and records once they
 * are chosen, and everything of the board before that, since nobody can say yet that it is not this that is asked for.
 */
const askedFor = sql<boolean>`exists (select from release_request q
  where q.municipality_id = due.municipality_id and q.board_id = due.board_id and q.state <> 'closed' and (
    exists (select from release_matter rm where rm.municipality_id = q.municipality_id and rm.release_id = q.id
      and rm.matter_id = due.matter_id)
    or exists (select from release_record rr
      join record r on r.municipality_id = rr.municipality_id and r.id = rr.record_id
      where rr.municipality_id = q.municipality_id and rr.release_id = q.id
        and (r.matter_id = due.matter_id or r.file_id = due.file_id))
    or not exists (select from release_matter rm where rm.municipality_id = q.municipality_id
      and rm.release_id = q.id)))`

type Within = Pick<Asked, 'boardId' | 'before'>

/** The day something happened in Sweden, as a date to compare with. */
const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone 'Europe/Stockholm')::date`

/** Of a follow-up that is over, the day it was closed. */
const overBefore = (before: IsoDate) => sql`f.closed_at is not null and ${dayOf('f.closed_at')} < ${before}`

/** For each kind: what lies there, from which event its years are counted, and which matter it belongs to. */
const sources: Readonly<Record<RecordKind, (within: Within) => RawBuilder<unknown>>> = {
  handIn: ({ boardId, before }) => sql`select s.municipality_id, s.board_id, s.id::text as key,
      r.title || ', ' || f.title || ' (' || s.receipt_number || ')' as label,
      ${dayOf('f.closed_at')} as happened_on, 1 as amount,
      '/uppfoljningar/' || f.id || '/underlag' as href, f.matter_id, f.id as follow_up_id, s.file_id
    from submission s
    join document_request r on r.municipality_id = s.municipality_id and r.id = s.document_request_id
    join follow_up f on f.municipality_id = r.municipality_id and f.id = r.follow_up_id
    where s.board_id = ${boardId} and s.disposal_id is null and ${overBefore(before)}`,
  evidence: ({
    boardId,
    before,
  }) => sql`select f.municipality_id, f.board_id, f.id::text as key, f.title as label,
      ${dayOf('f.closed_at')} as happened_on, count(*)::integer as amount,
      '/uppfoljningar/' || f.id || '/protokoll' as href, f.matter_id, f.id as follow_up_id, null::uuid as file_id
    from follow_up f
    join evidence e on e.municipality_id = f.municipality_id and e.follow_up_id = f.id and e.disposal_id is null
    where f.board_id = ${boardId} and ${overBefore(before)} and ${isFixed}
    group by f.municipality_id, f.id`,
  protocolNotes: ({ boardId, before }) => sql`select f.municipality_id, f.board_id, f.id::text as key,
      f.title as label, ${dayOf('f.closed_at')} as happened_on, count(*)::integer as amount,
      '/uppfoljningar/' || f.id || '/protokoll' as href, f.matter_id, f.id as follow_up_id, null::uuid as file_id
    from follow_up f
    join protocol_row p on p.municipality_id = f.municipality_id and p.follow_up_id = f.id
      and (p.note <> '' or p.reason <> '')
    where f.board_id = ${boardId} and f.notes_disposal_id is null and ${overBefore(before)} and ${isFixed}
    group by f.municipality_id, f.id`,
  registerEntry: ({ boardId, before }) => sql`select e.municipality_id, e.board_id, e.id::text as key,
      (k.definition ->> 'name') || ': ' || e.title as label, ${dayOf('e.removed_at')} as happened_on,
      1 + (select count(*)::integer from register_file x where x.municipality_id = e.municipality_id
        and x.entry_id = e.id) as amount,
      '/register/' || k.key || '/' || e.id as href, null::uuid as matter_id, null::uuid as follow_up_id,
      null::uuid as file_id
    from register_entry e
    join register_kind k on k.municipality_id = e.municipality_id and k.id = e.kind_id
    where e.board_id = ${boardId} and e.disposal_id is null and e.removed_at is not null
      and ${dayOf('e.removed_at')} < ${before}`,
  import: ({ boardId, before }) => sql`select i.municipality_id, i.board_id, i.id::text as key,
      i.file_name as label, ${dayOf('i.uploaded_at')} as happened_on,
      greatest(1, (select count(*)::integer from import_row x where x.municipality_id = i.municipality_id
        and x.import_id = i.id)) as amount,
      '/importera/' || i.id as href, null::uuid as matter_id, null::uuid as follow_up_id, null::uuid as file_id
    from import i
    where i.board_id = ${boardId} and i.disposal_id is null and ${dayOf('i.uploaded_at')} < ${before}`,
}

/** What a judgement rests on is kept until the judgement itself is kept in its fixed assessment. */
const isFixed = sql`exists (select from assessment a where a.municipality_id = f.municipality_id
  and a.follow_up_id = f.id)`

type Traces = Within & { readonly kind: TraceKind }

async function listTraces(db: Db, { boardId, kind, before }: Traces): Promise<readonly Due[]> {
  const { rows } = await sql<{ month: string; amount: number }>`select month, sum(amount)::integer as amount
    from auth.disposal_traces(${boardId}, ${kind}, ${before}) group by month order by month`.execute(db)
  return rows.map(({ month, amount }) => ({
    key: month,
    label: t.traceOf[kind](formatMonth(month)),
    happenedOn: firstOfMonth(month),
    amount,
    href: '',
    held: null,
  }))
}
