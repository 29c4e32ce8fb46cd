import { parseArgs } from 'node:util'
import { checkWhole } from '#platform/whole/check.ts'
import { openSource } from '#platform/whole/source.ts'
import { findOpener, placed, say } from './whole-files.ts'

/** `uppsikt check <export or backup>`: every part is there and as it was written. Needs no database. */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'key-file': { type: 'string' }, 'manifest-sha256': { type: 'string' } },
  })
  const opener = await findOpener(values['key-file'])
  const source = await openSource(placed(positionals[0], 'mappen eller filen'), opener)
  try {
    const { manifest, sha256 } = await checkWhole(source, values['manifest-sha256'])
    say(manifest, sha256)
  } finally {
    await source.close()
  }
}
