import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { isGuessable } from './guessable.ts'

/** argon2id with OWASP's least parameters (19 MiB, two passes); stored as `argon2id$nonce$tag`, both base64. */
const cost = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 }

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive(password, nonce)
  return `argon2id$${nonce.toString('base64')}$${tag.toString('base64')}`
}

/** Takes the same time whether there is an account or not: without one, a hash is made and thrown away. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const [, nonce, tag] = (stored ?? `argon2id$${'A'.repeat(22)}==$${'A'.repeat(43)}=`).split('$')
  const expected = Buffer.from(tag ?? '', 'base64')
  const actual = await derive(password, Buffer.from(nonce ?? '', 'base64'))
  return stored !== null && expected.length === actual.length && timingSafeEqual(expected, actual)
}

export const shortestPassword = 15

/**
 * The fault of a new password, or undefined if it will do: long, and neither made of what everybody tries first nor of
 * what is known of the person. `about` holds names and addresses.
 */
export function passwordFault(password: string, about: readonly string[] = []): string | undefined {
  if (password.length < shortestPassword) return 'passwordTooShort'
  if (password.length > 200) return 'tooLong'
  return isGuessable(password, about) ? 'passwordTooCommon' : undefined
}

function derive(password: string, nonce: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2('argon2id', { ...cost, message: password.normalize('NFKC'), nonce }, (error, tag) =>
      error ? reject(error) : resolve(Buffer.from(tag)),
    )
  })
}
