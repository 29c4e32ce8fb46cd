import { randomBytes } from 'node:crypto'
import type { Cookies } from '@sveltejs/kit'
import { plainCookie } from './cookie.ts'

/**
 * Two cookies around sign-in at an identity provider: a secret of this browser, without which an answer from the provider
 * is worth nothing; and which provider was used last, so that a session that is over can be confirmed without a question.
 */
const secretCookie = 'uppsikt-fraga'
const secretMinutes = 10
const wayCookie = 'uppsikt-vag'
const wayDays = 30

export function browserSecret(cookies: Cookies): string {
  const kept = cookies.get(secretCookie)
  const secret = kept && kept.length >= 40 ? kept : randomBytes(32).toString('base64url')
  cookies.set(secretCookie, secret, { ...plainCookie, maxAge: secretMinutes * 60 })
  return secret
}

export function givenSecret(cookies: Cookies): string {
  return cookies.get(secretCookie) ?? ''
}

export function rememberWay(cookies: Cookies, identityProviderId: string): void {
  cookies.set(wayCookie, identityProviderId, { ...plainCookie, maxAge: wayDays * 86_400 })
}

export function lastWay(cookies: Cookies): string | undefined {
  return cookies.get(wayCookie)
}

export function forgetWay(cookies: Cookies): void {
  cookies.delete(wayCookie, plainCookie)
}

/** Where the provider sends people back to: of the address the municipality has given, else the request's own. */
export function wayAddress(url: URL, identityProviderId: string): string {
  const origin = process.env['PUBLIC_URL'] ? new URL(process.env['PUBLIC_URL']).origin : url.origin
  return `${origin}/logga-in/via/${identityProviderId}`
}

/**
 * A sign-in begins by an act of the person: a button of ours, or an address they have typed or kept. A link on another site
 * leads to the page with the button instead, so that nobody is signed in as whom the other site chose without seeing it.
 * What only confirms a session of this browser goes on by itself.
 */
export function isOwnAct(request: globalThis.Request, isConfirming: boolean): boolean {
  const site = request.headers.get('sec-fetch-site')
  return isConfirming || site === null || site === 'same-origin' || site === 'none'
}
