import { migrate } from '#platform/db/migrate.ts'

/** `uppsikt migrate`: brings the database up to date before the new version is started. Twice does no harm. */
export async function run(): Promise<void> {
  const adminUrl = process.env['MIGRATION_DATABASE_URL']
  if (!adminUrl) throw new Error('Ange MIGRATION_DATABASE_URL: en inloggning som får ändra databasen.')
  const done = await migrate(adminUrl)
  for (const name of done) console.log(name)
  console.log(done.length === 0 ? 'Databasen var redan uppdaterad.' : 'Databasen är uppdaterad.')
}
