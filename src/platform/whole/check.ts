import { createHash } from 'node:crypto'
import { manifestSealPath, sealStateOf, type SealState } from './manifest-seal.ts'
import { Manifest, manifestPath, type Part } from './shape.ts'
import type { Source } from './source.ts'

const longestManifest = 256 * 1024 * 1024

export type Checked = { readonly manifest: Manifest; readonly sha256: string; readonly seal: SealState }

/**
 * Reads all of it before anything is brought in: every part is there, is as it was written, and nothing has been put
 * beside it.
 * @throws Error with a sentence for whoever runs it
 */
export async function checkWhole(source: Source, expected?: string): Promise<Checked> {
  if (!source.names.has(manifestPath)) throw new Error('Det här är ingen export: manifest.json saknas.')
  const { manifest, sha256 } = await readManifest(source)
  if (expected !== undefined && expected.replace(/\s/g, '').toLowerCase() !== sha256)
    throw new Error('Manifestet är inte det som exporten gjordes med. Inget har lästs in.')
  const seal = await sealStateOf(source, sha256)
  const parts: readonly Part[] = [...manifest.tables, ...manifest.files]
  refuseOthers(source, parts)
  for (const part of parts) await checkPart(source, part)
  return { manifest, sha256, seal }
}

async function readManifest(source: Source): Promise<Omit<Checked, 'seal'>> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of source.read(manifestPath)) {
    length += piece.length
    if (length > longestManifest) throw new Error('manifest.json är orimligt stor.')
    pieces.push(piece)
  }
  const bytes = Buffer.concat(pieces)
  const parsed = Manifest.safeParse(parseJson(bytes))
  if (!parsed.success)
    throw new Error('manifest.json går inte att läsa. Den är skadad eller från ett annat program.')
  return { manifest: parsed.data, sha256: createHash('sha256').update(bytes).digest('hex') }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

function refuseOthers(source: Source, parts: readonly Part[]): void {
  const listed = new Set([manifestPath, ...parts.map(({ path }) => path)])
  const missing = [...listed].find((name) => !source.names.has(name))
  if (missing) throw new Error(`${missing} saknas i exporten. Inget har lästs in.`)
  const extra = [...source.names].find((name) => !listed.has(name) && name !== manifestSealPath)
  if (extra) throw new Error(`${extra} hör inte till exporten. Inget har lästs in.`)
}

async function checkPart(source: Source, { path, bytes, sha256 }: Part): Promise<void> {
  const hash = createHash('sha256')
  let length = 0
  for await (const piece of source.read(path)) {
    hash.update(piece)
    length += piece.length
  }
  if (length !== bytes || hash.digest('hex') !== sha256)
    throw new Error(`${path} är ändrad eller avkortad sedan exporten gjordes. Inget har lästs in.`)
}
