import { withAdmin } from '#platform/db/embedded-database.ts'
import { freshDatabase } from '#test/database.ts'
import { expect, test } from 'vitest'

test('two test databases do not see each other, and the application is bound by row-level security', async () => {
  const [one, two] = [await freshDatabase(), await freshDatabase()]
  await withAdmin(one.adminUrl, (admin) => admin.query('CREATE TABLE only_here ()'))
  const seen = await withAdmin(two.adminUrl, (admin) => admin.query(`SELECT to_regclass('only_here') AS it`))
  expect(seen.rows).toEqual([{ it: null }])
  const role = await withAdmin(one.appUrl, (app) =>
    app.query('SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user'),
  )
  expect(role.rows).toEqual([{ rolname: 'uppsikt_app', rolsuper: false, rolbypassrls: false }])
  await Promise.all([one.drop(), two.drop()])
})
