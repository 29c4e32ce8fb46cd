import { parseArgs } from 'node:util'
import { findMunicipality, reading } from '#platform/whole/database.ts'
import { writeWhole } from '#platform/whole/export.ts'
import { withAdminUrl } from '#server/content/connection.ts'
import { placed, say, sinkFor, useDataDir } from './whole-files.ts'

/** `uppsikt export --all --municipality <name or id> --to <folder or .zip>`: everything, in formats anybody can read. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      all: { type: 'boolean' },
      municipality: { type: 'string', default: '' },
      to: { type: 'string' },
    },
  })
  if (!values.all)
    throw new Error('Skriv: uppsikt export --all --municipality <namn eller id> --to <mapp eller .zip>')
  const to = placed(values.to, '--to')
  useDataDir()
  const { manifest, sha256 } = await withAdminUrl((adminUrl) =>
    reading(adminUrl, async (client, migrations) => {
      const { id } = await findMunicipality(client, values.municipality)
      const sink = await sinkFor(to)
      try {
        const options = { kind: 'export', madeAt: new Date(), migrations } as const
        const written = await writeWhole({ client, municipalityId: id }, sink, options)
        await sink.end()
        return written
      } catch (fault) {
        await sink.drop()
        throw fault
      }
    }),
  )
  say(manifest, sha256)
}
