import { generateSecret, generateURI, verifySync } from 'otplib'
import { qrCode, type QrCode } from '#charts/qr-code.ts'
import { seal, unseal, type Sealed } from '#platform/seal.ts'

/**
 * Codes of an authenticator app (RFC 6238: SHA-1, six digits, thirty seconds: what every app knows). A code is taken one
 * step early or late, for clocks that differ, and never twice.
 */
const toleratedSeconds = 30
const offerMinutes = 30

/** A secret that is shown, and becomes a factor only when a code made with it comes back. */
export type Offer = {
  /** The secret, sealed and bound to the account: it goes with the form instead of lying in the database. */
  sealed: string
  secret: string
  link: string
  /** The link as a picture, for the camera of a telephone that is not where the page is. */
  picture: QrCode | undefined
}

type Owner = { id: string; email: string }

export function offerTotp(account: Owner, issuer: string, now: Date): Offer {
  const secret = generateSecret()
  const sealed = pack(seal(Buffer.from(`${now.getTime()} ${secret}`), offerOf(account.id)))
  return shown(account, issuer, { sealed, secret })
}

/** The same offer again, when the code was wrong: undefined when it is too old or was made for somebody else. */
export function offerAgain(
  account: Owner,
  issuer: string,
  at: { sealed: string; now: Date },
): Offer | undefined {
  const secret = readOffer(account.id, at.sealed, at.now)
  return secret === undefined ? undefined : shown(account, issuer, { sealed: at.sealed, secret })
}

function shown({ email }: Owner, issuer: string, made: { sealed: string; secret: string }): Offer {
  const link = generateURI({ issuer, label: email, secret: made.secret })
  return { ...made, link, picture: qrCode(link) }
}

/** The secret of an offer: undefined when it is too old or was made for somebody else. */
export function readOffer(accountId: string, sealed: string, now: Date): string | undefined {
  try {
    const [madeAt, secret] = unseal(unpack(sealed), offerOf(accountId)).toString().split(' ')
    return now.getTime() - Number(madeAt) < offerMinutes * 60_000 ? secret : undefined
  } catch {
    return undefined
  }
}

/** The time step of the code, if it is right and of a later step than the last one taken. */
export function stepOfCode(secret: string, code: string, at: { now: Date; lastStep: number }) {
  const token = code.replace(/[\s\u00a0]/g, '')
  if (!/^\d{6}$/.test(token)) return undefined
  const epoch = Math.floor(at.now.getTime() / 1000)
  const tried = verifySync({ secret, token, epoch, epochTolerance: toleratedSeconds })
  if (!tried.valid || !('timeStep' in tried)) return undefined
  return tried.timeStep > at.lastStep ? tried.timeStep : undefined
}

export function sealSecret(factor: { id: string; accountId: string }, secret: string): Sealed {
  return seal(Buffer.from(secret), `factor ${factor.accountId} ${factor.id}`)
}

export function unsealSecret(factor: { id: string; accountId: string }, sealed: Sealed): string {
  return unseal(sealed, `factor ${factor.accountId} ${factor.id}`).toString()
}

const offerOf = (accountId: string) => `factor offer ${accountId}`

function pack({ sealed, keyId }: Sealed): string {
  return `${keyId}.${sealed.toString('base64url')}`
}

function unpack(text: string): Sealed {
  const [keyId = '', sealed = ''] = text.split('.')
  return { keyId, sealed: Buffer.from(sealed, 'base64url') }
}
