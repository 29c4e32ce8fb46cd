import type pg from 'pg'

/**
 * The tables that belong to a municipality, each after those it refers to: rows go in in this order and are taken
 * away in the opposite one. Asked of the database, so that a new table needs no line here.
 */
export async function municipalTables(client: pg.ClientBase): Promise<readonly string[]> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'municipality_id'
      order by c.relname`,
  )
  const { rows: links } = await client.query<{ child: string; parent: string }>(
    `select distinct c.relname as child, p.relname as parent from pg_constraint f
      join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
      where f.contype = 'f' and c.oid <> p.oid and p.relname <> 'municipality'`,
  )
  return inOrder(
    tables.map(({ name }) => name),
    links,
  )
}

type Link = { child: string; parent: string }

function inOrder(names: readonly string[], links: readonly Link[]): string[] {
  const placed: string[] = []
  let waiting = [...names]
  while (waiting.length > 0) {
    const ready = waiting.filter(
      (name) => !links.some(({ child, parent }) => child === name && waiting.includes(parent)),
    )
    if (ready.length === 0) throw new Error(`The tables ${waiting.join(', ')} refer to each other in a ring`)
    placed.push(...ready)
    waiting = waiting.filter((name) => !ready.includes(name))
  }
  return placed
}
