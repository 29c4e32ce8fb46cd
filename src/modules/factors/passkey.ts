import { isIP } from 'node:net'
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'

/** Where a passkey works: the site's own address and, of it, the name it is bound to. */
export type PasskeyPlace = { readonly origin: string; readonly rpId: string }

/** A passkey is bound to a name: at an address that is only a number there can be none. */
export function passkeyPlace(home: URL): PasskeyPlace | undefined {
  const name = home.hostname.replace(/^\[|\]$/g, '')
  return isIP(name) === 0 ? { origin: home.origin, rpId: home.hostname } : undefined
}

/** Nothing is signed at a place without a name; what is sent anyway is for no place and is refused. */
export function placeToAnswer(home: URL): PasskeyPlace {
  return passkeyPlace(home) ?? { origin: '', rpId: '' }
}

/** A person present at the device is demanded; that the device also knows who it is, is asked for where it can. */
const verification = { wanted: 'preferred', isDemanded: false } as const

type Kept = { readonly credentialId: string; readonly transports: readonly string[] }
type Owner = { accountId: string; email: string; name: string; municipalityName: string }

export function registrationOptions(
  place: PasskeyPlace,
  given: { owner: Owner; challenge: string; known: readonly Kept[] },
) {
  return generateRegistrationOptions({
    rpName: `Uppsikt ${given.owner.municipalityName}`,
    rpID: place.rpId,
    userID: bytesOf(given.owner.accountId, 'utf8'),
    userName: given.owner.email,
    userDisplayName: given.owner.name,
    challenge: bytesOf(given.challenge, 'base64url'),
    attestationType: 'none',
    excludeCredentials: given.known.map(descriptionOf),
    authenticatorSelection: { residentKey: 'preferred', userVerification: verification.wanted },
  })
}

export function signInOptions(place: PasskeyPlace, given: { challenge: string; known: readonly Kept[] }) {
  return generateAuthenticationOptions({
    rpID: place.rpId,
    challenge: bytesOf(given.challenge, 'base64url'),
    allowCredentials: given.known.map(descriptionOf),
    userVerification: verification.wanted,
  })
}

export type Credential = {
  credentialId: string
  publicKey: Buffer
  signCount: number
  transports: string[]
}
/** What came back from the browser, as text, and what it must have signed where. */
export type Answered = { answer: string; challenge: string; place: PasskeyPlace }

/** The new credential; undefined when the answer is not to this challenge, from this place, and well signed. */
export async function readNewPasskey({
  answer,
  challenge,
  place,
}: Answered): Promise<Credential | undefined> {
  // Anybody can send anything here: the library looks at every part, and throws at what does not fit.
  const verified = await verifyRegistrationResponse({
    response: parsed(answer) as RegistrationResponseJSON,
    expectedChallenge: challenge,
    expectedOrigin: place.origin,
    expectedRPID: place.rpId,
    requireUserVerification: verification.isDemanded,
  }).catch(() => undefined)
  if (!verified?.verified) return undefined
  const { id, publicKey, counter, transports } = verified.registrationInfo.credential
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    signCount: counter,
    transports: (transports ?? []).filter((name) => knownTransports.includes(name)),
  }
}

/**
 * The new count of the passkey; undefined when the answer does not hold. A count that does not rise is refused: then
 * there are two of what there should be one of.
 */
export async function countOfUse(used: Answered, passkey: Credential): Promise<number | undefined> {
  const verified = await verifyAuthenticationResponse({
    // As above.
    response: parsed(used.answer) as AuthenticationResponseJSON,
    expectedChallenge: used.challenge,
    expectedOrigin: used.place.origin,
    expectedRPID: used.place.rpId,
    requireUserVerification: verification.isDemanded,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(passkey.publicKey),
      counter: passkey.signCount,
    },
  }).catch(() => undefined)
  return verified?.verified ? verified.authenticationInfo.newCounter : undefined
}

/** Which passkey an answer says it is of. */
export function credentialIdOf(answer: string): string {
  const said = parsed(answer)
  return typeof said === 'object' && said !== null && 'id' in said && typeof said.id === 'string'
    ? said.id
    : ''
}

function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer)
  } catch {
    return {}
  }
}

const knownTransports: readonly string[] = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']

function descriptionOf({ credentialId, transports }: Kept) {
  return { id: credentialId, transports: [...transports] }
}

function bytesOf(text: string, encoding: 'utf8' | 'base64url') {
  return new Uint8Array(Buffer.from(text, encoding))
}
