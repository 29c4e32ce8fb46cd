import { constants, createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { Claims } from './rules.ts'

/**
 * A message from a provider that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0). Anybody can send
 * one here, so nothing of it counts until all of it has been tried: what it says first, since that costs nothing, and then
 * whether one of the provider's own keys has signed it.
 */
export type LogoutToken = { header: Claims; claims: Claims; signed: Buffer; signature: Buffer }

/** What we know it must agree with. */
export type Expected = { issuer: string; clientId: string; now: Date }

export type SignedOut = { jti: string; sub: string | undefined; sid: string | undefined }

/** Why a message is not believed: a short word for the log. */
export type Doubt =
  | ('form' | 'kind' | 'method' | 'issuer' | 'audience' | 'time' | 'event' | 'nonce' | 'nobody' | 'id')
  | ('key' | 'signature')

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
/** How old a message may be, and how far the clocks may differ. A provider sends it at once. */
export const oldestMinutes = 10
const skewSeconds = 60
const longestToken = 16_000
const longestName = 300

export function readLogoutToken(text: string): LogoutToken | undefined {
  const parts = text.split('.')
  const [head = '', body = '', signature = ''] = parts
  if (text.length > longestToken || parts.length !== 3) return undefined
  const header = objectIn(head)
  const claims = objectIn(body)
  if (!header || !claims) return undefined
  return {
    ...{ header, claims },
    signed: Buffer.from(`${head}.${body}`),
    signature: Buffer.from(signature, 'base64url'),
  }
}

function objectIn(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

type Check = readonly [doubt: Doubt, holds: (token: LogoutToken, expected: Expected) => boolean]

const checks: readonly Check[] = [
  // A token for something else must not do as one of these, and one without its kind is what older providers send.
  ['kind', ({ header }) => [undefined, 'JWT', 'logout+jwt'].some((typ) => typ === header['typ'])],
  ['method', ({ header }) => methodOf(header) !== undefined && header['crit'] === undefined],
  ['issuer', ({ claims }, { issuer }) => claims['iss'] === issuer],
  ['audience', ({ claims }, { clientId }) => [claims['aud']].flat().includes(clientId)],
  ['time', ({ claims }, { now }) => isOfNow(claims, now.getTime() / 1000)],
  ['event', ({ claims }) => isObject(claims['events']) && isObject(claims['events'][logoutEvent])],
  // An identity token has one: it must never do as a message of this kind.
  ['nonce', ({ claims }) => !Object.hasOwn(claims, 'nonce')],
  ['nobody', ({ claims }) => ['sub', 'sid'].some((name) => isName(claims[name]))],
  ['nobody', ({ claims }) => ['sub', 'sid'].every((name) => isName(claims[name] ?? 'none'))],
  ['id', ({ claims }) => isName(claims['jti'])],
]

/** What speaks against the message before anybody is asked about it; undefined when nothing does. */
export function doubtIn(token: LogoutToken, expected: Expected): Doubt | undefined {
  return checks.find(([, holds]) => !holds(token, expected))?.[0]
}

function isOfNow({ iat, exp }: Claims, now: number): boolean {
  if (typeof iat !== 'number' || typeof exp !== 'number') return false
  return iat <= now + skewSeconds && iat > now - oldestMinutes * 60 && exp > now - skewSeconds
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= longestName
}

/** Whom a message that has been tried is about. */
export function signedOutBy({ claims }: LogoutToken): SignedOut {
  const named = (name: string) => (isName(claims[name]) ? claims[name] : undefined)
  return { jti: named('jti') ?? '', sub: named('sub'), sid: named('sid') }
}

type Method = { kty: string; crv?: string; options: object }

/** Only signatures with a key of two halves: whoever could check any other could also have made it. */
const methods: Readonly<Record<string, Method>> = {
  RS256: { kty: 'RSA', options: { padding: constants.RSA_PKCS1_PADDING } },
  PS256: { kty: 'RSA', options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } },
  ES256: { kty: 'EC', crv: 'P-256', options: { dsaEncoding: 'ieee-p1363' } },
}
const leastBits = 2048

function methodOf({ alg }: Claims): Method | undefined {
  return typeof alg === 'string' && Object.hasOwn(methods, alg) ? methods[alg] : undefined
}

/** What speaks against the signature, with the provider's own keys; no key that comes with the message is looked at. */
export function doubtInSignature(token: LogoutToken, keys: readonly JsonWebKey[]): Doubt | undefined {
  const method = methodOf(token.header)
  const fitting = method ? keys.filter((key) => fits(key, method, token.header)) : []
  const usable = fitting.map(keyFrom).filter((key) => key !== undefined)
  if (!method || usable.length === 0) return 'key'
  const isSigned = usable.some((key) =>
    verify('sha256', token.signed, { key, ...method.options }, token.signature),
  )
  return isSigned ? undefined : 'signature'
}

function fits(key: JsonWebKey, { kty, crv }: Method, { kid, alg }: Claims): boolean {
  if (key.kty !== kty || (crv !== undefined && key.crv !== crv)) return false
  if (kid !== undefined && key['kid'] !== kid) return false
  return (key['use'] ?? 'sig') === 'sig' && (key['alg'] ?? alg) === alg
}

function keyFrom(key: JsonWebKey): KeyObject | undefined {
  try {
    const made = createPublicKey({ key, format: 'jwk' })
    const bits = made.asymmetricKeyDetails?.modulusLength
    return bits === undefined || bits >= leastBits ? made : undefined
  } catch {
    return undefined
  }
}
