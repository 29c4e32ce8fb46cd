import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  randomBytes,
  scrypt as scryptWithCallback,
  type ScryptOptions,
} from 'node:crypto'
import { promisify } from 'node:util'
import type { In, Out } from './out.ts'

/**
 * A file encrypted in pieces (AES-256-GCM), so that neither writing nor reading holds more than one of them. Each piece
 * is bound to its number and to being the last or not: pieces that are moved, taken away or cut off do not open.
 */
export type Opener =
  { readonly kind: 'passphrase'; readonly text: string } | { readonly kind: 'key'; readonly key: Buffer }

const magic = Buffer.from('UPPSEAL1')
const headLength = 32
const pieceLength = 64 * 1024
const tagLength = 16
const kinds = { key: 0, passphrase: 1 } as const

export async function sealedOut(out: Out, opener: Opener): Promise<Out> {
  const head = Buffer.concat([magic, Buffer.from([kinds[opener.kind]]), randomBytes(headLength - 9)])
  const key = await keyOf(opener, head)
  await out.write(head)
  let waiting: Buffer = Buffer.alloc(0)
  let number = 0
  const writePiece = async (bytes: Buffer, isLast: boolean) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(head, number, isLast)).setAAD(head)
    number += 1
    await out.write(Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]))
  }
  return {
    async write(bytes) {
      waiting = Buffer.concat([waiting, bytes])
      for (; waiting.length > pieceLength; waiting = waiting.subarray(pieceLength))
        await writePiece(waiting.subarray(0, pieceLength), false)
    },
    async end() {
      await writePiece(waiting, true)
      await out.end()
    },
    drop: () => out.drop(),
  }
}

export async function isSealed(file: In): Promise<boolean> {
  return (await file.readAt(0, magic.length)).equals(magic)
}

/** @throws Error without the right key, and at the first piece that is not as it was written */
export async function sealedIn(file: In, opener: Opener | undefined): Promise<In> {
  const head = await file.readAt(0, headLength)
  const wanted = head[8] === kinds.passphrase ? 'passphrase' : 'key'
  if (opener?.kind !== wanted) throw new Error(missing[wanted])
  const key = await keyOf(opener, head)
  const whole = pieceLength + tagLength
  const count = Math.ceil((file.size - headLength) / whole)
  let kept: { number: number; bytes: Buffer } | undefined
  const open = async (number: number): Promise<Buffer> => {
    if (kept?.number === number) return kept.bytes
    const sealed = await file.readAt(headLength + number * whole, whole)
    const bytes = openPiece({ sealed, key, head }, number, number === count - 1)
    kept = { number, bytes }
    return bytes
  }
  await open(count - 1)
  return {
    size: file.size - headLength - count * tagLength,
    async readAt(offset, length) {
      const parts: Buffer[] = []
      for (let at = Math.max(offset, 0); at < offset + length && at < file.size;) {
        const number = Math.floor(at / pieceLength)
        if (number >= count) break
        const bytes = (await open(number)).subarray(at % pieceLength)
        if (bytes.length === 0) break
        parts.push(bytes.subarray(0, offset + length - at))
        at += bytes.length
      }
      return Buffer.concat(parts)
    },
    close: () => file.close(),
  }
}

const missing = {
  passphrase: 'Filen är krypterad med en lösenfras. Ange den i UPPSIKT_BACKUP_PASSPHRASE.',
  key: 'Filen är krypterad med en nyckelfil. Ange den med --key-file.',
}

type Piece = { sealed: Buffer; key: Buffer; head: Buffer }

function openPiece({ sealed, key, head }: Piece, number: number, isLast: boolean): Buffer {
  try {
    const at = sealed.length - tagLength
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(head, number, isLast), {
      authTagLength: tagLength,
    })
      .setAAD(head)
      .setAuthTag(sealed.subarray(at))
    return Buffer.concat([decipher.update(sealed.subarray(0, at)), decipher.final()])
  } catch {
    throw new Error('Filen går inte att öppna: fel nyckel, eller så är den avkortad eller ändrad.')
  }
}

function nonceOf(head: Buffer, number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  head.copy(nonce, 0, 25, 32)
  nonce.writeUInt32BE(number, 7)
  nonce[11] = isLast ? 1 : 0
  return nonce
}

const scrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scryptWithCallback)

async function keyOf(opener: Opener, head: Buffer): Promise<Buffer> {
  const salt = head.subarray(9, 25)
  if (opener.kind === 'key') return Buffer.from(hkdfSync('sha256', opener.key, salt, 'uppsikt backup', 32))
  return scrypt(opener.text.normalize('NFC'), salt, 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 })
}
