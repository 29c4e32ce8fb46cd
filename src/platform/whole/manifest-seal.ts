import { z } from 'zod'
import { keyedDigest, lockKeyIdIfThere } from '../seal.ts'
import type { Source } from './source.ts'

/**
 * Whoever can change an export can write its manifest anew, so that every hash in it holds. The manifest of an export is
 * therefore sealed beside it with the installation's key: where that key is, a changed export is seen without anybody
 * having written anything down. Elsewhere the hash that was told when it was made does the same.
 */
export const manifestSealPath = 'manifest.seal.json'

const Seal = z
  .object({ keyId: z.string().regex(/^[0-9a-f]{16}$/), hmac: z.string().regex(/^[\w-]{43}$/) })
  .strict()
const longest = 1000

/** `otherKey`: it cannot be tried here. */
export type SealState = { kind: 'holds' } | { kind: 'otherKey'; keyId: string } | { kind: 'none' }

export function sealOfManifest(sha256: string): Buffer {
  const hmac = digestOf(sha256)
  // Asked after the digest, which makes the key where there is none.
  return Buffer.from(`${JSON.stringify({ keyId: lockKeyIdIfThere(), hmac })}\n`)
}

/** @throws Error when the seal is not of this manifest */
export async function sealStateOf(source: Source, sha256: string): Promise<SealState> {
  if (!source.names.has(manifestSealPath)) return { kind: 'none' }
  const { keyId, hmac } = await readSeal(source)
  if (keyId !== lockKeyIdIfThere()) return { kind: 'otherKey', keyId }
  if (hmac !== digestOf(sha256))
    throw new Error(
      'Sigillet stämmer inte: manifestet är ändrat sedan exporten gjordes. Inget har lästs in. Hämta exporten på nytt där den gjordes.',
    )
  return { kind: 'holds' }
}

const digestOf = (sha256: string) => keyedDigest(sha256, 'uppsikt manifest')

async function readSeal(source: Source): Promise<z.output<typeof Seal>> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of source.read(manifestSealPath)) {
    length += piece.length
    if (length > longest) break
    pieces.push(piece)
  }
  const parsed = Seal.safeParse(length > longest ? undefined : parseJson(Buffer.concat(pieces)))
  if (!parsed.success) throw new Error(`${manifestSealPath} är skadad. Inget har lästs in.`)
  return parsed.data
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** What is brought in must be known to be what was taken out: by its seal, or by the hash that was told then. */
export function refuseUnknown(seal: SealState, isHashGiven: boolean): void {
  if (seal.kind === 'holds' || isHashGiven) return
  const why =
    seal.kind === 'none'
      ? 'Exporten har inget sigill.'
      : `Exporten är förseglad med nyckeln ${seal.keyId}, som inte är den här installationens.`
  const what =
    seal.kind === 'none' ? '' : ' Ange den nyckeln (UPPSIKT_LOCK_KEY, eller lock.key i datamappen). Annars:'
  throw new Error(
    `${why}${what} Ange manifestets kontrollsumma från när den gjordes, med --manifest-sha256. Inget har lästs in.`,
  )
}
