import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { anchorsIn, compareAnchors, type AnchorsHeld } from '#platform/audit/anchors.ts'
import { checkWhole } from '#platform/whole/check.ts'
import { reading } from '#platform/whole/database.ts'
import type { SealState } from '#platform/whole/manifest-seal.ts'
import { openSource } from '#platform/whole/source.ts'
import { withAdminUrl } from '#server/content/connection.ts'
import { findOpener, placed, say, useDataDir } from './whole-files.ts'

/**
 * `uppsikt check <export or backup>`: every part is there and as it was written. Needs no database.
 * `uppsikt check --anchors <file>`: the log in the database is the one whose heads were told outside, day by day.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      anchors: { type: 'string' },
      'key-file': { type: 'string' },
      'manifest-sha256': { type: 'string' },
    },
  })
  useDataDir()
  if (values.anchors !== undefined) return checkAnchors(placed(values.anchors, '--anchors'))
  const opener = await findOpener(values['key-file'])
  const source = await openSource(placed(positionals[0], 'mappen eller filen'), opener)
  try {
    const { manifest, sha256, seal } = await checkWhole(source, values['manifest-sha256'])
    say(manifest, sha256)
    if (manifest.kind === 'export') console.log(sealSentence(seal))
  } finally {
    await source.close()
  }
}

function sealSentence(seal: SealState): string {
  if (seal.kind === 'holds')
    return 'Sigillet stämmer: exporten är orörd sedan den gjordes i den här installationen.'
  if (seal.kind === 'none')
    return 'Exporten har inget sigill. Jämför kontrollsumman med den som stod när den gjordes.'
  return `Sigillet är gjort med nyckeln ${seal.keyId}, som inte finns här. Jämför kontrollsumman med den som stod när exporten gjordes.`
}

async function checkAnchors(file: string): Promise<void> {
  const anchors = anchorsIn(await readFile(file, 'utf8'))
  if (anchors.length === 0) throw new Error(`Det finns inget ankare för loggen i ${file}.`)
  const found = await withAdminUrl((adminUrl) =>
    reading(adminUrl, (client) => compareAnchors(client, anchors)),
  )
  for (const one of found) console.log(sentenceOf(one))
  if (found.some(isWrong)) throw new Error('Loggen är inte den som ankarna är tagna av.')
}

const isWrong = ({ wrong, broken }: AnchorsHeld) => wrong !== undefined || broken !== undefined

function sentenceOf({ municipality, anchors, held, wrong, broken }: AnchorsHeld): string {
  const told = [
    broken === undefined ? '' : `Kedjan är bruten vid rad ${broken}.`,
    wrong === undefined
      ? ''
      : `Ankaret för rad ${wrong} stämmer inte: loggen är ändrad någonstans från rad ${held + 1}.`,
  ].filter((sentence) => sentence !== '')
  const whole = `Loggen stämmer med ankarna (${anchors}), det sista för rad ${held}.`
  return `${municipality}: ${told.join(' ') || whole}`
}
