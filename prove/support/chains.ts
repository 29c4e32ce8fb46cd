import type pg from 'pg'

/** Each municipality's log: the last hash of its chain, or the number where it breaks. */
export async function chainsOf(client: pg.Client): Promise<Record<string, string>> {
  const { rows: municipalities } = await client.query<{ id: string; name: string }>(
    'select id, name from municipality order by id',
  )
  const chains: Record<string, string> = {}
  for (const { id } of municipalities) {
    await client.query(
      `select set_config('app.municipality', $1, false), set_config('app.powers', 'auditor', false)`,
      [id],
    )
    const { rows } = await client.query<{ broken: string | null; head: string | null }>(
      `select first_broken_audit($1) as broken,
        (select encode(hash, 'hex') from audit where municipality_id = $1 order by seq desc limit 1) as head`,
      [id],
    )
    const broken = rows[0]?.broken ?? null
    chains[id] = broken === null ? (rows[0]?.head ?? 'empty') : `broken at ${broken}`
  }
  return chains
}
