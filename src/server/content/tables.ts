import type pg from 'pg'

/** A column that may be empty and that closes a ring of references: filled in last, emptied first. */
export type Loose = { readonly table: string; readonly column: string }

/**
 * The tables that belong to a municipality, each after those it refers to: rows go in in this order and are taken
 * away in the opposite one. Asked of the database, so that a new table needs no line here.
 */
export async function municipalTables(
  client: pg.ClientBase,
): Promise<{ names: readonly string[]; loose: readonly Loose[] }> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'municipality_id'
      order by c.relname`,
  )
  const { rows: links } = await client.query<Link>(
    `select c.relname as child, p.relname as parent, min(a.attname) filter (where not a.attnotnull) as loosely
      from pg_constraint f
      join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
      join pg_attribute a on a.attrelid = c.oid and a.attnum = any(f.conkey)
      where f.contype = 'f' and c.oid <> p.oid and p.relname <> 'municipality'
      group by f.oid, c.relname, p.relname order by c.relname, p.relname, 3`,
  )
  return inOrder(
    tables.map(({ name }) => name),
    links,
  )
}

/** `loosely`: the column that may be empty; null where every row refers. */
type Link = { child: string; parent: string; loosely: string | null }

function inOrder(names: readonly string[], links: readonly Link[]) {
  const placed: string[] = []
  const loose: Loose[] = []
  let waiting = [...names]
  while (waiting.length > 0) {
    const holding = (name: string) =>
      links.filter(({ child, parent }) => child === name && waiting.includes(parent))
    const ready = waiting.filter((name) => holding(name).length === 0)
    const next = ready.length > 0 ? ready : [leastBound(waiting, holding)]
    for (const name of next)
      loose.push(
        ...holding(name).flatMap(({ loosely }) => (loosely ? [{ table: name, column: loosely }] : [])),
      )
    placed.push(...next)
    waiting = waiting.filter((name) => !next.includes(name))
  }
  return { names: placed, loose }
}

/** Where tables refer to each other in a ring, the one that is held only by columns that may be empty, by the fewest. */
function leastBound(waiting: readonly string[], holding: (name: string) => readonly Link[]): string {
  const [first] = waiting
    .filter((name) => holding(name).every(({ loosely }) => loosely))
    .sort((a, b) => holding(a).length - holding(b).length)
  if (!first) throw new Error(`The tables ${waiting.join(', ')} refer to each other in a ring`)
  return first
}
