import { withAdmin } from '../db/embedded-database.ts'
import { migrate } from '../db/migrate.ts'
import { checkWhole, type Checked } from './check.ts'
import { writing } from './database.ts'
import { loadWhole, refuseOtherVersion } from './import.ts'
import type { Manifest } from './shape.ts'
import type { Source } from './source.ts'

/**
 * Takes a backup back into a place without municipalities. A new database is brought to the version of the backup, filled,
 * and then brought up to date; one that is already newer than the backup is refused, since the steps between would be lost.
 */
export async function restoreWhole(adminUrl: string, source: Source, expected?: string): Promise<Checked> {
  const checked = await checkWhole(source, expected)
  await refuseFilled(adminUrl)
  await migrate(adminUrl, { upTo: lastOf(checked.manifest) })
  await writing(adminUrl, async (client, migrations) => {
    refuseOtherVersion(checked.manifest, migrations)
    await loadWhole(client, source, checked.manifest)
  })
  await migrate(adminUrl)
  return checked
}

function lastOf({ migrations }: Manifest): ReadonlySet<string> {
  return new Set(migrations.map(({ name }) => name))
}

async function refuseFilled(adminUrl: string): Promise<void> {
  await withAdmin(adminUrl, async (client) => {
    const { rows: there } = await client.query(`select to_regclass('public.municipality') as found`)
    if (!there[0]?.found) return
    const { rowCount } = await client.query('select from municipality limit 1')
    if (rowCount)
      throw new Error('Databasen är inte tom. En säkerhetskopia läses bara tillbaka i en tom databas.')
  })
}
