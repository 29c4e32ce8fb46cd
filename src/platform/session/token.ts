import { createHash, randomBytes } from 'node:crypto'

/** 256 bits as text. The person's browser keeps it; only its hash is kept here. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
