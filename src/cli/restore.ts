import { parseArgs } from 'node:util'
import { restoreWhole } from '#platform/whole/restore.ts'
import { openSource } from '#platform/whole/source.ts'
import { withAdminUrl } from '#server/content/connection.ts'
import { findOpener, placed, say, useDataDir } from './whole-files.ts'

/** `uppsikt restore --from <file>`: a backup, into a database that holds no municipality. All of it or nothing. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string' },
      'key-file': { type: 'string' },
      'manifest-sha256': { type: 'string' },
    },
  })
  const opener = await findOpener(values['key-file'])
  useDataDir()
  const source = await openSource(placed(values.from, '--from'), opener)
  try {
    const { manifest, sha256 } = await withAdminUrl(
      (adminUrl) => restoreWhole(adminUrl, source, values['manifest-sha256']),
      { migrated: false },
    )
    say(manifest, sha256)
    for (const key of manifest.sealedWith)
      console.log(`Kom ihåg nyckeln ${key}: den ligger inte i säkerhetskopian.`)
  } finally {
    await source.close()
  }
}
