import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { resetEmbedded } from '#server/content/connection.ts'

const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } })

/** `npm run db:reset`: an embedded development database as new. A database of the operator's own is never touched. */
if (process.env['DATABASE_URL']) {
  console.error('db:reset gäller bara den inbyggda databasen. Ta bort DATABASE_URL och försök igen.')
  process.exitCode = 1
} else if (!values.yes) {
  console.error('Det här tar bort allt i den inbyggda databasen. Lägg till --yes om du är säker.')
  process.exitCode = 1
} else {
  const dataDir = await resetEmbedded()
  forgetContents(path.join(dataDir, 'contents.json'))
  console.log('Databasen är tom. Nästa npm start fyller den igen.')
}

/** The note of what the database was filled with (server/contents.ts): without it the next start fills it again. */
function forgetContents(file: string): void {
  if (!existsSync(file)) return
  // Written by fillOnce in server/contents.ts and by nobody else.
  const { embedded: _forgotten, ...others } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  writeFileSync(file, JSON.stringify(others), { mode: 0o600 })
}
