import { randomBytes } from 'node:crypto'
import { tokenHash } from '#platform/session/session.ts'

/** A new secret: the token goes to the person, once; its hash to the database. */
export function newSecret(): { token: string; hash: string } {
  const token = `upp_${randomBytes(32).toString('base64url')}`
  return { token, hash: tokenHash(token).toString('hex') }
}
