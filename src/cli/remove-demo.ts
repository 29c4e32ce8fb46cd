import { parseArgs } from 'node:util'
import { withAdminUrl } from '#server/content/connection.ts'
import { largeNamespace } from '#server/content/large.ts'
import { demoNamespace } from '#server/content/load-demo.ts'
import { removeLoaded } from '#server/content/remove.ts'

const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } })

/** Takes away Exempelkommun and Storkommunen with all that has been written in them. Other municipalities stay. */
if (values.yes) {
  const removed = await withAdminUrl(async (adminUrl) => [
    await removeLoaded(adminUrl, demoNamespace),
    await removeLoaded(adminUrl, largeNamespace),
  ])
  console.log(removed.includes(true) ? 'Demon är borttagen.' : 'Det finns ingen demo att ta bort.')
} else {
  console.error(
    'Det här tar bort hela demon och allt som har skrivits i den. Lägg till --yes om du är säker.',
  )
  process.exitCode = 1
}
