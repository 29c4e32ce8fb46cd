import pg from 'pg'
import { prepareDatabase, withAdmin } from '#platform/db/embedded-database.ts'
import { migrate } from '#platform/db/migrate.ts'
import { startTestCluster } from './cluster.ts'
import { TEMPLATE } from './database.ts'

/** Before all tests: one PostgreSQL with a migrated database, from which every test file takes its own copy. */
export async function setup(): Promise<() => Promise<void>> {
  const { server, remove } = await startTestCluster()
  try {
    const { adminUrl } = await prepareDatabase(server, TEMPLATE)
    await migrate(adminUrl)
    await withAdmin(server.adminUrl('postgres'), (admin) =>
      admin.query(`ALTER DATABASE ${pg.escapeIdentifier(TEMPLATE)} IS_TEMPLATE true ALLOW_CONNECTIONS false`),
    )
  } catch (error) {
    await remove()
    throw error
  }
  // Workers inherit the environment; it also reaches the servers that browser tests start.
  process.env['TEST_ADMIN_URL'] = server.adminUrl('postgres')
  process.env['TEST_APP_PASSWORD'] = server.appPassword
  return remove
}
