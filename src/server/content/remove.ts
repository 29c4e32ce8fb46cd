import { makeBatch } from './batch.ts'
import { asOwner, municipalityExists } from './owner.ts'
import { municipalTables } from './tables.ts'

/** Takes away everything of a municipality that was loaded from content; false when it was not there. */
export function removeLoaded(adminUrl: string, namespace: string): Promise<boolean> {
  const { municipalityId } = makeBatch(namespace)
  return asOwner(adminUrl, async (client) => {
    if (!(await municipalityExists(client, municipalityId))) return false
    const mine = (statement: string) =>
      client.query(`${statement} where municipality_id = $1`, [municipalityId])
    const { names, loose } = await municipalTables(client)
    // Published requirements and frozen papers refuse to go. Invented ones may, and only within this transaction.
    await mine(`update catalogue_version set state = 'draft', published_at = null`)
    await client.query('alter table paper disable trigger frozen_never_changes')
    for (const { table, column } of loose) await mine(`update ${table} set ${column} = null`)
    for (const table of names.toReversed()) await mine(`delete from ${table}`)
    await client.query('delete from municipality where id = $1', [municipalityId])
    await client.query('alter table paper enable trigger frozen_never_changes')
    return true
  })
}
