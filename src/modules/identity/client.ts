import { readFileSync } from 'node:fs'
import * as client from 'openid-client'
import { fetchOnlyFrom } from '#platform/outgoing.ts'
import { seal, unseal, type Sealed } from '#platform/seal.ts'
import type { Claims } from './rules.ts'

export type ClientSettings = {
  readonly id: string
  readonly issuer: string
  readonly clientId: string
  readonly secretSealed: Buffer | null
  readonly secretKeyId: string | null
  readonly secretVariable: string
}

const answerWithinSeconds = 5

/** Asks the provider who it is, and makes ready to speak with it: signatures are checked, on the back channel too. */
export async function meet(settings: ClientSettings): Promise<client.Configuration> {
  const issuer = new URL(settings.issuer)
  const execute = [client.enableNonRepudiationChecks]
  // Whether http may be asked at all is fetchOnlyFrom's to say: loopback, opened by the server's operator.
  if (issuer.protocol === 'http:') execute.push(client.allowInsecureRequests)
  const fetching = { [client.customFetch]: fetchOnlyFrom(issuer), timeout: answerWithinSeconds }
  const found = await client.discovery(issuer, settings.clientId, undefined, client.None(), {
    ...fetching,
    execute,
  })
  const secret = secretOf(settings)
  const metadata = found.serverMetadata()
  const known = new client.Configuration(
    metadata,
    settings.clientId,
    undefined,
    authenticationWith(secret, metadata),
  )
  Object.assign(known, fetching)
  for (const make of execute) make(known)
  return known
}

function authenticationWith(secret: string | undefined, metadata: client.ServerMetadata): client.ClientAuth {
  if (secret === undefined) return client.None()
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return methods.includes('client_secret_basic')
    ? client.ClientSecretBasic(secret)
    : client.ClientSecretPost(secret)
}

/** A file the operator of the server names comes before a secret typed in the settings. */
function secretOf(settings: ClientSettings): string | undefined {
  if (settings.secretVariable) {
    const file = process.env[settings.secretVariable]
    if (!file) throw new Error('secretMissing')
    return readFileSync(file, 'utf8').trim()
  }
  if (!settings.secretSealed || !settings.secretKeyId) return undefined
  return opened({ sealed: settings.secretSealed, keyId: settings.secretKeyId }, settings.id)
}

export function sealed(text: string, bound: string): Sealed {
  return seal(Buffer.from(text), bound)
}

export function opened(kept: Sealed, bound: string): string {
  return unseal(kept, bound).toString('utf8')
}

type Tokens = client.TokenEndpointResponse & client.TokenEndpointResponseHelpers

/**
 * What the provider says of the person: the token, and the page of claims where it has one on its own host (Entra's
 * stands elsewhere and tells nothing that the token does not). Undefined when it has said nothing at all.
 */
export async function claimsOf(
  config: client.Configuration,
  tokens: Tokens,
  subject: string | undefined,
): Promise<Claims | undefined> {
  const said = tokens.claims()
  const expected = said?.sub ?? subject
  const { userinfo_endpoint: page, issuer } = config.serverMetadata()
  if (!page || !expected || new URL(page).host !== new URL(issuer).host) return said
  const more = await client.fetchUserInfo(config, tokens.access_token, expected)
  return { ...said, ...more }
}

/** A short word for the log and the settings page; never the message, which may carry what was sent. */
export function groundOf(fault: unknown): string {
  for (let at: unknown = fault; at instanceof Error; at = at.cause) {
    const word = wordIn(at)
    if (word !== undefined) return word
  }
  return 'noAnswer'
}

/** What the provider itself calls it; else the code of the innermost fault. */
function wordIn(fault: Error): string | undefined {
  if (fault instanceof client.ResponseBodyError || fault instanceof client.AuthorizationResponseError)
    return fault.error.slice(0, 60)
  if (fault instanceof client.WWWAuthenticateChallengeError)
    return fault.cause[0]?.parameters.error ?? 'invalid_client'
  if (fault.message === 'secretMissing') return 'secretMissing'
  const isInnermost = !(fault.cause instanceof Error)
  return isInnermost && 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined
}
