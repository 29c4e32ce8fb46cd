import type pg from 'pg'
import { makeBatch } from './batch.ts'
import { asOwner, municipalityExists } from './owner.ts'
import { municipalTables } from './tables.ts'

/** Takes away everything of a municipality that was loaded from content; false when it was not there. */
export function removeLoaded(adminUrl: string, namespace: string): Promise<boolean> {
  const { municipalityId } = makeBatch(namespace)
  return asOwner(adminUrl, async (client) => {
    if (!(await municipalityExists(client, municipalityId))) return false
    const { names, loose } = await municipalTables(client)
    for (const { table, column } of loose)
      await client.query(`update ${table} set ${column} = null where municipality_id = $1`, [municipalityId])
    await openWhatIsClosed(client, municipalityId)
    for (const table of names.toReversed())
      await client.query(`delete from ${table} where municipality_id = $1`, [municipalityId])
    await client.query('delete from municipality where id = $1', [municipalityId])
    return true
  })
}

/** Published requirements and frozen papers refuse to go. Invented ones may, and only within this transaction. */
async function openWhatIsClosed(client: pg.ClientBase, municipalityId: string): Promise<void> {
  await client.query(
    `update catalogue_version set state = 'draft', published_at = null where municipality_id = $1`,
    [municipalityId],
  )
  const { rowCount } = await client.query(
    `select from paper where municipality_id = $1 and state = 'frozen' limit 1`,
    [municipalityId],
  )
  if (!rowCount) return
  await client.query('alter table paper disable trigger frozen_never_changes')
  await client.query('delete from record where municipality_id = $1', [municipalityId])
  await client.query('delete from agenda_item where municipality_id = $1', [municipalityId])
  await client.query('delete from paper where municipality_id = $1', [municipalityId])
  await client.query('alter table paper enable trigger frozen_never_changes')
}
