import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from '#kernel/problem.ts'

/**
 * Seals what must not be readable in the database, its copies and its backups: AES-256-GCM with a key that the database
 * never sees. `bound` (the row's own ids) is checked when it is opened, so that a sealed content moved to another row
 * does not open there.
 */
export type Sealed = { sealed: Buffer; keyId: string }

const nonceLength = 12
const tagLength = 16

export function seal(content: Buffer, bound: string): Sealed {
  const key = lockKey()
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound))
  const hidden = Buffer.concat([cipher.update(content), cipher.final()])
  return { sealed: Buffer.concat([nonce, cipher.getAuthTag(), hidden]), keyId: idOf(key) }
}

/**
 * @throws Problem `otherLockKey` when the installation uses another key than the content was sealed with; Error when
 * anything of the content, or what it is bound to, has been changed
 */
export function unseal({ sealed, keyId }: Sealed, bound: string): Buffer {
  const key = lockKey()
  if (idOf(key) !== keyId) throw new Problem('otherLockKey')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength))
    .setAAD(Buffer.from(bound))
    .setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength))
  return Buffer.concat([decipher.update(sealed.subarray(nonceLength + tagLength)), decipher.final()])
}

/** Which key is in use: what is sealed with another does not open here. */
export function lockKeyId(): string {
  return idOf(lockKey())
}

/** The same without making a key where there is none: for looking at what others have sealed. */
export function lockKeyIdIfThere(): string | undefined {
  const isThere = process.env['UPPSIKT_LOCK_KEY'] || existsSync(join(dataDir(), keyFile))
  return isThere ? lockKeyId() : undefined
}

/** The same text always gives the same digest, and without the key nobody can try which text it was. */
export function keyedDigest(text: string, purpose: string): string {
  return createHmac('sha256', lockKey()).update(`${purpose}\0${text}`).digest('base64url')
}

/** Tells keys apart without telling anything of them. */
function idOf(key: Buffer): string {
  return createHash('sha256').update('uppsikt lock key').update(key).digest('hex').slice(0, 16)
}

/** UPPSIKT_LOCK_KEY (32 bytes in base64 or hex), else `lock.key` in the data folder, made when it is first needed. */
function lockKey(): Buffer {
  const given = process.env['UPPSIKT_LOCK_KEY']
  return given ? keyFrom(given, 'UPPSIKT_LOCK_KEY') : keyInFile(dataDir())
}

const keyFile = 'lock.key'
const dataDir = () => process.env['DATA_DIR'] ?? './data'

function keyInFile(folder: string): Buffer {
  const file = join(folder, keyFile)
  const kept = readIfThere(file)
  return keyFrom(kept ?? makeKey(folder, file), file)
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined
    throw fault
  }
}

/** Whole before it has its name, and never written over: of two that make a key at once, one is kept by both. */
function makeKey(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true })
  const own = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(own, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  chmodSync(own, 0o600)
  try {
    linkSync(own, file)
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault
  } finally {
    rmSync(own, { force: true })
  }
  return readFileSync(file, 'utf8')
}

function keyFrom(text: string, where: string): Buffer {
  const plain = text.trim()
  const key = Buffer.from(plain, /^[0-9a-f]{64}$/i.test(plain) ? 'hex' : 'base64')
  if (key.length !== 32) throw new Error(`${where} is not a key of 32 bytes in base64 or hex`)
  return key
}
