import { parseArgs } from 'node:util'
import { reading } from '#platform/whole/database.ts'
import { writeWhole } from '#platform/whole/export.ts'
import { withAdminUrl } from '#server/content/connection.ts'
import { backupSink, findOpener, placed, say, useDataDir } from './whole-files.ts'

/**
 * `uppsikt backup --to <file>`: every municipality as it stands at one moment, while people go on working. Needs no tools
 * of the database. Encrypted with UPPSIKT_BACKUP_PASSPHRASE or --key-file where one is given.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { to: { type: 'string' }, 'key-file': { type: 'string' } },
  })
  const to = placed(values.to, '--to')
  const opener = await findOpener(values['key-file'])
  useDataDir()
  const { manifest, sha256 } = await withAdminUrl((adminUrl) =>
    reading(adminUrl, async (client, migrations) => {
      const sink = await backupSink(to, opener)
      try {
        const written = await writeWhole({ client }, sink, { kind: 'backup', madeAt: new Date(), migrations })
        await sink.end()
        return written
      } catch (fault) {
        await sink.drop()
        throw fault
      }
    }),
  )
  say(manifest, sha256)
  if (!opener) console.log('Kopian är inte krypterad. Förvara den lika skyddat som databasen.')
}
