import { parseArgs } from 'node:util'
import { checkWhole } from '#platform/whole/check.ts'
import { writing } from '#platform/whole/database.ts'
import { loadWhole, refuseOtherVersion } from '#platform/whole/import.ts'
import { refuseUnknown } from '#platform/whole/manifest-seal.ts'
import { openSource } from '#platform/whole/source.ts'
import { withAdminUrl } from '#server/content/connection.ts'
import { placed, say, useDataDir } from './whole-files.ts'

/** `uppsikt import --all <folder or .zip>`: takes back what `export --all` gave, all of it or nothing. */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { all: { type: 'boolean' }, 'manifest-sha256': { type: 'string' } },
  })
  if (!values.all) throw new Error('Skriv: uppsikt import --all <mapp eller .zip>')
  useDataDir()
  const source = await openSource(placed(positionals[0], 'mappen eller filen'))
  try {
    const { manifest, sha256, seal } = await checkWhole(source, values['manifest-sha256'])
    if (manifest.kind === 'backup')
      throw new Error('Det här är en säkerhetskopia. Läs tillbaka den med uppsikt restore.')
    refuseUnknown(seal, values['manifest-sha256'] !== undefined)
    await withAdminUrl((adminUrl) =>
      writing(adminUrl, async (client, migrations) => {
        refuseOtherVersion(manifest, migrations)
        await loadWhole(client, source, manifest)
      }),
    )
    say(manifest, sha256)
  } finally {
    await source.close()
  }
}
